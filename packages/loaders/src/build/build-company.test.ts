import { readdirSync } from "node:fs";
import { join } from "node:path";
import { customerFileName } from "@tideline/metrics";
import { describe, expect, test } from "vitest";
import { buildCompany } from "./build-company.ts";
import { martRows, readJson } from "./test-agreement.ts";
import { byHand } from "./test-by-hand.ts";

const folder = byHand();
const out = join(folder, "build");
const result = await buildCompany(folder, out);

/** The columns of a mart's rows that are not 0 or text, so that a row says what happened. */
const happened = (row: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => typeof value === "number" && value !== 0));

describe("a company computed by hand, from CSV to marts", () => {
  const still = { opening_minor: 31000, closing_minor: 31000, opening_logos: 3, closing_logos: 3 };
  const months = (year: number, from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, at) => `${year}-${String(from + at).padStart(2, "0")}-01`);

  test("its waterfall on the live basis, every month and column", async () => {
    const rows = (await martRows(out, "waterfall__by_month")).filter((row) => row.basis === "live");
    expect(rows.map((row) => row.report_month)).toEqual([...months(2024, 1, 12), ...months(2025, 1, 2)]);
    expect(new Set(rows.map((row) => row.currency))).toEqual(new Set(["USD"]));
    expect(rows.map(happened)).toEqual([
      // A 10 x 10.00, C EUR 100.00 x 1.10
      { new_minor: 21000, closing_minor: 21000, new_logos: 2, closing_logos: 2 },
      {
        opening_minor: 21000,
        new_minor: 5000,
        closing_minor: 26000,
        opening_logos: 2,
        new_logos: 1,
        closing_logos: 3,
      },
      {
        opening_minor: 26000,
        add_on_minor: 2500,
        expansion_minor: 2500,
        closing_minor: 28500,
        opening_logos: 3,
        closing_logos: 3,
      },
      {
        opening_minor: 28500,
        upgrade_minor: 2000,
        expansion_minor: 2000,
        quantity_minor: 2000,
        closing_minor: 30500,
        opening_logos: 3,
        closing_logos: 3,
      },
      // the reason is avoidable, says company.json
      {
        opening_minor: 30500,
        churn_minor: -5000,
        avoidable_churn_minor: -5000,
        closing_minor: 25500,
        opening_logos: 3,
        churned_logos: -1,
        closing_logos: 2,
      },
      {
        opening_minor: 25500,
        reactivation_minor: 8000,
        product_churn_minor: -2500,
        contraction_minor: -2500,
        closing_minor: 31000,
        opening_logos: 2,
        reactivation_logos: 1,
        closing_logos: 3,
      },
      ...Array.from({ length: 8 }, () => still),
    ]);
  });

  test("its waterfall on the committed basis, dated by signatures and notices", async () => {
    const rows = (await martRows(out, "waterfall__by_month")).filter((row) => row.basis === "committed");
    expect(rows.map((row) => row.report_month)).toEqual([
      "2023-12-01",
      ...months(2024, 1, 12),
      ...months(2025, 1, 2),
    ]);
    expect(rows.map(happened)).toEqual([
      // C signs before it starts
      { new_minor: 11000, closing_minor: 11000, new_logos: 1, closing_logos: 1 },
      {
        opening_minor: 11000,
        new_minor: 10000,
        closing_minor: 21000,
        opening_logos: 1,
        new_logos: 1,
        closing_logos: 2,
      },
      {
        opening_minor: 21000,
        new_minor: 5000,
        closing_minor: 26000,
        opening_logos: 2,
        new_logos: 1,
        closing_logos: 3,
      },
      // C adds Data on its start; A signs the mid-term replacement of April
      {
        opening_minor: 26000,
        add_on_minor: 2500,
        upgrade_minor: 2000,
        expansion_minor: 4500,
        quantity_minor: 2000,
        closing_minor: 30500,
        opening_logos: 3,
        closing_logos: 3,
      },
      // B's notice
      {
        opening_minor: 30500,
        churn_minor: -5000,
        avoidable_churn_minor: -5000,
        closing_minor: 25500,
        opening_logos: 3,
        churned_logos: -1,
        closing_logos: 2,
      },
      // C's notice on Data; B signs again
      {
        opening_minor: 25500,
        reactivation_minor: 8000,
        product_churn_minor: -2500,
        contraction_minor: -2500,
        closing_minor: 31000,
        opening_logos: 2,
        reactivation_logos: 1,
        closing_logos: 3,
      },
      ...Array.from({ length: 9 }, () => still),
    ]);
  });

  test("its waterfall by industry, and by tenure with what moves", async () => {
    const rows = await martRows(out, "waterfall__by_cut");
    const of = (cut: string, label: string, month: string, basis = "live") =>
      happened(
        rows.find(
          (row) =>
            row.cut === cut && row.label === label && row.report_month === month && row.basis === basis,
        ) ?? {},
      );
    const bank = {
      opening_minor: 25500,
      product_churn_minor: -2500,
      contraction_minor: -2500,
      closing_minor: 23000,
      opening_logos: 2,
      closing_logos: 2,
    };
    const retail = {
      reactivation_minor: 8000,
      closing_minor: 8000,
      reactivation_logos: 1,
      closing_logos: 1,
    };
    expect(of("industry", "Bank", "2024-06-01")).toEqual(bank);
    expect(of("industry", "Retail", "2024-06-01")).toEqual(retail);
    expect(of("industry", "Bank", "2024-05-01", "committed")).toEqual(bank);
    expect(of("industry", "Retail", "2024-05-01", "committed")).toEqual(retail);
    expect(of("tenure_band", "first year", "2025-01-01")).toEqual({
      opening_minor: 31000,
      moved_minor: -23000,
      closing_minor: 8000,
      opening_logos: 3,
      moved_logos: -2,
      closing_logos: 1,
    });
    expect(of("tenure_band", "second year", "2025-01-01")).toEqual({
      moved_minor: 23000,
      closing_minor: 23000,
      moved_logos: 2,
      closing_logos: 2,
    });
    // tenure is of the basis: C's begins with its signature, a month earlier
    expect(of("tenure_band", "second year", "2024-12-01", "committed")).toEqual({
      moved_minor: 11000,
      closing_minor: 11000,
      moved_logos: 1,
      closing_logos: 1,
    });
    expect(of("tenure_band", "second year", "2025-01-01", "committed")).toEqual({
      opening_minor: 11000,
      moved_minor: 12000,
      closing_minor: 23000,
      opening_logos: 1,
      moved_logos: 1,
      closing_logos: 2,
    });
    expect(of("acquisition_year", "2023", "2024-05-01", "committed")).toMatchObject({
      opening_minor: 13500,
      product_churn_minor: -2500,
      closing_minor: 11000,
    });
    expect(of("acquisition_year", "2023", "2024-05-01")).toEqual({});
    expect(of("tenure_band", "second year", "2025-02-01")).toMatchObject({
      moved_minor: 8000,
      closing_minor: 31000,
    });
  });

  const retained = (opening_minor: number, retained_minor: number, kept_minor: number, logos: number[]) => ({
    opening_minor,
    retained_minor,
    kept_minor,
    opening_logos: logos[0],
    kept_logos: logos[1],
  });
  test.each([
    // B leaves in May on live, in April on committed
    ["live", 1, "2024-05-01", retained(30500, 25500, 25500, [3, 2])],
    ["committed", 1, "2024-04-01", retained(30500, 25500, 25500, [3, 2])],
    // B, back since, was not there three months before; Data is gone
    ["live", 3, "2024-08-01", retained(25500, 23000, 23000, [2, 2])],
    ["committed", 3, "2024-07-01", retained(25500, 23000, 23000, [2, 2])],
    ["live", 12, "2025-01-01", retained(21000, 23000, 21000, [2, 2])],
    ["committed", 12, "2025-01-01", retained(21000, 23000, 21000, [2, 2])],
    ["live", 12, "2025-02-01", retained(26000, 31000, 26000, [3, 3])],
    ["committed", 12, "2025-02-01", retained(26000, 31000, 26000, [3, 3])],
    // C alone had signed by the end of 2023, and nothing was live
    ["committed", 12, "2024-12-01", retained(11000, 11000, 11000, [1, 1])],
    ["live", 12, "2024-12-01", retained(0, 0, 0, [0, 0])],
    ["committed", 12, "2024-11-01", retained(0, 0, 0, [0, 0])],
  ])("its %s retention over %i months at %s", async (basis, horizon_months, report_month, expected) => {
    const rows = await martRows(out, "retention__by_month");
    expect(rows).toHaveLength((14 + 15) * 3);
    expect(
      rows.filter(
        (row) =>
          row.basis === basis && row.horizon_months === horizon_months && row.report_month === report_month,
      ),
    ).toEqual([{ report_month, basis, horizon_months, ...expected }]);
  });

  test.each([
    [
      "live",
      [
        "2024-01-01 A Suite USD new none initial - - L1 10000 0",
        "2024-01-01 C Suite EUR new none initial - - L5 11000 0",
        "2024-02-01 B Suite USD new none initial - - L3 5000 0",
        "2024-03-01 C Data USD add_on expansion mid_term - - L6 2500 0",
        "2024-04-01 A Suite USD upgrade expansion mid_term - - L2 2000 2000",
        "2024-05-01 B Suite USD churn none mid_term budget Commercial L3 -5000 0",
        "2024-06-01 B Suite USD reactivation none initial - - L4 8000 0",
        "2024-06-01 C Data USD product_churn contraction mid_term unknown - L6 -2500 0",
      ],
    ],
    [
      "committed",
      [
        "2023-12-01 C Suite EUR new none initial - - L5 11000 0",
        "2024-01-01 A Suite USD new none initial - - L1 10000 0",
        "2024-02-01 B Suite USD new none initial - - L3 5000 0",
        "2024-03-01 A Suite USD upgrade expansion mid_term - - L2 2000 2000",
        "2024-03-01 C Data USD add_on expansion mid_term - - L6 2500 0",
        "2024-04-01 B Suite USD churn none mid_term budget Commercial L3 -5000 0",
        "2024-05-01 B Suite USD reactivation none initial - - L4 8000 0",
        "2024-05-01 C Data USD product_churn contraction mid_term unknown - L6 -2500 0",
      ],
    ],
  ])("its %s movements, each with line, reason, occasion and quantity", async (basis, expected) => {
    const rows = (await martRows(out, "ledger__movements")).filter((row) => row.basis === basis);
    expect(
      rows.map((row) =>
        [
          row.report_month,
          row.customer_id,
          row.product,
          row.currency,
          row.kind,
          row.side,
          row.occasion,
          row.reason ?? "-",
          row.category ?? "-",
          row.line_id,
          row.amount_minor,
          row.quantity_minor,
        ].join(" "),
      ),
    ).toEqual(expected);
    expect(rows.map(({ avoidable }) => avoidable)).toEqual(
      rows.map(({ reason }) => (reason === "budget" ? true : null)),
    );
  });

  test("what it returns, and what it says of the build", () => {
    expect(result).toMatchObject({
      name: "By hand",
      out,
      as_of: "2025-02-28",
      as_of_source: "company.json",
      newest: { report_month: "2025-02-01", closing_minor: 31000, closing_logos: 3 },
    });
    expect(result.read.totals).toEqual({ rows_in: 18, accepted: 15, quarantined: 2, left_out: 1 });
    expect(result.checks).toBeGreaterThan(50);
    const manifest = readJson<Record<string, unknown>>(out, "manifest.json");
    expect(Object.keys(manifest)).toEqual([
      "company",
      "fingerprint",
      "as_of",
      "as_of_source",
      "totals",
      "sources",
      "checks_held",
      "marts",
    ]);
    expect(manifest).toMatchObject({
      company: "By hand",
      checks_held: result.checks,
      totals: result.read.totals,
    });
    expect(manifest.fingerprint).toMatch(/^[0-9a-f]{32}$/);
  });

  test("it writes these files and nothing else", () => {
    const files = readdirSync(out, { recursive: true, encoding: "utf8" }).sort();
    expect(files).toEqual([
      "at-risk-all-rows.json",
      "at-risk-rows.json",
      "at-risk.json",
      "attention-rows.json",
      "attention.json",
      "cohorts-live.json",
      "cohorts.json",
      "customers",
      ...[0, 1].map((shard) => join("customers", customerFileName(shard))),
      "health-customers.json",
      "health-rows.json",
      "health-validation.json",
      "health.json",
      "ledger-committed.json",
      "ledger-lines.json",
      "ledger-live.json",
      "manifest.json",
      "marts",
      ...[...result.marts].sort().map((mart) => join("marts", `${mart}.parquet`)),
      "nps-rows.json",
      "nps.json",
      "onboarding-rows.json",
      "onboarding.json",
      "outcome-rows.json",
      "outcomes.json",
      "portfolio.json",
      "quality.json",
      "quarantine.csv",
      "quarantine.json",
      "renewal-rows.json",
      "renewals-ahead.json",
      "renewals.json",
      "summary.json",
      "survival-rows.json",
      "survival.json",
      "tie-out-rows.json",
      "tie-out.json",
      "waterfall-by-cut.json",
    ]);
    expect(readdirSync(folder).sort()).toEqual(["build", "company.json", "exports"]);
    expect(readdirSync(join(folder, "exports")).sort()).toEqual(["accounts.csv", "lines.csv"]);
  });
});
