import type { DuckDBConnection } from "@duckdb/node-api";
import { allTables, tablesAfter } from "./all-tables.ts";
import type { CheckResult } from "./check-model.ts";
import type { Model } from "./model.ts";
import { orderModels } from "./order-models.ts";
import { runBeside } from "./run-beside.ts";
import { runModels } from "./run-models.ts";

/** What a change of models made anew. */
export interface ChangedTables {
  /** The tables and checks that were run. */
  readonly tables: ReadonlySet<string>;
  /** Of all tables, in the order of a whole run: those of before where a table was not run. */
  readonly checks: readonly CheckResult[];
}

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
 * taken away: what the changed files make, and all that reads it. Needs every table of the last run.
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
  const anew = allTables(models).filter(({ layer, name }) => layer !== "checks" && tables.has(name));
  const found = await runBeside(connection, {
    run: () => runModels(connection, models, { only: tables, keep: "all" }),
    replace: async (made) => {
      for (const { name } of anew)
        await connection.run(`create or replace table main.${name} as from ${made(name)}`);
    },
  });
  return { tables, checks: checksAfter(models, [...kept, ...found]) };
}
