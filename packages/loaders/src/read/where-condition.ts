import type { DuckDBConnection } from "@duckdb/node-api";
import type { CompanySource } from "../company/load-company.ts";
import { nearestName } from "../company/nearest-name.ts";
import type { ProbedFile } from "./probe-file.ts";
import type { RawRelation } from "./raw-relation.ts";
import { findColumn, rawColumn } from "./resolve-columns.ts";
import { identifier, literal } from "./sql-text.ts";
import { isGiven } from "./sql-values.ts";

/** A source's condition over one file: its columns with their types. */
export interface Condition {
  sql: string;
  columns: readonly { name: string; index: number; type: string; sql: string }[];
}

const SAMPLE = 20_000;

/** Functions that would make two builds of the same exports differ. */
const unsteady = new Set([
  ...[
    "random",
    "gen_random_uuid",
    "uuid",
    "uuidv4",
    "uuidv7",
    "now",
    "today",
    "current_date",
    "current_time",
  ],
  ...["current_timestamp", "get_current_time", "get_current_timestamp", "transaction_timestamp", "nextval"],
]);

/**
 * What does a source's `where` ask of a file?
 *
 * The columns it names get the type their first 20,000 values have: true/false, whole number, number, date,
 * timestamp, else text (whole numbers with leading zeros are text).
 * @throws Error naming the key in company.json when the condition is no condition, or names a column that is not there
 */
export async function readCondition(
  connection: DuckDBConnection,
  { file, source, relation }: { file: ProbedFile; source: CompanySource; relation: RawRelation },
): Promise<Condition | null> {
  const where = source.settings.where;
  if (where === undefined) return null;
  const wrong = (what: string, wayOut: string) => {
    const there = relation.names.join(", ");
    return new Error(
      `company.json ${source.key}.where: ${what}, got ${JSON.stringify(where)}; ${wayOut} (columns of ${file.file}: ${there})`,
    );
  };
  const used = await columnsUsed(connection, where, wrong);
  const columns = [];
  for (const name of used) {
    const index = findColumn(relation.names, name);
    if (index < 0) {
      const nearest = nearestName(name, relation.names);
      throw wrong(
        `no column ${name}`,
        nearest === null ? "name a column of the export" : `did you mean ${nearest}?`,
      );
    }
    const raw = rawColumn(index);
    const own = relation.types?.[index];
    const type = own ?? (await typeOf(connection, relation.sql([index]), raw));
    const sql =
      own !== undefined
        ? identifier(relation.names[index] ?? "")
        : type === "varchar"
          ? raw
          : `try_cast(trim(${raw}) as ${type})`;
    columns.push({ name, index, type, sql });
  }
  const condition = { sql: `(${where}\n)`, columns };
  try {
    const source = withCondition(
      relation.sql(columns.map(({ index }) => index)),
      condition,
      columns.map(({ index }) => index),
    );
    await connection.run(`select tideline_kept from ${source} limit 0`);
  } catch (cause) {
    throw wrong(firstLine(cause), "correct the condition");
  }
  return condition;
}

/** The parser gives up on the file's first rows; a clean copy may still be read. */
export class UnreadableSample extends Error {}

/** A relation with `tideline_kept`: does the condition hold for the row? */
export function withCondition(
  relation: string,
  condition: Condition,
  needed: readonly number[],
  extra: readonly string[] = [],
): string {
  const raws = [...needed.map(rawColumn), ...extra];
  const typed = condition.columns.map(({ name, sql }) => `${sql} as ${identifier(name)}`);
  return `(select ${[...raws, `${condition.sql} as tideline_kept`].join(", ")}
    from (select ${["1 as tideline_one", ...raws, ...typed].join(", ")} from ${relation}))`;
}

/** SQL that marks rows whose cell the condition cannot read as the type of the column, one a column. */
export function unreadableCells(condition: Condition): string[] {
  return condition.columns.flatMap(({ index, type, name, sql }) => {
    const raw = rawColumn(index);
    if (type === "varchar" || !sql.startsWith("try_cast")) return [];
    const mark = literal(`unreadable_condition\u001f${name}\u001f`);
    return [`case when ${sql} is null and ${isGiven(raw)} then ${mark} || ${raw} end`];
  });
}

/** The first line of what DuckDB says, without its own prefix. */
export function firstLine(cause: unknown): string {
  const text = cause instanceof Error ? cause.message : String(cause);
  return (text.split("\n")[0] ?? text).replace(/^[A-Za-z ]+ Error: /, "");
}

async function columnsUsed(
  connection: DuckDBConnection,
  where: string,
  wrong: (what: string, wayOut: string) => Error,
): Promise<string[]> {
  const statement = literal(`select 1 where (${where}\n)`);
  const reader = await connection.runAndReadAll(`select json_serialize_sql(${statement})`);
  const tree = JSON.parse(String(reader.getRowsJson()[0]?.[0])) as Tree;
  if (tree.error === true) throw wrong(String(tree.error_message), "write a SQL condition");
  const names = new Set<string>();
  const visit = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    const {
      class: kind,
      column_names: path,
      function_name,
    } = node as { class?: string; column_names?: string[]; function_name?: string };
    if (kind === "FUNCTION" && unsteady.has(String(function_name).toLowerCase())) {
      throw wrong(
        `${function_name} gives another answer each time`,
        "use the export's own columns and fixed values",
      );
    }
    if (kind === "SUBQUERY") throw wrong("a query inside the condition", "use the export's own columns only");
    if (kind === "COLUMN_REF" && path?.[0] !== undefined) names.add(path[0]);
    for (const value of Object.values(node)) visit(value);
  };
  visit(tree.statements);
  if (tree.statements?.length !== 1) throw wrong("more than one statement", "write one condition");
  return [...names];
}

interface Tree {
  error?: boolean;
  error_message?: string;
  statements?: unknown[];
}

async function typeOf(connection: DuckDBConnection, relation: string, raw: string): Promise<string> {
  const sample = connection.runAndReadAll(`
    select count(*),
      bool_and(lower(trim(cell)) in ('true', 'false')),
      bool_and(try_cast(cell as bigint) is not null and regexp_full_match(trim(cell), '[-+]?(0|[1-9][0-9]*)')),
      bool_and(isfinite(try_cast(cell as double)) and not regexp_matches(trim(cell), '^[-+]?0[0-9]')),
      bool_and(try_cast(cell as date) is not null and regexp_full_match(trim(cell), '[0-9]{4}-[0-9]{2}-[0-9]{2}')),
      bool_and(try_cast(cell as timestamp) is not null and starts_with(trim(cell[5:]), '-'))
    from (select ${raw} as cell from ${relation} limit ${SAMPLE}) where ${isGiven("cell")}`);
  const reader = await sample.catch((cause: unknown) => {
    throw new UnreadableSample(firstLine(cause), { cause });
  });
  const [count, ...fits] = reader.getRowsJson()[0] ?? [];
  if (Number(count) === 0) return "varchar";
  const types = ["boolean", "bigint", "double", "date", "timestamp"];
  return types[fits.indexOf(true)] ?? "varchar";
}
