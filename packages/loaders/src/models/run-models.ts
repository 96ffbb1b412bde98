import type { DuckDBConnection } from "@duckdb/node-api";
import { type CutFailed, CutsFailed } from "../cuts/cut-faults.ts";
import { makeCutRows } from "../cuts/make-cut-rows.ts";
import { allTables } from "./all-tables.ts";
import { type CheckResult, checkColumns, checkTable, runCheck } from "./check-model.ts";
import { cutRows } from "./cut-rows.ts";
import { failedList } from "./list-rows.ts";
import type { Model } from "./model.ts";
import { lastReaders, orderModels } from "./order-models.ts";
import { storedSql } from "./stored-sql.ts";
import { writeMart } from "./write-mart.ts";

/** How the models are to be run. */
export interface RunOptions {
  /** Called before each model runs. */
  readonly onModel?: (model: Model, place: number, total: number) => void;
  /** Tables with more rows than this are not checked for unique keys. Default 1,000,000. */
  readonly uniqueUpTo?: number;
  /** Tables to keep although nobody reads them any more, or all; marts are always kept. */
  readonly keep?: readonly string[] | "all";
  /** The tables and checks to run; what else they read stands in the connection. Default: all. */
  readonly only?: ReadonlySet<string>;
  /** A folder for the marts: each is written there as it is built, and is a view of its file. Without it, a table. */
  readonly martsFolder?: string;
  /** Where the time went is told here, model by model, in milliseconds. */
  readonly onTime?: (model: Model, milliseconds: number) => void;
  /** Told which cuts are wrong, and why: the others are run without them. Where nobody is told, they stop the run. */
  readonly onWrongCuts?: (faults: readonly CutFailed[]) => void;
}

/** A failed check, with its first rows. */
export class CheckFailed extends Error {
  override name = "CheckFailed";
  readonly results: readonly CheckResult[];
  constructor(results: readonly CheckResult[]) {
    const lines = results.map(
      (result) =>
        `  ${result.name}: ${result.offending} of ${result.rows_checked} rows, for example ${JSON.stringify(result.examples[0])}`,
    );
    super(
      `checks failed, got\n${lines.join("\n")}\nnothing was written; please report this with the rows above`,
    );
    this.results = results;
  }
}

/** A model that cannot run; `model` has its file and its SQL, `cause` is DuckDB's error. */
export class ModelFailed extends Error {
  override name = "ModelFailed";
  readonly model: Model;
  constructor(model: Model, cause: unknown) {
    const message = cause instanceof Error ? cause.message : String(cause);
    super(`${model.file}: the model cannot run, got "${message}"; see the SQL in ${model.file}`, { cause });
    this.model = model;
  }
}

/**
 * The statement with its imports (`name as (select … from name)` on a line) read where they are used: DuckDB would copy
 * a table into memory that is read twice.
 */
const readInPlace = (sql: string): string =>
  sql.replace(/^(\w+ as )(\(select (?!distinct)[^()]+\),?)$/gm, "$1not materialized $2");

/**
 * A mart goes to its file where there is a folder for it; everything else is a table, those between exports and marts
 * with numbers for the texts their headers name. Returns how many rows it has.
 */
async function buildModel(connection: DuckDBConnection, model: Model, martsFolder?: string): Promise<number> {
  const sql = readInPlace(model.sql);
  if (model.layer === "marts" && martsFolder !== undefined)
    return writeMart(connection, { ...model, sql }, martsFolder);
  const create = async (from: string) => {
    const made = await connection.run(`create or replace table ${model.name} as ${from}`);
    return Number((await made.getRows())[0]?.[0]);
  };
  if (model.layer === "marts") return create(sql);
  const stored = storedSql({ ...model, sql });
  // A text the header does not name has no number: the table keeps it, and its check shows it.
  return create(stored).catch((cause: unknown) => {
    if (stored === sql) throw cause;
    return create(sql);
  });
}

/**
 * Builds every table from the models, in the order their reads ask for, and drops each after its last reader.
 *
 * Needs the read tables and the seed tables in the connection; leaves the marts.
 *
 * @returns what the checks found, all of them passed.
 * @throws CheckFailed when a check finds an offending row; CutsFailed with every cut that is wrong; ModelFailed when a
 * model cannot run; Error when a header is not the table's.
 */
export async function runModels(
  connection: DuckDBConnection,
  models: readonly Model[],
  options: RunOptions = {},
): Promise<CheckResult[]> {
  const cuts = models.filter((model) => model.layer === "cuts");
  const lists = models.filter((model) => model.layer === "lists");
  const { only } = options;
  const ordered = orderModels(allTables(models).filter(({ name }) => only?.has(name) ?? true));
  const marts = ordered.filter((model) => model.layer === "marts").map((model) => model.name);
  const keep = new Set([
    ...marts,
    ...(options.keep === "all" ? [] : (options.keep ?? [])),
    "company",
    "calendar",
    "horizons",
    "currency_factor",
    "month_factor",
    "reason_category",
  ]);
  const drops = options.keep === "all" ? new Map<string, string[]>() : lastReaders(ordered, keep);
  const results: CheckResult[] = [];
  for (const [place, model] of ordered.entries()) {
    options.onModel?.(model, place, ordered.length);
    const started = performance.now();
    const attempt = async <Result>(work: Promise<Result>): Promise<Result> => {
      try {
        return await work;
      } catch (cause) {
        const byList = model.name === "list_rows" ? await failedList(connection, lists) : null;
        throw byList ?? new ModelFailed(model, cause);
      }
    };
    if (model.layer === "checks") results.push(await attempt(runCheck(connection, model)));
    else {
      const uniqueUpTo = options.uniqueUpTo ?? 1_000_000;
      let rows: number;
      if (model.name === "cut_rows") {
        const build = (of: readonly Model[]) => buildModel(connection, { ...model, sql: cutRows(of).sql });
        const made = await attempt(makeCutRows(connection, cuts, { build, upTo: uniqueUpTo }));
        if (made.faults.length > 0) {
          if (!options.onWrongCuts) throw new CutsFailed(made.faults);
          options.onWrongCuts(made.faults);
        }
        rows = made.rows;
      } else rows = await attempt(buildModel(connection, model, options.martsFolder));
      await checkColumns(connection, model);
      results.push(...(await attempt(checkTable(connection, model, rows <= uniqueUpTo))));
    }
    for (const table of drops.get(model.name) ?? []) await connection.run(`drop table if exists ${table}`);
    options.onTime?.(model, performance.now() - started);
    const failed = results.filter((result) => result.offending > 0);
    if (failed.length > 0) throw new CheckFailed(failed);
  }
  return results;
}
