import type { DuckDBConnection } from "@duckdb/node-api";
import type { ProbedFile } from "./probe-file.ts";
import { rawColumn } from "./resolve-columns.ts";
import { identifier, literal } from "./sql-text.ts";

/** A file as DuckDB reads it: one varchar column `tideline_<i>` a column of the file, in file order. */
export interface RawRelation {
  /** The file's column names. */
  names: readonly string[];
  /** SQL of the relation with the raw columns of the given indexes. */
  sql: (needed: readonly number[]) => string;
  /** Types the format itself knows (Parquet); a condition then uses the column as it is. */
  types: readonly string[] | null;
  /** SQL that marks a record that is no object (JSON only), null for the others. */
  malformed: string | null;
}

/** Names a source may look for, by who gives them. */
export interface WantedNames {
  asked: readonly string[];
  known: readonly string[];
}

/**
 * How is a file read?
 *
 * @param path the file itself or its clean copy (without a header)
 * @param asked names company.json gives; a dotted name reaches into JSON objects, whether or not one of them has it
 * @param known names the layout gives: dotted ones are columns of the file where an object has them
 */
export async function rawRelation(
  connection: DuckDBConnection,
  file: ProbedFile,
  { asked, known, copy = null }: WantedNames & { copy?: string | null },
): Promise<RawRelation> {
  if (file.format === "csv") return csvRelation(file, copy);
  if (file.format === "parquet") return parquetRelation(connection, file, { asked, known });
  return jsonRelation(connection, file, { asked, known }, copy);
}

function csvRelation(file: ProbedFile, copy: string | null): RawRelation {
  const columns = file.header.map((_, index) => `'${rawColumn(index)}': 'varchar'`).join(", ");
  const options = [
    "auto_detect=false",
    `delim=${literal(file.delimiter)}`,
    `quote='"'`,
    `escape='"'`,
    `columns={${columns}}`,
    `header=${copy === null}`,
    `compression=${copy === null && file.compressed ? "'gzip'" : "'none'"}`,
    `ignore_errors=${copy === null}`,
  ];
  const sql = `read_csv(${literal(copy ?? file.path)}, ${options.join(", ")})`;
  return { names: file.header, sql: () => sql, types: null, malformed: null };
}

async function parquetRelation(
  connection: DuckDBConnection,
  file: ProbedFile,
  { asked, known }: WantedNames,
): Promise<RawRelation> {
  const relation = `read_parquet(${literal(file.path)})`;
  const reader = await connection.runAndReadAll(`describe select * from ${relation}`);
  const columns = reader.getRowsJson().map(([name, type]) => ({
    name: String(name),
    type: String(type),
    sql: identifier(String(name)),
  }));
  const structs = columns.filter(({ type }) => type.startsWith("STRUCT"));
  const inside: typeof columns = [];
  for (const name of new Set([...asked, ...known])) {
    const isInside = structs.some((column) => name.startsWith(`${column.name}.`));
    if (!isInside || columns.some((column) => column.name === name)) continue;
    const sql = name.split(".").map(identifier).join(".");
    const found = await connection.runAndReadAll(`describe select ${sql} from ${relation}`).catch(() => null);
    if (found !== null) inside.push({ name, type: String(found.getRowsJson()[0]?.[1]), sql });
  }
  const all = [...columns, ...inside];
  const sql = (needed: readonly number[]) => {
    const texts = needed.map((index) => {
      const { sql: column = "", type = "" } = all[index] ?? {};
      return `nullif(${cellText(column, type)}, '') as ${rawColumn(index)}`;
    });
    const named = inside.map((column) => `${column.sql} as ${identifier(column.name)}`);
    return `(select ${["*", ...named, ...texts].join(", ")} from ${relation})`;
  };
  return {
    names: all.map(({ name }) => name),
    sql,
    types: all.map(({ type }) => type),
    malformed: null,
  };
}

/** A cell as text. Whole numbers that were stored as doubles, as tables with gaps in a column of keys are, have no ".0". */
function cellText(column: string, type: string): string {
  const text = `cast(${column} as varchar)`;
  if (type !== "DOUBLE" && type !== "FLOAT") return text;
  return `case when abs(${column}) < 1e15 and ${column} = trunc(${column}) then cast(cast(${column} as bigint) as varchar) else ${text} end`;
}

async function jsonRelation(
  connection: DuckDBConnection,
  file: ProbedFile,
  { asked, known }: WantedNames,
  copy: string | null,
): Promise<RawRelation> {
  const compression = file.compressed && copy === null ? "gzip" : "uncompressed";
  const format =
    file.format === "json list" ? "format='array'" : "format='newline_delimited', ignore_errors=true";
  const objects = `(select json as line, coalesce(json_type(json) = 'OBJECT', false) as is_object
    from read_json_objects(${literal(copy ?? file.path)}, ${format}, compression='${compression}'))`;
  const reader = await connection.runAndReadAll(
    `select distinct key from (select unnest(json_keys(line)) as key from ${objects} where is_object) order by key`,
  );
  const found = reader.getRowsJson().map(([key]) => String(key));
  const keys = found.length > 0 ? found : [...asked, ...known];
  const reaching = (some: readonly string[]) => {
    return some.filter((name) => !keys.includes(name) && keys.includes(name.split(".")[0] ?? ""));
  };
  const inside = [...reaching(asked), ...(await namesInside(connection, objects, reaching(known)))];
  const names = [...keys, ...new Set(inside)];
  const pointers = names.map((name, index) => pointer(index < keys.length ? [name] : name.split(".")));
  const sql = (needed: readonly number[]) => {
    const paths = needed.map((index) => literal(pointers[index] ?? "")).join(", ");
    const columns = needed.map((index, place) => `nullif(cells[${place + 1}], '') as ${rawColumn(index)}`);
    return `(select ${["is_object as tideline_object", ...columns].join(", ")} from
      (select is_object, case when is_object then json_extract_string(line, [${paths}]) end as cells
      from ${objects}))`;
  };
  return { names, sql, types: null, malformed: "tideline_object" };
}

/** Which of these dotted names does a record have at least? */
async function namesInside(
  connection: DuckDBConnection,
  objects: string,
  names: readonly string[],
): Promise<string[]> {
  if (names.length === 0) return [];
  const paths = names.map((name) => literal(pointer(name.split(".")))).join(", ");
  const texts = names.map(literal).join(", ");
  const reader = await connection.runAndReadAll(
    `select distinct name from (select unnest([${texts}]) as name, unnest(json_exists(line, [${paths}])) as is_there
       from ${objects} where is_object) where is_there`,
  );
  const there = new Set(reader.getRowsJson().map(([name]) => String(name)));
  return names.filter((name) => there.has(name));
}

function pointer(keys: readonly string[]): string {
  return keys.map((key) => `/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
