import type { DuckDBConnection } from "@duckdb/node-api";
import { factTables } from "./fact-tables.ts";
import { invoiceTables } from "./invoice-tables.ts";

/** The tables the reader leaves for the models: what an accepted row holds, whatever export it came from. */
export const readTables = {
  read_customers: {
    customer_id: "varchar",
    name: "varchar",
    industry: "varchar",
    region: "varchar",
    size_band: "varchar",
    sales_channel: "varchar",
    csm: "varchar",
    touch_tier: "varchar",
    use_case: "varchar",
    plan: "varchar",
    /** The customer it belongs to; null where it stands alone. */
    parent_id: "varchar",
    source_no: "integer",
  },
  read_contract_lines: {
    line_id: "varchar",
    customer_id: "varchar",
    product: "varchar",
    sku: "varchar",
    currency: "varchar",
    order_id: "varchar",
    order_type: "varchar",
    signed_on: "date",
    start_on: "date",
    end_on: "date",
    end_means: "varchar",
    notice_on: "date",
    /** When the notice was taken back; null where it stands. */
    notice_withdrawn_on: "date",
    notice_monthly_minor: "bigint",
    /** What remains a year; with the monthly one, each rounded once from what is printed. */
    notice_annual_minor: "bigint",
    notice_quantity: "decimal(18, 6)",
    quantity: "decimal(18, 6)",
    unit_monthly_minor: "decimal(28, 9)",
    monthly_minor: "bigint",
    annual_minor: "bigint",
    /** The whole amount of a one-off line, as printed; null of every other. */
    one_off_minor: "bigint",
    /** List price of one unit a month, minor units, nine decimals; null where unknown. */
    list_unit_monthly_minor: "decimal(28, 9)",
    /** Renewed by itself on each due day, unless noticed. */
    auto_renews: "boolean",
    /** Length of each automatic renewal in whole months; null is that of the printed term. */
    renewal_months: "integer",
    paused_on: "date",
    /** First day after the pause; null with a pause is none known. */
    resumes_on: "date",
    reason: "varchar",
    renewal_of: "varchar",
    replaces: "varchar",
    is_recurring: "boolean",
    is_trial: "boolean",
    source_no: "integer",
  },
  /** From assigned_on on, the chain of a line belongs to another customer. */
  read_assignments: {
    line_id: "varchar",
    customer_id: "varchar",
    assigned_on: "date",
    source_no: "integer",
  },
  /** Month-end rates, major to major: the last of each month (year * 12 + month). */
  read_exchange_rates: {
    currency: "varchar",
    month_no: "integer",
    rate: "decimal(18, 10)",
    source_no: "integer",
  },
  /** What was billed by use; billed_for is the first of its month. */
  read_usage_charges: {
    charge_id: "varchar",
    customer_id: "varchar",
    product: "varchar",
    currency: "varchar",
    billed_for: "date",
    amount_minor: "bigint",
    source_no: "integer",
  },
  /** Losses a customer-success manager anticipates; without a product the whole customer, without an amount all of it. */
  read_expected_losses: {
    customer_id: "varchar",
    product: "varchar",
    flagged_on: "date",
    cleared_on: "date",
    probability: "double",
    amount_minor: "bigint",
    currency: "varchar",
    source_no: "integer",
  },
  /** Customers that are another customer; already applied to every customer_id of the tables above. */
  read_customer_map: {
    customer_id: "varchar",
    mapped_to: "varchar",
    source_no: "integer",
  },
  ...invoiceTables,
  ...factTables,
} as const;

export type ReadTable = keyof typeof readTables;

/** What a column holds where no row says otherwise; null for the others. */
export const readDefaults: Readonly<Record<string, string>> = { auto_renews: "false" };

/** The `create table` statement of a read table. */
export function readTableSql(name: ReadTable): string {
  const columns = Object.entries(readTables[name]).map(([column, type]) => {
    const value = readDefaults[column];
    return `${column} ${type}${value === undefined ? "" : ` default ${value}`}`;
  });
  return `create or replace table ${name} (${columns.join(", ")})`;
}

/** Lays every read table, empty: for models run without exports. */
export async function createReadTables(connection: DuckDBConnection): Promise<void> {
  for (const name of Object.keys(readTables) as ReadTable[]) await connection.run(readTableSql(name));
}
