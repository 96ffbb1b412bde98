import type { DuckDBConnection } from "@duckdb/node-api";
import type { CompanyFile, CompanySource } from "../company/load-company.ts";
import { type CleanCopy, cleanCopy } from "./clean-copy.ts";
import { type ProbedFile, probeFile } from "./probe-file.ts";
import { type RawRelation, rawRelation } from "./raw-relation.ts";
import { findColumn, type MappedColumn, resolveColumns } from "./resolve-columns.ts";
import { literal } from "./sql-text.ts";
import { type Condition, firstLine, readCondition, UnreadableSample } from "./where-condition.ts";

/** A file that is what it says and has every column its source maps. */
export interface OpenedFile extends ProbedFile {
  source: CompanySource;
  relation: RawRelation;
  columns: readonly MappedColumn[];
  condition: Condition | null;
  /** The clean copy it is read from; null: read from the file itself. */
  copy: CleanCopy | null;
}

/** Looks into a file: format, header, columns and condition, without reading its rows. */
export async function openFile(
  connection: DuckDBConnection,
  { source, file }: { source: CompanySource; file: CompanyFile },
): Promise<OpenedFile> {
  const probed = await probeFile(file, source);
  await checkDateFormat(connection, source);
  if (probed.format === "json lines" && probed.hasMark) return openCopy(connection, { ...probed, source });
  return withRelation(connection, { ...probed, source }, null);
}

async function checkDateFormat(connection: DuckDBConnection, source: CompanySource): Promise<void> {
  const format = source.settings.date_format;
  if (format === "iso") return;
  await connection.run(`select try_strptime('', ${literal(format)})`).catch((cause: unknown) => {
    const got = JSON.stringify(format);
    const key = `company.json ${source.key}.date_format`;
    throw new Error(`${key}: no such format, got ${got}; write one such as "%d/%m/%Y"`, { cause });
  });
}

/** A probed file, to be read from its clean copy; whoever opens it removes the copy. */
export async function openCopy(connection: DuckDBConnection, file: ProbedFile & { source: CompanySource }) {
  const copy = await cleanCopy(file);
  try {
    return await withRelation(connection, file, copy);
  } catch (error) {
    await copy.remove();
    throw error;
  }
}

async function withRelation(
  connection: DuckDBConnection,
  file: ProbedFile & { source: CompanySource },
  copy: CleanCopy | null,
): Promise<OpenedFile> {
  const { source } = file;
  const wanted = Object.values(source.settings.columns).filter((from) => typeof from === "string");
  let relation: RawRelation;
  try {
    relation = await rawRelation(connection, file, { wanted, copy: copy?.path ?? null });
  } catch (cause) {
    throw unreadable(file, cause);
  }
  const columns = resolveColumns(file, source, relation.names);
  let condition: Condition | null;
  try {
    condition = await readCondition(connection, { file, source, relation });
  } catch (error) {
    if (!(error instanceof UnreadableSample)) throw error;
    if (copy === null && file.format === "csv") return openCopy(connection, file);
    throw unreadable(file, error);
  }
  return { ...file, relation, columns, condition, copy };
}

/** Indexes of the file's columns a read needs. */
export function neededColumns(file: OpenedFile): number[] {
  const mapped = file.columns.flatMap(({ name }) =>
    name === null ? [] : [findColumn(file.relation.names, name)],
  );
  const tested = file.condition?.columns.map(({ index }) => index) ?? [];
  return [...new Set([...mapped, ...tested])].sort((a, b) => a - b);
}

/** A file the parser gives up on as a whole. */
export function unreadable(file: ProbedFile, cause: unknown): Error {
  const what = `cannot be read as ${file.format === "csv" ? "CSV" : file.format === "parquet" ? "Parquet" : "JSON"}`;
  return new Error(`${file.file}: the file ${what}, got "${firstLine(cause)}"; export or copy it again`, {
    cause,
  });
}
