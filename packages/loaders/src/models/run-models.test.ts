import { describe, expect, test, vi } from "vitest";
import type { Model } from "./model.ts";
import { CheckFailed, ModelFailed, runModels } from "./run-models.ts";
import { modelOf, rowsOf, tablesIn, testDatabase } from "./test-database.ts";

const connection = await testDatabase();

/** Two staging tables, a ledger table, a mart and a check; read_lines is what a reader left. */
async function models(changes: Readonly<Record<string, string>> = {}): Promise<Model[]> {
  const files: Record<string, string> = {
    "staging/lines": "-- grain: i\n-- i  number\n-- check: unique(i)\nselect i from read_lines",
    "staging/names": "-- grain: i\n-- i  number\n-- name  text\nselect i, 'n' || i as name from read_lines",
    "ledger/sums": "-- grain: total\n-- total  number\nselect cast(sum(i) as integer) as total from lines",
    "marts/page__rows":
      "-- grain: i\n-- i  number\n-- name  text\n-- total  number\nselect i, name, total from names cross join sums order by i",
    "checks/sums__are_not_negative": "-- No sum is negative.\nselect total from sums where total < 0",
    "cuts/name":
      "-- title: Name\nselect cast(i as varchar) as customer_id, null as from_month, name as label from names",
    ...changes,
  };
  return Promise.all(Object.entries(files).map(([path, sql]) => modelOf(connection, path, sql)));
}

async function fresh(rows = "(1), (2)"): Promise<void> {
  for (const table of await tablesIn(connection)) await connection.run(`drop table "${table}"`);
  await connection.run(`create table read_lines as select * from (values ${rows}) as t(i)`);
}

describe("runModels", () => {
  test("builds in the order of the reads, tells each step, and leaves the marts", async () => {
    await fresh();
    const told: string[] = [];
    const timed: string[] = [];
    const results = await runModels(connection, await models(), {
      onModel: (model, place, total) => told.push(`${place + 1}/${total} ${model.name}`),
      onTime: (model, milliseconds) => timed.push(`${model.name} ${milliseconds >= 0}`),
    });
    expect(told).toEqual([
      "1/6 lines",
      "2/6 names",
      "3/6 sums",
      "4/6 sums__are_not_negative",
      "5/6 page__rows",
      "6/6 cut_rows",
    ]);
    expect(timed).toEqual(told.map((step) => `${step.split(" ")[1]} true`));
    expect(await rowsOf(connection, "select * from page__rows")).toEqual([
      { i: 1, name: "n1", total: 3 },
      { i: 2, name: "n2", total: 3 },
    ]);
    expect(results.map((result) => [result.name, result.rows_checked, result.offending])).toEqual([
      ["lines: i is unique", 2, 0],
      ["sums__are_not_negative", 1, 0],
    ]);
  });

  test("drops each table after its last reader, a check or a cut included", async () => {
    await fresh();
    const all = await models();
    const run = vi.spyOn(connection, "run");
    await runModels(connection, all);
    const steps = run.mock.calls.flatMap(([sql]) => {
      const match = /^(create|drop) .*?table (?:if exists )?(\w+)/.exec(sql);
      return match ? [`${match[1]} ${match[2]}`] : [];
    });
    run.mockRestore();
    expect(steps).toEqual([
      "create lines",
      "create names",
      "drop read_lines",
      "create sums",
      "drop lines",
      "create page__rows",
      "drop sums",
      "create cut_rows",
      "drop names",
    ]);
    expect(await tablesIn(connection)).toEqual(["cut_rows", "page__rows"]);
  });

  test("drops the read tables after their last reader, and keeps what it is asked to keep", async () => {
    await fresh();
    await runModels(connection, await models(), { keep: ["lines", "read_lines"] });
    expect(await tablesIn(connection)).toEqual(["cut_rows", "lines", "page__rows", "read_lines"]);
  });

  test("keeps company, calendar, horizons and currency_factor, whoever reads them last", async () => {
    await fresh();
    for (const table of ["company", "calendar", "horizons", "currency_factor"])
      await connection.run(`create table ${table} as select 1 as one`);
    const sums =
      "-- grain: total\n-- total  number\nselect i as total from lines, company, calendar, horizons, currency_factor";
    await runModels(connection, await models({ "ledger/sums": sums }));
    expect(await tablesIn(connection)).toEqual(
      expect.arrayContaining(["company", "calendar", "horizons", "currency_factor"]),
    );
  });

  test("does not look at unique keys above the limit", async () => {
    await fresh("(1), (1), (2)");
    const results = await runModels(connection, await models(), { uniqueUpTo: 2 });
    expect(results.map((result) => result.name)).toEqual(["sums__are_not_negative"]);
  });
});

