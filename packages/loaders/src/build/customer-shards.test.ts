import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type CustomerFile,
  type CustomerTableName,
  customerFileCount,
  customerFileName,
  customerRows,
  customerShard,
} from "@tideline/metrics";
import { describe, expect, test } from "vitest";
import { loadersFolder } from "../models/loaders-folder.ts";
import { testDatabase } from "../models/test-database.ts";
import { writeCustomerShards } from "./customer-shards.ts";
import { type MartRow, martRows, readJson } from "./test-agreement.ts";
import { builtFrom } from "./test-built.ts";

const hostile = '<img/src=x/onerror="alert(1)">';
const marts = {
  customers: "customer__profile",
  balances: "customer__balances",
  contracts: "customer__contracts",
  usage: "customer__usage",
  contract_events: "customer__contract_events",
  care_events: "customer__care_events",
  voice_events: "customer__voice_events",
} as const;
const file = (out: string, shard: number) =>
  readJson<CustomerFile>(out, join("customers", customerFileName(shard)));
const own = (rows: readonly MartRow[], id: string) => rows.filter(({ customer_id }) => customer_id === id);

const out = await builtFrom(
  { as_of: "2024-12-31" },
  {
    customers: `customer_id name csm
        A Ash kim
        Ö-√ ${hostile} -
        none None -`,
    contract_lines: `line_id customer_id monthly_amount signed_on start_on end_on end_means notice_on order_type is_recurring
        1 A 100 2024-01-10 2024-02-01 2025-02-01 term - new -
        2 A 20 2024-06-03 2024-06-10 2025-02-01 term 2024-12-02 add_on -
        3 Ö-√ 50 2024-03-01 2024-03-01 - - - new -
        4 Ö-√ 15000 2024-03-01 2024-03-01 2024-05-30 - - - false`,
    contacts: `person_id email customer_id name role from_on left_on
        u1 ann@a.test A Ann champion 2024-02-05 2024-11-30`,
    usage: `customer_id person_id used_on feature event_count
        A u1 2024-02-28 Board 2
        A u1 2024-02-05 Board 1
        A u1 2024-02-10 List 1
        A u1 2024-02-11 List 1
        A u1 2024-02-12 List 4
        A u2 2024-03-01 Board 7`,
    milestones: `customer_id milestone planned_on reached_on known_on
        A go_live 2024-03-15 - 2024-02-02
        A go_live - 2024-03-18 2024-03-18
        A kickoff - 2024-02-06 2024-02-06`,
    activities: `activity_id customer_id activity_on activity_type subject notes csm duration_minutes
        m1 A 2024-03-18 milestone Live ${hostile} kim 30
        m2 A 2024-04-01 call Steps - kim 20`,
    tickets: `ticket_id customer_id person_id opened_on solved_on priority status subject
        t1 A ann@a.test 2024-04-02 2024-04-04 high closed Import`,
    survey_responses: `response_id customer_id person_id survey_type score responded_on
        r1 A ann@a.test nps 9 2024-05-05`,
  },
);

const words = (row: MartRow, ...columns: string[]) => columns.map((name) => row[name] ?? "-").join(" ");

/** All are in the one file of a company so small. */
const read = <Row extends object>(table: CustomerTableName, id: string) =>
  customerRows<Row>(file(out, 0), table, id);

const connection = await testDatabase();

describe("how many files there are", () => {
  const mart = readFileSync(join(loadersFolder, "sql/marts/customer__shards.sql"), "utf8");

  test.each([0, 1, 4, 5, 8, 9, 60, 2048, 2049, 5000, 20_000])("%i customers", async (customers) => {
    await connection.run(`create or replace table customers as
      select 'C' || place as customer_id from range(${customers}) as numbers(place)`);
    await connection.run("create or replace table read_contract_lines as select 1 as line_no");
    const rows = (await connection.runAndReadAll(mart)).getRowObjectsJson();
    const files = customerFileCount(customers);
    expect(rows).toEqual(
      rows.map(({ customer_id }) => ({
        customer_id,
        shard_no: customerShard(String(customer_id), files),
      })),
    );
    expect(rows).toHaveLength(customers);
    const used = new Set(rows.map(({ shard_no }) => shard_no));
    expect(used.size, "nearly every file holds somebody").toBeGreaterThan(
      0.9 * Math.min(files, customers) - 1,
    );
  });

  test("a customer stays in its half when they are twice as many", () => {
    for (const id of ["", "A", "Ö-√", "W-01908"])
      expect(customerShard(id, 512)).toBe(customerShard(id, 1024) % 512);
  });
});

