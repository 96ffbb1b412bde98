import { aucInterval, aucOfPairs, type PlacedPairs, rocAuc } from "@tideline/metrics";
import { describe, expect, test } from "vitest";
import { queryRows } from "../build/mart-json.ts";
import { healthSettings } from "./health-settings.ts";
import { type Facts, healthLine, withHealth } from "./test-health.ts";
import { factsKnownBy, randomFacts } from "./test-random-health.ts";

/*
 * The marts of validation and of what is at risk say of random companies what plain loops over single renewals and customers
 * say. Two customers of three renew; some are flagged by customer success.
 */

const asOf = "2024-11-30";
const known = factsKnownBy(randomFacts(300, 20_260_102), asOf);
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
  read_expected_losses: lines.flatMap(({ customer_id }, at) =>
    at % 4 === 1
      ? [
          {
            customer_id,
            flagged_on: "2024-10-02",
            probability: 0.4,
            currency: "USD",
            cleared_on: at % 2 ? null : "2024-10-20",
          },
        ]
      : [],
  ),
};

const health = healthSettings.parse({
  versions: [
    {
      version: "1",
      coverage_floor: 0.2,
      bands: [
        { band: "poor", above: 0, up_to: 25 },
        { band: "fair", above: 25, up_to: 40 },
        { band: "fine", above: 40, up_to: 100 },
      ],
    },
  ],
});

interface Decision {
  customer_id: string;
  horizon_days: number;
  decided_on: string;
  scored_month: string;
  is_lost: boolean;
  final_score: number | null;
  band: string;
}
type Row = Record<string, string | number | boolean | null>;

const found = await withHealth({ as_of: asOf, facts, health }, async (connection) => {
  const all = <One extends object>(mart: string) => queryRows<One>(connection, `select * from ${mart}`);
  return {
    decisions: await all<Decision>("health__validation"),
    order: await all<PlacedPairs & { horizon_days: number }>("health__validation_order"),
    forecasts: await all<Record<string, number>>("health__forecasts"),
    scores: await all<Row>("health__scores"),
    customers: await all<Row>("health__customers"),
    distribution: await all<Row>("health__distribution"),
    migration: await all<Row>("health__migration"),
    upcoming: await all<Row>("renewals__upcoming"),
    renewals: await all<Row>("at_risk__renewals"),
    byBand: await all<Row>("at_risk__by_band"),
    feared: await all<Row>("at_risk__customers"),
    agreement: await all<Row>("at_risk__agreement"),
    bridge: await all<Row>("bridge__by_month"),
    bands: await all<Row>("health__bands"),
  };
});
const { decisions } = found;
const sum = (rows: readonly Row[], column: string) =>
  rows.reduce((total, row) => total + Number(row[column]), 0);

describe.each([180, 90, 30])("%s days before", (horizon) => {
  const own = decisions.filter(({ horizon_days }) => horizon_days === horizon);
  const scored = own.flatMap(({ final_score, is_lost }) =>
    final_score === null ? [] : [{ score: -final_score, happened: is_lost }],
  );
  test("the area under the curve is that of the single renewals, and its error that of their placements", () => {
    const row = found.order.find(({ horizon_days }) => horizon_days === horizon);
    if (!row) throw new Error(`no order at ${horizon}`);
    expect(row.lost).toBeGreaterThan(10);
    expect(row.decisions - row.lost).toBeGreaterThan(10);
    expect(aucOfPairs(row)).toBeCloseTo(rocAuc(scored) ?? -1, 12);
    const [lost, kept] = [scored.filter((one) => one.happened), scored.filter((one) => !one.happened)];
    const wins = (score: number, others: typeof scored, way: 1 | -1) =>
      others.reduce(
        (all, one) => all + (one.score === score ? 0.5 : (score - one.score) * way > 0 ? 1 : 0),
        0,
      ) / others.length;
    const spread = (places: readonly number[]) => {
      const mean = places.reduce((all, one) => all + one, 0) / places.length;
      return places.reduce((all, one) => all + (one - mean) ** 2, 0) / (places.length - 1) / places.length;
    };
    const expected = Math.sqrt(
      spread(lost.map(({ score }) => wins(score, kept, 1))) +
        spread(kept.map(({ score }) => wins(score, lost, -1))),
    );
    expect(aucInterval(row)?.standardError).toBeCloseTo(expected, 4);
  });
  test("a forecast takes the share lost among those of the band decided by the day of the score", () => {
    const lastDay = (month: string) =>
      new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0)).toISOString().slice(0, 10);
    const rate = (rows: readonly Decision[]) => rows.filter(({ is_lost }) => is_lost).length / rows.length;
    const errors = own.flatMap((one) => {
      const before = own.filter(({ decided_on }) => decided_on <= lastDay(one.scored_month));
      const ofBand = before.filter(({ band }) => band === one.band);
      const outcome = Number(one.is_lost);
      return ofBand.length < 20 ? [] : [[(rate(ofBand) - outcome) ** 2, (rate(before) - outcome) ** 2]];
    });
    const row = found.forecasts.find(({ horizon_days }) => horizon_days === horizon);
    expect(errors.length).toBeGreaterThan(5);
    expect(row?.decisions).toBe(errors.length);
    const total = (at: 0 | 1) => errors.reduce((all, pair) => all + (pair[at] ?? 0), 0);
    expect(Number(row?.squared_error_micros) / 1e6).toBeCloseTo(total(0), 3);
    expect(Number(row?.base_squared_error_micros) / 1e6).toBeCloseTo(total(1), 3);
  });
});