describe("a check that fails stops the run at once", () => {
  test("a check file: its name, its rows and the first of them", async () => {
    await fresh("(-1), (-4)");
    const told: string[] = [];
    const run = runModels(connection, await models(), { onModel: (model) => told.push(model.name) });
    const failed = await run.then(
      () => expect.fail("the check held"),
      (error: unknown) => error,
    );
    expect(failed).toBeInstanceOf(CheckFailed);
    const { message, results } = failed as CheckFailed;
    expect(message).toBe(
      'checks failed, got\n  sums__are_not_negative: 1 of 1 rows, for example {"total":-5}\n' +
        "nothing was written; please report this with the rows above",
    );
    expect(results).toHaveLength(1);
    expect(told).not.toContain("page__rows");
  });

  test("a line of a header: every claim of the table that fails", async () => {
    await fresh("(1), (1)");
    const lines =
      "-- grain: i\n-- i  number\n-- check: unique(i)\n-- check: assert(i > 1)\nselect i from read_lines";
    await expect(runModels(connection, await models({ "staging/lines": lines }))).rejects.toThrow(
      'checks failed, got\n  lines: i > 1: 2 of 2 rows, for example {"i":1}\n  lines: i is unique: 2 of 2 rows, for example {"i":1,"times":"2"}\n',
    );
  });
});

describe("a model that cannot run names its file and keeps the cause", () => {
  test.each([
    [
      "a model",
      "ledger/sums",
      "-- grain: total\n-- total  number\nselect missing as total from lines",
      /"missing"/,
    ],
    [
      "a mart",
      "marts/page__rows",
      "-- grain: i\n-- i  number\nselect i / 'x' as i from names order by i",
      /Could not convert/,
    ],
    ["a check", "checks/sums__are_not_negative", "-- None.\nselect missing from sums", /"missing"/],
    [
      "a header's condition",
      "ledger/sums",
      "-- grain: i\n-- i  number\n-- check: assert(missing > 0)\nselect i from lines",
      /"missing"/,
    ],
  ])("%s", async (_, path, sql, said) => {
    await fresh();
    const failed = await runModels(connection, await models({ [path]: sql })).then(
      () => expect.fail("the model ran"),
      (error: unknown) => error as Error,
    );
    const file = `sql/${path}.sql`;
    expect(failed).toBeInstanceOf(ModelFailed);
    expect((failed as ModelFailed).model.sql).toBe(sql);
    expect(failed.message.startsWith(`${file}: the model cannot run, got "`)).toBe(true);
    expect(failed.message).toMatch(said);
    expect(failed.message.endsWith(`"; see the SQL in ${file}`)).toBe(true);
    expect(failed.cause).toBeInstanceOf(Error);
  });

  test("a header that is not the table says so itself", async () => {
    await fresh();
    const sums = "-- grain: total\n-- totals  number\nselect 1 as total from lines";
    await expect(runModels(connection, await models({ "ledger/sums": sums }))).rejects.toThrow(
      /^sql\/ledger\/sums\.sql: header and table differ, got columns total for a header of totals; document each column in order, one line each$/,
    );
  });
});
