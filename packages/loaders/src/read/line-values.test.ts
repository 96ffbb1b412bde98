import { describe, expect, test } from "vitest";
import { companyFolder, oneSource, plainColumns, readFolder, readLines } from "./test-company.ts";

type Source = Readonly<Record<string, unknown>>;

async function dates(start: string, end: string, source: Source = {}, company: Source = {}) {
  const { query } = await readLines(
    `id,customer,amount,start,end\nL1,A,1,${start},${end}\n`,
    source,
    company,
  );
  const rows = await query("select start_on, end_on from read_contract_lines");
  return rows[0] === undefined ? await query("select code from quarantine") : Object.values(rows[0]);
}

describe("dates", () => {
  test.each<[start: string, end: string, source: Source, zone: string, expected: [string, string | null]]>([
    ["2024-01-31", "2024-02-29", {}, "UTC", ["2024-01-31", "2024-02-29"]],
    ["2024-1-5", " 2024/02/29 ", {}, "UTC", ["2024-01-05", "2024-02-29"]],
    ["2024-01-31 9:30", "2024-02-29T23:59:59.999", {}, "America/New_York", ["2024-01-31", "2024-02-29"]],
    ["2024-01-31T23:30:00Z", "2024-03-01T03:00:00Z", {}, "Europe/Berlin", ["2024-02-01", "2024-03-01"]],
    ["2024-01-31T23:30:00Z", "2024-03-01T03:00:00.5Z", {}, "America/New_York", ["2024-01-31", "2024-02-29"]],
    ["2024-02-01 00:30:00+02:00", "2024-03-01 00:30:00-0500", {}, "UTC", ["2024-01-31", "2024-03-01"]],
    ["2024-01-31 23:30:00 UTC", "2024-07-01T00:30+02", {}, "Asia/Tokyo", ["2024-02-01", "2024-07-01"]],
    ["2024-01-31T23:30Z", "2024-02-29 23:30+00:00", {}, "Europe/Berlin", ["2024-02-01", "2024-03-01"]],
    [
      "2024-01-31 23:30:00 +0000",
      "2024-02-29 18:30 -05:00",
      {},
      "Europe/Berlin",
      ["2024-02-01", "2024-03-01"],
    ],
    ["2024-01-31 9:30:00 Z", "2024-03-01 01:30:00 +02", {}, "UTC", ["2024-01-31", "2024-02-29"]],
    ["31/01/2024", "29/02/2024", { date_format: "%d/%m/%Y" }, "UTC", ["2024-01-31", "2024-02-29"]],
    ["01/31/24", "", { date_format: "%m/%d/%y" }, "UTC", ["2024-01-31", null]],
    [
      "31.01.2024 23:30 +0000",
      "",
      { date_format: "%d.%m.%Y %H:%M %z" },
      "Europe/Berlin",
      ["2024-02-01", null],
    ],
    ["2024-01-31", "", {}, "UTC", ["2024-01-31", null]],
    ["2024-01-31", " ", {}, "UTC", ["2024-01-31", null]],
    ["2024-01-31", "9999-12-31", {}, "UTC", ["2024-01-31", null]],
    ["2024-01-31", "9999-12-31T23:59:59Z", {}, "UTC", ["2024-01-31", null]],
    ["2024-01-31", "2050-01-01", {}, "UTC", ["2024-01-31", null]],
    ["2024-01-31", "2101-01-01", {}, "UTC", ["2024-01-31", null]],
    ["2024-01-31", "2100-12-31", {}, "UTC", ["2024-01-31", "2100-12-31"]],
    ["2024-01-31", "2049-12-31", {}, "UTC", ["2024-01-31", "2049-12-31"]],
    ["2025-04-01", "2026-03-31", { end_on_is: "last_day_of_service" }, "UTC", ["2025-04-01", "2026-04-01"]],
    ["2025-04-01", "2025-04-01", { end_on_is: "last_day_of_service" }, "UTC", ["2025-04-01", "2025-04-02"]],
    ["2025-04-01", "9999-12-31", { end_on_is: "last_day_of_service" }, "UTC", ["2025-04-01", null]],
  ])("%s to %s %j in %s", async (start, end, source, timeZone, expected) => {
    expect(await dates(start, end, source, { timeZone })).toEqual(expected);
  });

  test("an end before its start stands when a notice before the start is recorded", async () => {
    const text = "id,customer,amount,start,end,noticed\nL1,A,1,2025-06-01,2025-04-15,2025-04-15\n";
    const { query } = await readLines(text, { columns: { ...plainColumns, notice_on: "noticed" } });
    expect(await query("select start_on, end_on, notice_on, signed_on from read_contract_lines")).toEqual([
      { start_on: "2025-06-01", end_on: "2025-04-15", notice_on: "2025-04-15", signed_on: "2025-06-01" },
    ]);
  });

  test("a format that is none is named with its key", async () => {
    await expect(dates("x", "", { date_format: "%Q" })).rejects.toThrow(
      'company.json sources[0].date_format: no such format, got "%Q"; write one such as "%d/%m/%Y"',
    );
  });
});

