import { describe, expect, test } from "vitest";
import { checkColumns, checkTable, runCheck } from "./check-model.ts";
import type { Model } from "./model.ts";
import { modelOf, testDatabase } from "./test-database.ts";

const connection = await testDatabase();
await connection.run(`create table fact as select * from (values
  (1, 'new', 10), (2, 'churn', -10), (3, null, 0), (3, 'odd', null), (3, 'it''s', 5)) as t(fact_no, kind, amount_minor)`);
await connection.run("create table nothing as select * from fact where false");

const columns = "-- fact_no  number\n-- kind  kind\n-- amount_minor  amount";
const model = (checks: readonly string[], table = "fact", header = columns): Promise<Model> =>
  modelOf(
    connection,
    `ledger/${table}`,
    `-- A row is a fact.\n-- grain: fact_no\n${header}\n${checks.map((check) => `-- check: ${check}\n`).join("")}select 1 as fact_no`,
  );
const check = async (claim: string) => (await checkTable(connection, await model([claim]), true))[0];

describe("checkColumns: the built columns are the documented ones, in order", () => {
  test("they are", async () => {
    await expect(checkColumns(connection, await model([]))).resolves.toBeUndefined();
  });
  test.each([
    ["one is not documented", "-- fact_no  number\n-- kind  kind", "fact_no, kind"],
    ["one is not built", `${columns}\n-- more  more`, "fact_no, kind, amount_minor, more"],
    [
      "another order",
      "-- kind  kind\n-- fact_no  number\n-- amount_minor  amount",
      "kind, fact_no, amount_minor",
    ],
    ["none is documented", "", ""],
  ])("%s", async (_, header, documented) => {
    await expect(checkColumns(connection, await model([], "fact", header))).rejects.toThrow(
      `sql/ledger/fact.sql: header and table differ, got columns fact_no, kind, amount_minor for a header of ${documented}; document each column in order, one line each`,
    );
  });
});

describe("each claim finds the rows that break it, and shows them", () => {
  test("not_null, on one column", async () => {
    expect(await check("not_null(kind)")).toEqual({
      name: "fact: kind is never empty",
      claim: "kind is never empty",
      rows_checked: 5,
      offending: 1,
      examples: [{ fact_no: 3, kind: null, amount_minor: 0 }],
    });
  });
  test("not_null, on several: a row that lacks any offends once", async () => {
    expect(await check("not_null(kind, amount_minor)")).toMatchObject({
      name: "fact: kind, amount_minor is never empty",
      offending: 2,
    });
  });
  test("accepted: another value offends, and so does null", async () => {
    const found = await check("accepted(kind, new, churn, it's)");
    expect(found).toMatchObject({ name: "fact: kind is one of new, churn, it's", offending: 2 });
    expect(found?.examples.map((row) => row.kind)).toEqual([null, "odd"]);
  });
  test("assert: a condition that is false offends, and so does one that is null", async () => {
    const found = await check("assert(amount_minor >= 0)");
    expect(found).toMatchObject({ name: "fact: amount_minor >= 0", offending: 2 });
    expect(found?.examples.map((row) => row.amount_minor)).toEqual([-10, null]);
  });
  test("assert: a condition with or keeps to itself", async () => {
    expect(await check("assert(fact_no = 1 or true)")).toMatchObject({ offending: 0 });
  });
  test("unique: every row of a repeated key offends; the keys are the examples", async () => {
    expect(await check("unique(fact_no)")).toEqual({
      name: "fact: fact_no is unique",
      claim: "fact_no is unique",
      rows_checked: 5,
      offending: 3,
      examples: [{ fact_no: 3, times: "3" }],
    });
  });
  test("unique over two columns", async () => {
    expect(await check("unique(fact_no, kind)")).toMatchObject({ offending: 0, examples: [] });
  });
  test("no more than five examples, however many offend", async () => {
    await connection.run("create table many as select i // 2 as fact_no from range(20) as t(i)");
    const many = await model(["assert(fact_no < 0)", "unique(fact_no)"], "many");
    const found = await checkTable(connection, many, true);
    expect(found.map((each) => [each.offending, each.examples.length])).toEqual([
      [20, 5],
      [20, 5],
    ]);
  });
});

test("what holds has no examples, and an empty table holds everything", async () => {
  const claims = ["not_null(kind)", "accepted(kind, new)", "assert(amount_minor > 0)", "unique(fact_no)"];
  const results = await checkTable(connection, await model(claims, "nothing"), true);
  expect(results.map((result) => [result.rows_checked, result.offending, result.examples])).toEqual(
    claims.map(() => [0, 0, []]),
  );
});

test("a second key is held too, beside the rows", async () => {
  const claims = await model([
    "unique(fact_no, kind)",
    "not_null(kind)",
    "unique(amount_minor)",
    "unique(fact_no)",
  ]);
  const found = await checkTable(connection, claims, true);
  expect(found.map(({ name, rows_checked, offending }) => [name, rows_checked, offending])).toEqual([
    ["fact: kind is never empty", 5, 1],
    ["fact: fact_no, kind is unique", 5, 0],
    ["fact: amount_minor is unique", 5, 0],
    ["fact: fact_no is unique", 5, 3],
  ]);
});

test("rows without a key have the same key", async () => {
  await connection.run("create table keyless as select null as fact_no from range(2)");
  const found = await checkTable(connection, await model(["unique(fact_no)"], "keyless"), true);
  expect(found).toMatchObject([{ rows_checked: 2, offending: 2, examples: [{ fact_no: null, times: "2" }] }]);
});

test("unique keys are not looked at where that is not asked for; the rows are", async () => {
  const claims = await model(["unique(fact_no)", "not_null(kind)"]);
  expect((await checkTable(connection, claims, false)).map((result) => result.name)).toEqual([
    "fact: kind is never empty",
  ]);
  expect(await checkTable(connection, claims, true)).toHaveLength(2);
});

describe("runCheck: a check file gives the offending rows", () => {
  const checkFile = (name: string, sql: string) => modelOf(connection, `checks/${name}`, sql);
  test("the rows it finds, counted against the table it is named after", async () => {
    const found = await runCheck(
      connection,
      await checkFile(
        "fact__is_never_negative",
        "-- No fact is below zero.\nselect fact_no from fact where amount_minor < (select count(*) from company_of_one)",
      ).then(async (file) => {
        await connection.run("create or replace table company_of_one as select 1 as i where false");
        return file;
      }),
    );
    expect(found).toEqual({
      name: "fact__is_never_negative",
      claim: "No fact is below zero.",
      rows_checked: 5,
      offending: 1,
      examples: [{ fact_no: 2 }],
    });
  });
  test("of two tables it could be named after, the longer name", async () => {
    await connection.run("create or replace table fact__by_kind as select 1 as i union all select 2");
    const file = await checkFile(
      "fact__by_kind__foots",
      "-- Foots.\nselect i from fact__by_kind, fact where false",
    );
    expect(await runCheck(connection, file)).toMatchObject({ rows_checked: 2, offending: 0, examples: [] });
  });
  test("named after none, the first table it reads", async () => {
    const file = await checkFile("all_is_well", "-- Well.\nselect * from nothing");
    expect(await runCheck(connection, file)).toMatchObject({ rows_checked: 0, offending: 0 });
  });
});
