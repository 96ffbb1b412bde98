import { describe, expect, test } from "vitest";
import { openLedger } from "../engine/open-ledger.ts";
import { retention } from "../engine/retention.ts";
import { sumMonths } from "../engine/sum-periods.ts";
import { waterfall } from "../engine/waterfall.ts";
import { exampleLedgerFile } from "../example-ledger.ts";
import { annualisedChurn } from "./annualised-churn.ts";
import { averageRevenuePerAccount } from "./average-revenue-per-account.ts";
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
import { pooledLogoChurn } from "./pooled-logo-churn.ts";
import { quickRatio } from "./quick-ratio.ts";

const logos = { new_logos: 0, reactivation_logos: 0 };
const money = { opening_minor: 0, expansion_minor: 0, contraction_minor: 0, churn_minor: 0 };

/** Name, source, what the function gives, what the source prints, and to how many decimals it prints it. */
const examples: [string, string, () => number | null, number | null, number][] = [
  [
    "logo churn, period",
    "definitions.md, Rates",
    () => logoChurn({ ...logos, opening_logos: 100, closing_logos: 110, new_logos: 15 }),
    0.05,
    15,
  ],
  [
    "net logo loss, 40 to 32",
    "definitions.md, Rates",
    () => netLogoLoss({ opening_logos: 40, closing_logos: 32 }),
    0.2,
    15,
  ],
  [
    "logo churn on the same numbers, 2 added",
    "definitions.md, Rates",
    () => logoChurn({ ...logos, opening_logos: 40, closing_logos: 32, new_logos: 2 }),
    0.25,
    15,
  ],
  [
    "net expansion of those who stayed",
    "definitions.md, Rates",
    () =>
      netExpansion({
        opening_minor: 20_000_000,
        closing_minor: 28_000_000,
        new_minor: 6_000_000,
        reactivation_minor: 0,
        fx_minor: 0,
        churn_minor: -1_000_000,
      }),
    0.15789,
    5,
  ],
  [
    "NRR, bridge",
    "definitions.md, Rates",
    () =>
      nrrBridge({
        opening_minor: 7_500_000,
        expansion_minor: 1_000_000,
        contraction_minor: -200_000,
        churn_minor: -200_000,
      }),
    1.08,
    15,
  ],
  ["annualised monthly churn", "definitions.md, Rates", () => annualisedChurn(0.08), 0.63233, 5],
  [
    "quick ratio",
    "definitions.md, Rates",
    () =>
      quickRatio({
        new_minor: 5,
        reactivation_minor: 5,
        expansion_minor: 3,
        contraction_minor: -2,
        churn_minor: -3,
      }),
    2.6,
    15,
  ],
  [
    "quick ratio without losses",
    "definitions.md, Rates",
    () =>
      quickRatio({
        new_minor: 5,
        reactivation_minor: 5,
        expansion_minor: 3,
        contraction_minor: 0,
        churn_minor: 0,
      }),
    null,
    15,
  ],
  [
    "LTV, its loss rate over two months",
    "definitions.md, Rates",
    () =>
      pooledLogoChurn([
        { opening_logos: 100, churned_logos: -10 },
        { opening_logos: 50, churned_logos: -1 },
      ]),
    0.0733,
    4,
  ],
  [
    "a swap, netting product: gross churn 100 %",
    "ledger case 10 (i)",
    () => grossChurn({ ...money, opening_minor: 50_000, contraction_minor: -50_000 }),
    1,
    15,
  ],
  [
    "a swap, netting product: one-month NRR 140 %",
    "ledger case 10 (i)",
    () => nrrBridge({ ...money, opening_minor: 50_000, expansion_minor: 70_000, contraction_minor: -50_000 }),
    1.4,
    15,
  ],
  [
    "a swap, netting customer: one-month NRR 140 %",
    "ledger case 10 (ii)",
    () => nrrBridge({ ...money, opening_minor: 50_000, expansion_minor: 20_000 }),
    1.4,
    15,
  ],
  [
    "the only customer archived: logo churn 1/1",
    "ledger case 12",
    () => logoChurn({ ...logos, opening_logos: 1, closing_logos: 0 }),
    1,
    15,
  ],
  [
    "archive fees but nobody active: ARPA null",
    "ledger case 12",
    () => averageRevenuePerAccount({ closing_minor: 10_000, closing_logos: 0 }),
    null,
    15,
  ],
  [
    "$100 at the start, $10 churn, $10 contraction, $10 expansion: gross MRR churn 20 %",
    "help.chartmogul.com, Metric: MRR Churn Rate",
    () => grossChurn({ ...money, opening_minor: 10_000, contraction_minor: -1_000, churn_minor: -1_000 }),
    0.2,
    15,
  ],
  [
    "the same: net MRR churn 10 %, so 90 % by the bridge",
    "help.chartmogul.com, Chart: Net MRR Churn Rate",
    () =>
      nrrBridge({
        opening_minor: 10_000,
        expansion_minor: 1_000,
        contraction_minor: -1_000,
        churn_minor: -1_000,
      }),
    0.9,
    15,
  ],
  [
    "ARPA of $100 and 5 % of customers lost a month: LTV $2,000",
    "help.chartmogul.com, Chart: Customer Lifetime Value",
    () =>
      lifetimeValue(
        Array.from({ length: 6 }, () => ({
          opening_logos: 100,
          churned_logos: -5,
          closing_logos: 100,
          closing_minor: 1_000_000,
        })),
      ),
    200_000,
    9,
  ],
  [
    "MRR $5,000 at the beginning and $6,000 at the end: gross revenue retention 5,000 / 5,000",
    "chargebee.com/docs, Recurring Revenue",
    () => grrCohort({ opening_minor: 500_000, kept_minor: Math.min(500_000, 600_000) }),
    1,
    15,
  ],
];

