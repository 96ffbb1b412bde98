import { describe, expect, test } from "vitest";
import { contractGrowth } from "./contract-growth.ts";
import { contractGrowthMean } from "./contract-growth-mean.ts";
import { discountAtFirstRenewal } from "./discount-at-first-renewal.ts";
import { discountAtSigning } from "./discount-at-signing.ts";
import { discountShrinkage } from "./discount-shrinkage.ts";
import { increasedShare } from "./increased-share.ts";
import { renewalChange } from "./renewal-change.ts";
import { renewalChangeMean } from "./renewal-change-mean.ts";
import { renewalPeriod } from "./renewal-period.ts";
import { renewalRateGross } from "./renewal-rate-gross.ts";
import { renewalRateLogo } from "./renewal-rate-logo.ts";
import { renewalRateNet } from "./renewal-rate-net.ts";
import type { CustomerClassRow, RenewalMonthRow } from "./renewal-rows.ts";

/** A month without renewals, and what is said of it. */
const month = (report_month: string, facts: Partial<RenewalMonthRow> = {}): RenewalMonthRow => ({
  report_month,
  currency: "USD",
  decided: 0,
  renewed_logos: 0,
  renewed_up_logos: 0,
  renewed_flat_logos: 0,
  renewed_down_logos: 0,
  archived_logos: 0,
  cancelled_logos: 0,
  early_logos: 0,
  after_due_logos: 0,
  due_minor: 0,
  renewed_minor: 0,
  kept_minor: 0,
  change_micros: 0,
  changed_due_minor: 0,
  changed_renewed_minor: 0,
  late_count: 0,
  late_minor: 0,
  ...facts,
});

// X 100000 renewed at 120000, Z 30000 cancelled, Y 50000 late; in May Y at 40000.
const april = month("2026-04-01", {
  decided: 2,
  renewed_logos: 1,
  renewed_up_logos: 1,
  cancelled_logos: 1,
  due_minor: 130_000,
  renewed_minor: 120_000,
  kept_minor: 100_000,
  change_micros: 1_200_000,
  changed_due_minor: 100_000,
  changed_renewed_minor: 120_000,
  late_count: 1,
  late_minor: 50_000,
});
const may = month("2026-05-01", {
  decided: 1,
  renewed_logos: 1,
  renewed_down_logos: 1,
  after_due_logos: 1,
  due_minor: 50_000,
  renewed_minor: 40_000,
  kept_minor: 40_000,
  change_micros: 800_000,
  changed_due_minor: 50_000,
  changed_renewed_minor: 40_000,
});

describe("ledger case 9: a late renewal", () => {
  test.each([
    ["April", [april], 1 / 2, 0.7692, 0.9231],
    ["May", [may], 1, 0.8, 0.8],
    ["April and May", [april, may], 2 / 3, 0.7778, 0.8889],
  ] as const)("%s", (_name, rows, logo, gross, net) => {
    expect(renewalRateLogo(rows)).toBe(logo);
    expect(renewalRateGross(rows)).toBeCloseTo(gross, 4);
    expect(renewalRateNet(rows)).toBeCloseTo(net, 4);
  });

  test("several months are summed, not averaged: the mean of 76.92 % and 80 % is not the rate", () => {
    expect(renewalRateGross([april, may])).not.toBeCloseTo((0.76923 + 0.8) / 2, 3);
  });

  test("of those who renewed: 1,600 of 1,500 in sum, 100 % on average", () => {
    expect(renewalChange([april, may])).toBeCloseTo(160 / 150, 15);
    expect(renewalChangeMean([april, may])).toBe(1);
  });

  test("what is late stands beside: at the end of April, not at the end of May", () => {
    expect(renewalPeriod([april])).toMatchObject({ months: 1, late_count: 1, late_minor: 50_000 });
    expect(renewalPeriod([april, may])).toEqual({
      ...month(""),
      report_month: undefined,
      first_month: "2026-04-01",
      last_month: "2026-05-01",
      months: 2,
      decided: 3,
      renewed_logos: 2,
      renewed_up_logos: 1,
      renewed_down_logos: 1,
      cancelled_logos: 1,
      after_due_logos: 1,
      due_minor: 180_000,
      renewed_minor: 160_000,
      kept_minor: 140_000,
      change_micros: 2_000_000,
      changed_due_minor: 150_000,
      changed_renewed_minor: 160_000,
      late_count: 0,
      late_minor: 0,
    });
  });
});

