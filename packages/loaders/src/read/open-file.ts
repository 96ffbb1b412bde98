import type { DuckDBConnection } from "@duckdb/node-api";
import type { CompanyFile, CompanySource } from "../company/load-company.ts";
import { brokenJson } from "./broken-json.ts";
import { type CleanCopy, cleanCopy } from "./clean-copy.ts";
import type { Layout } from "./layout.ts";
import { layouts, vendorLayouts } from "./layouts.ts";
import { type ProbedFile, probeFile } from "./probe-file.ts";
import { type RawRelation, rawRelation, type WantedNames } from "./raw-relation.ts";
import { recogniseLayout } from "./recognise-layout.ts";
import { assertNotAlike, findColumn, type MappedColumn, resolveColumns } from "./resolve-columns.ts";
import { type SettledSource, settleSource } from "./settle-source.ts";
import { literal } from "./sql-text.ts";
import { type Target, targetsOf } from "./targets.ts";
import { type Condition, firstLine, readCondition, UnreadableSample } from "./where-condition.ts";

/** A file that is what it says and has every column its layout needs. */
export interface OpenedFile extends ProbedFile {
  source: SettledSource;
  /** Was the layout told by the columns, not by company.json? */
  isRecognised: boolean;
  relation: RawRelation;
  /** The layout's columns that the file has. */
  columns: readonly MappedColumn[];
  /** The neutral layouts its rows are read as. */
  targets: readonly Target[];
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
  const isCopied = probed.format === "json pages" || (probed.format === "json lines" && probed.hasMark);
  if (isCopied) return openCopy(connection, { ...probed, source });
  return withRelation(connection, { ...probed, source }, null);
}

async function checkDateFormat(connection: DuckDBConnection, source: SettledSource): Promise<void> {
  const format = source.settings.date_format;
  if (format === "iso" || format === "epoch") return;
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
  let relation: RawRelation;
  try {
    relation = await rawRelation(connection, file, { ...namesWanted(file.source), copy: copy?.path ?? null });
  } catch (cause) {
    throw await unreadable(file, cause);
  }
  const layout = layoutOf(file, file.source, relation.names);
  const source = settleSource(file.source, layout);
  await checkDateFormat(connection, source);
  const columns = resolveColumns(file, source, relation.names);
  let condition: Condition | null;
  try {
    condition = await readCondition(connection, { file, source, relation });
  } catch (error) {
    if (!(error instanceof UnreadableSample)) throw error;
    if (copy === null && file.format === "csv") return openCopy(connection, file);
    throw await unreadable(file, error);
  }
  const mapped = columns.flatMap(({ canonical, name }) => {
    const asked = source.settings.columns[canonical];
    return name === null ? [] : [{ name, asked: typeof asked === "string" ? asked : null }];
  });
  assertNotAlike(file, [...mapped, ...(condition?.columns ?? []).map(({ name }) => ({ name, asked: name }))]);
  const isRecognised = file.source.settings.layout === undefined;
  return {
    ...file,
    source,
    isRecognised,
    relation,
    columns,
    targets: targetsOf(file.file, source, columns),
    condition,
    copy,
  };
}

function layoutOf(file: ProbedFile, source: CompanySource, names: readonly string[]): Layout {
  const { layout } = source.settings;
  const named = layout === undefined ? undefined : layouts[layout];
  return named ?? recogniseLayout(file, source, names);
}

/** Names a source may look for; a dotted one reaches into JSON objects. */
function namesWanted({ settings }: CompanySource): WantedNames {
  const named = Object.values(settings.columns ?? {}).filter((from) => typeof from === "string");
  const tested = (settings.where ?? "").match(/(?<=")[^"]+\.[^"]+(?=")/g) ?? [];
  const asked = [...new Set([...named, ...tested])];
  const layout = settings.layout === undefined ? undefined : layouts[settings.layout];
  const possible = layout === undefined ? vendorLayouts : [layout];
  const known = possible.flatMap(({ columns }) => Object.values(columns).flatMap(({ names = [] }) => names));
  return { asked, known: [...new Set(known)].filter((name) => !asked.includes(name)) };
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
export async function unreadable(file: ProbedFile, cause: unknown): Promise<Error> {
  if (file.format !== "csv" && file.format !== "parquet") return brokenJson(file, cause);
  const what = `cannot be read as ${file.format === "csv" ? "CSV" : "Parquet"}`;
  return new Error(`${file.file}: the file ${what}, got "${firstLine(cause)}"; export or copy it again`, {
    cause,
  });
}
