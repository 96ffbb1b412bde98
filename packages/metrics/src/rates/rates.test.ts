import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openLedger } from "../engine/open-ledger.ts";
import { retention } from "../engine/retention.ts";
import { sumPeriods } from "../engine/sum-periods.ts";
import { waterfall } from "../engine/waterfall.ts";
import { waterfallByCut } from "../engine/waterfall-by-cut.ts";
import { exampleLedgerFile } from "../example-ledger.ts";
import type { WaterfallRow } from "../rows.ts";
import { randomLedgerFile } from "../testing/random-ledger.ts";
import { annualisedChurn } from "./annualised-churn.ts";
import { arrRunRate } from "./arr-run-rate.ts";
import { averageRevenuePerAccount } from "./average-revenue-per-account.ts";
import { expansionRate } from "./expansion-rate.ts";
import { grossChurn } from "./gross-churn.ts";
import { grrCohort } from "./grr-cohort.ts";
import { grrRunningMinimum } from "./grr-running-minimum.ts";
import { lifetimeValue } from "./lifetime-value.ts";
import { logoChurn } from "./logo-churn.ts";
import { logoChurnFixedSet } from "./logo-churn-fixed-set.ts";
import { netExpansion } from "./net-expansion.ts";
import { netLogoLoss } from "./net-logo-loss.ts";
import { nrrBridge } from "./nrr-bridge.ts";
import { nrrCohort } from "./nrr-cohort.ts";
import { nrrCompounded } from "./nrr-compounded.ts";
import { decomposeNrr } from "./nrr-decomposition.ts";
import { pooledLogoChurn } from "./pooled-logo-churn.ts";
import { quickRatio } from "./quick-ratio.ts";
import { ratio } from "./ratio.ts";

const rows = waterfall(openLedger(exampleLedgerFile));
const empty = waterfall(
  openLedger({
    ...exampleLedgerFile,
    movements: none(exampleLedgerFile.movements),
    logos: none(exampleLedgerFile.logos),
  }),
);
const zero = empty[0] as WaterfallRow;
const nobody = {
  opening_minor: 0,
  retained_minor: 0,
  kept_minor: 0,
  running_kept_minor: 0,
  returned_minor: 0,
  opening_logos: 0,
  kept_logos: 0,
};

function none<Table extends object>(table: Table): Table {
  return Object.fromEntries(Object.keys(table).map((name) => [name, []])) as unknown as Table;
}

test.each<[string, number | null]>([
  ["logo churn without customers", logoChurn(zero)],
  ["fixed-set logo churn without customers", logoChurnFixedSet(nobody)],
  ["net logo loss without customers", netLogoLoss(zero)],
  ["gross churn without revenue", grossChurn(zero)],
  ["expansion rate without revenue", expansionRate(zero)],
  ["net expansion when nothing was there", netExpansion(zero)],
  [
    "net expansion when all of it churned",
    netExpansion({ ...zero, opening_minor: 50, churn_minor: -50, new_minor: 9, closing_minor: 9 }),
  ],
  [
    "net expansion when more churned than was there at the start",
    netExpansion({ ...zero, opening_minor: 50, churn_minor: -60, new_minor: 90, closing_minor: 120 }),
  ],
  ["gross churn of a negative opening", grossChurn({ ...zero, opening_minor: -50, churn_minor: -10 })],
  [
    "expansion rate of a negative opening",
    expansionRate({ ...zero, opening_minor: -50, expansion_minor: 9 }),
  ],
  ["NRR bridge of a negative opening", nrrBridge({ ...zero, opening_minor: -50, expansion_minor: 9 })],
  ["quick ratio when losses are negative", quickRatio({ ...zero, new_minor: 5, churn_minor: 2 })],
  ["NRR bridge without revenue", nrrBridge(zero)],
  ["NRR cohort without a cohort", nrrCohort(nobody)],
  ["GRR without a cohort", grrCohort(nobody)],
  ["GRR, running minimum, without a cohort", grrRunningMinimum(nobody)],
  ["compounded when one month begins with nothing", nrrCompounded(rows.slice(0, 12))],
  ["compounded over eleven months", nrrCompounded(rows.slice(2))],
  ["compounded over thirteen months", nrrCompounded(rows)],
  ["annualised n/a", annualisedChurn(null)],
  ["annualised above 100 %", annualisedChurn(1.2)],
  ["annualised of no number", annualisedChurn(Number.NaN)],
  ["quick ratio without losses", quickRatio({ ...zero, new_minor: 5 })],
  ["ARPA without customers", averageRevenuePerAccount({ closing_minor: 10_000, closing_logos: 0 })],
  ["pooled logo churn without months", pooledLogoChurn([])],
  ["LTV over five months", lifetimeValue(rows.slice(0, 5))],
  ["LTV when nobody was lost", lifetimeValue(rows.slice(7))],
  ["LTV when nobody pays", lifetimeValue(Array(6).fill({ ...zero, opening_logos: 1, churned_logos: -1 }))],
  ["a component that is missing", ratio(Number.NaN, 5)],
  ["a denominator that is missing", ratio(5, Number.NaN)],
])("null: %s", (_case, value) => {
  expect(value).toBeNull();
});