describe("renewal-based is not balance-based", () => {
  test("archived is lost as a logo and renewed at its fee in money", () => {
    const archived = month("2026-05-01", {
      decided: 1,
      archived_logos: 1,
      due_minor: 100_000,
      renewed_minor: 10_000,
      kept_minor: 10_000,
    });
    expect(renewalRateLogo([archived])).toBe(0);
    expect(renewalRateGross([archived])).toBe(0.1);
    expect(renewalRateNet([archived])).toBe(0.1);
    expect(renewalChange([archived])).toBeNull();
  });
});

/** The book's example: of 31 customers 14 were lost at the first renewal, 4 at the second, 8 renewed once, 5 twice. */
const likeThisProspect: CustomerClassRow[] = (
  [
    ["lost_at_renewal", 1, 14, [0, 0, 0], 0, 0, 0],
    ["lost_at_renewal", 2, 4, [0, 0, 0], 0, 0, 0],
    ["renewed", 1, 8, [3, 4, 1], 800, 1000, 9_600_000],
    ["renewed", 2, 5, [4, 0, 1], 500, 900, 9_100_000],
  ] as const
).map(([name, renewal_number, customers, [increased, unchanged, decreased], original, contract, micros]) => ({
  class: name,
  renewal_number,
  currency: "USD",
  customers,
  present: increased + unchanged + decreased,
  increased,
  unchanged,
  decreased,
  original_minor: original,
  contract_minor: contract,
  growth_micros: micros,
}));

describe("31 = 14 + 4 + 8 + 5", () => {
  test("adds up, and 7 of the 13 who are there pay more", () => {
    expect(likeThisProspect.reduce((sum, row) => sum + row.customers, 0)).toBe(31);
    expect(increasedShare(likeThisProspect)).toBe(7 / 13);
    expect(contractGrowth(likeThisProspect)).toBe(1900 / 1300);
    expect(contractGrowthMean(likeThisProspect)).toBeCloseTo(18.7 / 13, 12);
  });
});

test("nothing decided, nobody active, no list price: null, never 0 or NaN", () => {
  const quiet = [month("2026-06-01")];
  for (const rows of [quiet, []]) {
    expect(renewalRateLogo(rows)).toBeNull();
    expect(renewalRateGross(rows)).toBeNull();
    expect(renewalRateNet(rows)).toBeNull();
    expect(renewalChange(rows)).toBeNull();
    expect(renewalChangeMean(rows)).toBeNull();
  }
  expect(contractGrowth([])).toBeNull();
  expect(contractGrowthMean([])).toBeNull();
  expect(increasedShare([])).toBeNull();
  expect(discountAtSigning([])).toBeNull();
  expect(discountAtFirstRenewal([])).toBeNull();
  expect(discountShrinkage([])).toBeNull();
  expect(renewalPeriod([])).toBeNull();
});

test("discounts in sum weigh by list price: 20 % of 1,000 and 40 % of 3,000 are 35 %, then 20 %", () => {
  const rows = [
    { signed_list_minor: 1000, signed_net_minor: 800, renewed_list_minor: 1000, renewed_net_minor: 1000 },
    { signed_list_minor: 3000, signed_net_minor: 1800, renewed_list_minor: 4000, renewed_net_minor: 3000 },
  ];
  expect(discountAtSigning(rows)).toBe(0.35);
  expect(discountAtFirstRenewal(rows)).toBe(0.2);
  expect(discountShrinkage(rows)).toBeCloseTo(0.15, 15);
});
