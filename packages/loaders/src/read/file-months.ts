import type { DuckDBConnection } from "@duckdb/node-api";
import type { ReadTable } from "../models/read-tables.ts";
import { cadence, missingMonths } from "./cadence.ts";
import type { ReadFile } from "./read-file.ts";
import type { FileMonths } from "./read-summary.ts";

/** Tables that grow month by month, and the day that says when; a month without rows of one asks why. */
const dated: Readonly<Partial<Record<ReadTable, { by: string; day: string }>>> = {
  read_contract_lines: { by: "signed_on", day: "coalesce(signed_on, start_on)" },
  read_invoices: { by: "invoiced_on", day: "invoiced_on" },
  read_invoice_lines: { by: "invoiced_on", day: "invoiced_on" },
  read_usage_charges: { by: "billed_for", day: "billed_for" },
  read_exchange_rates: { by: "rate_on", day: "make_date((month_no - 1) // 12, (month_no - 1) % 12 + 1, 1)" },
  read_tickets: { by: "opened_on", day: "opened_on" },
  read_survey_responses: { by: "responded_on", day: "responded_on" },
  read_survey_invitations: { by: "sent_on", day: "sent_on" },
  read_usage: { by: "used_on", day: "usage_month" },
  read_activities: { by: "activity_on", day: "activity_on" },
  read_engagement: { by: "engaged_on", day: "engaged_on" },
};

/** So many months up to the as-of date are told one by one. */
const mostMonths = 60;

/**
 * In which months does each file have accepted rows? Files of things that happen month by month only: a list of customers
 * has no months.
 *
 * @param asOf the last day the exports know, YYYY-MM-DD; the last of `rows` is its month
 * @returns one a file with a dated row; `rows` counts the last sixty months, oldest first, 0 where there is none, and
 *   `missing_months` are those in which it normally has some
 */
export async function fileMonths(
  connection: DuckDBConnection,
  read: readonly ReadFile[],
  asOf: string,
): Promise<FileMonths[]> {
  const found: FileMonths[] = [];
  const last = Number(asOf.slice(0, 4)) * 12 + Number(asOf.slice(5, 7));
  for (const { file, tables } of read) {
    const table = tables.find((name) => dated[name] !== undefined);
    const by = table === undefined ? undefined : dated[table];
    if (table === undefined || by === undefined) continue;
    const weight = table === "read_usage" ? "sum(row_count)" : "count(*)";
    const reader = await connection.runAndReadAll(
      `select year(${by.day}) * 12 + month(${by.day}) as month_no, ${weight}
       from ${table} where source_no = ${file.sourceNo} and ${by.day} is not null group by 1 order by 1`,
    );
    const counts = reader.getRowsJson().map(([month, rows]) => [Number(month), Number(rows)] as const);
    const [first] = counts;
    const newest = counts.at(-1);
    if (first === undefined || newest === undefined) continue;
    const rows = new Map(counts);
    const months = [...rows.keys()];
    const every = cadence(months);
    const missing = missingMonths(months, every).filter(
      (month) => month > last - mostMonths && month <= last,
    );
    found.push({
      file: file.file,
      dated_by: by.by,
      first_month: monthText(first[0]),
      last_month: monthText(newest[0]),
      rows: Array.from({ length: mostMonths }, (_, place) => rows.get(last - mostMonths + 1 + place) ?? 0),
      every_months: every,
      missing_months: missing.map(monthText),
    });
  }
  return found;
}

function monthText(month: number): string {
  return `${Math.floor((month - 1) / 12)}-${String(((month - 1) % 12) + 1).padStart(2, "0")}-01`;
}
