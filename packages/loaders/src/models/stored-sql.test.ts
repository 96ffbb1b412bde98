import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { CheckFailed, runModels } from "./run-models.ts";
import { storedSql, writtenColumns, writtenSql } from "./stored-sql.ts";
import { modelOf, rowsOf, testDatabase } from "./test-database.ts";

const connection = await testDatabase();
const folder = await mkdtemp(join(tmpdir(), "stored-"));
afterAll(() => rm(folder, { recursive: true, force: true }));

const headed = (values: string) => `-- Rows of a kind.
-- grain: i
-- i  number
-- kind  what it is
-- check: accepted(kind, ${values})
select * from read_kinds`;

const page = `-- Rows of a page.
-- grain: i
-- i  number
-- kind  what it is
select i, kind from kinds where kind <> 'unheard of' order by i`;

await connection.run(
  "create table read_kinds as select * from (values (1, 'up'), (2, 'down')) as t(i, kind)",
);

test("a column whose values the header names is an enum in the order of the alphabet", () => {
  const checks = [{ claim: "accepted", column: "kind", values: ["up", "down"] }] as const;
  expect(storedSql({ sql: "select kind from a", checks })).toBe(
    "select * replace (cast(kind as enum('down', 'up')) as kind) from (select kind from a)",
  );
  expect(storedSql({ sql: "select kind from a", checks: [] })).toBe("select kind from a");
});

test("numbers between exports and marts, texts in the file of a mart", async () => {
  const models = [
    await modelOf(connection, "ledger/kinds", headed("up, down")),
    await modelOf(connection, "marts/page__kinds", page),
  ];
  const results = await runModels(connection, models, { keep: "all", martsFolder: folder });
  expect(results.map(({ name, offending }) => [name, offending])).toEqual([
    ["kinds: kind is one of up, down", 0],
  ]);
  const types = (table: string) => rowsOf(connection, `select column_type from (describe ${table})`);
  expect(await types("kinds")).toEqual([{ column_type: "INTEGER" }, { column_type: "ENUM('down', 'up')" }]);
  expect(await types("page__kinds")).toEqual([{ column_type: "INTEGER" }, { column_type: "VARCHAR" }]);
  expect(
    await rowsOf(connection, `select * from read_parquet('${join(folder, "page__kinds.parquet")}')`),
  ).toEqual([
    { i: 1, kind: "up" },
    { i: 2, kind: "down" },
  ]);
});

test("a text the header does not name is what the check shows", async () => {
  const models = [await modelOf(connection, "ledger/kinds", headed("up, flat"))];
  const failure = await runModels(connection, models).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(CheckFailed);
  expect((failure as Error).message).toContain(
    'kinds: kind is one of up, flat: 1 of 2 rows, for example {"i":2,"kind":"down"}',
  );
});

test("the basis stays what it is in files", async () => {
  await connection.run("create type if not exists basis_name as enum ('live', 'committed')");
  const sql = "select cast('live' as basis_name) as basis, cast('a' as enum('a', 'b')) as kind, 1 as i";
  const columns = await writtenColumns(connection, sql);
  expect(columns.map(({ type }) => type)).toEqual(["ENUM('live', 'committed')", "VARCHAR", "INTEGER"]);
  expect(writtenSql(sql, columns)).toBe(`select * replace (cast(kind as varchar) as kind) from (${sql})`);
  expect(writtenSql("select 1 as i", [{ name: "i", type: "INTEGER", isText: false }])).toBe("select 1 as i");
});
