import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { type Company, loadCompany } from "../company/load-company.ts";
import type { ReadSummary } from "../read/read-sources.ts";
import { assertOutFolder } from "./assert-out-folder.ts";
import { buildFingerprint } from "./fingerprint.ts";
import { ledgerRowsLimit } from "./ledger-file.ts";
import { queryRows } from "./mart-json.ts";
import { during, withDatabase } from "./open-database.ts";
import { publishFolder } from "./output-files.ts";
import { writeQualityFiles } from "./quality-files.ts";
import { readAndRun } from "./read-and-run.ts";
import { withWorkFolder } from "./work-folder.ts";
import { writeSiteFiles } from "./write-outputs.ts";

/** What a build tells while it runs. */
export interface BuildWatcher {
  /** `step` of `total`, with what is being done. */
  readonly onStep?: (what: string, step: number, total: number) => void;
  /** How long a model took, in milliseconds. */
  readonly onTime?: (model: string, milliseconds: number) => void;
}

/** How a build is to be done; everything has a default. */
export interface BuildOptions extends BuildWatcher {
  /** With more movements than this, the ledger does not travel to the browser. Default 1,000,000. */
  readonly ledgerRowsLimit?: number;
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

/** Everything between the exports and the finished files, in one database in memory. */
async function makeFiles(
  company: Company,
  folders: { work: string; finished: string },
  options: BuildOptions,
): Promise<Omit<BuildResult, "out">> {
  return withDatabase(join(folders.work, "spill"), async (connection) => {
    options.onStep?.("reading exports", 0, 1);
    const martsFolder = join(folders.finished, "marts");
    await mkdir(martsFolder, { recursive: true });
    const { read, models, checks } = await readAndRun(connection, company, {
      martsFolder,
      onRead: (milliseconds) => options.onTime?.("reading exports", milliseconds),
      onRebuilt: (milliseconds) => options.onTime?.("rebuilding the newest month", milliseconds),
      onModel: (model, place, total) => options.onStep?.(model.name, place + 1, total),
      onTime: (model, milliseconds) => options.onTime?.(model.name, milliseconds),
    });
    const writing = performance.now();
    options.onStep?.("writing the site's files", 1, 1);
    const marts = models.filter((model) => model.layer === "marts").map((model) => model.name);
    const rowsLimit = options.ledgerRowsLimit ?? ledgerRowsLimit;
    const files = { company, models, read, folder: folders.finished, rowsLimit };
    await during("writing the site's files", writeSiteFiles(connection, files));
    await writeQualityFiles(connection, { read, checks, folder: folders.finished });
    const [newest] = await queryRows<NonNullable<BuildResult["newest"]>>(
      connection,
      "select report_month, closing_minor, closing_logos from waterfall__by_month where basis = 'live' order by report_month desc limit 1",
    );
    options.onTime?.("writing the site's files", performance.now() - writing);
    return {
      name: company.settings.name,
      as_of: read.as_of,
      as_of_source: read.as_of_source,
      read,
      checks: checks.length,
      marts,
      newest: newest ?? null,
    };
  });
}

/**
 * Builds a company: its exports, through staging, ledger and marts, to the files the site and other tools read.
 *
 * Writes to `out`: marts/*.parquet, summary.json, ledger-live.json, ledger-committed.json, ledger-lines.json,
 * customers/*.json, renewals.json, renewals-ahead.json, renewal-rows.json, nps.json, nps-rows.json, portfolio.json, attention.json, attention-rows.json, tie-out.json,
 * health.json, health-rows.json, health-customers.json, health-validation.json, at-risk.json, at-risk-rows.json, at-risk-all-rows.json, waterfall-by-cut.json,
 * quality.json, quarantine.json,
 * quarantine.csv and manifest.json.
 * Everything is built in a folder beside it first; a failed build leaves `out` as it was.
 *
 * @throws Error for a faulty company.json or export, an `out` among the exports, or when a check fails; the message
 *   names the place and the way out.
 */
export async function buildCompany(
  folder: string,
  out: string,
  options: BuildOptions = {},
): Promise<BuildResult> {
  const company = loadCompany(folder);
  const target = resolve(out);
  assertOutFolder(company, target);
  return withWorkFolder(target, async (work) => {
    const finished = join(work, "out");
    // Before the exports are read: should one change meanwhile, the next look at it sees an older fingerprint.
    const fingerprint = await buildFingerprint(company.folder);
    const made = await makeFiles(company, { work, finished }, options);
    await writeManifest(finished, fingerprint, made);
    await publishFolder(finished, target);
    return { ...made, out: target };
  });
}

async function writeManifest(
  folder: string,
  fingerprint: string,
  made: Omit<BuildResult, "out">,
): Promise<void> {
  const manifest = {
    company: made.name,
    fingerprint,
    as_of: made.as_of,
    as_of_source: made.as_of_source,
    totals: made.read.totals,
    sources: made.read.sources,
    checks_held: made.checks,
    marts: made.marts,
  };
  await writeFile(join(folder, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
}
