import type { Company } from "../company/load-company.ts";
import { type FactTable, factTables } from "../models/fact-tables.ts";
import { type InvoiceTable, invoiceTables } from "../models/invoice-tables.ts";
import { type ReadTable, readTableSql, readTables } from "../models/read-tables.ts";
import type { NeutralName } from "./layout.ts";

const { source_no: _, ...labels } = readTables.read_customers;

/** Columns of read_customers that come from an export, all varchar. */
export const customerColumns = Object.keys(labels);

/** Columns of read_contract_lines in their order. */
export const lineColumns = readTables.read_contract_lines;

/** The table each neutral layout is read into. */
export const tableOf: Readonly<Record<NeutralName, ReadTable>> = {
  customers: "read_customers",
  contract_lines: "read_contract_lines",
  subscription_periods: "read_contract_lines",
  assignments: "read_assignments",
  exchange_rates: "read_exchange_rates",
  usage_charges: "read_usage_charges",
  expected_losses: "read_expected_losses",
  customer_map: "read_customer_map",
  invoices: "read_invoices",
  invoice_lines: "read_invoice_lines",
  tickets: "read_tickets",
  ticket_changes: "read_ticket_changes",
  survey_responses: "read_survey_responses",
  survey_invitations: "read_survey_invitations",
  usage: "read_usage",
  activities: "read_activities",
  contacts: "read_contacts",
  milestones: "read_milestones",
  reported_churn: "read_reported_churn",
  engagement: "read_engagement",
  plan: "read_plan",
  csm_roster: "read_csm_roster",
  csm_assignments: "read_csm_assignments",
};

/** Tables that are read column by column, without the work on amounts that lines need. */
const plainTables: readonly ReadTable[] = [
  ...(Object.keys(factTables) as FactTable[]),
  ...(Object.keys(invoiceTables) as InvoiceTable[]),
  "read_assignments",
  "read_usage_charges",
  "read_expected_losses",
  "read_customer_map",
  "read_exchange_rates",
];

/** Tables of facts with a customer. */
export const factsOfCustomers = (Object.keys(factTables) as FactTable[]).filter(
  (table) => "customer_id" in factTables[table],
);

/** Dates as the export recorded them, kept only while the as-of date is looked for: column, and what it is. */
export const recordedColumns = {
  recorded_signed_on: "signed_on",
  recorded_notice_on: "notice_on",
  recorded_notice_withdrawn_on: "notice_withdrawn_on",
} as const;

/** Is the as-of date to be taken from the exports? Then the scan keeps the recorded dates as they were given. */
export function needsRecordedDates(company: Company): boolean {
  return company.settings.as_of === undefined;
}

/** What the rows of a table have only while they are read: their first fault, and the record they are of. */
function whileReading(table: ReadTable): string[] {
  return [
    `alter table ${table} add column fault varchar`,
    `alter table ${table} add column record_no bigint`,
  ];
}

/**
 * The statements that lay the reader's empty tables; those some file is read into have a column `fault` for as long.
 *
 * @param constants columns of read_contract_lines that are the same in every row, with their SQL value: they are
 *   kept as virtual columns, so columns no export fills cost neither time nor memory
 * @param isDated whether the recorded dates are kept too
 */
export function createTables(
  constants: Readonly<Record<string, string>>,
  { isDated, isRead }: { isDated: boolean; isRead: (table: ReadTable) => boolean },
): string[] {
  const lines = Object.entries(lineColumns).map(([name, type]) => {
    const value = constants[name];
    return value === undefined
      ? `${name} ${type}`
      : `${name} ${type} generated always as (cast(${value} as ${type})) virtual`;
  });
  const recorded = isDated ? Object.keys(recordedColumns).map((name) => `${name} date`) : [];
  return [
    `create or replace table read_customers (${customerColumns.map((name) => `${name} varchar`).join(", ")},
      source_no integer, fault varchar, record_no bigint)`,
    ...plainTables.map(readTableSql),
    ...plainTables.filter(isRead).flatMap(whileReading),
    "alter table read_exchange_rates add column rate_on date",
    ...(isRead("read_usage") ? ["alter table read_usage add column line_id varchar"] : []),
    `create or replace table read_contract_lines (${[...lines, ...recorded].join(", ")}, fault varchar, record_no bigint)`,
    `create or replace table read_sources (source_no integer, layout varchar, file varchar, format varchar,
      bytes bigint, sha256 varchar, rows_in bigint, accepted bigint, quarantined bigint, left_out bigint)`,
    `create or replace table quarantine (source_no integer, layout varchar, file varchar, line bigint,
      column_name varchar, value varchar, code varchar, reason varchar, customer_id varchar, row_text varchar, row_count bigint)`,
    `create or replace table company (name varchar, currency varchar, exponent integer, time_zone varchar,
      as_of date, as_of_source varchar, netting varchar, late_renewal_grace_days integer,
      max_quarantined_rate double)`,
    "create or replace table exchange_rate (currency varchar, rate decimal(18, 8))",
  ];
}
