import { expect, test } from "vitest";
import { fillTable } from "./fill-table.ts";
import { rowsOf, testDatabase } from "./test-database.ts";

const connection = await testDatabase();
await connection.run(
  "create table fact (fact_id varchar, day date, amount decimal(18, 6), is_open boolean, no integer)",
);
const facts = () => rowsOf(connection, "select * from fact order by fact_id");

test("rows go in by column name, whatever their order; a column no row names is null", async () => {
  await fillTable(connection, "fact", [
    { no: 1, fact_id: "a", amount: "0.123456", day: "2024-02-29" },
    { fact_id: "b", is_open: false },
  ]);
  expect(await facts()).toEqual([
    { fact_id: "a", day: "2024-02-29", amount: "0.123456", is_open: null, no: 1 },
    { fact_id: "b", day: null, amount: null, is_open: false, no: null },
  ]);
});

test("text with quotes stays text, and no rows insert nothing", async () => {
  await connection.run("delete from fact");
  await fillTable(connection, "fact", []);
  await fillTable(connection, "fact", [{ fact_id: `O'Brien "&" \\ Söhne` }]);
  expect((await facts()).map((row) => row.fact_id)).toEqual([`O'Brien "&" \\ Söhne`]);
});

test("a value that is not of the column's type is refused, not bent", async () => {
  await expect(fillTable(connection, "fact", [{ fact_id: "c", day: "2023-02-29" }])).rejects.toThrow(
    /2023-02-29/,
  );
});

test("a column the table does not have is named", async () => {
  await expect(
    fillTable(connection, "fact", [{ fact_id: "c" }, { fact_id: "d", dya: "2024-01-01" }]),
  ).rejects.toThrow(
    'fillTable fact: no such column, got "dya"; the columns are fact_id, day, amount, is_open, no',
  );
});

test("a column with a default has it where a row names none", async () => {
  await connection.run("create table line (line_id varchar, auto_renews boolean default false)");
  await fillTable(connection, "line", [{ line_id: "a" }, { line_id: "b", auto_renews: true }]);
  expect(await rowsOf(connection, "select * from line order by line_id")).toEqual([
    { line_id: "a", auto_renews: false },
    { line_id: "b", auto_renews: true },
  ]);
});
