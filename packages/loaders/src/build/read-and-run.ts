import type { DuckDBConnection } from "@duckdb/node-api";
import type { Company } from "../company/load-company.ts";
import { ownCutsFolder } from "../cuts/load-cuts.ts";
import type { CheckResult } from "../models/check-model.ts";
import { loadModels } from "../models/load-models.ts";
import { loadersFolder } from "../models/loaders-folder.ts";
import type { Model } from "../models/model.ts";
import { type RunOptions, runModels } from "../models/run-models.ts";
import { seedTables } from "../models/seed-tables.ts";
import { monthRates } from "../read/month-rates.ts";
import { type ReadSummary, readSources } from "../read/read-sources.ts";
import { ledgerSettings } from "./ledger-settings.ts";
import { queryRows } from "./mart-json.ts";
import { during } from "./open-database.ts";
import { readFilesFrom } from "./read-files-from.ts";
import { rebuildNewestMonth, rebuildTables } from "./rebuild-newest-month.ts";

/** A company read and its models run: the marts stand in the connection. */
export interface RunCompany {
  readonly read: ReadSummary;
  readonly models: readonly Model[];
  readonly checks: readonly CheckResult[];
}

/**
 * Reads a company's exports and runs every model on them.
 *
 * A credit that takes its product below 0 shows only in the ledger; where one does, the exports are read once more
 * with those lines set aside, so that every count and every balance is without them.
 *
 * Closed months do not change: at the end the newest one is rebuilt from the facts dated by its last day.
 *
 * @throws Error as `readSources`, `runModels` and `rebuildNewestMonth` do.
 */
export async function readAndRun(
  connection: DuckDBConnection,
  company: Company,
  options: RunOptions & {
    readonly onRead?: (milliseconds: number) => void;
    readonly onRebuilt?: (milliseconds: number) => void;
    /** Which cuts to run. Default: all. */
    readonly isCutRun?: (cut: Model) => boolean;
  } = {},
): Promise<RunCompany> {
  await readFilesFrom(connection, company.folder);
  const { isCutRun = () => true } = options;
  const known = await loadModels(connection, loadersFolder, ownCutsFolder(company.folder));
  const models = known.filter((model) => model.layer !== "cuts" || isCutRun(model));
  const credits: string[] = [];
  // What is not checked whole in a build is checked whole by `tideline check`.
  const rebuild = options.uniqueUpTo === undefined ? {} : { upTo: options.uniqueUpTo };
  for (;;) {
    const started = performance.now();
    const read = await during("reading exports", readSources(connection, company, credits));
    options.onRead?.(performance.now() - started);
    const settings = ledgerSettings(company, read.as_of, await monthRates(connection));
    await seedTables(connection, settings);
    const keep =
      options.keep === "all" ? "all" : ["overdrawn_lines", ...rebuildTables, ...(options.keep ?? [])];
    const checks = await runModels(connection, models, { ...options, keep });
    const overdrawn = await queryRows<{ line_id: string }>(
      connection,
      `select line.line_id from overdrawn_lines as credit
        join read_contract_lines as line on line.rowid = credit.line_no order by line.line_id`,
    );
    if (overdrawn.length === 0) {
      const rebuilding = performance.now();
      checks.push(await rebuildNewestMonth(connection, models, settings, rebuild));
      options.onRebuilt?.(performance.now() - rebuilding);
      return { read, models, checks };
    }
    credits.push(...overdrawn.map((row) => row.line_id));
  }
}
