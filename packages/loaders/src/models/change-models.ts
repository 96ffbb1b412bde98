import type { DuckDBConnection } from "@duckdb/node-api";
import { allTables, tablesAfter } from "./all-tables.ts";
import type { CheckResult } from "./check-model.ts";
import type { Model } from "./model.ts";
import { orderModels } from "./order-models.ts";
import { runModels } from "./run-models.ts";

/** What a change of models made anew. */
export interface ChangedTables {
  /** The tables and checks that were run. */
  readonly tables: ReadonlySet<string>;
  /** Of all tables, in the order of a whole run: those of before where a table was not run. */
  readonly checks: readonly CheckResult[];
}

const changing = "changing_models";

/** The table a check is of, or the check's own file. */
const tableOf = ({ name }: CheckResult): string => name.split(":")[0] ?? name;

/** What the checks say now, in the order in which a whole run would say it; a check of no model comes last. */
function checksAfter(models: readonly Model[], checks: readonly CheckResult[]): CheckResult[] {
  const place = new Map(orderModels(allTables(models)).map(({ name }, at) => [name, at]));
  const placeOf = (check: CheckResult) => place.get(tableOf(check)) ?? place.size;
  return checks.toSorted((a, b) => placeOf(a) - placeOf(b));
}

/**
 * Brings every table up to date after files of models were added or rewritten, or a cut, a list or an input of health was
 * taken away. What the changed files make, and all that reads it, is run in a schema of its own over the tables that
 * stand in the connection; once all of it holds, it takes the place of the old. Needs every table of the last run.
 *
 * @param before the models the tables were made of, and what their checks found
 * @throws Error as `runModels` does; every table is then as it was
 */
export async function changeModels(
  connection: DuckDBConnection,
  {
    before,
    models,
  }: { before: { models: readonly Model[]; checks: readonly CheckResult[] }; models: readonly Model[] },
): Promise<ChangedTables> {
  const tables = tablesAfter(before.models, models);
  const kept = before.checks.filter((check) => !tables.has(tableOf(check)));
  if (tables.size === 0) return { tables, checks: kept };
  const made = allTables(models).filter(({ layer, name }) => layer !== "checks" && tables.has(name));
  await connection.run(`create schema if not exists ${changing}`);
  try {
    await connection.run(`set search_path = '${changing},main'`);
    const found = await runModels(connection, models, { only: tables, keep: "all" });
    await connection.run("begin");
    try {
      for (const { name } of made)
        await connection.run(`create or replace table main.${name} as from ${changing}.${name}`);
      await connection.run("commit");
    } catch (error) {
      await connection.run("rollback");
      throw error;
    }
    return { tables, checks: checksAfter(models, [...kept, ...found]) };
  } finally {
    await connection.run("set search_path = 'main'");
    await connection.run(`drop schema if exists ${changing} cascade`);
  }
}
