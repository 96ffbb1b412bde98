import { beforeAll, describe, expect, test } from "vitest";
import { billedCompany } from "../../test/fixtures/billed-company.ts";
import { type LedgerOutput, ledgerOf } from "../ledger-of.ts";

let output: LedgerOutput;
beforeAll(async () => {
  output = await ledgerOf(billedCompany);
}, 120_000);

const difference = ({
  customer_id,
  from_month,
  until_month,
  cause,
  mrr_minor,
  billed_minor,
  credit_minor,
}: LedgerOutput["tieOut"][0]) =>
  `${customer_id} ${String(from_month).slice(0, 7)} to ${String(until_month).slice(0, 7)} ${cause}: ${mrr_minor} ${billed_minor}${credit_minor ? ` of it ${credit_minor}` : ""}`;

test("each difference has a name, a customer and its months", () => {
  expect(output.tieOutDifferences.map(difference)).toEqual([
    "credited 2025-04 to 2025-04 credit: 50000 45000 of it -5000",
    "dearer 2025-01 to 2025-06 amount: 60000 66000",
    "late 2025-01 to 2025-01 timing: 20000 0",
    "left 2025-03 to 2025-03 timing: 0 25000",
    "prorated 2025-01 to 2025-02 amount: 40000 30000",
    "prorated 2025-03 to 2025-03 proration: 40000 39000",
    "prorated 2025-04 to 2025-06 amount: 40000 30000",
    "rounded 2025-01 to 2025-06 rounding: 70001 70000",
    "unbilled 2025-02 to 2025-06 missing_invoice: 30000 0",
    "unsigned 2025-02 to 2025-04 missing_contract: 0 80000",
  ]);
});

test("by month: MRR and the differences are what was billed, what was billed once stands beside", () => {
  expect(output.tieOut.find(({ report_month }) => report_month === "2025-03-01")).toEqual({
    report_month: "2025-03-01",
    mrr_minor: 280_001,
    billed_minor: 10_000 + 20_000 + 25_000 + 39_000 + 50_000 + 66_000 + 70_000 + 80_000,
    timing_minor: 25_000,
    proration_minor: -1_000,
    credit_minor: 0,
    missing_invoice_minor: -30_000,
    missing_contract_minor: 80_000,
    amount_minor: 6_000,
    rounding_minor: -1,
    one_off_minor: 1_000,
    usage_minor: 700,
    differing_customers: 6,
  });
  expect(output.tieOut.map(({ report_month, billed_minor }) => [report_month, billed_minor])).toEqual([
    ["2025-01-01", 10_000 + 25_000 + 30_000 + 50_000 + 66_000 + 70_000],
    ["2025-02-01", 10_000 + 20_000 + 25_000 + 30_000 + 50_000 + 66_000 + 70_000 + 80_000],
    ["2025-03-01", 360_000],
    ["2025-04-01", 10_000 + 20_000 + 30_000 + 45_000 + 66_000 + 70_000 + 80_000],
    ["2025-05-01", 10_000 + 20_000 + 30_000 + 50_000 + 66_000 + 70_000],
    ["2025-06-01", 10_000 + 20_000 + 30_000 + 50_000 + 66_000 + 70_000],
  ]);
});

describe("edges", () => {
  test("without invoices nothing is compared", async () => {
    const { invoice_lines: _, ...unbilled } = billedCompany;
    const { tieOut, tieOutDifferences } = await ledgerOf(unbilled);
    expect([tieOut, tieOutDifferences]).toEqual([[], []]);
  });

  test("history_from begins the comparison, and another currency is converted", async () => {
    const { company, lines, customers, invoice_lines } = billedCompany;
    const inEuros = (row: object) => ({ ...row, currency: "EUR" });
    const { tieOut } = await ledgerOf({
      company: { ...company, history_from: "2025-03-01", exchange_rates: { EUR: "2" } },
      lines: lines.map((line) => ({ ...line, ...inEuros({}) })),
      customers: customers ?? [],
      invoice_lines: (invoice_lines ?? []).map(inEuros),
    });
    expect(
      tieOut.map(({ report_month, billed_minor, usage_minor }) => [
        report_month,
        billed_minor,
        usage_minor,
      ])[0],
    ).toEqual(["2025-03-01", 720_000, 1_400]);
    expect(tieOut).toHaveLength(4);
  });
});
