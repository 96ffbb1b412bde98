import { describe, expect, test } from "vitest";
import { tablesRead } from "./tables-read.ts";
import { testDatabase } from "./test-database.ts";

const connection = await testDatabase();
const reads = (sql: string) => tablesRead(connection, "a.sql", sql);

describe("the tables a statement reads", () => {
  test.each([
    ["the docstring's example", "with a as (select * from a) select * from a join b using (id)", ["a", "b"]],
    ["none", "select 1 as one", []],
    [
      "an import CTE of the table's own name",
      "with orders as (select * from orders) select * from orders",
      ["orders"],
    ],
    ["sorted, each once", "select * from c union all select * from a union all select * from c", ["a", "c"]],
    ["a CTE is no table", "with x as (select * from a), y as (select * from x) select * from y", ["a"]],
    [
      "a CTE sees those before it only",
      "with y as (select * from x), x as (select * from a) select * from x, y",
      ["a", "x"],
    ],
    [
      "a CTE of a subquery ends with it",
      "select * from (with x as (select * from a) select * from x) cross join x",
      ["a", "x"],
    ],
    [
      "a CTE of the outside is seen inside",
      "with x as (select * from a) select * from b where exists (select 1 from x join c using (id))",
      ["a", "b", "c"],
    ],
    [
      "subqueries in every clause",
      "select (select max(i) from a) as m from b where i in (select i from c) having exists (select 1 from d)",
      ["a", "b", "c", "d"],
    ],
    [
      "a subquery in a window and in a join's condition",
      "select sum(i) over (order by (select 1 from a)) from b join c on b.i = (select 1 from d)",
      ["a", "b", "c", "d"],
    ],
    [
      "a recursive CTE reads itself, not a table",
      "with recursive n as (select 1 as i union all select i + 1 from n join a using (i)) select * from n",
      ["a"],
    ],
  ])("%s", async (_, sql, expected) => {
    expect(await reads(sql)).toEqual(expected);
  });
});

describe("what is no select statement stops with the file and DuckDB's word", () => {
  test.each([
    [
      "a misspelt keyword",
      "selct 1",
      /^cuts\/a\.sql line 1: the SQL does not parse, got "[^"]*syntax error.*"; one select statement is expected$/s,
    ],
    [
      "a statement that writes",
      "create table a as select 1",
      /^cuts\/a\.sql: the SQL does not parse, got "Only SELECT statements can be serialized/,
    ],
    [
      "two statements",
      "select 1; select 2",
      "cuts/a.sql: one select statement is expected, got 2; write one statement a file",
    ],
    [
      "no statement",
      "-- only a header",
      "cuts/a.sql: one select statement is expected, got 0; write one statement a file",
    ],
  ])("%s", async (_, sql, message) => {
    await expect(tablesRead(connection, "cuts/a.sql", sql)).rejects.toThrow(message);
  });
});
