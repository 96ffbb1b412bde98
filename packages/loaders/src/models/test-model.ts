import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { loadersFolder } from "./loaders-folder.ts";
import { rowsOf } from "./test-database.ts";

type Value = string | number | boolean | null;
type Row = Readonly<Record<string, Value>>;

/** A table a model reads: a whole row, and in what each of its rows differs from that. */
export interface ReadTable {
  readonly like: Row;
  readonly rows: readonly Row[];
}

const isDate = (value: string) => /^\d{4}-\d{2}-\d{2}$/.test(value);

function literal(value: Value): string {
  if (typeof value === "string") return isDate(value) ? `date '${value}'` : `'${value}'`;
  return typeof value === "number"
    ? `${value}::${Number.isInteger(value) ? "bigint" : "decimal(18, 10)"}`
    : String(value);
}

/** One model alone over tables made by hand: its statement as it stands in its file. Texts like 2024-01-31 are dates. */
export async function modelRows(
  connection: DuckDBConnection,
  path: string,
  tables: Readonly<Record<string, ReadTable>>,
): Promise<Row[]> {
  for (const [name, { like, rows }] of Object.entries(tables)) {
    const columns = Object.keys(like);
    const values = [like, ...rows.map((row) => ({ ...like, ...row }))].map(
      (row) => `(${columns.map((column) => literal(row[column] ?? null)).join(", ")})`,
    );
    // The first row gives each column its type.
    await connection.run(
      `create or replace table ${name} as select * from (values ${values.join(", ")}) as t(${columns.join(", ")})`,
    );
    await connection.run(`delete from ${name} where rowid = 0`);
  }
  const sql = readFileSync(join(loadersFolder, "sql", `${path}.sql`), "utf8");
  return (await rowsOf(connection, sql)) as Row[];
}
