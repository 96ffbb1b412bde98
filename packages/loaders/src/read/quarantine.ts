import { type DuckDBConnection, INTEGER } from "@duckdb/node-api";
import type { Company } from "../company/load-company.ts";
import { readTables } from "../models/read-tables.ts";
import { leftOut, parseFault } from "./fault-sql.ts";
import { type FaultCode, faultMessage, faultReason } from "./faults.ts";
import { locateRows } from "./locate-rows.ts";
import type { ReadFile } from "./read-file.ts";
import type { SourceSummary } from "./read-summary.ts";

/** One set-aside row; the names are those of the table `quarantine`. */
interface QuarantineRow {
  line: number;
  column_name: string | null;
  value: string | null;
  code: FaultCode;
  reason: string;
  customer_id: string | null;
  row_text: string;
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
    const isOver = summary.quarantined > limit * (summary.rows_in - summary.left_out);
    const rows = await quarantineRows(connection, file, isOver ? 5 : null);
    if (isOver) throw tooManySetAside(summary, limit, rows);
    await append(connection, summary, rows);
    sources.push(summary);
  }
  return sources;
}

async function countRows(connection: DuckDBConnection, read: ReadFile): Promise<SourceSummary> {
  const reader = await connection.runAndReadAll(
    `select count(*) filter (fault is null), count(*) filter (fault = '${leftOut}'),
       count(*) filter (fault <> '${leftOut}')
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
    return `select ${record} as record_no, fault, ${customer} as customer_id, ${place} as place, rowid as row_no
      from ${table} where source_no = ${read.file.sourceNo}`;
  });
  const all = `(${rows.join(" union all ")})`;
  if (read.firstRow !== null) return all;
  const isFault = `fault <> '${leftOut}'`;
  return `(select record_no, coalesce(arg_min(fault, (place, row_no)) filter (${isFault}),
      case when bool_and(fault is not null) then '${leftOut}' end) as fault, min(customer_id) as customer_id
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
  read: ReadFile,
  most: number | null,
): Promise<QuarantineRow[]> {
  const { file } = read;
  const reader = await connection.runAndReadAll(
    `select record_no, fault, customer_id from ${recordsOf(read)} where fault <> '${leftOut}'
     order by record_no${most === null ? "" : ` limit ${most}`}`,
  );
  const offenders = reader.getRowsJson().map(([ordinal, fault, customer]) => ({
    ordinal: Number(ordinal),
    fault: parseFault(String(fault)),
    customer: customer === null || customer === undefined ? null : String(customer),
  }));
  const places = await locateRows(
    connection,
    read,
    offenders.map(({ ordinal }) => ordinal),
  );
  const dateFormat = file.source.settings.date_format;
  const fed = [...file.targets.flatMap(({ columns }) => columns), ...file.columns];
  const faulty = offenders.map(({ fault, customer }, i): QuarantineRow => {
    const mapped = fed.find(({ canonical }) => canonical === fault.canonical);
    const place = places[i] ?? { line: 0, text: "" };
    return {
      line: place.line,
      column_name: mapped?.name ?? (fault.canonical === "" ? null : fault.canonical),
      value: fault.code === "malformed_record" ? place.text.slice(0, 200) : fault.value,
      code: fault.code,
      reason: faultReason(fault, { dateFormat }),
      customer_id: customer,
      row_text: place.text,
    };
  });
  const broken = (read.copy?.broken ?? []).map(({ line, fault, text }): QuarantineRow => {
    const value = text.slice(0, 200);
    const reason = faultReason(
      { code: "malformed_record", canonical: "", value },
      { dateFormat, detail: fault },
    );
    return {
      line,
      column_name: null,
      value,
      code: "malformed_record",
      reason,
      customer_id: null,
      row_text: text,
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

/** Takes the set-aside and left-out rows out of the tables. */
export async function dropSetAside(connection: DuckDBConnection): Promise<void> {
  for (const table of Object.keys(readTables)) {
    await connection.run(`delete from ${table} where fault is not null`);
    await connection.run(`alter table ${table} drop column fault`);
    await connection.run(`alter table ${table} drop column record_no`);
  }
}