describe("the files of customers", () => {
  test("hold each customer in the file the key says, for the browser and in the mart", async () => {
    const shards = await martRows(out, "customer__shards");
    expect(shards.map(({ customer_id }) => customer_id)).toEqual(["A", "none", "Ö-√"]);
    expect(readJson(out, "summary.json")).toMatchObject({
      customer_files: 1,
      health_bands: 3,
      health_from: (await martRows(out, "health__distribution"))
        .map(({ report_month }) => report_month)
        .sort()[0],
    });
    expect(readdirSync(join(out, "customers"))).toEqual([customerFileName(0)]);
    expect(file(out, 0).customers?.columns.customer).toEqual(["A", "none", "Ö-√"]);
  });

  test.each(Object.entries(marts))("%s are the rows of %s, column by column", async (table, mart) => {
    const rows = await martRows(out, mart);
    for (const id of ["A", "none", "Ö-√"]) {
      const expected = own(rows, id).map(({ customer_id, event_no, ...row }) => row);
      expect(read(table as keyof typeof marts, id)).toEqual(expected);
    }
  });

  test("a one-off line has its whole amount, never one a month or a year", () => {
    const own = (table: "contracts" | "contract_events") => read<MartRow>(table, "Ö-√");
    expect(
      own("contracts").map((row) => words(row, "kind", "monthly_minor", "annual_minor", "one_off_minor")),
    ).toEqual(["recurring 5000 60000 -", "one_off - - 1500000"]);
    const event = own("contract_events").find((row) => row.event === "one_off");
    expect(event && words(event, "other_minor", "until_on")).toBe("1500000 2024-05-30");
  });

  test("movements are those of the ledger", async () => {
    const rows = own(await martRows(out, "ledger__movements"), "A").map(({ customer_id, ...row }) => row);
    const byKey = (a: object, b: object) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
    const sorted = (all: readonly MartRow[]) =>
      all
        .map((row) => Object.fromEntries(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1))))
        .sort(byKey);
    expect(sorted(read<MartRow>("movements", "A"))).toEqual(sorted(rows));
  });

  test("health is as scored, and the contributions are those of the mart with the titles of their inputs", async () => {
    const scores = own(await martRows(out, "health__scores"), "A");
    expect(scores.length).toBeGreaterThan(6);
    expect(
      read<MartRow>("health", "A").map((row) =>
        words(row, "report_month", "final_score", "band", "coverage"),
      ),
    ).toEqual(scores.map((row) => words(row, "report_month", "final_score", "band", "coverage")));
    const changes = own(await martRows(out, "health__contributions"), "A");
    expect(read<MartRow>("contributions", "A").map((row) => words(row, "input", "contribution"))).toEqual(
      changes.map((row) => words(row, "input", "contribution")),
    );
    expect(read<MartRow>("contributions", "A").find(({ input }) => input === "nps_answer")?.title).toMatch(
      /NPS/,
    );
  });

  test("are the same however few rows are put together at once", async () => {
    const made = await builtFrom(
      { as_of: "2024-12-31" },
      {
        customers: `customer_id\n${Array.from({ length: 40 }, (_, no) => `C${no}`).join("\n")}`,
        contract_lines: `line_id customer_id monthly_amount start_on\n${Array.from(
          { length: 120 },
          (_, no) => `${no} C${no % 40} ${no + 1} 2024-0${1 + (no % 7)}-01`,
        ).join("\n")}`,
      },
    );
    const marts = await testDatabase();
    for (const mart of readdirSync(join(made, "marts")))
      await marts.run(`create view ${mart.replace(".parquet", "")} as from '${join(made, "marts", mart)}'`);
    await marts.run("create table read_customers as select customer_id from customer__profile");
    await writeCustomerShards(marts, join(made, "together"));
    await writeCustomerShards(marts, join(made, "apart"), 1);
    const texts = (folder: string) =>
      readdirSync(join(made, folder)).map((name) => readFileSync(join(made, folder, name), "utf8"));
    expect(texts("apart")).toHaveLength(16);
    expect(texts("apart")).toEqual(texts("together"));
  });

  test("nobody is found who is not in the file", () => {
    expect(read("customers", "B")).toEqual([]);
  });
});

describe("what a customer's page shows", () => {
  test("says when it was won, went live and falls due, and what it pays", async () => {
    const [row] = own(await martRows(out, "customer__profile"), "A");
    expect(row).toMatchObject({
      signed_on: "2024-01-10",
      live_on: "2024-03-18",
      time_to_value_days: 68,
      live_minor: 12_000,
      committed_minor: 10_000,
      next_due_on: "2025-02-01",
      next_due_state: "noticed",
      next_due_minor: 12_000,
    });
  });

  test("contracts by what became of them", async () => {
    const rows = own(await martRows(out, "customer__contracts"), "A");
    expect(rows.map((row) => words(row, "line_id", "kind", "state", "notice_on"))).toEqual([
      "1 recurring in_force -",
      "2 recurring noticed 2024-12-02",
    ]);
  });

  test("usage by month: events, people, days, features", async () => {
    const rows = own(await martRows(out, "customer__usage"), "A");
    expect(
      rows.map((row) =>
        words(row, "usage_month", "event_count", "people_count", "days_count", "feature_count"),
      ),
    ).toEqual(["2024-02-01 9 1 5 2", "2024-03-01 7 1 1 1"]);
  });

  test("a milestone told in the timeline is one event; a person's first seven days count the days of use", async () => {
    const rows = own(await martRows(out, "customer__care_events"), "A");
    expect(
      rows.map((row) => words(row, "event_on", "source", "event", "status", "title", "number", "until_on")),
    ).toEqual([
      "2024-02-02 milestone go_live planned - - 2024-03-15",
      "2024-02-05 people joined champion Ann 3 2024-02-05",
      "2024-02-06 milestone kickoff reached - - -",
      "2024-03-18 milestone go_live reached Live 30 -",
      "2024-04-01 activity call - Steps 20 -",
      "2024-11-30 people left champion Ann - -",
    ]);
    expect(rows[3]?.notes).toBe(hostile);
  });

  test("what was signed in one way on a day is one event; a renewal to come says how it stands", async () => {
    const rows = own(await martRows(out, "customer__contract_events"), "A");
    expect(
      rows.map((row) => words(row, "event_on", "source", "event", "status", "amount_minor", "other_minor")),
    ).toEqual([
      "2024-01-10 contract new - 10000 120000",
      "2024-06-03 contract add_on - 2000 24000",
      "2024-12-02 contract notice - 2000 -",
      "2025-02-01 renewal due noticed 12000 -",
    ]);
  });

  test("people are named where contacts know them", async () => {
    const rows = own(await martRows(out, "customer__voice_events"), "A");
    expect(rows.map((row) => words(row, "event_on", "event", "title", "person", "score"))).toEqual([
      "2024-04-02 opened Import Ann -",
      "2024-05-05 answered nps Ann 9",
    ]);
  });
});
