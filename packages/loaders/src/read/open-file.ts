import type { DuckDBConnection } from "@duckdb/node-api";
import type { Company, CompanyFile, CompanySource } from "../company/load-company.ts";
import { type ProbedFile, probeFile } from "./probe-file.ts";
import { type RawRelation, rawRelation } from "./raw-relation.ts";
import { findColumn, type MappedColumn, resolveColumns } from "./resolve-columns.ts";
import { type Condition, firstLine, readCondition } from "./where-condition.ts";

/** A file that is what it says and has every column its source maps. */
export interface OpenedFile extends ProbedFile {
  source: CompanySource;
  relation: RawRelation;
  columns: readonly MappedColumn[];
  condition: Condition | null;
}

/** Looks into a file: format, header, columns and condition, without reading its rows. */
export async function openFile(
  connection: DuckDBConnection,
  { source, file }: { company: Company; source: CompanySource; file: CompanyFile },
): Promise<OpenedFile> {
  const probed = await probeFile(file, source);
  return withRelation(connection, probed, { source, copy: null });
}

/** A probed file, to be read from itself or from its clean copy. */
export async function withRelation(
  connection: DuckDBConnection,
  probed: ProbedFile,
  { source, copy }: { source: CompanySource; copy: string | null },
): Promise<OpenedFile> {
  const wanted = Object.values(source.settings.columns).filter((from) => typeof from === "string");
  let relation: RawRelation;
  try {
    relation = await rawRelation(connection, probed, { wanted, copy });
  } catch (cause) {
    throw unreadable(probed, cause);
  }
  const columns = resolveColumns(probed, source, relation.names);
  const condition = await readCondition(connection, { file: probed, source, relation });
  return { ...probed, source, relation, columns, condition };
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
