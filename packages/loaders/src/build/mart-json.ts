import type { DuckDBConnection } from "@duckdb/node-api";

/** A mart as columns: every list has one entry a row. */
export type MartColumns = Record<string, (string | number | boolean | null)[]>;

/**
 * A table as columns, for a page: dates as YYYY-MM-DD, integers as numbers. Rows come in the order of `orderBy`.
 * An empty table gives empty lists.
 */
export async function martColumns(
  connection: DuckDBConnection,
  table: string,
  orderBy: string,
): Promise<MartColumns> {
  const described = (await connection.runAndReadAll(`describe from ${table}`)).getRowObjectsJson();
  const names = described.map((column) => String(column.column_name));
  const lists = names.map((name) => `coalesce(list(${name} order by ${orderBy}), []) as ${name}`);
  const reader = await connection.runAndReadAll(
    `select to_json(columns_of) as json from (select ${lists.join(", ")} from ${table}) as columns_of`,
  );
  return JSON.parse(String(reader.getRowObjectsJson()[0]?.json)) as MartColumns;
}

/** The rows of a query as plain objects: dates as YYYY-MM-DD, integers as numbers. No rows give an empty list. */
export async function queryRows<Row extends object>(
  connection: DuckDBConnection,
  sql: string,
): Promise<Row[]> {
  const reader = await connection.runAndReadAll(`select to_json(entry) as json from (${sql}) as entry`);
  return reader.getRowObjectsJson().map((entry) => JSON.parse(String(entry.json)) as Row);
}
