import type { DuckDBConnection } from "@duckdb/node-api";
import { withReaders } from "./all-tables.ts";
import type { Model } from "./model.ts";
import { runBeside } from "./run-beside.ts";
import { runModels } from "./run-models.ts";

/** The models a change of cuts asks for: all that read their rows, and what reads those. */
function afterCuts(models: readonly Model[]): Model[] {
  const changed = withReaders(models, ["cut_rows"]);
  return models.filter(({ name }) => changed.has(name));
}

/**
 * Brings every mart with a row a cut up to date after cuts were added, rewritten or taken away. Only those are run; then
 * their rows take the place of the old ones. Needs every table of the last run. Tables in between keep what they had: no
 * mart of another cut reads them again.
 *
 * @param models all models, without the cuts
 * @returns the names of the cuts that were run
 * @throws Error as `runModels` does; every mart is then as it was
 */
export async function changeCuts(
  connection: DuckDBConnection,
  { models, before, cuts }: { models: readonly Model[]; before: readonly Model[]; cuts: readonly Model[] },
): Promise<ReadonlySet<string>> {
  const known = new Map(before.map(({ name, sql }) => [name, sql]));
  const changed = cuts.filter(({ name, sql, fault }) => fault || known.get(name) !== sql);
  const gone = before.filter(({ name }) => !cuts.some((cut) => cut.name === name));
  const after = afterCuts(models);
  const marts = after.filter(({ layer, columns }) => layer === "marts" && columns.has("cut"));
  const names = [...changed, ...gone].map(({ name }) => `'${name}'`).join(", ");
  if (names === "") return new Set();
  await runBeside(connection, {
    run: async () => {
      if (changed.length > 0) await runModels(connection, [...after, ...changed], { keep: "all" });
    },
    replace: async (made) => {
      for (const { name } of marts) {
        await connection.run(`delete from main.${name} where cut in (${names})`);
        if (changed.length > 0) await connection.run(`insert into main.${name} from ${made(name)}`);
      }
    },
  });
  return new Set(changed.map(({ name }) => name));
}
