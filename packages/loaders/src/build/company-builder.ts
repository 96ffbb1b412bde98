import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type Company, loadCompany } from "../company/load-company.ts";
import { ownCutsFolder } from "../cuts/load-cuts.ts";
import { forgetHealthInputs, parseHealthInput } from "../health/health-inputs.ts";
import { madeTogether, tablesAfter } from "../models/all-tables.ts";
import { changeCuts } from "../models/change-cuts.ts";
import { type ChangedTables, changeModels } from "../models/change-models.ts";
import type { CheckResult } from "../models/check-model.ts";
import { loadModels } from "../models/load-models.ts";
import { loadersFolder } from "../models/loaders-folder.ts";
import type { Model } from "../models/model.ts";
import { monthRates } from "../read/month-rates.ts";
import type { ReadSummary } from "../read/read-sources.ts";
import { assertOutFolder } from "./assert-out-folder.ts";
import { type CutParts, changeCutParts, writeCutParts } from "./cut-parts.ts";
import { ledgerRowsLimit } from "./ledger-file.ts";
import { ledgerSettings } from "./ledger-settings.ts";
import { queryRows } from "./mart-json.ts";
import { during, type OpenDatabase, openDatabase, withMemoryAdvice } from "./open-database.ts";
import { publishFolder } from "./output-files.ts";
import { writeQualityFiles } from "./quality-files.ts";
import { readAndRun } from "./read-and-run.ts";
import { rebuildNewestMonth, rebuildTables } from "./rebuild-newest-month.ts";
import { withWorkFolder } from "./work-folder.ts";
import { writeSiteFiles } from "./write-outputs.ts";

/** A company as it was built last, with every table still there. */
interface Held extends OpenDatabase {
  readonly company: Company;
  readonly out: string;
  readonly read: ReadSummary;
  /** Those its tables were made of. */
  readonly models: readonly Model[];
  readonly checks: readonly CheckResult[];
  /** The cuts it shows: tables in between may be of those before. */
  readonly cuts: readonly Model[];
  readonly parts: CutParts;
}

const isCut = ({ layer }: Model): boolean => layer === "cuts";
const withoutCuts = (models: readonly Model[]): Model[] => models.filter((model) => !isCut(model));

/** What company.json is held to and tables are seeded with of the inputs of health: their headers. */
const headersOf = (models: readonly Model[]): string =>
  JSON.stringify(
    models.filter(({ layer }) => layer === "inputs").map(({ file, sql }) => parseHealthInput(file, sql)),
  );

/** Whether tables that stand cannot be brought up to date: one has gone, or an input of health is another. */
const asksForAll = (before: readonly Model[], now: readonly Model[]): boolean =>
  headersOf(before) !== headersOf(now) ||
  before.some(
    ({ layer, name }) =>
      !Object.values(madeTogether).includes(layer) && !now.some((model) => model.name === name),
  );

/** The checks with that of the newest month, which is rebuilt again where its balances are another table. */
async function checksWithNewestMonth(
  { connection, company, read }: Held,
  models: readonly Model[],
  { tables, checks }: ChangedTables,
): Promise<readonly CheckResult[]> {
  if (!rebuildTables.some((table) => tables.has(table))) return checks;
  const settings = ledgerSettings(company, read.as_of, await monthRates(connection));
  const newest = await rebuildNewestMonth(connection, models, settings);
  return [...checks.filter(({ name }) => name !== newest.name), newest];
}

/** What a build for the preview gave. */
export interface PreviewBuild {
  readonly name: string;
  readonly rows: ReadSummary["totals"];
}

/**
 * Builds a company for the preview, again and again: the files of the site, without marts for other tools. The tables
 * of the last build stay in memory, so that a changed cut, list, input of health or model is run, held and shown without
 * reading an export again.
 */
export class CompanyBuilder {
  #held: Held | null = null;

