import type { DuckDBConnection } from "@duckdb/node-api";
import type { Company } from "../company/load-company.ts";
import type { ReadTable } from "../models/read-tables.ts";
import type { CleanCopy } from "./clean-copy.ts";
import { countFile } from "./count-file.ts";
import { customersSql } from "./customers-sql.ts";
import { factSql } from "./fact-tables-sql.ts";
import type { FileScan } from "./file-scan.ts";
import type { NeutralName } from "./layout.ts";
import { linesSql } from "./lines-sql.ts";
import { midnightNotes } from "./midnight-note.ts";
import { neededColumns, type OpenedFile, openCopy, unreadable } from "./open-file.ts";
import {
  assignmentsSql,
  customerMapSql,
  exchangeRatesSql,
  expectedLossesSql,
  usageChargesSql,
} from "./plain-tables-sql.ts";
import { hasRecordNo, layoutMacros, scanOf } from "./scan-of.ts";
import { literal } from "./sql-text.ts";
import { tableOf } from "./tables.ts";
import { thousandsNotes } from "./thousands-note.ts";
import { usageSql } from "./usage-sql.ts";
import { firstLine, withCondition } from "./where-condition.ts";

/** A file whose rows stand in the tables, faulty ones marked. */
export interface ReadFile {
  file: OpenedFile;
  /** The tables its rows stand in, each once. */
  tables: readonly ReadTable[];
  rowsIn: number;
  /** Lines of a text file as an editor counts them. */
  lines: number | null;
  sha256: string;
  /** rowid of its first row in its only table, where the n-th row is of the n-th record; null: rows have a record_no. */
  firstRow: number | null;
  rowsRead: number;
  /** The clean copy with what could not be taken apart, which the caller removes; null when the file was read as it is. */
  copy: CleanCopy | null;
  notes: string[];
}

/** Are its rows rolled up while they are read, so that several records of the file are one row? */
export function isRolledUp({ tables }: { tables: readonly ReadTable[] }): boolean {
  return tables.includes("read_usage");
}

const statements: Readonly<Record<NeutralName, (scan: FileScan, filled: ReadonlySet<string>) => string>> = {
  customers: customersSql,
  contract_lines: linesSql,
  subscription_periods: linesSql,
  assignments: assignmentsSql,
  exchange_rates: exchangeRatesSql,
  usage_charges: usageChargesSql,
  expected_losses: expectedLossesSql,
  customer_map: customerMapSql,
  invoices: factSql,
  invoice_lines: factSql,
  tickets: factSql,
  ticket_changes: factSql,
  survey_responses: factSql,
  survey_invitations: factSql,
  usage: usageSql,
  activities: factSql,
  contacts: factSql,
  milestones: factSql,
  reported_churn: factSql,
  engagement: factSql,
  plan: factSql,
  csm_roster: factSql,
  csm_assignments: factSql,
};

/**
 * One file, read into its table in one scan while its rows are counted on the side.
 *
 * Only when the two disagree (a record that breaks the rules of CSV, line ends of two kinds) is it read again, from
 * a clean copy that leaves out the broken records.
 */
