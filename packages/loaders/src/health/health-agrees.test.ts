import { finalHealth, type HealthScore, healthContributions, healthScore } from "@tideline/metrics";
import { describe, expect, test } from "vitest";
import { queryRows } from "../build/mart-json.ts";
import { healthSettings } from "./health-settings.ts";
import { resolveHealth } from "./resolve-health.ts";
import { testConfiguration } from "./test-configuration.ts";
import { type HealthCase, withHealth } from "./test-health.ts";
import { factsKnownBy, randomFacts } from "./test-random-health.ts";

/*
 * The SQL computes what the definition in TypeScript does, on random companies with every export, two versions of the
 * configuration, profiles, exceptions and overrides; and what is known later changes no month that was scored before.
 */

const facts = randomFacts(60, 20_260_101);
/** A customer that was there while somebody overrode its score. */
const told = facts
  .map(({ row }) => row as Readonly<Record<string, string>>)
  .find(({ start_on = "9", end_on = "" }) => start_on < "2023-08-01" && end_on > "2023-12-31")?.customer_id;
const health = healthSettings.parse({
  versions: [
    { version: "1", coverage_floor: 0.3 },
    {
      version: "2",
      from_month: "2023-10-01",
      coverage_floor: 0.35,
      groups: { adoption: 50, support: 20, surveys: 20, relationship: 10 },
      ...testConfiguration,
      profiles: [
        { profile: "Tech", touch_tier: "tech", groups: { adoption: 80, support: 20 } },
        { profile: "New", lifecycle: "onboarding", groups: { surveys: 60, adoption: 40 } },
      ],
    },
  ],
  overrides: [
    {
      customer_id: told,
      score: 12,
      from_on: "2023-08-15",
      until_on: "2023-11-30",
      reason: "Told us",
      author: "Ada",
    },
    {
      customer_id: told,
      score: 80,
      from_on: "2023-09-15",
      until_on: "2023-10-31",
      reason: "Took it back",
      author: "Ada",
    },
  ],
});
const configurations = resolveHealth(health);
const until = (as_of: string): HealthCase => ({ as_of, facts: factsKnownBy(facts, as_of), health });

interface Scored {
  customer_id: string;
  report_month: string;
  scored_on: string;
  version: string;
  profile: string;
  raw_score: number | null;
  coverage: number;
  exception_name: string | null;
  override_reason: string | null;
  final_score: number | null;
  band: string;
}

const scoresOf = (given: HealthCase) =>
  withHealth(given, async (connection) => ({
    scores: await queryRows<Scored>(
      connection,
      "select * from health__scores order by customer_id, report_month",
    ),
    contributions: await queryRows<{
      customer_id: string;
      report_month: string;
      input: string;
      contribution: number;
    }>(connection, "select * from health__contributions order by customer_id, input"),
    values: await queryRows<{ customer_id: string; report_month: string; input: string; value: number }>(
      connection,
      `select customer_id, report_month, input, value from health_values
        join health_customers using (customer_no, month_no)`,
    ),
    order: await queryRows<{ twice_right: number }>(connection, "select * from health__validation_order"),
  }));

const whole = await scoresOf(until("2024-11-30"));

describe("SQL and TypeScript agree", () => {
  const valuesOf = new Map<string, Record<string, number>>();
  for (const { customer_id, report_month, input, value } of whole.values) {
    const key = `${customer_id} ${report_month}`;
    valuesOf.set(key, { ...valuesOf.get(key), [input]: value });
  }
  const again = (row: Scored): { weighed: HealthScore; final: ReturnType<typeof finalHealth> } => {
    const configuration = configurations.find(({ version }) => version === row.version);
    if (configuration === undefined) throw new Error(`no version ${row.version}`);
    const profile = configuration.profiles.find((one) => one.profile === row.profile);
    const values = valuesOf.get(`${row.customer_id} ${row.report_month}`) ?? {};
    const weighed = healthScore(values, {
      inputs: configuration.inputs.map(({ name, ...input }) => ({ input: name, ...input })),
      groups: profile?.groups ?? {},
    });
    const override = health.overrides?.find(({ reason }) => reason === row.override_reason)?.score ?? null;
    const { bands, coverageFloor: floor, exceptions } = configuration;
    return { weighed, final: finalHealth(weighed, { floor, bands, exceptions, values, override }) };
  };
  test("raw and final score, coverage, band and exception, customer by customer and month by month", () => {
    expect(whole.scores.length).toBeGreaterThan(500);
    for (const row of whole.scores) {
      const { weighed, final } = again(row);
      const place = `${row.customer_id} ${row.report_month}`;
      expect([place, row.band, row.exception_name]).toEqual([place, final.band, final.exception]);
      expect(row.coverage, place).toBeCloseTo(weighed.coverage, 9);
      if (weighed.score === null) expect(row.raw_score, place).toBeNull();
      else expect(row.raw_score, place).toBeCloseTo(weighed.score, 9);
      if (final.score === null) expect(row.final_score, place).toBeNull();
      else expect(row.final_score, place).toBeCloseTo(final.score, 9);
    }
  });
  test("everything the configuration knows occurs", () => {
    const seen = (name: keyof Scored) => new Set(whole.scores.map((row) => row[name]));
    expect([...seen("band")].sort()).toEqual(["fair", "fine", "green", "poor", "red", "unscored", "yellow"]);
    expect([...seen("profile")].sort()).toEqual(["Everybody", "New", "Tech"]);
    expect([...seen("exception_name")].sort()).toEqual(["No champion", "Unpaid", null]);
    expect([...seen("override_reason")].sort()).toEqual(["Told us", "Took it back", null]);
    const counted = new Set(whole.values.map(({ input }) => input));
    const absent = configurations[0]?.inputs.map(({ name }) => name).filter((name) => !counted.has(name));
    expect(absent).toEqual(["urgent_ticket_age", "urgent_tickets_now"]);
  });
  test("contributions of the last month", () => {
    const last = whole.contributions[0]?.report_month ?? "";
    const rowOf = (customer: string, month: string) =>
      whole.scores.find((row) => row.customer_id === customer && row.report_month === month);
    const customers = [...new Set(whole.contributions.map(({ customer_id }) => customer_id))];
    expect(customers.length).toBeGreaterThan(5);
    for (const customer of customers) {
      const [then, now] = [rowOf(customer, "2024-10-01"), rowOf(customer, last)];
      if (then === undefined || now === undefined) throw new Error(`${customer} has no score`);
      const expected = healthContributions(again(then).weighed, again(now).weighed);
      const found = whole.contributions.filter(
        (row) => row.customer_id === customer && row.input !== "adjustment",
      );
      expect(found.map(({ input }) => input)).toEqual(expected.map(({ input }) => input));
      for (const [at, { contribution }] of expected.entries())
        expect(found[at]?.contribution, customer).toBeCloseTo(contribution, 9);
    }
  });
});