  /**
   * Builds everything anew from the exports.
   *
   * @throws Error as `buildCompany` does; `out` is then as it was
   */
  async build(folder: string, out: string): Promise<PreviewBuild> {
    this.close();
    forgetHealthInputs();
    const company = loadCompany(folder);
    const target = resolve(out);
    assertOutFolder(company, target);
    let held: Held | null = null;
    const database = await openDatabase(join(tmpdir(), `tideline-spill-${process.pid}`));
    try {
      const { connection } = database;
      const { read, models, checks } = await readAndRun(connection, company, { keep: "all" });
      await this.#publish(target, async (finished) => {
        const rowsLimit = ledgerRowsLimit;
        const options = { company, models, read, folder: finished, rowsLimit };
        const parts = await during("writing the site's files", writeSiteFiles(connection, options));
        await writeQualityFiles(connection, { read, checks, folder: finished });
        const cuts = models.filter(isCut);
        held = { ...database, company, out: target, read, models, checks, cuts, parts };
      });
      this.#held = held;
      return { name: company.settings.name, rows: read.totals };
    } catch (error) {
      database.close();
      throw withMemoryAdvice(error);
    }
  }

  /**
   * Builds what changed files of models show in: cuts, lists, inputs of health, SQL. Everything, where there is no last
   * build or its tables cannot be brought up to date.
   *
   * @throws Error naming the file, the line and an example; `out` is then as it was
   */
  async update(folder: string, out: string): Promise<PreviewBuild> {
    const held = this.#held;
    if (!held || held.company.folder !== resolve(folder) || held.out !== resolve(out)) {
      return this.build(folder, out);
    }
    const now = await loadModels(held.connection, loadersFolder, ownCutsFolder(held.company.folder));
    if (asksForAll(held.models, now)) return this.build(folder, out);
    const isOfCuts = tablesAfter(withoutCuts(held.models), withoutCuts(now)).size === 0;
    if (isOfCuts) await this.#changeCuts(held, now);
    else if (!(await this.#changeModels(held, now))) return this.build(folder, out);
    return { name: held.company.settings.name, rows: held.read.totals };
  }

  async #changeCuts(held: Held, now: readonly Model[]): Promise<void> {
    const { connection } = held;
    const cuts = now.filter(isCut);
    const models = withoutCuts(now);
    const changed = await changeCuts(connection, { models, before: held.cuts, cuts });
    const parts = await changeCutParts(connection, held.parts, { models: now, changed });
    await this.#publish(held.out, (finished) => writeCutParts(connection, finished, parts));
    this.#held = { ...held, cuts, parts };
  }

  /** False where lines have to be set aside first, because a credit takes its product below 0 now. */
  async #changeModels(held: Held, models: readonly Model[]): Promise<boolean> {
    const { connection, company, read } = held;
    const { tables, checks } = await changeModels(connection, { before: held, models });
    try {
      if ((await queryRows(connection, "select 1 as overdrawn from overdrawn_lines limit 1")).length > 0)
        return false;
      const all = await checksWithNewestMonth(held, models, { tables, checks });
      await this.#publish(held.out, async (finished) => {
        const rowsLimit = ledgerRowsLimit;
        const options = { company, models, read, folder: finished, rowsLimit, changed: tables };
        const parts = await during("writing the site's files", writeSiteFiles(connection, options));
        await writeQualityFiles(connection, { read, checks: all, folder: finished });
        this.#held = { ...held, models, checks: all, cuts: models.filter(isCut), parts };
      });
      return true;
    } catch (error) {
      // The tables are of the new models, the files of the old: the next build is a whole one.
      this.close();
      throw error;
    }
  }

  async #publish(target: string, write: (finished: string) => Promise<void>): Promise<void> {
    await withWorkFolder(target, async (work) => {
      const finished = join(work, "out");
      await mkdir(finished, { recursive: true });
      await write(finished);
      await publishFolder(finished, target);
    });
  }

  /** Lets the tables go. */
  close(): void {
    this.#held?.close();
    this.#held = null;
  }
}
