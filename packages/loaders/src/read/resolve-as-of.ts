import type { DuckDBConnection } from "@duckdb/node-api";
import type { Company } from "../company/load-company.ts";
import type { ReadFile } from "./read-file.ts";
import { recordedColumns } from "./tables.ts";

/** The last day the exports know, and who says so. */
export interface AsOf {
  date: string;
  source: string;
}

/**
 * Up to which day do the exports know what happened?
 *
 * The company file's `as_of`; else the newest signing or notice among the accepted lines; never a start or an end,
 * which may still be to come.
 * @throws Error asking for `as_of` when no accepted row says when anything was recorded
 */
export async function resolveAsOf(
  connection: DuckDBConnection,
  company: Company,
  read: readonly ReadFile[],
): Promise<AsOf> {
  const given = company.settings.as_of;
  if (given !== undefined) return { date: given, source: "company.json" };
  let newest: AsOf | null = null;
  for (const [column, canonical] of Object.entries(recordedColumns)) {
    const reader = await connection.runAndReadAll(
      `select source_no, cast(max(${column}) as varchar) from read_contract_lines
       group by source_no having max(${column}) is not null order by source_no`,
    );
    for (const [sourceNo, date] of reader.getRowsJson()) {
      const file = read.find((one) => one.file.sourceNo === Number(sourceNo))?.file.file;
      if (newest !== null && String(date) <= newest.date) continue;
      newest = { date: String(date), source: `newest ${canonical} in ${file}` };
    }
  }
  for (const column of Object.keys(recordedColumns)) {
    await connection.run(`alter table read_contract_lines drop column ${column}`);
  }
  if (newest !== null) return newest;
  throw new Error(
    "company.json as_of: nothing in the exports says when it was recorded (no signed_on or notice_on is mapped, " +
      'or all are empty), got nothing; add "as_of": "YYYY-MM-DD", the day the exports were taken',
  );
}
