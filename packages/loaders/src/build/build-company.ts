import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { type Company, loadCompany } from "../company/load-company.ts";
import { loadModels } from "../models/load-models.ts";
import type { Model } from "../models/model.ts";
import { runModels } from "../models/run-models.ts";
import { seedTables } from "../models/seed-tables.ts";
import { type ReadSummary, readSources } from "../read/read-sources.ts";
import { cutNotes } from "./cut-notes.ts";
import { buildFingerprint } from "./fingerprint.ts";
import { ledgerFile, ledgerRowsLimit } from "./ledger-file.ts";
import { ledgerSettings } from "./ledger-settings.ts";
import { martColumns, queryRows } from "./mart-json.ts";
import { withDatabase } from "./open-database.ts";
import { publishFolder, writeJson } from "./output-files.ts";
import { quality, qualityTables } from "./quality.ts";

/** What a build tells while it runs. */
export interface BuildWatcher {
  /** `step` of `total`, with what is being done. */
  readonly onStep?: (what: string, step: number, total: number) => void;
  /** How long a model took, in milliseconds. */
  readonly onTime?: (model: string, milliseconds: number) => void;
}

/** What a build made. */
export interface BuildResult {
  readonly name: string;
  readonly out: string;
  readonly as_of: string;
  readonly as_of_source: string;
  readonly read: ReadSummary;
  readonly checks: number;
  readonly marts: readonly string[];
  /** The newest month, null where nothing ever moved. */
  readonly newest: { report_month: string; closing_minor: number; closing_logos: number } | null;
}

async function writeMarts(
  connection: DuckDBConnection,
  models: readonly Model[],
  folder: string,
): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const marts = models.filter((model) => model.layer === "marts").map((model) => model.name);
  await connection.run("set preserve_insertion_order = true");
  for (const mart of marts) {
    const path = join(folder, `${mart}.parquet`).replaceAll("'", "''");
    await connection.run(`copy ${mart} to '${path}' (format parquet, compression zstd)`);
  }
  return marts;
}

async function writeSiteFiles(
  connection: DuckDBConnection,
  options: { company: Company; models: readonly Model[]; read: ReadSummary; folder: string },
): Promise<void> {
  const { company, models, read, folder } = options;
  const { settings } = company;
  const cuts = await cutNotes(connection, models);
  const ledger = await ledgerFile(connection, {
    basis: "live",
    currency: settings.currency,
    exponent: company.exponent,
    cuts,
  });
  await writeJson(join(folder, "ledger-live.json"), ledger.file);
  const waterfall = await martColumns(connection, "waterfall__by_month", "report_month, basis");
  const [size] = await queryRows<{ rows: number }>(
    connection,
    "select count(*) as rows from ledger__movements",
  );
  await writeJson(join(folder, "summary.json"), {
    company: {
      name: settings.name,
      currency: settings.currency,
      exponent: company.exponent,
      time_zone: settings.timeZone,
      as_of: read.as_of,
      as_of_source: read.as_of_source,
      first_month: waterfall.report_month?.[0] ?? null,
      last_month: waterfall.report_month?.at(-1) ?? null,
      bases: ["live"],
      policies: {
        netting: settings.policies.netting,
        late_renewal_grace_days: settings.policies.late_renewal_grace_days,
      },
      exchange_rates: settings.exchange_rates ?? null,
      reasons: settings.reasons ?? {},
      customers: waterfall.closing_logos?.at(-1) ?? 0,
    },
    ledger: { rows: size?.rows ?? 0, rows_limit: ledgerRowsLimit, is_shipped: ledger.isShipped },
    cuts: cuts.map((cut) => ({
      name: cut.name,
      title: cut.title,
      question: cut.question,
      labels: ledger.file.cuts.find((entry) => entry.name === cut.name)?.labels ?? [],
    })),
    waterfall,
    retention: await martColumns(connection, "retention__by_month", "report_month, basis, horizon_months"),
  });
}

/**
 * Builds a company: its exports, through staging, ledger and marts, to the files the site and other tools read.
 *
 * Writes to `out`: marts/*.parquet, summary.json, ledger-live.json, quality.json, quarantine.csv and manifest.json.
 * Everything is built in a folder beside it first; a failed build leaves `out` as it was.
 *
 * @throws Error for a faulty company.json or export, or when a check fails; the message names the place and the way out.
 */
export async function buildCompany(
  folder: string,
  out: string,
  watcher: BuildWatcher = {},
): Promise<BuildResult> {
  const company = loadCompany(folder);
  const target = resolve(out);
  await mkdir(dirname(target), { recursive: true });
  const work = await mkdtemp(join(dirname(target), `.${basename(target)}-`));
  try {
    const finished = join(work, "out");
    const result = await withDatabase(join(work, "spill"), async (connection) => {
      watcher.onStep?.("reading exports", 0, 1);
      const started = performance.now();
      const read = await readSources(connection, company);
      watcher.onTime?.("reading exports", performance.now() - started);
      await seedTables(connection, ledgerSettings(company, read.as_of));
      const models = await loadModels(connection);
      const checks = await runModels(connection, models, {
        keep: qualityTables,
        onModel: (model, place, total) => watcher.onStep?.(model.name, place + 1, total),
        onTime: (model, milliseconds) => watcher.onTime?.(model.name, milliseconds),
      });
      const writing = performance.now();
      watcher.onStep?.("writing marts", 1, 1);
      const found = await quality(connection, read, checks);
      const marts = await writeMarts(connection, models, join(finished, "marts"));
      await writeSiteFiles(connection, { company, models, read, folder: finished });
      await writeJson(join(finished, "quality.json"), found);
      await connection.run(
        `copy (select * exclude (source_no) from quarantine order by source_no, line) to '${join(finished, "quarantine.csv").replaceAll("'", "''")}' (header)`,
      );
      const [newest] = await queryRows<NonNullable<BuildResult["newest"]>>(
        connection,
        "select report_month, closing_minor, closing_logos from waterfall__by_month order by report_month desc limit 1",
      );
      watcher.onTime?.("writing marts", performance.now() - writing);
      return {
        name: company.settings.name,
        out: target,
        as_of: read.as_of,
        as_of_source: read.as_of_source,
        read,
        checks: checks.length,
        marts,
        newest: newest ?? null,
      };
    });
    await writeManifest(finished, company, result);
    await publishFolder(finished, target);
    return result;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function writeManifest(folder: string, company: Company, result: BuildResult): Promise<void> {
  const { read } = result;
  const manifest = {
    company: result.name,
    fingerprint: await buildFingerprint(company.folder),
    as_of: result.as_of,
    as_of_source: result.as_of_source,
    totals: read.totals,
    sources: read.sources,
    checks_held: result.checks,
    marts: result.marts,
  };
  await writeFile(join(folder, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
}
