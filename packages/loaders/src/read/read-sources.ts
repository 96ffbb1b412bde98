import type { DuckDBConnection } from "@duckdb/node-api";
import type { Company } from "../company/load-company.ts";
import { checkTables } from "./check-tables.ts";
import { coverageNotes, customerCoverage } from "./customer-coverage.ts";
import { fileMonths } from "./file-months.ts";
import { idGaps } from "./id-gaps.ts";
import { filledColumns, lineDefaults } from "./lines-sql.ts";
import { checkRates, keepMonthEnds } from "./month-rates.ts";
import { type OpenedFile, openFile } from "./open-file.ts";
import { otherCustomers } from "./other-customers.ts";
import { dropSetAside, writeQuarantine } from "./quarantine.ts";
import { type ReadFile, readFile } from "./read-file.ts";
import type { ReadSummary, RowCounts } from "./read-summary.ts";
import { resolveAsOf } from "./resolve-as-of.ts";
import { keepRoots, resolveCustomers } from "./resolve-customers.ts";
import { literal } from "./sql-text.ts";
import { createTables, lineColumns, needsRecordedDates, tableOf } from "./tables.ts";
import { usageNotes } from "./usage-notes.ts";
import { customersFromLines, writeCompany, writeSources } from "./write-company.ts";

export type { ReadSummary, RowCounts, SourceSummary } from "./read-summary.ts";

/**
 * Every export of a company, read: which rows are accepted, and which are set aside, and why?
 *
 * Leaves the tables of read-tables.ts, read_sources, quarantine, company and exchange_rate in the connection,
 * replacing older ones.
 * @param credits line ids of credits that a first run of the ledger found to take their product below 0
 * @throws Error naming file, line and column, or the key in company.json, with the way out: a file that is missing,
 *   empty or not what it says, a column that is not there, more set-aside rows than policies.max_quarantined_rate
 */
export async function readSources(
  connection: DuckDBConnection,
  company: Company,
  credits: readonly string[] = [],
): Promise<ReadSummary> {
  const opened: OpenedFile[] = [];
  const optimizers = await keepFileOrder(connection);
  try {
    for (const source of company.sources) {
      for (const file of source.files) opened.push(await openFile(connection, { source, file }));
    }
    return await readOpened(connection, company, { opened, credits });
  } finally {
    await connection.run(`set disabled_optimizers = ${literal(optimizers)}`);
    for (const file of opened) await file.copy?.remove();
  }
}

/**
 * Line numbers stand on the order of rows, which a join loses, and DuckDB turns a longer `in (...)` of a condition
 * into one. Returns the setting to go back to.
 */
async function keepFileOrder(connection: DuckDBConnection): Promise<string> {
  const reader = await connection.runAndReadAll("select current_setting('disabled_optimizers')");
  const before = String(reader.getRowsJson()[0]?.[0] ?? "");
  const disabled = [...before.split(",").filter((name) => name !== ""), "in_clause"];
  await connection.run(`set disabled_optimizers = ${literal(disabled.join(","))}`);
  return before;
}

async function readOpened(
  connection: DuckDBConnection,
  company: Company,
  { opened, credits }: { opened: readonly OpenedFile[]; credits: readonly string[] },
): Promise<ReadSummary> {
  const lines = opened
    .flatMap(({ targets }) => targets)
    .filter(({ layout }) => tableOf[layout.name] === "read_contract_lines");
  const filled = new Set(
    lines.flatMap(({ columns }) => [...filledColumns(columns.map(({ canonical }) => canonical))]),
  );
  const constants = lines.length === 0 ? [] : Object.keys(lineColumns).filter((name) => !filled.has(name));
  const values = Object.fromEntries(constants.map((name) => [name, lineDefaults[name] ?? "null"]));
  const tables = new Set(opened.flatMap(({ targets }) => targets.map(({ layout }) => tableOf[layout.name])));
  const isDated = needsRecordedDates(company);
  for (const statement of createTables(values, { isDated, isRead: (table) => tables.has(table) })) {
    await connection.run(statement);
  }
  const read: ReadFile[] = [];
  const customersFirst = [...opened].sort((a, b) => rank(a) - rank(b));
  let roots: Awaited<ReturnType<typeof resolveCustomers>>;
  let sources: Awaited<ReturnType<typeof writeQuarantine>>;
  try {
    for (const file of customersFirst) read.push(await readFile(connection, company, { file, filled }));
    read.sort((a, b) => a.file.sourceNo - b.file.sourceNo);
    roots = await resolveCustomers(connection, company, read);
    await checkTables(connection, read, credits);
    sources = await writeQuarantine(connection, company, read);
  } finally {
    for (const { copy } of read) await copy?.remove();
  }
  const ids = await idGaps(connection, read);
  const useNotes = await usageNotes(connection, company, read);
  await dropSetAside(connection, read);
  await keepRoots(connection);
  if (read.every(({ tables }) => !tables.includes("read_customers"))) await customersFromLines(connection);
  await keepMonthEnds(connection);
  const asOf = await resolveAsOf(connection, company, read);
  checkHistory(company, asOf.date);
  await checkRates(connection, company, asOf.date);
  const coverage = await customerCoverage(connection, read);
  const months = await fileMonths(connection, read, asOf.date);
  await writeSources(connection, sources);
  await writeCompany(connection, company, asOf);
  const totals = sources.reduce(addCounts, { rows_in: 0, accepted: 0, quarantined: 0, left_out: 0 });
  const notes = [
    ...recognised(opened),
    ...read.flatMap((file) => file.notes),
    ...roots.notes,
    ...useNotes,
    ...coverageNotes(coverage),
    ...(await otherCustomers(connection, read)),
    ...asOf.notes,
  ];
  return { as_of: asOf.date, as_of_source: asOf.source, totals, sources, coverage, months, ids, notes };
}

/** What files were taken for whose source names no layout, and what a vendor's file lacks columns for. */
function recognised(opened: readonly OpenedFile[]): string[] {
  const passedOver = opened.flatMap(({ file, source: { layout }, targets }) => {
    // Without a map nobody is anybody else: nothing is missing.
    const into = Object.keys(layout.vendor?.into ?? {}).filter((name) => name !== "customer_map");
    const missing = into.filter((name) => !targets.some((target) => target.layout.name === name));
    return missing.map((name) => `${file} lacks columns of ${layout.name} for ${name}: it gives none.`);
  });
  const taken = opened
    .filter(({ isRecognised }) => isRecognised)
    .map(({ file, source: { layout } }) => {
      return `${file} was taken for ${layout.name} (${layout.vendor?.title}) by its columns.`;
    });
  return [...taken, ...passedOver];
}

function checkHistory({ settings }: Company, asOf: string): void {
  if (settings.history_from === undefined || settings.history_from <= asOf) return;
  throw new Error(
    `company.json history_from: the history begins after the last day the exports know (${asOf}), ` +
      `got "${settings.history_from}"; correct one of the two`,
  );
}

function rank(file: OpenedFile): number {
  return file.targets.some(({ layout }) => layout.name === "customers") ? 0 : 1;
}

function addCounts(sum: RowCounts, next: RowCounts): RowCounts {
  return {
    rows_in: sum.rows_in + next.rows_in,
    accepted: sum.accepted + next.accepted,
    quarantined: sum.quarantined + next.quarantined,
    left_out: sum.left_out + next.left_out,
  };
}
