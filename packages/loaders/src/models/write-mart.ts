import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Model } from "./model.ts";

/**
 * A mart as its file, in the order of its grain: written as it is computed, without a table in between, so that the
 * largest marts take no memory. Its name then stands for a view of the file, with the types its query gave.
 *
 * @param folder where `<mart>.parquet` is written; it must exist
 * @returns how many rows it has
 * @throws Error as DuckDB does, for a query that cannot run or a folder that cannot be written to
 */
export async function writeMart(connection: DuckDBConnection, mart: Model, folder: string): Promise<number> {
  const path = `'${join(folder, `${mart.name}.parquet`).replaceAll("'", "''")}'`;
  const described = (await connection.runAndReadAll(`describe ${mart.sql}`)).getRowObjectsJson();
  const columns = described.map(
    (column) => `cast(${column.column_name} as ${column.column_type}) as ${column.column_name}`,
  );
  const { rowsChanged } = await connection.run(
    `copy (${mart.sql}) to ${path} (format parquet, compression zstd)`,
  );
  await connection.run(
    `create or replace view ${mart.name} as select ${columns.join(", ")} from read_parquet(${path})`,
  );
  return rowsChanged;
}
