import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type Company, loadCompany } from "../company/load-company.ts";
import { ownCutsFolder } from "../cuts/load-cuts.ts";
import { loadModels } from "../models/load-models.ts";
import { loadersFolder } from "../models/loaders-folder.ts";
import type { Model } from "../models/model.ts";
import { runModels } from "../models/run-models.ts";
import type { ReadSummary } from "../read/read-sources.ts";
import { assertOutFolder } from "./assert-out-folder.ts";
import { ledgerRowsLimit } from "./ledger-file.ts";
import { type OpenDatabase, openDatabase } from "./open-database.ts";
import { publishFolder, writeJson } from "./output-files.ts";
import { quality } from "./quality.ts";
import { readAndRun } from "./read-and-run.ts";
import { withWorkFolder } from "./work-folder.ts";
import { writeSiteFiles } from "./write-outputs.ts";

/** A company as it was built last, with every table still there. */
interface Held extends OpenDatabase {
  readonly company: Company;
  readonly out: string;
  readonly read: ReadSummary;
}

/** What a build for the preview gave. */
export interface PreviewBuild {
  readonly name: string;
  readonly rows: ReadSummary["totals"];
}

/** The models a change of cuts asks for: all that read their rows, and what reads those. */
function afterCuts(models: readonly Model[]): Model[] {
  const changed = new Set(["cut_rows"]);
  for (let size = 0; size < changed.size; ) {
    size = changed.size;
    for (const model of models) if (model.reads.some((name) => changed.has(name))) changed.add(model.name);
  }
  return models.filter((model) => model.layer !== "cuts" && changed.has(model.name));
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
    const database = await openDatabase(join(tmpdir(), `tideline-spill-${process.pid}`));
    try {
      const { connection } = database;
      const { read, models, checks } = await readAndRun(connection, company, { keep: "all" });
      await this.#publish(target, async (finished) => {
        const found = await quality(connection, read, checks);
        const rowsLimit = ledgerRowsLimit;
        await writeSiteFiles(connection, { company, models, read, folder: finished, rowsLimit });
        await writeJson(join(finished, "quality.json"), found);
      });
      this.#held = { ...database, company, out: target, read };
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
    const { connection, company, read } = held;
    const models = await loadModels(connection, loadersFolder, ownCutsFolder(company.folder));
    const cuts = models.filter((model) => model.layer === "cuts");
    await runModels(connection, [...afterCuts(models), ...cuts], { keep: "all" });
    await this.#publish(held.out, (finished) =>
      writeSiteFiles(connection, {
        company,
        models,
        read,
        folder: finished,
        rowsLimit: ledgerRowsLimit,
        isCutsOnly: true,
      }),
    );
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