test("every other column of a line", async () => {
  const columns = {
    ...plainColumns,
    product: "sku",
    quantity: "seats",
    signed_on: "signed",
    end_means: "means",
    notice_on: "noticed",
    notice_quantity: "left",
    order_type: "type",
    order_id: "order",
    reason: "reason",
    renewal_of: "renews",
    replaces: "replaces",
    is_recurring: "recurring",
    is_trial: "trial",
  };
  const text = [
    "id,customer,amount,start,end,sku,seats,signed,means,noticed,left,type,order,reason,renews,replaces,recurring,trial",
    "L1,A,1,2024-01-01,,basic,7,2023-12-01,Replaced,2024-05-01,3, Add-On ,O1,price,L0,LX,yes,FALSE",
    "L2,A,1,2024-01-01,,other,,,canceled,,,step,,,,,0,T",
    "L3,A,1,2024-01-01,,,,,,,,,,,,,,",
    "",
  ].join("\n");
  const { query } = await readLines(text, { columns }, { products: { basic: "Suite" } });
  const names =
    "product, sku, quantity, signed_on, end_means, notice_on, notice_quantity, order_type, order_id, reason, renewal_of, replaces, is_recurring, is_trial";
  const rows = await query(`select ${names} from read_contract_lines order by line_id`);
  expect(rows.map((row) => Object.values(row))).toEqual([
    [
      "Suite",
      "basic",
      "7.000000",
      "2023-12-01",
      "replaced",
      "2024-05-01",
      "3.000000",
      "add_on",
      "O1",
      "price",
      "L0",
      "LX",
      true,
      false,
    ],
    [
      "other",
      "other",
      "1.000000",
      "2024-01-01",
      "cancelled",
      null,
      null,
      "step",
      null,
      null,
      null,
      null,
      false,
      true,
    ],
    [
      "All products",
      null,
      "1.000000",
      "2024-01-01",
      "term",
      null,
      null,
      null,
      null,
      null,
      null,
      null,
      true,
      false,
    ],
  ]);
});

test("what no export fills has its default, and the columns stand in their order", async () => {
  const { query } = await readLines("id,customer,amount,start,end\nL1,A,1,2024-01-01,\n");
  expect(await query("select * from read_contract_lines")).toEqual([
    {
      line_id: "L1",
      customer_id: "A",
      product: "All products",
      sku: null,
      currency: "USD",
      order_id: null,
      order_type: null,
      signed_on: "2024-01-01",
      start_on: "2024-01-01",
      end_on: null,
      end_means: "term",
      notice_on: null,
      notice_withdrawn_on: null,
      notice_monthly_minor: null,
      notice_annual_minor: null,
      notice_quantity: null,
      quantity: "1.000000",
      unit_monthly_minor: "100.000000000",
      monthly_minor: "100",
      annual_minor: "1200",
      one_off_minor: null,
      list_unit_monthly_minor: null,
      auto_renews: false,
      renewal_months: null,
      paused_on: null,
      resumes_on: null,
      reason: null,
      renewal_of: null,
      replaces: null,
      is_recurring: true,
      is_trial: false,
      source_no: 1,
    },
  ]);
  const types = await query("select column_name, column_type from (describe read_contract_lines)");
  expect(types.map((row) => `${row.column_name} ${row.column_type}`)).toEqual([
    "line_id VARCHAR",
    "customer_id VARCHAR",
    "product VARCHAR",
    "sku VARCHAR",
    "currency VARCHAR",
    "order_id VARCHAR",
    "order_type VARCHAR",
    "signed_on DATE",
    "start_on DATE",
    "end_on DATE",
    "end_means VARCHAR",
    "notice_on DATE",
    "notice_withdrawn_on DATE",
    "notice_monthly_minor BIGINT",
    "notice_annual_minor BIGINT",
    "notice_quantity DECIMAL(18,6)",
    "quantity DECIMAL(18,6)",
    "unit_monthly_minor DECIMAL(28,9)",
    "monthly_minor BIGINT",
    "annual_minor BIGINT",
    "one_off_minor BIGINT",
    "list_unit_monthly_minor DECIMAL(28,9)",
    "auto_renews BOOLEAN",
    "renewal_months INTEGER",
    "paused_on DATE",
    "resumes_on DATE",
    "reason VARCHAR",
    "renewal_of VARCHAR",
    "replaces VARCHAR",
    "is_recurring BOOLEAN",
    "is_trial BOOLEAN",
    "source_no INTEGER",
  ]);
});

