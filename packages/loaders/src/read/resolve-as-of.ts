import type { DuckDBConnection } from "@duckdb/node-api";
import type { Company } from "../company/load-company.ts";
import type { ReadFile } from "./read-file.ts";
import { recordedColumns } from "./tables.ts";

const recorded = [
  ...Object.entries(recordedColumns).map(([column, canonical]) => {
    return { table: "read_contract_lines", column, canonical };
  }),
  { table: "read_expected_losses", column: "flagged_on", canonical: "flagged_on" },
  { table: "read_invoices", column: "invoiced_on", canonical: "invoiced_on" },
  { table: "read_invoices", column: "paid_on", canonical: "paid_on" },
  { table: "read_invoice_lines", column: "invoiced_on", canonical: "invoiced_on" },
  { table: "read_tickets", column: "opened_on", canonical: "opened_on" },
  { table: "read_survey_invitations", column: "sent_on", canonical: "sent_on" },
  { table: "read_survey_responses", column: "responded_on", canonical: "responded_on" },
  { table: "read_engagement", column: "engaged_on", canonical: "engaged_on" },
  {
    table: "read_usage",
    column: "case when days_used > 0 then usage_month + cast(floor(log2(days_used)) as integer) end",
    canonical: "used_on",
  },
];

/** The last day the exports know, and who says so. */
export interface AsOf {
  date: string;
  source: string;
  /** What a reader may want to correct. */
  notes: string[];
}

/**
 * Up to which day do the exports know what happened?
 *
 * The company file's `as_of`; else the newest signing, notice, withdrawal, flagged loss, invoice, payment, ticket, survey
 * sent or answered, engagement or use that was accepted; never a start, an end or an activity, which may still be to come.
 * @throws Error asking for `as_of` when no accepted row says when anything was recorded
 */
export async function resolveAsOf(
  connection: DuckDBConnection,
  company: Company,
  read: readonly ReadFile[],
): Promise<AsOf> {
  const given = company.settings.as_of;
  if (given !== undefined) return { date: given, source: "company.json", notes: [] };
  let newest: AsOf | null = null;
  for (const { table, column, canonical } of recorded) {
    const reader = await connection.runAndReadAll(
      `select source_no, cast(max(${column}) as varchar) from ${table}
       group by source_no having max(${column}) is not null order by source_no`,
    );
    for (const [sourceNo, date] of reader.getRowsJson()) {
      const file = read.find((one) => one.file.sourceNo === Number(sourceNo))?.file.file;
      if (newest !== null && String(date) <= newest.date) continue;
      newest = { date: String(date), source: `newest ${canonical} in ${file}`, notes: [] };
    }
  }
  if (newest !== null) newest.notes.push(...(await farAhead(connection, newest)));
  for (const column of Object.keys(recordedColumns)) {
    await connection.run(`alter table read_contract_lines drop column ${column}`);
  }
  if (newest !== null) return newest;
  const lines = read.filter(({ tables }) => tables.includes("read_contract_lines"));
  if (lines.length > 0 && lines.every(({ rowsIn }) => rowsIn === 0)) {
    const files = lines.map(({ file }) => file.file).join(", ");
    throw new Error(
      `${files}: there is no contract line to report, got 0 rows; export the lines again, ` +
        "or set as_of in company.json to build without them",
    );
  }
  throw new Error(
    "company.json as_of: nothing in the exports says when it was recorded (no signed_on or notice_on is mapped, " +
      'or all are empty), got nothing; add "as_of": "YYYY-MM-DD", the day the exports were taken',
  );
}

/** A date more than two years after every other is likely a typing error, and moves every report: it is noted. */
async function farAhead(connection: DuckDBConnection, { date, source }: AsOf): Promise<string[]> {
  const others = recorded.map(
    ({ table, column }) => `select max(${column}) as day from ${table} where ${column} < date '${date}'`,
  );
  const reader = await connection.runAndReadAll(
    `select cast(max(day) as varchar) from (${others.join(" union all ")})
     having max(day) + interval 2 year < date '${date}'`,
  );
  const next = reader.getRowsJson()[0]?.[0];
  if (next === undefined) return [];
  return [
    `as of ${date}, the ${source}, is more than two years after the next recorded date, ${next}: ` +
      "if it is a typing error, correct it, or set as_of in company.json.",
  ];
}