test.each(examples)("%s (%s)", (_name, _source, value, expected, decimals) => {
  const got = value();
  if (expected === null || got === null) expect(got).toBe(expected);
  else expect(got).toBeCloseTo(expected, decimals);
});

describe("ledger case 19 through the engine", () => {
  const ledger = openLedger(exampleLedgerFile);
  const rows = waterfall(ledger);
  const then = retention(ledger, { horizonMonths: 12 })[12];
  if (then === undefined) throw new Error("the example ledger has 13 months");

  test("movements: churn, upgrade, reactivation", () => {
    expect(rows[4]).toMatchObject({ churn_minor: -10000, churned_logos: -1, closing_minor: 20000 });
    expect(rows[7]).toMatchObject({ upgrade_minor: 5000, expansion_minor: 5000, closing_minor: 25000 });
    expect(rows[9]).toMatchObject({ reactivation_minor: 8000, reactivation_logos: 1, closing_minor: 33000 });
    expect(rows.at(-1)).toMatchObject({ report_month: "2026-01-01", closing_minor: 33000, closing_logos: 2 });
  });

  test("NRR 33000/30000 = 110 %, GRR 93.33 %, logos 2/2, running minimum 66.67 %", () => {
    expect(then).toMatchObject({
      opening_minor: 30000,
      retained_minor: 33000,
      opening_logos: 2,
      kept_logos: 2,
    });
    expect(nrrCohort(then)).toBeCloseTo(1.1, 15);
    expect(grrCohort(then)).toBeCloseTo(0.9333, 4);
    expect(grrRunningMinimum(then)).toBeCloseTo(0.6667, 4);
    expect(logoChurnFixedSet(then)).toBe(0);
  });

  test("bridge over the year and compounded 83.33 %", () => {
    const year = rows.slice(1);
    const whole = sumMonths(year);
    expect(whole).toMatchObject({
      months: 12,
      is_partial: false,
      opening_minor: 30000,
      closing_minor: 33000,
    });
    expect(nrrBridge(whole)).toBeCloseTo(0.8333, 4);
    expect(nrrCompounded(year)).toBeCloseTo(0.8333, 4);
  });
});
