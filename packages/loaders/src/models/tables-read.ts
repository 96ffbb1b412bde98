import type { DuckDBConnection } from "@duckdb/node-api";

type Json = null | string | number | boolean | Json[] | { [key: string]: Json };

function walk(node: Json, visible: ReadonlySet<string>, found: Set<string>): void {
  if (Array.isArray(node)) {
    for (const item of node) walk(item, visible, found);
    return;
  }
  if (node === null || typeof node !== "object") return;
  let names = visible;
  if (node.type === "RECURSIVE_CTE_NODE") names = new Set([...names, String(node.cte_name)]);
  const ctes = node.cte_map;
  if (ctes && typeof ctes === "object" && !Array.isArray(ctes) && Array.isArray(ctes.map)) {
    for (const entry of ctes.map) {
      if (!entry || typeof entry !== "object" || Array.isArray(entry)) continue;
      walk(entry.value ?? null, names, found);
      names = new Set([...names, String(entry.key)]);
    }
  }
  if (node.type === "BASE_TABLE" && typeof node.table_name === "string" && !names.has(node.table_name)) {
    found.add(node.table_name);
  }
  for (const [key, value] of Object.entries(node)) if (key !== "cte_map") walk(value, names, found);
}

/**
 * DuckDB's own parse of a statement, as JSON.
 *
 * @throws Error naming the file, with DuckDB's message, when the SQL does not parse or is not one select statement.
 */
export async function parseSql(connection: DuckDBConnection, file: string, sql: string): Promise<Json> {
  const reader = await connection.runAndReadAll("select json_serialize_sql($sql::varchar) as tree", { sql });
  const tree = JSON.parse(String(reader.getRowObjectsJson()[0]?.tree)) as {
    error: boolean;
    error_message?: string;
    /** Where in the statement, counted from 0. */
    position?: string;
    statements?: unknown[];
  };
  if (tree.error) {
    const place =
      tree.position === undefined ? "" : ` line ${sql.slice(0, Number(tree.position)).split("\n").length}`;
    throw new Error(
      `${file}${place}: the SQL does not parse, got "${tree.error_message}"; one select statement is expected`,
    );
  }
  if (tree.statements?.length !== 1) {
    throw new Error(
      `${file}: one select statement is expected, got ${tree.statements?.length ?? 0}; write one statement a file`,
    );
  }
  return tree as unknown as Json;
}

/** What was found once in this process, by statement: a statement reads the same tables however often it is loaded. */
const known = new Map<string, readonly string[]>();

/**
 * Which tables does a statement read? Names of its own CTEs are left out; an import CTE (`orders as (select * from
 * orders)`) still counts as reading the table. Sorted; a statement without tables gives an empty list.
 *
 * @example await tablesRead(connection, "a.sql", "with a as (select * from a) select * from a join b using (id)") // ["a", "b"]
 */
export async function tablesRead(connection: DuckDBConnection, file: string, sql: string): Promise<string[]> {
  const before = known.get(sql);
  if (before) return [...before];
  const found = new Set<string>();
  walk(await parseSql(connection, file, sql), new Set(), found);
  const tables = [...found].sort();
  known.set(sql, tables);
  return [...tables];
}
