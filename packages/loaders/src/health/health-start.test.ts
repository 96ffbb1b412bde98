import type { DuckDBConnection } from "@duckdb/node-api";
import { describe, expect, test } from "vitest";
import { queryRows } from "../build/mart-json.ts";
import { type HealthSettings, healthSettings } from "./health-settings.ts";
import { type Facts, healthLine, withHealth } from "./test-health.ts";
import { factsKnownBy, randomFacts } from "./test-random-health.ts";

/*
 * Health starts with the first month in which anybody can have a score. Months before it are left out, and no number from then
 * on is another for it: an override of somebody who never was makes health start with the ledger, and changes nothing else.
 */

const asOf = "2024-11-30";
/** Contracts from 2023 on; whatever customers do was first known in February 2024. */
const known = factsKnownBy(
  randomFacts(120, 20_261_122).filter(({ known_on }) => known_on === "" || known_on >= "2024-02-01"),
  asOf,
);
const lines = (known.read_contract_lines ?? []) as readonly { customer_id: string; end_on: string }[];
const facts: Facts = {
  ...known,
  read_contract_lines: [
    ...lines,
    ...lines.flatMap(({ customer_id, end_on }, at) =>
      at % 3 === 0
        ? []
        : [healthLine({ line_id: `R${at}`, customer_id, start_on: end_on, end_on: "2025-02-10" })],
    ),
  ],
};
const version = { version: "1", coverage_floor: 0.2 };
const ofNobody = {
  customer_id: "nobody",
  score: 50,
  from_on: "2023-01-01",
  until_on: "2023-01-02",
  reason: "None",
  author: "Ada",
};

type Row = Record<string, string | number | boolean | null>;
const marts = [
  "health__scores",
  "health__distribution",
  "health__migration",
  "health__contributions",
  "health__customers",
  "health__inputs",
  "health__histogram",
  "health__by_cut",
  "health__validation",
  "health__validation_by_band",
  "health__validation_order",
  "health__forecasts",
  "health__lead_times",
  "at_risk__renewals",
  "at_risk__customers",
  "at_risk__agreement",
] as const;
const martsOf = (settings: Parameters<typeof healthSettings.parse>[0]) =>
  withHealth(
    { as_of: asOf, facts, health: healthSettings.parse(settings) },
    async (connection: DuckDBConnection) => {
      const rows = new Map<string, readonly Row[]>();
      for (const mart of marts)
        rows.set(mart, await queryRows<Row>(connection, `select * from ${mart} order by all`));
      return rows;
    },
  );

const late = await martsOf({ versions: [version] });
const whole = await martsOf({ versions: [version], overrides: [ofNobody] });
const rowsOf = (of: typeof late, mart: (typeof marts)[number]) => of.get(mart) ?? [];
const firstOf = (of: typeof late) =>
  rowsOf(of, "health__scores")
    .map(({ report_month }) => String(report_month))
    .sort()[0];

describe("a company whose exports begin long after its contracts", () => {
  test("has health from three months before the first in which anybody can have a score", () => {
    expect([firstOf(late), firstOf(whole)]).toEqual(["2023-11-01", "2023-01-01"]);
    const scored = rowsOf(whole, "health__scores").filter(({ final_score }) => final_score !== null);
    expect(scored.length).toBeGreaterThan(300);
    expect(scored.filter(({ report_month }) => String(report_month) < "2024-02-01")).toEqual([]);
  });
  test.each(marts)("%s says from then on what it says of the whole history", (mart) => {
    // A migration of the first months is of those that have a month to look back at.
    const since = (row: Row) =>
      mart === "health__migration" && row.months === 3 ? "2024-02-01" : "2023-12-01";
    const kept = ({ is_too_early: _, too_early: __, ...row }: Row) => row;
    const from = (of: typeof late) =>
      rowsOf(of, mart)
        .filter(
          (row) =>
            !["health__scores", "health__distribution", "health__migration"].includes(mart) ||
            String(row.report_month) >= since(row),
        )
        .map(kept);
    expect(from(late).length).toBeGreaterThan(0);
    expect(from(late)).toEqual(from(whole));
  });
  test("counts the renewals that were decided before", () => {
    const early = rowsOf(late, "health__validation").filter(
      ({ scored_month }) => String(scored_month) < "2024-02-01",
    );
    expect(early.length).toBeGreaterThan(20);
    expect(rowsOf(late, "health__validation").filter(({ is_too_early }) => is_too_early)).toEqual(early);
    const counted = rowsOf(late, "health__validation_by_band");
    for (const { horizon_days, band, too_early } of counted)
      expect([horizon_days, band, too_early]).toEqual([
        horizon_days,
        band,
        band === "unscored" ? early.filter((row) => row.horizon_days === horizon_days).length : 0,
      ]);
    expect(rowsOf(whole, "health__validation").filter(({ is_too_early }) => is_too_early)).toEqual([]);
  });
});

const used = (month: string) => ({
  customer_id: "A",
  person_id: "p",
  feature: "board",
  usage_month: month,
  known_month: month,
  event_count: 1,
  days_used: 1,
  row_count: 1,
});
const asked = { ticket_id: "t", customer_id: "A", opened_on: "2022-05-10", solved_on: "2022-05-11" };
const usage = { read_usage: [used("2023-06-01")] };
const tickets = { read_tickets: [asked] };

/** The first month with health and the first with a score of a customer there from 2021 to the end of 2023. */
const startOf = (given: Facts, health?: HealthSettings) =>
  withHealth(
    {
      as_of: "2023-12-31",
      facts: {
        read_contract_lines: [healthLine({ line_id: "A", customer_id: "A", start_on: "2021-01-01" })],
        ...given,
      },
      ...(health && { health }),
    },
    async (connection) => {
      const [row] = await queryRows<{ first: string | null; scored: string | null }>(
        connection,
        `select min(report_month) as first, min(report_month) filter (where final_score is not null) as scored
          from health__scores`,
      );
      return [row?.first, row?.scored];
    },
  );

describe("health starts", () => {
  test.each<[string, Facts, HealthSettings | undefined, (string | null)[]]>([
    [
      "where the floor can be reached, not with the first export",
      { ...usage, ...tickets },
      undefined,
      ["2023-03-01", "2023-06-01"],
    ],
    [
      "with contracts alone where they are enough",
      usage,
      {
        versions: [{ version: "1", groups: { adoption: 60, growth: 40 } }],
      },
      ["2021-01-01", "2021-01-01"],
    ],
    [
      "with a configuration they are enough for",
      usage,
      {
        versions: [
          { version: "1" },
          { version: "2", from_month: "2022-02-01", groups: { adoption: 60, growth: 40 } },
        ],
      },
      ["2021-11-01", "2022-02-01"],
    ],
    [
      "with an override",
      usage,
      {
        overrides: [{ ...ofNobody, customer_id: "A", from_on: "2021-09-15", until_on: "2021-12-01" }],
      },
      ["2021-06-01", "2021-09-01"],
    ],
    ["a quarter before the last month where nobody can be scored", tickets, undefined, ["2023-09-01", null]],
    ["nowhere without an export of what customers do", {}, undefined, [null, null]],
  ])("%s", async (_, given, settings, expected) => {
    expect(await startOf(given, settings)).toEqual(expected);
  });
});
