import type { DuckDBConnection } from "@duckdb/node-api";
import type { Company } from "../company/load-company.ts";
import type { SourceSummary } from "./read-summary.ts";
import type { AsOf } from "./resolve-as-of.ts";
import { literal } from "./sql-text.ts";
import { customerColumns } from "./tables.ts";

/** Writes `read_sources`, one row a file. */
export async function writeSources(
  connection: DuckDBConnection,
  sources: readonly SourceSummary[],
): Promise<void> {
  for (const one of sources) {
    const texts = [one.layout, one.file, one.format].map(literal).join(", ");
    const counts = [one.rows_in, one.accepted, one.quarantined, one.left_out].join(", ");
    await connection.run(
      `insert into read_sources values (${one.source_no}, ${texts}, ${one.bytes}, '${one.sha256}', ${counts})`,
    );
  }
}

/** Writes `company` (one row) and `exchange_rate` (the company's own currency at 1). */
export async function writeCompany(
  connection: DuckDBConnection,
  company: Company,
  asOf: AsOf,
): Promise<void> {
  const { settings, exponent } = company;
  const { netting, late_renewal_grace_days, max_quarantined_rate } = settings.policies;
  const texts = (values: readonly string[]) => values.map(literal).join(", ");
  await connection.run(
    `insert into company values (${texts([settings.name, settings.currency])}, ${exponent},
      ${literal(settings.timeZone)}, date ${literal(asOf.date)}, ${texts([asOf.source, netting])},
      ${late_renewal_grace_days}, ${max_quarantined_rate})`,
  );
  const rates = { ...settings.exchange_rates?.rates, [settings.currency]: 1 };
  const rows = Object.entries(rates)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, rate]) => `(${literal(currency)}, cast('${rate}' as decimal(18, 8)))`);
  await connection.run(`insert into exchange_rate values ${rows.join(", ")}`);
}

/** Tables whose customers are the company's where there is no export of customers. */
export const withCustomers = [
  "read_contract_lines",
  "read_assignments",
  "read_usage_charges",
  "read_invoices",
  "read_invoice_lines",
] as const;

/** Without an export of customers, the customers are those of the accepted lines, assignments, charges and invoices. */
export async function customersFromLines(connection: DuckDBConnection): Promise<void> {
  const labels = customerColumns.filter((name) => name !== "customer_id").map((name) => `null as ${name}`);
  const ids = withCustomers.map((table) => `select customer_id, source_no from ${table}`);
  await connection.run(
    `insert into read_customers
     select customer_id, ${labels.join(", ")}, min(source_no) as source_no
     from (${ids.join(" union all ")}) group by customer_id order by customer_id`,
  );
}
