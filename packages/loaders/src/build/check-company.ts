import { loadCompany } from "../company/load-company.ts";
import type { BuildWatcher } from "./build-company.ts";
import { withDatabase } from "./open-database.ts";
import { type RunCompany, readAndRun } from "./read-and-run.ts";

/**
 * Does everything hold for this company? Reads and builds it in memory with every check on, and writes nothing.
 *
 * @throws Error as `buildCompany` does.
 */
export async function checkCompany(
  folder: string,
  spillFolder: string,
  watcher: BuildWatcher = {},
): Promise<RunCompany> {
  const company = loadCompany(folder);
  return withDatabase(spillFolder, (connection) =>
    readAndRun(connection, company, {
      uniqueUpTo: Number.POSITIVE_INFINITY,
      onModel: (model, place, total) => watcher.onStep?.(model.name, place + 1, total),
    }),
  );
}
