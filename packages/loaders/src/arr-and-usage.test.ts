import { DuckDBInstance } from "@duckdb/node-api";
import { describe, expect, test } from "vitest";
import { queryRows } from "./build/mart-json.ts";
import { readAndRun } from "./build/read-and-run.ts";
import { loadCompany } from "./company/load-company.ts";
import { ledgerOf } from "./ledger-of.ts";
import { companyFolder } from "./read/test-company.ts";

const base = { line_id: "id", customer_id: "customer", start_on: "start", end_on: "end" };

/** ARR in minor units by month and basis, of lines read from an export; MRR beside it. */
async function built(source: object, rows: readonly string[], settings: object = {}) {
  const company = {
    name: "Test",
    currency: "USD",
    as_of: "2025-12-31",
    ...settings,
    sources: [{ layout: "contract_lines", file: "lines.csv", ...source }],
  };
  const folder = companyFolder(company, { "lines.csv": `${rows.join("\n")}\n` });
  const instance = await DuckDBInstance.create(":memory:", { threads: "2" });
  const connection = await instance.connect();
  try {
    await readAndRun(connection, loadCompany(folder));
    return await queryRows<{ month: string; basis: string; arr_minor: number; mrr_minor: number }>(
      connection,
      `select strftime(report_month, '%Y-%m') as month, basis, arr_minor, closing_minor as mrr_minor
       from arr__by_month join waterfall__by_month using (report_month, basis) order by report_month, cast(basis as varchar)`,
    );
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

const newest = async (...args: Parameters<typeof built>) => {
  const rows = await built(...args);
  return rows
    .filter(({ month, basis }) => month === "2025-12" && basis === "live")
    .map((row) => row.arr_minor);
};

describe("ARR is the sum of annual amounts, each rounded once", () => {
  test("ledger case 14 (iii): six two-year contracts worth 2,000,000.00 each", async () => {
    const rows = Array.from({ length: 6 }, (_, i) => `L${i},C${i},2000000.00,2025-01-01,2027-01-01`);
    const last = (
      await built({ columns: { ...base, term_value: "value" } }, ["id,customer,value,start,end", ...rows])
    ).at(-1);
    expect(last).toEqual({ month: "2025-12", basis: "live", arr_minor: 600_000_000, mrr_minor: 49_999_998 });
  });

  test("every way an amount is printed: the total is the sum of the lines' annual amounts", async () => {
    const columns = { ...base, amount: "amount", billing_period: "period" };
    const rows = [
      "id,customer,amount,start,end,period",
      "L1,A,1000.00,2025-01-01,,annual", // 100000
      "L2,A,83.33,2025-01-01,,monthly", // 99996
      "L3,A,10.00,2025-01-01,,weekly", // x 52: 52000
      "L4,A,1.00,2025-01-01,,daily", // x 365: 36500
      "L5,A,33.33,2025-01-01,,quarterly", // x 4: 13332
      "L6,A,100.00,2025-01-01,,7 months", // x 12 / 7: 17142.86
      "L7,A,1000.01,2025-01-01,,semiannual", // x 2: 200002
      "L8,A,-12.05,2025-01-01,,annual", // a credit: -1205
      "L9,A,0.05,2025-01-01,,annual", // 0 a month is no balance
    ];
    expect(await newest({ columns }, rows)).toEqual([
      100_000 + 99_996 + 52_000 + 36_500 + 13_332 + 17_143 + 200_002 - 1_205,
    ]);
  });

  test("what a notice leaves is annual too, and only on the committed basis", async () => {
    const columns = {
      ...base,
      amount: "amount",
      billing_period: { value: "annual" },
      notice_on: "n",
      notice_amount: "rest",
    };
    const rows = [
      "id,customer,amount,start,end,n,rest",
      "L,C,1000.00,2025-01-01,2026-01-01,2025-10-15,700.00",
    ];
    const found = (await built({ columns }, rows)).filter(({ month }) => month >= "2025-09");
    expect(found.map(({ month, basis, arr_minor }) => [month, basis, arr_minor])).toEqual([
      ["2025-09", "committed", 100_000],
      ["2025-09", "live", 100_000],
      ["2025-10", "committed", 70_000],
      ["2025-10", "live", 100_000],
      ["2025-11", "committed", 70_000],
      ["2025-11", "live", 100_000],
      ["2025-12", "committed", 70_000],
      ["2025-12", "live", 100_000],
    ]);
  });

  test("a currency is summed exactly and converted once; history begins where it is told", async () => {
    const columns = { ...base, amount: "amount", billing_period: { value: "annual" }, currency: "cur" };
    const rows = [
      "id,customer,amount,start,end,cur",
      "L1,C1,100.05,2024-01-01,,EUR",
      "L2,C2,100.05,2025-11-01,,EUR",
      "L3,C3,1000,2024-05-01,2025-12-01,JPY",
      "L4,C4,70,2024-05-01,,USD",
    ];
    const found = await built({ columns }, rows, {
      history_from: "2025-10-01",
      exchange_rates: { policy: "constant", as_of: "2025-12-31", rates: { EUR: 1.1, JPY: 0.0065 } },
    });
    expect(
      found.filter(({ basis }) => basis === "live").map(({ month, arr_minor }) => [month, arr_minor]),
    ).toEqual([
      ["2025-10", 11_006 + 650 + 7_000],
      ["2025-11", 22_011 + 650 + 7_000],
      ["2025-12", 22_011 + 7_000],
    ]);
  });
});

const company = {
  currency: "USD",
  as_of: "2026-08-31",
  netting: "product",
  late_renewal_grace_days: 0,
  exchange_rates: { EUR: "1.1" },
} as const;

const fee = {
  line_id: "L1",
  customer_id: "A",
  product: "X",
  currency: "USD",
  signed_on: "2026-04-01",
  start_on: "2026-04-01",
  end_on: null,
  end_means: "cancelled",
  quantity: "1",
  unit_monthly_minor: "20000",
  monthly_minor: 20000,
  annual_minor: 240000,
  is_recurring: true,
  is_trial: false,
};

const charge = { customer_id: "A", product: "X", currency: "USD" };

describe("usage billed stands beside MRR", () => {
  test("ledger case 22: a platform fee, and metered use in May and June", async () => {
    const ledger = await ledgerOf({
      lines: [fee],
      company,
      usage_charges: [
        { ...charge, charge_id: "U1", billed_for: "2026-05-01", amount_minor: 7300 },
        { ...charge, charge_id: "U2", billed_for: "2026-06-01", amount_minor: 9100 },
      ],
    });
    expect(ledger.usage).toEqual([
      { report_month: "2026-05-01", usage_billed_minor: 7300, charges: 1 },
      { report_month: "2026-06-01", usage_billed_minor: 9100, charges: 1 },
      { report_month: "2026-07-01", usage_billed_minor: 0, charges: 0 },
      { report_month: "2026-08-01", usage_billed_minor: 0, charges: 0 },
    ]);
    expect(ledger.movements.map((row) => [row.kind, row.amount_minor])).toEqual([
      ["new", 20000],
      ["new", 20000],
    ]);
    expect(ledger.arr.at(-1)).toMatchObject({ arr_minor: 240000 });
  });

  test("converted once a customer, product and currency; nothing after the last whole month or before the history", async () => {
    const rows = [
      { ...charge, currency: "EUR", billed_for: "2026-07-01", amount_minor: 4 },
      { ...charge, currency: "EUR", billed_for: "2026-07-01", amount_minor: 1 },
      { ...charge, currency: "EUR", product: "Y", billed_for: "2026-07-01", amount_minor: 4 },
      { ...charge, billed_for: "2026-07-01", amount_minor: -100 },
      { ...charge, billed_for: "2026-05-01", amount_minor: 1000 },
      { ...charge, billed_for: "2026-09-01", amount_minor: 1000 },
    ];
    const ledger = await ledgerOf({
      lines: [fee],
      company: { ...company, history_from: "2026-06-01" },
      usage_charges: rows,
    });
    expect(ledger.usage).toEqual([
      { report_month: "2026-07-01", usage_billed_minor: 6 + 4 - 100, charges: 4 },
      { report_month: "2026-08-01", usage_billed_minor: 0, charges: 0 },
    ]);
  });

  test("at the rate of its month, in yen without minor units", async () => {
    const ledger = await ledgerOf({
      lines: [fee],
      company: {
        ...company,
        exchange_rates: {},
        month_rates: [
          { currency: "JPY", month: "2026-07", rate: "0.0064" },
          { currency: "JPY", month: "2026-08", rate: "0.0066" },
        ],
      },
      usage_charges: [
        { ...charge, currency: "JPY", billed_for: "2026-07-01", amount_minor: 1000 },
        { ...charge, currency: "JPY", billed_for: "2026-08-01", amount_minor: 1000 },
      ],
    });
    expect(ledger.usage.map((row) => row.usage_billed_minor)).toEqual([640, 660]);
  });

  test("no charge, no row", async () => {
    expect((await ledgerOf({ lines: [fee], company })).usage).toEqual([]);
  });
});
