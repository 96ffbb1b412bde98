import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { readTables } from "../models/read-tables.ts";
import { companyFolder, type ReadCompany, type Row, readFolder } from "./test-company.ts";

/** A company folder in memory: company.json and the files of exports by their path. */
export interface Fixture {
  settings: Readonly<Record<string, unknown>> & { sources: readonly Readonly<Record<string, unknown>>[] };
  files: Readonly<Record<string, Buffer>>;
}

/** The company in sources/<layout>/fixtures. */
export function layoutFixture(layout: string): Fixture {
  const root = fileURLToPath(new URL(`../../sources/${layout}/fixtures`, import.meta.url));
  if (!existsSync(join(root, "company.json"))) {
    throw new Error(
      `layoutFixture: no fixtures of ${layout}, got ${root}; write company.json and exports there`,
    );
  }
  const settings = JSON.parse(readFileSync(join(root, "company.json"), "utf8")) as Fixture["settings"];
  const paths = readdirSync(root, { recursive: true })
    .map(String)
    .filter((path) => statSync(join(root, path)).isFile());
  const exports = paths.filter((path) => path !== "company.json").sort();
  const files = exports.map(
    (path) => [relative(".", path).replaceAll("\\", "/"), readFileSync(join(root, path))] as const,
  );
  return { settings, files: Object.fromEntries(files) };
}

/** Reads a fixture; `source` changes its first source, null takes a key out. */
export function readFixture(
  { settings, files }: Fixture,
  source: Readonly<Record<string, unknown>> = {},
): Promise<ReadCompany> {
  const [first, ...others] = settings.sources;
  const changed = Object.fromEntries(
    Object.entries({ ...first, ...source }).filter(([, value]) => value !== null),
  );
  return readFolder(companyFolder({ ...settings, sources: [changed, ...others] }, files));
}

/** Reads rows in a vendor's layout: the header of the fixture's first file, and these rows below it. */
export async function readRows(
  fixture: Fixture,
  rows: readonly string[],
  source: Readonly<Record<string, unknown>> = {},
): Promise<ReadCompany> {
  const [path = "", content = Buffer.from("")] = Object.entries(fixture.files)[0] ?? [];
  const [header] = content.toString("utf8").split("\n");
  const file = Buffer.from([header, ...rows, ""].join("\n"));
  return readFixture({ ...fixture, files: { ...fixture.files, [path]: file } }, source);
}

/** Everything a ledger is made of: the accepted rows of every table, whatever file they came from, as one text each. */
export async function acceptedRows({ query }: ReadCompany): Promise<string[]> {
  const tables = Object.keys(readTables).map(
    (table) =>
      `select '${table} ' || to_json(part) as text from (from ${table} select * exclude (source_no)) as part`,
  );
  const rows = await query(`${tables.join(" union all ")} order by text`);
  return rows.map(({ text }) => String(text));
}

/** The accepted lines as one text each, for tests: id, customer, product, quantity, cents a month, dates. */
export async function lineTexts({ query }: ReadCompany): Promise<string[]> {
  const rows = await query(
    `select concat_ws(' ', line_id, customer_id, product, cast(quantity as double), monthly_minor, currency,
       'signed', signed_on, 'from', start_on, 'to', coalesce(cast(end_on as varchar), 'open'),
       'notice ' || notice_on, case when is_trial then 'trial' end, case when not is_recurring then 'one-off' end,
       'because ' || reason) as line
     from read_contract_lines order by line_id`,
  );
  return rows.map((row) => String(row.line));
}

/** The set-aside rows as one text each: file, line, column and why. */
export async function faultTexts({ query }: ReadCompany): Promise<string[]> {
  const rows: Row[] = await query(
    "select file, line, column_name, value, code from quarantine order by source_no, line",
  );
  return rows.map(({ line, column_name: column, value, code }) => `row ${line} ${column}: ${code} ${value}`);
}

/** The accepted invoices and their lines as one text each. */
export async function invoiceTexts({ query }: ReadCompany): Promise<{ invoices: string[]; lines: string[] }> {
  const invoices = await query(
    `select concat_ws(' ', invoice_id, customer_id, currency, 'on', invoiced_on, 'due', due_on, 'paid ' || paid_on,
       'void ' || voided_on, status, total_minor, 'tax ' || tax_minor, 'open ' || due_minor) as text
     from read_invoices order by invoice_id`,
  );
  const lines = await query(
    `select concat_ws(' ', coalesce(invoice_line_id, invoice_id), customer_id, order_id, product, currency, status, kind,
       amount_minor, 'from ' || service_from, 'to ' || service_to, monthly_minor || ' a month') as text
     from read_invoice_lines order by invoice_id, invoice_line_id, amount_minor`,
  );
  return { invoices: invoices.map((row) => String(row.text)), lines: lines.map((row) => String(row.text)) };
}
