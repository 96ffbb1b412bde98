import type { DuckDBConnection } from "@duckdb/node-api";
import { formatNumber } from "@tideline/metrics";
import type { Company } from "../company/load-company.ts";
import { rawOf } from "./file-scan.ts";
import type { ReadFile } from "./read-file.ts";
import { scanOf } from "./scan-of.ts";
import { usageRows } from "./usage-sql.ts";

/**
 * What is odd about use, and is counted all the same: keys that come twice, and use of a contract line in a month before
 * the line begins or after it has ended.
 *
 * Called while rows still name their line. Keys are looked at where `event_id` is mapped, in a second scan; nothing is
 * said of an export that has neither.
 */
export async function usageNotes(
  connection: DuckDBConnection,
  company: Company,
  read: readonly ReadFile[],
): Promise<string[]> {
  const notes: string[] = [];
  for (const { file, tables } of read.filter(({ tables: all }) => all.includes("read_usage"))) {
    for (const target of file.targets) {
      const scan = scanOf(company, file, target);
      if (target.layout.name !== "usage" || rawOf(scan, "event_id") === null) continue;
      const [keys, rows, first] = await one(
        connection,
        `select count(*), sum(rows), min(event_id) from (
           select event_id, count(*) as rows from (${usageRows(scan)})
           where fault is null and event_id is not null group by event_id having count(*) > 1)`,
      );
      if (Number(keys) > 0)
        notes.push(
          `${file.file}: ${grouped(keys)} of its keys ${Number(keys) === 1 ? "comes" : "come"} more than once, in ${grouped(rows)} rows, such as "${first}"; every row counts.`,
        );
    }
    if (tables.includes("read_usage")) notes.push(...(await besideLines(connection, file)));
  }
  return notes;
}

/** Use of a line in months it does not have. */
async function besideLines(connection: DuckDBConnection, file: ReadFile["file"]): Promise<string[]> {
  const [before, after, line] = await one(
    connection,
    `select coalesce(sum(usage.row_count) filter (usage.usage_month < date_trunc('month', line.start_on)), 0),
       coalesce(sum(usage.row_count) filter (usage.usage_month >= line.end_on), 0),
       min(line.line_id) filter (usage.usage_month < date_trunc('month', line.start_on) or usage.usage_month >= line.end_on)
     from read_usage as usage
     join read_contract_lines as line on line.line_id = usage.line_id
     where usage.source_no = ${file.sourceNo} and usage.fault is null and line.fault is null`,
  );
  if (line === null) return [];
  return [
    `${file.file}: of the rows that name a contract line, ${grouped(before)} ${Number(before) === 1 ? "is" : "are"} of a month before it begins and ${grouped(after)} of one after it has ended, such as of "${line}"; they count for its customer.`,
  ];
}

/** A count as SQL gives it, with separators between thousands. */
const grouped = (count: string | null | undefined) => formatNumber(Number(count));

async function one(connection: DuckDBConnection, sql: string): Promise<(string | null)[]> {
  const row = (await connection.runAndReadAll(sql)).getRowsJson()[0] ?? [];
  return row.map((value) => (value === null ? null : String(value)));
}
