import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { modelOf, rowsOf, testDatabase } from "./test-database.ts";
import { writeMart } from "./write-mart.ts";

const connection = await testDatabase();
const folder = await mkdtemp(join(tmpdir(), "write's mart-"));
afterAll(() => rm(folder, { recursive: true, force: true }));

const rowsSql = `-- grain: basis
-- basis  an enum, in its own order
-- due_on  a date
-- amount_minor  a decimal
select * from (values
  (cast('committed' as basis_name), date '2025-01-31', cast(2 as decimal(28, 6))),
  (cast('live' as basis_name), null, cast(1 as decimal(28, 6)))) as t(basis, due_on, amount_minor)
order by amount_minor`;

test("a mart is its file, and a view of it with the types of its query", async () => {
  await connection.run("create type if not exists basis_name as enum ('live', 'committed')");
  const mart = await modelOf(connection, "marts/page__rows", rowsSql);
  await writeMart(connection, mart, folder);
  expect(await rowsOf(connection, "select * from page__rows order by basis")).toEqual([
    { basis: "live", due_on: null, amount_minor: "1.000000" },
    { basis: "committed", due_on: "2025-01-31", amount_minor: "2.000000" },
  ]);
  const path = join(folder, "page__rows.parquet").replaceAll("'", "''");
  expect(await rowsOf(connection, `select amount_minor from read_parquet('${path}')`)).toEqual([
    { amount_minor: "1.000000" },
    { amount_minor: "2.000000" },
  ]);
  const types = await rowsOf(connection, "select column_type from (describe page__rows)");
  expect(types.map((row) => row.column_type)).toEqual(["ENUM('live', 'committed')", "DATE", "DECIMAL(28,6)"]);
});
