import { describe, expect, test } from "vitest";
import { testDatabase } from "../models/test-database.ts";
import { martColumns, queryRows } from "./mart-json.ts";

const connection = await testDatabase();
await connection.run(`create table mart as select * from (values
  (date '2024-02-01', 'b', cast(9007199254740991 as bigint), true, 0.5::double),
  (date '2024-01-01', 'a "quoted"', null, false, null)) as t(report_month, label, amount_minor, is_open, rate)`);

test("a table as columns: dates as text, whole numbers as numbers, in the order asked for", async () => {
  expect(await martColumns(connection, "mart", "report_month")).toEqual({
    report_month: ["2024-01-01", "2024-02-01"],
    label: ['a "quoted"', "b"],
    amount_minor: [null, Number.MAX_SAFE_INTEGER],
    is_open: [false, true],
    rate: [null, 0.5],
  });
});

test("columns keep the table's order, so equal tables are equal bytes", async () => {
  const names = Object.keys(await martColumns(connection, "mart", "label"));
  expect(names).toEqual(["report_month", "label", "amount_minor", "is_open", "rate"]);
});

describe("an empty table", () => {
  test("gives empty lists and no rows", async () => {
    await connection.run("create table nothing as select * from mart where false");
    const columns = await martColumns(connection, "nothing", "label");
    expect(Object.values(columns)).toEqual([[], [], [], [], []]);
    expect(await queryRows(connection, "select * from nothing")).toEqual([]);
  });
});

test("rows of a query", async () => {
  expect(await queryRows(connection, "select label, report_month from mart order by label")).toEqual([
    { label: 'a "quoted"', report_month: "2024-01-01" },
    { label: "b", report_month: "2024-02-01" },
  ]);
});
