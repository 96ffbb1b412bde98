import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type Company, loadCompany } from "../company/load-company.ts";
import { loadCuts, ownCutsFolder } from "../cuts/load-cuts.ts";
import { changeCuts } from "../models/change-cuts.ts";
import { loadersFolder } from "../models/loaders-folder.ts";
import type { Model } from "../models/model.ts";
import type { ReadSummary } from "../read/read-sources.ts";
import { assertOutFolder } from "./assert-out-folder.ts";
import { type CutParts, changeCutParts, writeCutParts } from "./cut-parts.ts";
import { ledgerRowsLimit } from "./ledger-file.ts";
import { type OpenDatabase, openDatabase } from "./open-database.ts";
import { publishFolder } from "./output-files.ts";
import { writeQualityFiles } from "./quality-files.ts";
import { readAndRun } from "./read-and-run.ts";
import { withWorkFolder } from "./work-folder.ts";
import { writeSiteFiles } from "./write-outputs.ts";

/** A company as it was built last, with every table still there. */
interface Held extends OpenDatabase {
  readonly company: Company;
  readonly out: string;
  readonly read: ReadSummary;
  /** Those it was built with, its cuts left out: they are read anew whenever one changes. */
  readonly models: readonly Model[];
  /** The cuts it shows. */
  readonly cuts: readonly Model[];
  readonly parts: CutParts;
}

/** What a build for the preview gave. */
export interface PreviewBuild {
  readonly name: string;
  readonly rows: ReadSummary["totals"];
}

/**
 * Builds a company for the preview, again and again: the files of the site, without marts for other tools. The tables
 * of the last build stay in memory, so that a changed cut is read, held and shown without reading an export again.
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
        const parts = await writeSiteFiles(connection, {
          company,
          models,
          read,
          folder: finished,
          rowsLimit,
        });
        await writeQualityFiles(connection, { read, checks, folder: finished });
        const isCut = ({ layer }: Model) => layer === "cuts";
        const [cuts, others] = [models.filter(isCut), models.filter((model) => !isCut(model))];
        held = { ...database, company, out: target, read, models: others, cuts, parts };
      });
      this.#held = held;
      return { name: company.settings.name, rows: read.totals };
    } catch (error) {
      database.close();
      throw error;
    }
  }

  /**
   * Builds what a changed cut shows in; everything, where there is no last build or a cut reads what it did not keep.
   *
   * @throws Error naming the cut's file, line and an example; `out` is then as it was
   */
  async buildCuts(folder: string, out: string): Promise<PreviewBuild> {
    const held = this.#held;
    if (!held || held.company.folder !== resolve(folder) || held.out !== resolve(out)) {
      return this.build(folder, out);
    }
    const { connection, company, read, models } = held;
    const cuts = await loadCuts(connection, [join(loadersFolder, "cuts"), ownCutsFolder(company.folder)]);
    const changed = await changeCuts(connection, { models, before: held.cuts, cuts });
    const parts = await changeCutParts(connection, held.parts, { models: [...models, ...cuts], changed });
    await this.#publish(held.out, (finished) => writeCutParts(connection, finished, parts));
    this.#held = { ...held, cuts, parts };
    return { name: company.settings.name, rows: read.totals };
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
