import { type DuckDBConnection, INTEGER } from "@duckdb/node-api";
import type { Company } from "../company/load-company.ts";
import { factTables } from "../models/fact-tables.ts";
import { invoiceTables } from "../models/invoice-tables.ts";
import { readTables } from "../models/read-tables.ts";
import { unmatchedFaults } from "./check-facts.ts";
import { leftOut, parseFault } from "./fault-sql.ts";
import { type FaultCode, faultMessage, faultReason } from "./faults.ts";
import { locateRows } from "./locate-rows.ts";
import { isRolledUp, type ReadFile } from "./read-file.ts";
import type { SourceSummary } from "./read-summary.ts";
import { reportFooter } from "./report-footer.ts";
import { scanOf } from "./scan-of.ts";
import { literal } from "./sql-text.ts";
import { tableOf } from "./tables.ts";
import { usageFaults } from "./usage-faults.ts";

/** One set-aside row; the names are those of the table `quarantine`. */
interface QuarantineRow {
  line: number;
  column_name: string | null;
  value: string | null;
  code: FaultCode;
  reason: string;
  customer_id: string | null;
  row_text: string;
  /** Rows it stands for: usage is listed once a fault and value, at its first row. */
  row_count: number;
}

/**
 * Notes every set-aside row in `quarantine`, and how each file's rows were accounted for.
 *
 * @throws Error when a file has more set-aside rows than the company allows, with counts and the first examples;
 *   and when a file's rows do not add up
 */
export async function writeQuarantine(
  connection: DuckDBConnection,
  company: Company,
  read: readonly ReadFile[],
): Promise<SourceSummary[]> {
  const sources: SourceSummary[] = [];
  for (const file of read) {
    await setAsideWhole(connection, file);
    const summary = await countRows(connection, file);
    const limit = company.settings.policies.max_quarantined_rate;
    const unmatched = await unmatchedRows(connection, file);
    const totals = await totalsRows(connection, file);
    const footer = reportFooter(file.copy, file.file.delimiter).size;
    const isOver =
      summary.quarantined - unmatched - totals - footer > limit * (summary.rows_in - summary.left_out);
    const most = isOver ? 5 : null;
    const rows =
      summary.quarantined === 0 ? [] : await quarantineRows(connection, company, { read: file, most });
    if (isOver) throw tooManySetAside(summary, limit, rows);
    await append(connection, summary, rows);
    sources.push(summary);
  }
  return sources;
}

/** Rows that are right in themselves but of nobody the company knows. */
async function unmatchedRows(connection: DuckDBConnection, read: ReadFile): Promise<number> {
  if (!read.tables.every((table) => table in factTables || table in invoiceTables)) return 0;
  const codes = unmatchedFaults.map(literal).join(", ");
  const reader = await connection.runAndReadAll(
    `select ${rowCount()} from ${recordsOf(read)} where split_part(fault, chr(31), 1) in (${codes})`,
  );
  return Number(reader.getRowsJson()[0]?.[0]);
}

/** Rows of totals: nothing is missing without them. */
async function totalsRows(connection: DuckDBConnection, read: ReadFile): Promise<number> {
  const { customers, contacts, csm_roster } = tableOf;
  if (!read.tables.some((table) => [customers, contacts, csm_roster].includes(table))) return 0;
  const reader = await connection.runAndReadAll(
    `select ${rowCount()} from ${recordsOf(read)} where fault like 'totals\\_row%' escape '\\'`,
  );
  return Number(reader.getRowsJson()[0]?.[0]);
}

/** SQL: how many records of the file the rows of `recordsOf` are. */
function rowCount(where = "true"): string {
  return `coalesce(sum(row_count) filter (where ${where}), 0)`;
}

async function countRows(connection: DuckDBConnection, read: ReadFile): Promise<SourceSummary> {
  const reader = await connection.runAndReadAll(
    `select ${rowCount("fault is null")}, ${rowCount(`fault = '${leftOut}'`)}, ${rowCount(`fault <> '${leftOut}'`)}
     from ${recordsOf(read)}`,
  );
  const [accepted = 0, left = 0, faulty = 0] = (reader.getRowsJson()[0] ?? []).map(Number);
  const { file } = read;
  const quarantined = faulty + (read.copy?.broken.length ?? 0);
  if (accepted + quarantined + left !== read.rowsIn) {
    const sum = `${accepted} accepted + ${quarantined} set aside + ${left} left out`;
    throw new Error(
      `${file.file}: rows do not add up to the ${read.rowsIn} in the file, got ${sum}; report this`,
    );
  }
  return {
    source_no: file.sourceNo,
    layout: file.source.layout.name,
    file: file.file,
    format: `${file.format}${file.compressed ? ", gzip" : ""}`,
    bytes: file.bytes,
    lines: read.lines,
    sha256: read.sha256,
    rows_in: read.rowsIn,
    accepted,
    quarantined,
    left_out: left,
  };
}

/**
 * SQL: a file's records with their fault and customer. A record of several rows has the first fault of any of them; it is
 * left out when all of them are.
 */
function recordsOf(read: ReadFile): string {
  const rows = read.tables.map((table, place) => {
    const customer = "customer_id" in readTables[table] ? "customer_id" : "null";
    const record = read.firstRow === null ? "record_no" : `rowid - ${read.firstRow}`;
    return `select ${record} as record_no, fault, ${customer} as customer_id, ${place} as place, rowid as row_no,
      ${isRolledUp(read) ? "row_count" : "1"} as row_count
      from ${table} where source_no = ${read.file.sourceNo}`;
  });
  const all = `(${rows.join(" union all ")})`;
  if (read.firstRow !== null) return all;
  const isFault = `fault <> '${leftOut}'`;
  return `(select record_no, coalesce(arg_min(fault, (place, row_no)) filter (${isFault}),
      case when bool_and(fault is not null) then '${leftOut}' end) as fault, min(customer_id) as customer_id, 1 as row_count
    from ${all} group by record_no)`;
}

