import type { DuckDBConnection } from "@duckdb/node-api";

/**
 * Inserts rows given as JavaScript objects, by column name; a column that no row names stays null.
 * For rules tried on a few thousand rows, not for exports. No rows insert nothing.
 */
export async function fillTable(
  connection: DuckDBConnection,
  table: string,
  rows: readonly object[],
): Promise<void> {
  if (rows.length === 0) return;
  const described = (await connection.runAndReadAll(`describe ${table}`)).getRowObjectsJson();
  const fields = described.map((column) => `"${column.column_name}": "${column.column_type}"`).join(", ");
  await connection.run(
    `insert into ${table} select unnest(from_json($rows::json, '[{${fields}}]'), recursive := true)`,
    { rows: JSON.stringify(rows) },
  );
}