test.each<[string, number | null, number]>([
  ["nothing lost is 0, not n/a", logoChurn({ ...zero, opening_logos: 3, closing_logos: 3 }), 0],
  ["no churn of revenue is 0, and no negative zero", grossChurn({ ...zero, opening_minor: 10 }), 0],
  ["all lost of nothing gained: quick ratio 0", quickRatio({ ...zero, churn_minor: -5 }), 0],
  ["all lost: NRR 0", nrrBridge({ ...zero, opening_minor: 5, churn_minor: -5 }), 0],
  ["all lost every month: annualised 100 %", annualisedChurn(1), 1],
  [
    "customers moved in are not added ones",
    logoChurn({ ...zero, opening_logos: 4, closing_logos: 5, moved_logos: 2 }),
    0.25,
  ],
  [
    "merged customers are not lost ones",
    netLogoLoss({ ...zero, opening_logos: 4, closing_logos: 3, merged_logos: -1 }),
    0,
  ],
  [
    "what moved is no expansion",
    netExpansion({ ...zero, opening_minor: 10, closing_minor: 25, moved_minor: 15 }),
    0,
  ],
  [
    "gross margin",
    lifetimeValue(
      Array(6).fill({
        ...zero,
        opening_logos: 50,
        churned_logos: -1,
        closing_logos: 50,
        closing_minor: 500_000,
      }),
      { grossMargin: 0.8 },
    ),
    400_000,
  ],
  ["ARR run-rate", arrRunRate({ closing_minor: 33_000 }), 396_000],
])("%s", (_case, value, expected) => {
  expect(value).toBe(expected);
});

test.each([-0.1, 1.1, Number.NaN])("a gross margin of %s is refused", (grossMargin) => {
  expect(() => lifetimeValue([], { grossMargin })).toThrow(
    `lifetimeValue: gross margin is not a share, got ${grossMargin}; give 0 to 1, for example 0.8`,
  );
});

describe("decomposeNrr (ledger case 19)", () => {
  const then = retention(openLedger(exampleLedgerFile), { horizonMonths: 12 })[12];
  if (then === undefined) throw new Error("the example ledger has 13 months");

  test("bridge 83.33 % + 26.67 % returned + 0 won since = cohort 110 %", () => {
    const steps = decomposeNrr(rows.slice(1), then);
    expect(steps.cohort).toBeCloseTo(1.1, 12);
    expect(steps.bridge).toBeCloseTo(25 / 30, 12);
    expect(steps.compounded).toBeCloseTo(25 / 30, 12);
    expect(steps.returned).toBeCloseTo(8 / 30, 12);
    expect(steps.won_since).toBe(0);
    expect(steps.chaining).toBeCloseTo(0, 12);
  });

  test("null without a cohort or without twelve months", () => {
    const all = {
      bridge: null,
      compounded: null,
      returned: null,
      won_since: null,
      revalued: null,
      chaining: null,
    };
    expect(decomposeNrr(rows.slice(1), nobody)).toEqual({ cohort: null, ...all });
    expect(decomposeNrr(rows, then)).toEqual({ cohort: 1.1, ...all });
  });

  test("exchange rates: 1,000.00 EUR at 1.10, plus 20 % at 1.05, and one customer won since who grew", () => {
    const flat = { opening_minor: 0, expansion_minor: 0, contraction_minor: 0, churn_minor: 0 };
    const months = Array.from({ length: 12 }, (_, month) => ({
      ...flat,
      opening_minor: 110_000 - month * 1_000,
      expansion_minor: month === 5 ? 21_000 + 4_000 : 0,
    }));
    // Now 1,200.00 EUR at the rate of then; what the customer won since added is no part of the cohort.
    const row = {
      opening_minor: 110_000,
      retained_minor: 132_000,
      returned_minor: 0,
      won_since_minor: 4_000,
    };
    const steps = decomposeNrr(months, row);
    expect(steps.cohort).toBeCloseTo(1.2, 12);
    expect(steps.bridge).toBeCloseTo(135 / 110, 12);
    expect(steps.won_since).toBeCloseTo(-4 / 110, 12);
    expect(steps.revalued).toBeCloseTo(1 / 110, 12);
    const { won_since_minor: _known, ...unknown } = row;
    expect(decomposeNrr(months, unknown)).toMatchObject({ revalued: null });
    expect(decomposeNrr(months, unknown).won_since).toBeCloseTo(-3 / 110, 12);
  });

  test("months of another span are refused", () => {
    expect(() => decomposeNrr(rows.slice(0, 12), then)).toThrow(
      "decomposeNrr: the months do not begin where the retention row does, got 0 and 30000; give the twelve months up to the row's month, same cut and label",
    );
  });
});

test("on any ledger, period and label every rate is a finite number or null", () => {
  fc.assert(
    fc.property(randomLedgerFile, (file) => {
      const ledger = openLedger(file);
      const tables = [waterfall(ledger), ...waterfallByCut(ledger, "csm").map((label) => label.rows)];
      for (const months of tables)
        for (const grain of ["month", "quarter", "year"] as const)
          for (const row of sumPeriods(months, grain)) {
            const lost = row.opening_logos === 0 ? null : -row.churned_logos / row.opening_logos;
            const values = [
              logoChurn,
              netLogoLoss,
              grossChurn,
              expansionRate,
              netExpansion,
              nrrBridge,
              quickRatio,
              averageRevenuePerAccount,
            ].map((rate) => rate(row));
            for (const value of [...values, annualisedChurn(values[0] ?? null)])
              expect(value === null || Number.isFinite(value)).toBe(true);
            expect(logoChurn(row) ?? -1, "lost of the period / opening").toBeCloseTo(lost ?? -1, 12);
          }
    }),
    { seed: 20260131, numRuns: 60 },
  );
});
