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
    notice_monthly_minor: "bigint",
    notice_quantity: "decimal(18, 6)",
    quantity: "decimal(18, 6)",
    unit_monthly_minor: "decimal(28, 9)",
    monthly_minor: "bigint",
    annual_minor: "bigint",
    list_monthly_minor: "bigint",
    discount_rate: "double",
    reason: "varchar",
    renewal_of: "varchar",
    replaces: "varchar",
    is_recurring: "boolean",
    is_trial: "boolean",
    source_no: "integer",
  },
} as const;

/** The `create table` statement of a read table. */
export function readTableSql(name: keyof typeof readTables): string {
  const columns = Object.entries(readTables[name]).map(([column, type]) => `${column} ${type}`);
  return `create or replace table ${name} (${columns.join(", ")})`;
}
