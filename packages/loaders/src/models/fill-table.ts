import type { DuckDBConnection } from "@duckdb/node-api";

/**
 * Inserts rows given as JavaScript objects, by column name; a column that a row does not name, or gives
 * as null, has the table's default, or is null.
 * For rules tried on a few thousand rows, not for exports. No rows insert nothing.
 *
 * @throws Error when a row names a column the table does not have, or a value is not of its column's type.
 */
export async function fillTable(
  connection: DuckDBConnection,
  table: string,
  rows: readonly object[],
): Promise<void> {
  if (rows.length === 0) return;
  const described = (await connection.runAndReadAll(`describe ${table}`)).getRowObjectsJson();
  const names = described.map((column) => String(column.column_name));
  const unknown = rows.flatMap(Object.keys).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new Error(
      `fillTable ${table}: no such column, got "${unknown}"; the columns are ${names.join(", ")}`,
    );
  }
  const none = Object.fromEntries(names.map((name) => [name, null]));
  const fields = described.map((column) => `"${column.column_name}": "${column.column_type}"`).join(", ");
  const defaults = described.filter((column) => column.default !== null);
  const given = defaults.map(({ column_name, default: value }) => {
    return `coalesce("${column_name}", ${value}) as "${column_name}"`;
  });
  const columns = given.length === 0 ? "*" : `* replace (${given.join(", ")})`;
  await connection.run(
    `insert into ${table} select ${columns}
      from (select unnest(from_json_strict($rows::json, '[{${fields}}]'), recursive := true))`,
    { rows: JSON.stringify(rows.map((row) => ({ ...none, ...row }))) },
  );
}