test("constants stand for columns an export lacks, and several sources fill one table", async () => {
  const settings = oneSource({
    columns: {
      ...plainColumns,
      product: { value: "Suite" },
      is_trial: { value: false },
      order_type: { value: "new" },
    },
  });
  const periods = {
    layout: "subscription_periods",
    file: "exports/periods-*.csv",
    columns: { customer_id: "who", start_on: "from", end_on: "to", monthly_amount: "mrr", reason: "why" },
    end_means: "replaced",
  };
  const folder = companyFolder(
    { ...settings, sources: [...settings.sources, periods] },
    {
      "exports/lines.csv": "id,customer,amount,start,end\nL1,A,1,2024-01-01,\n",
      "exports/periods-1.csv":
        "who,from,to,mrr,why\nB,2024-01-01,2024-03-01,5,\nB,2024-03-01,2024-05-01,6,moved\n",
      "exports/periods-2.csv": "who,from,to,mrr,why\nB,2024-03-01,2024-05-01,6,\nC,2024-03-01,,7,\n",
    },
  );
  const { query, summary } = await readFolder(folder);
  const names = "line_id, customer_id, product, end_means, order_type, monthly_minor, reason, source_no";
  const rows = await query(`select ${names} from read_contract_lines order by line_id`);
  expect(rows.map((row) => Object.values(row))).toEqual([
    ["L1", "A", "Suite", "term", "new", "100", null, 1],
    ["period:B:2024-01-01", "B", "All products", "replaced", null, "500", null, 2],
    ["period:B:2024-03-01", "B", "All products", "replaced", null, "600", "moved", 2],
    ["period:C:2024-03-01", "C", "All products", "replaced", null, "700", null, 3],
  ]);
  expect(await query("select file, line, code, column_name, value, reason from quarantine")).toEqual([
    {
      file: "exports/periods-2.csv",
      line: "2",
      code: "duplicate_id",
      column_name: "line_id",
      value: "period:B:2024-03-01",
      reason: "an earlier row has the same id and was kept; give each row an id of its own",
    },
  ]);
  expect(await query("select * from read_customers order by customer_id")).toMatchObject([
    { customer_id: "A", name: null, source_no: 1 },
    { customer_id: "B", source_no: 2 },
    { customer_id: "C", source_no: 3 },
  ]);
  expect(summary.totals).toEqual({ rows_in: 5, accepted: 4, quarantined: 1, left_out: 0 });
});

test("a product list of any length keeps the file's order", async () => {
  const products = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`S${i}`, `Family ${i % 5}`]));
  const rows = Array.from({ length: 400 }, (_, i) => `L${i},A,1,2024-01-01,,S${i}`);
  const { query } = await readLines(
    `id,customer,amount,start,end,sku\n${rows.join("\n")}\n`,
    { columns: { ...plainColumns, product: "sku" } },
    { products },
  );
  const read = await query("select line_id, product from read_contract_lines order by rowid");
  expect(read).toEqual(
    rows.map((_, i) => ({ line_id: `L${i}`, product: i < 200 ? `Family ${i % 5}` : `S${i}` })),
  );
});

test("withdrawals, automatic renewals, pauses and what a notice leaves a year", async () => {
  const text = [
    "id,customer,amount,start,end,n,w,rest,auto,months,p,r",
    "L1,A,1200.05,2024-01-01,2025-01-01,2024-05-01,2024-06-01,100.05,yes,6,2024-03-01,2024-04-01",
    "L2,A,1200,2024-01-01,2025-01-01,,,,No,12.0,2024-03-01,",
    "L3,A,1200,2024-01-01,2024-01-20,,,,true,1,,",
    "L4,A,1200,2024-03-01,2024-02-10,2024-02-10,,,true,,,",
    "",
  ].join("\n");
  const columns = {
    ...plainColumns,
    amount: "amount",
    billing_period: { value: "annual" },
    notice_on: "n",
    notice_withdrawn_on: "w",
    notice_amount: "rest",
    auto_renews: "auto",
    renewal_months: "months",
    paused_on: "p",
    resumes_on: "r",
  };
  const { monthly_amount: _, ...unpriced } = columns;
  const { query, summary } = await readLines(text, { columns: unpriced });
  expect(summary.totals.quarantined).toBe(0);
  const names =
    "notice_withdrawn_on, notice_monthly_minor, notice_annual_minor, auto_renews, renewal_months, paused_on, resumes_on";
  const rows = await query(`select line_id, ${names} from read_contract_lines order by line_id`);
  expect(rows.map((row) => Object.values(row))).toEqual([
    ["L1", "2024-06-01", "834", "10005", true, 6, "2024-03-01", "2024-04-01"],
    ["L2", null, null, null, false, 12, "2024-03-01", null],
    ["L3", null, null, null, true, 1, null, null],
    ["L4", null, null, null, true, null, null, null],
  ]);
});
