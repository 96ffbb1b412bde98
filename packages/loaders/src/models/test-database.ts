import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { afterAll } from "vitest";
import type { Model } from "./model.ts";
import { parseHeader } from "./parse-header.ts";
import { tablesRead } from "./tables-read.ts";

/** One database in memory for a test file, closed when its tests are done. */
export async function testDatabase(): Promise<DuckDBConnection> {
  const instance = await DuckDBInstance.create(":memory:", { threads: "2" });
  const connection = await instance.connect();
  afterAll(() => {
    connection.closeSync();
    instance.closeSync();
  });
  return connection;
}

/** The rows of a query: dates and decimals as text, whole numbers up to 32 bits as numbers. */
export async function rowsOf(connection: DuckDBConnection, sql: string): Promise<Record<string, unknown>[]> {
  return (await connection.runAndReadAll(sql)).getRowObjectsJson();
}

/** The tables there are, by name. */
export async function tablesIn(connection: DuckDBConnection): Promise<string[]> {
  return (await rowsOf(connection, "show tables")).map((row) => String(row.name)).sort();
}

/** A model as `loadModels` reads it from a file, without the file: `layer/name`, header and statement. */
export async function modelOf(connection: DuckDBConnection, path: string, sql: string): Promise<Model> {
  const [layer = "", name = ""] = path.split("/");
  const file = layer === "cuts" || layer === "lists" ? `${layer}/${name}.sql` : `sql/${layer}/${name}.sql`;
  return {
    name,
    layer: layer as Model["layer"],
    file,
    sql,
    ...parseHeader(file, sql),
    reads: await tablesRead(connection, file, sql),
  };
}