/** Not of a day within a month that is still open. */
const isOfMonthEnd = ({ scored_on }: Scored): boolean =>
  new Date(Date.parse(scored_on) + 86_400_000).getUTCDate() === 1;

const shown = (rows: readonly Scored[]) =>
  rows.map(({ customer_id, report_month, raw_score, final_score, coverage, band }) =>
    [
      customer_id,
      report_month,
      band,
      raw_score?.toFixed(9),
      final_score?.toFixed(9),
      coverage.toFixed(9),
    ].join(" "),
  );

test("a risk weighs for ninety days, or until it is closed", () => {
  const activities = facts
    .filter(({ table }) => table === "read_activities")
    .map(
      ({ row }) =>
        row as Readonly<Record<"customer_id" | "activity_type" | "activity_on" | "known_on", string>>,
    );
  const days = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 86_400_000;
  const found = whole.values.filter(({ input }) => input === "risk_noted");
  const end = (month: string) => new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0));
  const isOpen = (customer: string, on: string): boolean => {
    const known = activities.filter((one) => one.customer_id === customer && one.known_on <= on);
    return known.some(
      (risk) =>
        risk.activity_type === "risk" &&
        days(risk.activity_on, on) < 90 &&
        !known.some((one) => one.activity_type === "risk_closed" && one.activity_on >= risk.activity_on),
    );
  };
  expect(new Set(found.map(({ value }) => value))).toEqual(new Set([0, 1]));
  for (const { customer_id, report_month, value } of found) {
    const on = end(report_month).toISOString().slice(0, 10);
    expect([customer_id, on, value]).toEqual([customer_id, on, isOpen(customer_id, on) ? 1 : 0]);
  }
});

describe("what is known later changes no month scored before", () => {
  test.each(["2024-09-30", "2024-05-15", "2023-12-31"])("as it stood on %s", async (asOf) => {
    const then = await scoresOf(until(asOf));
    const closed = then.scores.filter(isOfMonthEnd);
    const months = new Set(closed.map(({ report_month }) => report_month));
    const since = whole.scores.filter(({ report_month }) => months.has(report_month));
    expect(closed.length).toBeGreaterThan(100);
    expect(shown(since)).toEqual(shown(closed));
  });
  test("the open month is scored on as_of, whatever the exports know of later days", async () => {
    const then = await scoresOf(until("2023-09-20"));
    const later = await scoresOf({ ...until("2024-11-30"), as_of: "2023-09-20" });
    const open = then.scores.filter((row) => !isOfMonthEnd(row));
    expect(new Set(open.map(({ report_month, scored_on }) => `${report_month} ${scored_on}`))).toEqual(
      new Set(["2023-09-01 2023-09-20"]),
    );
    const paid = then.scores.filter(({ report_month }) => report_month === "2023-08-01");
    expect(open.map(({ customer_id }) => customer_id)).toEqual(paid.map(({ customer_id }) => customer_id));
    const dated = open.filter((row) => row.raw_score !== paid[open.indexOf(row)]?.raw_score);
    expect(dated.length).toBeGreaterThan(2);
    expect(shown(later.scores.filter((row) => !isOfMonthEnd(row)))).toEqual(shown(open));
  });
});

test("a company without any export of what customers do has no scores", async () => {
  const { read_contract_lines = [] } = factsKnownBy(facts, "2024-11-30");
  const none = await scoresOf({ as_of: "2024-11-30", facts: { read_contract_lines } });
  expect([none.scores, none.contributions, none.values, none.order]).toEqual([[], [], [], []]);
});
