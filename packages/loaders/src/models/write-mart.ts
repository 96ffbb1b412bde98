import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Model } from "./model.ts";
import { writtenColumns, writtenSql } from "./stored-sql.ts";

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
  const columns = await writtenColumns(connection, mart.sql);
  const casts = columns.map(({ name, type }) => `cast(${name} as ${type}) as ${name}`);
  const { rowsChanged } = await connection.run(
    `copy (${writtenSql(mart.sql, columns)}) to ${path} (format parquet, compression zstd)`,
  );
  await connection.run(
    `create or replace view ${mart.name} as select ${casts.join(", ")} from read_parquet(${path})`,
  );
  return rowsChanged;
}
