import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { fillTable } from "../models/fill-table.ts";
import { loadModels } from "../models/load-models.ts";
import { createReadTables, type ReadTable } from "../models/read-tables.ts";
import { runModels } from "../models/run-models.ts";
import { seedTables } from "../models/seed-tables.ts";
import type { HealthSettings } from "./health-settings.ts";
import { resolveHealth } from "./resolve-health.ts";

export type Facts = Partial<Readonly<Record<ReadTable, readonly Readonly<Record<string, unknown>>[]>>>;

/** Exports up to a day, as read tables. */
export interface HealthCase {
  readonly as_of: string;
  readonly facts: Facts;
  readonly health?: HealthSettings;
}

/** A recurring line of one product, open or up to `end_on`, renewed or lost at its end. */
export const healthLine = (line: {
  readonly line_id: string;
  readonly customer_id: string;
  readonly start_on: string;
  readonly end_on?: string | null;
  readonly quantity?: number;
  readonly monthly_minor?: number;
}) => ({
  product: "Desk",
  currency: "USD",
  signed_on: line.start_on,
  end_on: null,
  end_means: "term",
  quantity: 10,
  monthly_minor: 10_000,
  annual_minor: 12 * (line.monthly_minor ?? 10_000),
  unit_monthly_minor: (line.monthly_minor ?? 10_000) / (line.quantity ?? 10),
  is_recurring: true,
  is_trial: false,
  ...line,
});

let models: ReturnType<typeof loadModels> | undefined;

/** Runs every model over the facts, and hands the connection with the marts (and values by input) to `work`. */
export async function withHealth<Result>(
  given: HealthCase,
  work: (connection: DuckDBConnection) => Promise<Result>,
): Promise<Result> {
  const instance = await DuckDBInstance.create(":memory:", { threads: "2" });
  const connection = await instance.connect();
  try {
    await seedTables(connection, {
      currency: "USD",
      as_of: given.as_of,
      netting: "product",
      late_renewal_grace_days: 0,
      factors: {},
      health: { configurations: resolveHealth(given.health), overrides: given.health?.overrides ?? [] },
    });
    await createReadTables(connection);
    const lines = given.facts.read_contract_lines ?? [];
    const ids = [...new Set(lines.map((line) => String(line.customer_id)))];
    const facts = { read_customers: ids.map((customer_id) => ({ customer_id })), ...given.facts };
    for (const [table, rows] of Object.entries(facts)) await fillTable(connection, table, rows);
    models ??= loadModels(connection);
    await runModels(connection, await models, {
      keep: ["health_values", "health_customers", "customers", "health_profiles"],
    });
    return await work(connection);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
