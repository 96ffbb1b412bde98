import { loadCompany } from "../company/load-company.ts";
import type { CheckResult } from "../models/check-model.ts";
import { loadModels } from "../models/load-models.ts";
import { runModels } from "../models/run-models.ts";
import { seedTables } from "../models/seed-tables.ts";
import { type ReadSummary, readSources } from "../read/read-sources.ts";
import type { BuildWatcher } from "./build-company.ts";
import { ledgerSettings } from "./ledger-settings.ts";
import { withDatabase } from "./open-database.ts";

/**
 * Does everything hold for this company? Reads and builds it in memory with every check on, and writes nothing.
 *
 * @throws Error as `buildCompany` does.
 */
export async function checkCompany(
  folder: string,
  spillFolder: string,
  watcher: BuildWatcher = {},
): Promise<{ read: ReadSummary; checks: CheckResult[] }> {
  const company = loadCompany(folder);
  return withDatabase(spillFolder, async (connection) => {
    const read = await readSources(connection, company);
    await seedTables(connection, ledgerSettings(company, read.as_of));
    const checks = await runModels(connection, await loadModels(connection), {
      uniqueUpTo: Number.POSITIVE_INFINITY,
      onModel: (model, place, total) => watcher.onStep?.(model.name, place + 1, total),
    });
    return { read, checks };
  });
}
