import type { DuckDBConnection } from "@duckdb/node-api";
import { type ReadTable, readTables } from "../models/read-tables.ts";
import { checkFacts } from "./check-facts.ts";
import { leftOut } from "./fault-sql.ts";
import { mark, markDuplicates } from "./mark-duplicates.ts";
import type { ReadFile } from "./read-file.ts";
import { literal } from "./sql-text.ts";

const amountColumns = ["monthly_amount", "amount", "unit_price", "term_value"];

const ofCustomers = [
  "read_contract_lines",
  "read_assignments",
  "read_usage_charges",
  "read_expected_losses",
  "read_invoices",
  "read_invoice_lines",
] as const;

/**
 * Marks what only shows across rows: ids given twice, rows of customers, lines and products nobody knows, rates that
 * contradict each other, and the credits that the ledger found to take their product below 0.
 */
export async function checkTables(
  connection: DuckDBConnection,
  read: readonly ReadFile[],
  credits: readonly string[],
): Promise<void> {
  const has = (table: ReadTable) => read.some(({ tables }) => tables.includes(table));
  for (const table of has("read_customers") ? ofCustomers : []) {
    if (!has(table)) continue;
    await connection.run(
      `update ${table} set fault = ${mark("unknown_customer", "customer_id")}
       where fault is null and customer_id not in (select customer_id from read_customers where fault is null)`,
    );
  }
  await markDuplicates(connection, "read_contract_lines", "line_id");
  for (const { file, tables } of credits.length > 0 ? read : []) {
    if (!tables.includes("read_contract_lines")) continue;
    const fed = file.targets.flatMap(({ columns }) => columns.map(({ canonical }) => canonical));
    const amount = amountColumns.find((name) => fed.includes(name)) ?? "monthly_amount";
    await connection.run(
      `update read_contract_lines
       set fault = 'credit_below_zero' || chr(31) || '${amount}' || chr(31) || monthly_minor || ' minor units a month'
       where fault is null and source_no = ${file.sourceNo} and line_id in (${credits.map(literal).join(", ")})`,
    );
  }
  if (has("read_assignments")) await checkAssignments(connection);
  if (has("read_usage_charges")) await markDuplicates(connection, "read_usage_charges", "charge_id");
  if (has("read_expected_losses")) await checkExpectedLosses(connection);
  if (has("read_invoices")) await markInvoices(connection);
  if (has("read_invoice_lines")) await markDuplicates(connection, "read_invoice_lines", "invoice_line_id");
  if (has("read_exchange_rates")) await checkRatesOfADay(connection);
  await checkFacts(connection, read);
}

/** Marks rows whose value no accepted line has. */
async function markUnknown(
  connection: DuckDBConnection,
  { table, column, code }: { table: string; column: string; code: string },
): Promise<void> {
  await connection.run(
    `update ${table} set fault = ${mark(code, column)}
     where fault is null and ${column} is not null
       and ${column} not in (select ${column} from read_contract_lines where fault is null)`,
  );
}

/** A loss is expected of somebody who has a line, or was assigned one, and of a product that there is. */
async function checkExpectedLosses(connection: DuckDBConnection): Promise<void> {
  await connection.run(
    `update read_expected_losses set fault = ${mark("customer_without_lines", "customer_id")}
     where fault is null
       and customer_id not in (select customer_id from read_contract_lines where fault is null)
       and customer_id not in (select customer_id from read_assignments where fault is null)`,
  );
  await markUnknown(connection, {
    table: "read_expected_losses",
    column: "product",
    code: "unknown_product",
  });
}

/** A line passes to one customer a day: the first row counts. */
async function checkAssignments(connection: DuckDBConnection): Promise<void> {
  await markUnknown(connection, { table: "read_assignments", column: "line_id", code: "unknown_line" });
  await connection.run(
    `update read_assignments set fault = ${mark("duplicate_row", "assigned_on")} where rowid in (
       select row_id from (
         select rowid as row_id, row_number() over (partition by line_id, assigned_on order by rowid) as place
         from read_assignments where fault is null)
       where place > 1)`,
  );
}

/** A currency has one rate a day: the first row counts, and one that says the same again does no harm. */
async function checkRatesOfADay(connection: DuckDBConnection): Promise<void> {
  await connection.run(
    `update read_exchange_rates set fault = ${mark("conflicting_rate", "rate")} where rowid in (
       select row_id from (
         select rowid as row_id, rate, first_value(rate) over (partition by currency, rate_on order by rowid) as first_rate
         from read_exchange_rates where fault is null)
       where rate <> first_rate)`,
  );
}

/**
 * An invoice stands once. Exports of lines repeat it on each of them: a row that says the same again is left out, and the
 * line it came with stays.
 */
async function markInvoices(connection: DuckDBConnection): Promise<void> {
  const said = Object.keys(readTables.read_invoices).filter((name) => name !== "source_no");
  await connection.run(
    `update read_invoices set fault = '${leftOut}' where rowid in (
       select row_id from (
         select rowid as row_id, row_number() over (partition by ${said.join(", ")} order by rowid) as place
         from read_invoices where fault is null and record_no is not null)
       where place > 1)`,
  );
  await markDuplicates(connection, "read_invoices", "invoice_id");
}