export async function readFile(
  connection: DuckDBConnection,
  company: Company,
  { file, filled }: { file: OpenedFile; filled: ReadonlySet<string> },
): Promise<ReadFile> {
  const tables = [...new Set(file.targets.map(({ layout }) => tableOf[layout.name]))];
  const insert = async (opened: OpenedFile) => {
    for (const macro of opened.source.layout.vendor === undefined ? [] : layoutMacros(company, opened)) {
      await connection.run(macro);
    }
    for (const target of opened.targets) {
      await connection.run(statements[target.layout.name](scanOf(company, opened, target), filled));
    }
  };
  const isCopied = file.copy !== null || (file.format === "csv" && file.header.length === 1);
  const [count, first] = await Promise.all([
    countFile(file),
    isCopied ? "copy" : attempt(() => insert(file)),
  ]);
  const rowsIn = count.rows ?? (await parquetRows(connection, file));
  const empty = file.format === "csv" ? "a header and no rows" : "no rows";
  const notes = rowsIn === 0 ? [`${file.file} has ${empty}.`] : [];
  if (count.hasMore)
    notes.push(`${file.file} ends with a list that says there is more: export what follows too.`);
  if (first === "done") {
    notes.push(...(await thousandsNotes(connection, file)));
    notes.push(...(await midnightNotes(connection, file, company.settings.timeZone)));
  }
  const done = { file, tables, rowsIn, lines: count.lines, sha256: count.sha256, notes } as const;
  if (first === "done" && !count.irregular) {
    const rows = await rowsOf(connection, file, tables);
    if (rows.rowsRead === rowsIn) return { ...done, ...rows, copy: null };
  }
  if (first instanceof Error) await blameCondition(connection, file, first);
  if (file.format === "parquet" || file.format === "json list") {
    if (first instanceof Error) throw await unreadable(file, first);
    throw disagreement(file, rowsIn, (await rowsOf(connection, file, tables)).rowsRead);
  }
  for (const table of tables) {
    await connection.run(`delete from ${table} where source_no = ${file.sourceNo}`);
  }
  const opened = file.copy === null ? await openCopy(connection, file) : file;
  try {
    const second = await attempt(() => insert(opened));
    if (second instanceof Error) throw await unreadable(file, second);
    const rows = await rowsOf(connection, file, tables);
    const broken = opened.copy?.broken.length ?? 0;
    if (rows.rowsRead !== opened.copy?.rows || rows.rowsRead + broken !== rowsIn) {
      throw disagreement(file, rowsIn, rows.rowsRead + broken);
    }
    return { ...done, file: opened, ...rows, copy: opened.copy };
  } catch (error) {
    await opened.copy?.remove();
    throw error;
  }
}

async function attempt(work: () => Promise<unknown>): Promise<"done" | Error> {
  try {
    await work();
    return "done";
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** How many records of a file stand in its tables? */
async function rowsOf(connection: DuckDBConnection, file: OpenedFile, tables: readonly ReadTable[]) {
  const [table] = tables;
  if (tables.length > 1 || file.targets.some(hasRecordNo)) {
    const records = tables.map((one) => `select record_no from ${one} where source_no = ${file.sourceNo}`);
    const reader = await connection.runAndReadAll(
      `select count(distinct record_no) from (${records.join(" union all ")})`,
    );
    return { firstRow: null, rowsRead: Number(reader.getRowsJson()[0]?.[0]) };
  }
  const reader = await connection.runAndReadAll(
    `select coalesce(min(rowid), 0), coalesce(max(rowid) - min(rowid) + 1, 0), count(*),
       ${table === "read_usage" ? "coalesce(sum(row_count), 0)" : "count(*)"}
     from ${table} where source_no = ${file.sourceNo}`,
  );
  const [firstRow = 0, span = 0, rows = 0, rowsRead = 0] = (reader.getRowsJson()[0] ?? []).map(Number);
  if (span !== rows)
    throw new Error(`readFile: the rows of a file stand apart, got ${span} for ${rows} rows; report this`);
  return { firstRow, rowsRead };
}

async function parquetRows(connection: DuckDBConnection, file: OpenedFile): Promise<number> {
  const reader = await connection.runAndReadAll(
    `select num_rows from parquet_file_metadata(${literal(file.path)})`,
  );
  return Number(reader.getRowsJson()[0]?.[0]);
}

/** When a read failed: was it the condition, which only some values make fail? */
async function blameCondition(connection: DuckDBConnection, file: OpenedFile, failure: Error): Promise<void> {
  if (file.condition === null) return;
  const needed = neededColumns(file);
  const tested = withCondition(file.relation.sql(needed), file.condition, needed);
  const alone = await attempt(() => connection.run(`select count(*) from ${tested} where tideline_kept`));
  const plain = await attempt(() => connection.run(`select count(*) from ${file.relation.sql(needed)}`));
  if (alone === "done" || plain !== "done") return;
  const where = JSON.stringify(file.source.settings.where);
  throw new Error(
    `company.json ${file.source.key}.where: ${firstLine(alone)}, got ${where}; correct the condition ` +
      `(columns of ${file.file}: ${file.relation.names.join(", ")})`,
    { cause: failure },
  );
}

function disagreement(file: OpenedFile, counted: number, read: number): Error {
  return new Error(
    `${file.file}: ${counted} rows were counted in the file, got ${read} from the parser; ` +
      "not every row can be accounted for: export the file again, and report this if it stays",
  );
}