describe("the customers behind the bands", () => {
  test.each(["live", "committed"])("add up to every band and every move of %s", (basis) => {
    const newest = found.distribution.filter(
      (row) => row.report_month === "2024-11-01" && row.basis === basis,
    );
    expect(newest.length).toBeGreaterThan(2);
    for (const band of newest) {
      const own = found.customers.filter((row) => row.band === band.band && row[`${basis}_minor`] !== null);
      expect([own.length, sum(own, `${basis}_minor`)], String(band.band)).toEqual([
        band.customers,
        band.balance_minor,
      ]);
    }
    const moves = found.migration.filter((row) => row.report_month === "2024-11-01" && row.basis === basis);
    expect(moves.length).toBeGreaterThan(6);
    for (const move of moves) {
      const own = found.customers.filter((row) => {
        const from = row[`${basis}_${move.months}_minor`] === null ? "new" : row[`band_${move.months}`];
        const to = row[`${basis}_minor`] === null ? "churned" : row.band;
        return from === move.from_band && to === move.to_band;
      });
      const place = `${move.months} ${move.from_band} ${move.to_band}`;
      expect([place, own.length], place).toEqual([place, move.customers]);
      expect(sum(own, `${basis}_minor`), place).toBe(move.to_minor);
      expect(sum(own, `${basis}_${move.months}_minor`), place).toBe(move.from_minor);
    }
  });
});

describe("what is at risk", () => {
  test("holds every renewal ahead up to the end of the next quarter, with the band the customer stands in", () => {
    const ahead = found.upcoming.filter(({ due_month }) => String(due_month) < "2025-04-01");
    expect(ahead.length).toBeGreaterThan(20);
    expect(found.renewals.length).toBe(ahead.length);
    expect(sum(found.renewals, "due_minor")).toBe(sum(ahead, "due_minor"));
    for (const row of found.renewals) {
      const score = found.scores.find(
        ({ customer_id, report_month }) => customer_id === row.customer_id && report_month === "2024-11-01",
      );
      expect(row.band).toBe(score?.band ?? "unscored");
      expect(row.final_score).toBe(score?.final_score ?? null);
    }
    expect(sum(found.byBand, "renewals")).toBe(found.renewals.length);
    expect(sum(found.byBand, "open_due_minor")).toBe(sum(found.renewals, "open_due_minor"));
    // 72 days ahead is nearest to the score of 90 days before.
    expect(
      new Set(found.renewals.filter(({ due_on }) => due_on === "2025-02-10").map((row) => row.horizon_days)),
    ).toEqual(new Set([90]));
  });
  test("sets what customer success expects beside the lowest band, every active customer once", () => {
    const active = found.scores.filter(
      (row) => row.report_month === "2024-11-01" && row.committed_minor !== null,
    );
    expect(sum(found.agreement, "customers")).toBe(active.length);
    expect(sum(found.agreement, "committed_minor")).toBe(sum(active, "committed_minor"));
    const anticipated = found.bridge.find((row) => row.report_month === "2024-11-01")?.anticipated_loss_minor;
    expect(sum(found.agreement, "anticipated_loss_minor")).toBe(anticipated);
    expect(anticipated).toBeLessThan(0);
    const views = found.agreement.map((row) => `${row.is_flagged} ${row.score_view}`);
    expect(views).toEqual(
      expect.arrayContaining(["true lowest", "true higher", "false lowest", "false higher"]),
    );
    for (const row of found.agreement.filter((one) => one.is_flagged || one.score_view === "lowest")) {
      const own = found.feared.filter(
        ({ is_flagged, band_no }) =>
          is_flagged === row.is_flagged &&
          (band_no === 0 ? "unscored" : band_no === 1 ? "lowest" : "higher") === row.score_view,
      );
      expect(own.length).toBe(row.customers);
      expect(sum(own, "committed_minor")).toBe(row.committed_minor);
    }
  });
  test("the bands reach from 0 to 100", () => {
    expect(found.bands.map(({ band_no, above, up_to }) => [band_no, above, up_to])).toEqual([
      [1, 0, 25],
      [2, 25, 40],
      [3, 40, 100],
    ]);
  });
});