/** A record stands or falls as a whole: the rows of one that has a fault are set aside with it. */
async function setAsideWhole(connection: DuckDBConnection, read: ReadFile): Promise<void> {
  if (read.firstRow !== null) return;
  for (const table of read.tables) {
    await connection.run(
      `update ${table} set fault = record.fault from ${recordsOf(read)} as record
       where ${table}.source_no = ${read.file.sourceNo} and ${table}.record_no = record.record_no
         and ${table}.fault is null and record.fault <> '${leftOut}'`,
    );
  }
}

async function quarantineRows(
  connection: DuckDBConnection,
  company: Company,
  { read, most }: { read: ReadFile; most: number | null },
): Promise<QuarantineRow[]> {
  const { file } = read;
  const listed = isRolledUp(read)
    ? usageFaults(file.targets.map((target) => scanOf(company, file, target)))
    : `select record_no, fault, customer_id, row_count from ${recordsOf(read)} where fault <> '${leftOut}'
       order by record_no`;
  const reader = await connection.runAndReadAll(`${listed}${most === null ? "" : ` limit ${most}`}`);
  const offenders = reader.getRowsJson().map(([ordinal, fault, customer, rows]) => ({
    ordinal: Number(ordinal),
    fault: parseFault(String(fault)),
    customer: customer === null || customer === undefined ? null : String(customer),
    rows: Number(rows),
  }));
  const places = await locateRows(
    connection,
    read,
    offenders.map(({ ordinal }) => ordinal),
  );
  const dateFormat = file.source.settings.date_format;
  const fed = [...file.targets.flatMap(({ columns }) => columns), ...file.columns];
  const faulty = offenders.map(({ fault, customer, rows }, i): QuarantineRow => {
    const mapped = fed.find(({ canonical }) => canonical === fault.canonical);
    const layout = [...file.targets, file.source].find(
      (one) => fault.canonical in one.layout.columns,
    )?.layout;
    const place = places[i] ?? { line: 0, text: "" };
    return {
      line: place.line,
      column_name: mapped?.name ?? (fault.canonical === "" ? null : fault.canonical),
      value: fault.canonical === "" ? place.text.slice(0, 200) : fault.value,
      code: fault.code,
      reason: faultReason(fault, layout === undefined ? { dateFormat } : { dateFormat, layout }),
      customer_id: customer,
      row_text: place.text,
      row_count: rows,
    };
  });
  const footer = reportFooter(read.copy, file.delimiter);
  const broken = (read.copy?.broken ?? []).map(({ line, fault, text }): QuarantineRow => {
    const value = text.slice(0, 200);
    const code = footer.has(line) ? "report_footer" : "malformed_record";
    const reason = faultReason({ code, canonical: "", value }, { dateFormat, detail: fault });
    return {
      line,
      column_name: null,
      value,
      code,
      reason,
      customer_id: null,
      row_text: text,
      row_count: 1,
    };
  });
  const rows = [...faulty, ...broken].sort((a, b) => a.line - b.line);
  return most === null ? rows : rows.slice(0, most);
}

async function append(connection: DuckDBConnection, summary: SourceSummary, rows: readonly QuarantineRow[]) {
  if (rows.length === 0) return;
  const appender = await connection.createAppender("quarantine");
  const text = (value: string | null) =>
    value === null ? appender.appendNull() : appender.appendVarchar(value);
  for (const row of rows) {
    appender.appendValue(summary.source_no, INTEGER);
    text(summary.layout);
    text(summary.file);
    appender.appendBigInt(BigInt(row.line));
    text(row.column_name);
    text(row.value);
    text(row.code);
    text(row.reason);
    text(row.customer_id);
    text(row.row_text);
    appender.appendBigInt(BigInt(row.row_count));
    appender.endRow();
  }
  appender.closeSync();
}

function tooManySetAside(summary: SourceSummary, limit: number, rows: readonly QuarantineRow[]): Error {
  const { file, quarantined, rows_in, left_out } = summary;
  const asked = rows_in - left_out;
  const share = ((100 * quarantined) / asked).toFixed(1);
  const allowed = `${(100 * limit).toFixed(1)} % (policies.max_quarantined_rate)`;
  const examples = rows.map((row) => `  ${faultMessage({ file, ...row })}`);
  return new Error(
    `${file}: more rows set aside than ${allowed}, got ${quarantined} of ${asked} (${share} %); ` +
      `correct the export or its source in company.json, or raise the limit. The first:\n${examples.join("\n")}`,
  );
}

/** Takes the set-aside and left-out rows out of the tables that were read. */
export async function dropSetAside(connection: DuckDBConnection, read: readonly ReadFile[]): Promise<void> {
  const tables = new Set<string>([
    "read_customers",
    "read_contract_lines",
    ...read.flatMap(({ tables }) => tables),
  ]);
  for (const table of tables) {
    await connection.run(`delete from ${table} where fault is not null`);
    await connection.run(`alter table ${table} drop column fault`);
    await connection.run(`alter table ${table} drop column record_no`);
  }
  if (tables.has("read_usage")) await connection.run("alter table read_usage drop column line_id");
}
