import { describe, expect, test } from "vitest";
import { horizonMonths, type LedgerSettings, lastWholeMonth, seedTables } from "./seed-tables.ts";
import { rowsOf, testDatabase } from "./test-database.ts";

const connection = await testDatabase();
const settings: LedgerSettings = {
  currency: "USD",
  as_of: "2024-02-28",
  netting: "customer",
  late_renewal_grace_days: 30,
  factors: { EUR: "1.0825000001", JPY: "0.6700000000" },
};
const month = (year: number, number: number) => year * 12 + number;

describe("the last whole month up to a day", () => {
  test.each([
    ["2025-12-31", month(2025, 12)],
    ["2025-12-30", month(2025, 11)],
    ["2024-02-29", month(2024, 2)],
    ["2024-02-28", month(2024, 1)],
    ["2023-02-28", month(2023, 2)],
    ["1900-02-28", month(1900, 2)],
    ["2000-02-28", month(2000, 1)],
    ["2025-01-01", month(2024, 12)],
    ["2025-04-30", month(2025, 4)],
  ])("%s", (day, expected) => {
    expect(lastWholeMonth(day)).toBe(expected);
  });
});

test("company: one row, with the last whole month", async () => {
  await seedTables(connection, settings);
  expect(await rowsOf(connection, "select * from company")).toEqual([
    {
      currency: "USD",
      currency_exponent: 2,
      as_of: "2024-02-28",
      netting: "customer",
      late_renewal_grace_days: 30,
      last_month_no: month(2024, 1),
      history_from_no: null,
    },
  ]);
  await seedTables(connection, { ...settings, history_from: "2023-02-01" });
  expect(await rowsOf(connection, "select history_from_no from company")).toEqual([
    { history_from_no: month(2023, 2) },
  ]);
});

test("currency_factor: the reporting currency at 1, the others exact", async () => {
  expect(await rowsOf(connection, "select * from currency_factor order by currency")).toEqual([
    { currency: "EUR", factor: "1.0825000001" },
    { currency: "JPY", factor: "0.6700000000" },
    { currency: "USD", factor: "1.0000000000" },
  ]);
});

test("month_factor and reason_category: as given, empty without", async () => {
  await seedTables(connection, {
    ...settings,
    month_factors: [{ currency: "EUR", month: "2024-01", factor: "1.1000000000" }],
    reasons: { price: { category: "Commercial", avoidable: true } },
  });
  expect(await rowsOf(connection, "select * from month_factor")).toEqual([
    { currency: "EUR", month_no: month(2024, 1), factor: "1.1000000000" },
  ]);
  expect(await rowsOf(connection, "select * from reason_category")).toEqual([
    { reason: "price", category: "Commercial", avoidable: true },
  ]);
  await seedTables(connection, settings);
  expect(await rowsOf(connection, "from month_factor")).toEqual([]);
  expect(await rowsOf(connection, "from reason_category")).toEqual([]);
});

test("calendar: every month from 1900 to 2150 once, numbered as year * 12 + month", async () => {
  const [sums] = await rowsOf(
    connection,
    `select count(*)::integer as months, count(distinct month_no)::integer as numbers, min(report_month) as first,
       max(report_month) as last, count(*) filter (where day(report_month) <> 1
         or month_no <> year(report_month) * 12 + month(report_month))::integer as wrong from calendar`,
  );
  expect(sums).toEqual({
    months: 251 * 12,
    numbers: 251 * 12,
    first: "1900-01-01",
    last: "2150-12-01",
    wrong: 0,
  });
});

test("horizons: 1, 3 and 12 months", async () => {
  const rows = await rowsOf(connection, "select * from horizons order by horizon_months");
  expect(rows.map((row) => row.horizon_months)).toEqual([...horizonMonths]);
  expect(horizonMonths).toEqual([1, 3, 12]);
});
