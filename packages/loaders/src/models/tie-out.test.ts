import { beforeAll, describe, expect, test } from "vitest";
import { aLine } from "../../test/a-line.ts";
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
    "doubled 2025-05 to 2025-06 missing_contract: 15000 30000",
    "late 2025-01 to 2025-01 timing: 20000 0",
    "left 2025-03 to 2025-03 timing: 0 25000",
    "partly 2025-02 to 2025-06 missing_invoice: 13000 9000",
    "prorated 2025-01 to 2025-02 amount: 40000 30000",
    "prorated 2025-03 to 2025-03 proration: 40000 39000",
    "prorated 2025-04 to 2025-06 amount: 40000 30000",
    "rounded 2025-01 to 2025-06 rounding: 70001 70000",
    "skipped 2025-03 to 2025-03 missing_invoice: 12000 0",
    "switched 2025-04 to 2025-04 proration: 21000 19500",
    "unbilled 2025-02 to 2025-06 missing_invoice: 30000 0",
    "unsigned 2025-02 to 2025-04 missing_contract: 0 80000",
  ]);
});

test("by month: MRR and the differences are what was billed, what was billed once stands beside", () => {
  expect(output.tieOut.find(({ report_month }) => report_month === "2025-03-01")).toEqual({
    report_month: "2025-03-01",
    mrr_minor: 280_001 + 12_000 + 13_000 + 15_000 + 18_000,
    billed_minor:
      10_000 + 20_000 + 25_000 + 39_000 + 50_000 + 66_000 + 70_000 + 80_000 + 9_000 + 15_000 + 18_000,
    timing_minor: 25_000,
    proration_minor: -1_000,
    credit_minor: 0,
    missing_invoice_minor: -30_000 - 12_000 - 4_000,
    missing_contract_minor: 80_000,
    amount_minor: 6_000,
    rounding_minor: -1,
    one_off_minor: 1_000,
    usage_minor: 700,
    differing_customers: 8,
  });
  const once = 10_000 + 20_000 + 30_000 + 50_000 + 66_000 + 70_000;
  expect(output.tieOut.map(({ report_month, billed_minor }) => [report_month, billed_minor])).toEqual([
    ["2025-01-01", once - 20_000 + 25_000 + 24_000 + 12_000 + 9_000 + 15_000 + 18_000],
    ["2025-02-01", once + 25_000 + 80_000 + 24_000 + 12_000 + 9_000 + 15_000 + 18_000],
    ["2025-03-01", 402_000],
    ["2025-04-01", once - 5_000 + 80_000 + 12_000 + 9_000 + 15_000 + 19_500],
    ["2025-05-01", once + 12_000 + 9_000 + 30_000 + 21_000],
    ["2025-06-01", once + 12_000 + 9_000 + 30_000 + 21_000],
  ]);
});

test("by customer: what differs in the last twelve months", () => {
  const largest = output.tieOutCustomers.toSorted(
    (a, b) => Math.abs(Number(b.difference_minor)) - Math.abs(Number(a.difference_minor)),
  );
  const rows = largest.map(
    ({ customer_id, cause, first_month, last_month, months, difference_minor, newest_minor }) =>
      `${customer_id} ${cause} ${String(first_month).slice(0, 7)} to ${String(last_month).slice(0, 7)}, ${months}: ${difference_minor}, ${newest_minor}`,
  );
  expect(rows).toEqual([
    "unsigned missing_contract 2025-02 to 2025-04, 3: 240000, 0",
    "unbilled missing_invoice 2025-02 to 2025-06, 5: -150000, -30000",
    "prorated amount 2025-01 to 2025-06, 5: -50000, -10000",
    "dearer amount 2025-01 to 2025-06, 6: 36000, 6000",
    "doubled missing_contract 2025-05 to 2025-06, 2: 30000, 15000",
    "left timing 2025-03 to 2025-03, 1: 25000, 0",
    "late timing 2025-01 to 2025-01, 1: -20000, 0",
    "partly missing_invoice 2025-02 to 2025-06, 5: -20000, -4000",
    "skipped missing_invoice 2025-03 to 2025-03, 1: -12000, 0",
    "credited credit 2025-04 to 2025-04, 1: -5000, 0",
    "switched proration 2025-04 to 2025-04, 1: -1500, 0",
    "prorated proration 2025-03 to 2025-03, 1: -1000, 0",
    "rounded rounding 2025-01 to 2025-06, 6: -6, -1",
  ]);
});

describe("edges", () => {
  test("without invoices nothing is compared", async () => {
    const { invoice_lines: _, ...unbilled } = billedCompany;
    const { tieOut, tieOutDifferences, tieOutCustomers } = await ledgerOf(unbilled, [
      "tieOut",
      "tieOutDifferences",
      "tieOutCustomers",
    ]);
    expect([tieOut, tieOutDifferences, tieOutCustomers]).toEqual([[], [], []]);
  });

  test("a contract that is assigned is looked for at whom it is assigned to", async () => {
    const contract = (line_id: string, customer_id: string, monthly_minor: number) =>
      aLine({ line_id, customer_id, monthly_minor, start_on: "2025-01-01", end_on: null });
    const bill = (customer_id: string, minor: number, service_from: string, service_to: string) => ({
      invoice_id: `I ${customer_id} ${minor}`,
      customer_id,
      currency: "USD",
      invoiced_on: service_from,
      status: "open",
      kind: "recurring",
      service_from,
      service_to,
      amount_minor: minor,
      monthly_minor: minor,
    });
    const { tieOutDifferences } = await ledgerOf({
      company: billedCompany.company,
      lines: [contract("a", "giver", 8_000), contract("b", "giver", 1_000), contract("c", "taker", 5_000)],
      customers: [{ customer_id: "giver" }, { customer_id: "taker" }],
      assignments: [{ line_id: "a", customer_id: "taker", assigned_on: "2025-03-10" }],
      invoice_lines: [
        bill("giver", 9_000, "2025-01-01", "2025-03-01"),
        bill("giver", 1_000, "2025-03-01", "2026-01-01"),
        bill("taker", 5_000, "2025-01-01", "2026-01-01"),
      ],
    });
    expect(tieOutDifferences.map(difference)).toEqual([
      "taker 2025-03 to 2025-06 missing_invoice: 13000 5000",
    ]);
  });

  test("history_from begins the comparison, and another currency is converted", async () => {
    const { company, lines, customers, invoice_lines } = billedCompany;
    const inEuros = (row: object) => ({ ...row, currency: "EUR" });
    const { tieOut } = await ledgerOf(
      {
        company: { ...company, history_from: "2025-03-01", exchange_rates: { EUR: "2" } },
        lines: lines.map((line) => ({ ...line, ...inEuros({}) })),
        customers: customers ?? [],
        invoice_lines: (invoice_lines ?? []).map(inEuros),
      },
      ["tieOut"],
    );
    expect(
      tieOut.map(({ report_month, billed_minor, usage_minor }) => [
        report_month,
        billed_minor,
        usage_minor,
      ])[0],
    ).toEqual(["2025-03-01", 804_000, 1_400]);
    expect(tieOut).toHaveLength(4);
  });
});
