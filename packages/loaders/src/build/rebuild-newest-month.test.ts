import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { describe, expect, test } from "vitest";
import { aCompany, aLine } from "../../test/a-line.ts";
import { type LedgerInput, runLedger } from "../ledger-of.ts";
import {
  type RebuildOptions,
  rebuildMonth,
  rebuildNewestMonth,
  rebuildTables,
} from "./rebuild-newest-month.ts";

/** Runs the models on the lines, lets `harm` change what they made, and rebuilds the newest month. */
async function rebuilt(
  input: LedgerInput,
  harm: (connection: DuckDBConnection) => Promise<unknown> = async () => {},
  options: RebuildOptions = {},
) {
  const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
  const connection = await instance.connect();
  try {
    const { models, settings } = await runLedger(connection, input, { keep: rebuildTables });
    await harm(connection);
    return await rebuildNewestMonth(connection, models, settings, options);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** Reports to the end of April, from exports of the middle of May. */
const company = aCompany({ as_of: "2026-05-15", late_renewal_grace_days: 30 });
const old = (customer_id: string) =>
  aLine({
    line_id: `${customer_id}1`,
    customer_id,
    monthly_minor: 10_000,
    start_on: "2025-04-10",
    end_on: "2026-04-10",
  });
const next = (customer_id: string, signed_on: string) =>
  aLine({
    line_id: `${customer_id}2`,
    customer_id,
    monthly_minor: 12_000,
    start_on: "2026-04-10",
    end_on: "2027-04-10",
    renewal_of: `${customer_id}1`,
    signed_on,
  });

describe("the newest month, from the facts dated by its last day", () => {
  test("nothing later: nobody is rebuilt", async () => {
    const lines = [old("A"), next("A", "2026-03-01"), old("B")];
    expect(await rebuilt({ lines, company })).toMatchObject({
      name: "rebuild_newest_month",
      rows_checked: 0,
      offending: 0,
    });
  });

  test("a renewal signed later, a notice entered later: two customers rebuilt, April stands", async () => {
    const lines = [
      old("A"),
      next("A", "2026-05-04"),
      { ...old("B"), notice_on: "2026-05-06" },
      old("C"),
      next("C", "2026-04-01"),
    ];
    const check = await rebuilt({ lines, company });
    expect(check).toMatchObject({ rows_checked: 2, offending: 0 });
    expect(check.claim).toMatch(/^The newest month closes the same, .* by its last day alone\.$/);
  });

  test("a withdrawal entered later, and a contract assigned later with those it concerns", async () => {
    const noticed = { ...old("A"), notice_on: "2026-02-01", notice_withdrawn_on: "2026-05-02" };
    const lines = [{ ...noticed, end_on: "2026-06-10" }, old("B"), { ...old("C"), notice_on: "2026-05-06" }];
    const assignments = [{ line_id: "C1", customer_id: "B", assigned_on: "2026-05-08" }];
    expect(await rebuilt({ lines, company, assignments })).toMatchObject({ rows_checked: 3, offending: 0 });
  });

  test("under month-end rates and with a history that begins later", async () => {
    const months = Array.from({ length: 13 }, (_, at) => 2025 * 12 + 3 + at);
    const month_rates = months.map((no, at) => ({
      currency: "EUR",
      month: `${Math.floor((no - 1) / 12)}-${String(((no - 1) % 12) + 1).padStart(2, "0")}`,
      rate: `1.${10 + at}`,
    }));
    const lines = [
      { ...old("A"), currency: "EUR" },
      { ...next("A", "2026-05-04"), currency: "EUR" },
      { ...old("B"), notice_on: "2026-05-06" },
    ];
    const input = { lines, company: { ...company, month_rates, history_from: "2026-02-01" } };
    expect(await rebuilt(input)).toMatchObject({ rows_checked: 2, offending: 0 });
  });

  test("a balance that is not what the facts give stops the build, naming the customer and both balances", async () => {
    const lines = [{ ...old("A"), notice_on: "2026-05-06" }, old("B")];
    const harm = (connection: DuckDBConnection) =>
      connection.run("update customer_balances set balance_minor = balance_minor + 5 where basis = 'live'");
    await expect(rebuilt({ lines, company }, harm)).rejects.toThrow(
      "rebuild-newest-month: a closed month would change, got 10005 for customer A at the end of 2026-04 (live, minor units of USD) where the facts dated by then give 10000; nothing was written, please report this with the customer's lines",
    );
  });

  test("a guess stands when a line signed later would fit better, or names the same line", async () => {
    const past = { ...old("A"), sku: "s", end_on: "2026-05-10" };
    const guessed = { ...next("A", "2026-04-02"), renewal_of: null, start_on: "2026-05-10" };
    const lower = { ...guessed, line_id: "A0", signed_on: "2026-05-04", monthly_minor: 7_000 };
    const named = { ...lower, line_id: "A3", renewal_of: "A1" };
    for (const later of [lower, { ...lower, sku: "s" }, named]) {
      const check = await rebuilt({ lines: [past, guessed, later], company });
      expect(check).toMatchObject({ rows_checked: 1, offending: 0 });
      expect(check.claim).toMatch(/by its last day alone\.$/);
    }
  });

  test("a customer with a line signed before the one it continues is counted, not stopped", async () => {
    const first = { ...old("A"), start_on: "2026-05-20", signed_on: "2026-05-04", end_on: "2026-09-01" };
    const ahead = { ...next("A", "2026-03-02"), start_on: "2026-09-01", end_on: null };
    const check = await rebuilt({ lines: [first, ahead], company });
    expect(check).toMatchObject({ rows_checked: 0, offending: 0 });
    expect(check.claim).toContain("Left out: 1 with a line signed before the one it continues");
  });

  test("so are both customers of a contract assigned by a line that was not signed yet", async () => {
    const assignments = [{ line_id: "A2", customer_id: "B", assigned_on: "2026-02-10" }];
    const lines = [old("A"), next("A", "2026-05-06")];
    const check = await rebuilt({ lines, company, assignments });
    expect(check).toMatchObject({ offending: 0 });
    expect(check.claim).toContain(
      "Left out: 2 with a line signed before the one it continues, or assigned before",
    );
  });

  test("many later facts: a sample in a build, said in the claim, all where asked", async () => {
    const lines = ["A", "B", "C", "D", "E"].map((id) => ({ ...old(id), notice_on: "2026-05-06" }));
    const sample = await rebuilt({ lines, company }, async () => {}, { upTo: 2 });
    expect(sample).toMatchObject({ rows_checked: 1, offending: 0 });
    expect(sample.claim).toContain("A sample of the 5 customers with later facts.");
    expect(await rebuilt({ lines, company })).toMatchObject({ rows_checked: 5, offending: 0 });
  });

  test("the second database is gone afterwards, also after a fault", async () => {
    const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
    const connection = await instance.connect();
    const lines = [{ ...old("A"), notice_on: "2026-05-06" }];
    const { models, settings } = await runLedger(connection, { lines, company }, { keep: rebuildTables });
    await expect(
      rebuildMonth(connection, models, { ...settings, factors: { USD: "none" } }),
    ).rejects.toThrow();
    expect(await rebuildMonth(connection, models, settings)).toEqual({
      month: "2026-04",
      later: 1,
      rebuilt: 1,
      changed: [],
    });
    const left = await connection.runAndReadAll(
      "select count(*) as n from duckdb_databases() where database_name = 'rebuilt_month'",
    );
    expect(left.getRowObjectsJson()).toEqual([{ n: "0" }]);
    connection.closeSync();
    instance.closeSync();
  });
});
