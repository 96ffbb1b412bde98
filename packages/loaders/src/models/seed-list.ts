import type { DuckDBConnection } from "@duckdb/node-api";
import { fillTable } from "./fill-table.ts";

/** A small table that comes from settings. */
export interface SeedList {
  readonly table: string;
  readonly columns: Readonly<Record<string, string>>;
  readonly rows: readonly object[];
}

/** Writes a small table anew; no rows leave it empty. */
export async function seedList(
  connection: DuckDBConnection,
  { table, columns, rows }: SeedList,
): Promise<void> {
  const types = Object.entries(columns).map(([name, type]) => `${name} ${type}`);
  await connection.run(`create or replace table ${table} (${types.join(", ")})`);
  await fillTable(connection, table, rows);
}
