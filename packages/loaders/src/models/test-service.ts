import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { fillTable } from "./fill-table.ts";
import { loadModels } from "./load-models.ts";
import { createReadTables, type ReadTable } from "./read-tables.ts";
import { runModels } from "./run-models.ts";
import { seedTables } from "./seed-tables.ts";
import type { testLine } from "./test-line.ts";

/** Rows of the tables of facts, by table. */
export type Facts = Partial<Record<ReadTable, readonly object[]>>;

/**
 * Every model over a company's lines and facts, at the end of 2025 in USD (a euro is 1.1): a function that asks the marts.
 * Without `read_customers` every customer of the lines is one.
 */
export async function runService(
  lines: readonly ReturnType<typeof testLine>[],
  facts: Facts = {},
): Promise<(sql: string) => Promise<Record<string, unknown>[]>> {
  const instance = await DuckDBInstance.create(":memory:", { threads: "2" });
  const connection: DuckDBConnection = await instance.connect();
  await seedTables(connection, {
    currency: "USD",
    as_of: "2025-12-31",
    netting: "product",
    late_renewal_grace_days: 0,
    factors: { EUR: "1.1000000000" },
  });
  await createReadTables(connection);
  await fillTable(connection, "read_contract_lines", lines);
  const ids = [...new Set(lines.map((line) => String(line.customer_id)))];
  const customers = ids.map((customer_id) => ({ customer_id }));
  for (const [table, rows] of Object.entries({ read_customers: customers, ...facts })) {
    await fillTable(connection, table, rows);
  }
  await runModels(connection, await loadModels(connection));
  return async (sql) => {
    const reader = await connection.runAndReadAll(`select to_json(entry) as row from (${sql}) as entry`);
    return reader.getRowObjectsJson().map(({ row }) => JSON.parse(String(row)) as Record<string, unknown>);
  };
}
