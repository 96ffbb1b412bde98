import type { DuckDBConnection } from "@duckdb/node-api";
import type { ReadTable } from "../models/read-tables.ts";
import type { ReadFile } from "./read-file.ts";
import type { IdGaps } from "./read-summary.ts";
import { literal } from "./sql-text.ts";

/** Keys that systems hand out in order; an invoice has its number for that. */
const numbered: Readonly<Partial<Record<ReadTable, string>>> = {
  read_contract_lines: "line_id",
  read_invoices: "coalesce(number, invoice_id)",
  read_usage_charges: "charge_id",
  read_tickets: "ticket_id",
  read_survey_responses: "response_id",
  read_survey_invitations: "invitation_id",
  read_activities: "activity_id",
  read_engagement: "engagement_id",
};

/** Under this share of numbers in use the keys are not handed out one by one, and a gap says nothing. */
const leastInUse = 0.8;
/** Longer runs of digits are no counters. */
const mostDigits = 15;

/**
 * Which numbers are missing from keys that count up, such as INV-1001, INV-1002, INV-1004? A gap is a row that was
 * deleted, or never exported.
 *
 * Called before set-aside rows are taken out: their keys are there. Keys that end in no number, or use fewer than four
 * fifths of the numbers between the lowest and the highest, have none.
 * @returns one a file with keys that count up, `missing` 0 where no number is
 */
export async function idGaps(connection: DuckDBConnection, read: readonly ReadFile[]): Promise<IdGaps[]> {
  const found: IdGaps[] = [];
  for (const { file, tables } of read) {
    const table = tables.find((name) => numbered[name] !== undefined);
    const key = table === undefined ? undefined : numbered[table];
    if (table === undefined || key === undefined) continue;
    const keys = `(select ${key} as key from ${table} where source_no = ${file.sourceNo} and ${key} is not null)`;
    const prefixes = await countersOf(connection, keys);
    if (prefixes.length === 0) continue;
    const numbers = `(select distinct number from ${numbersOf(keys, prefixes)})`;
    const reader = await connection.runAndReadAll(
      `select count(number), min(number), max(number) from ${numbers} where number is not null`,
    );
    const [used = 0, lowest = 0, highest = 0] = (reader.getRowsJson()[0] ?? []).map(Number);
    const span = highest - lowest + 1;
    if (used < 20 || used < leastInUse * span) continue;
    found.push({
      file: file.file,
      prefixes: prefixes.join(", "),
      lowest,
      highest,
      used,
      missing: span - used,
      gaps: span === used ? [] : await firstGaps(connection, numbers),
    });
  }
  return found;
}

/** SQL: the keys' beginnings, and the numbers after them; null where a key begins otherwise. */
function numbersOf(keys: string, prefixes: readonly string[]): string {
  const cases = (value: (prefix: string) => string) =>
    `case ${prefixes.map((prefix) => `when starts_with(key, ${literal(prefix)}) then ${value(prefix)}`).join(" ")} end`;
  const digits = cases((prefix) => `try_cast(substr(key, ${[...prefix].length + 1}) as bigint)`);
  return `(select ${cases(literal)} as prefix, ${digits} as number from ${keys})`;
}

/**
 * The beginnings of the keys that share the counter: the one most keys have, and those whose numbers lie among its own,
 * such as of credit notes among invoices. Looked for in the first thousand keys; nothing for a key of digits.
 */
async function countersOf(connection: DuckDBConnection, keys: string): Promise<string[]> {
  const reader = await connection.runAndReadAll(
    `select distinct regexp_extract(key, '^(.*?)[0-9]{1,${mostDigits}}$', 1)
     from (select key from ${keys} limit 1000) where regexp_matches(key, '[0-9]$') limit 9`,
  );
  // A longer beginning is looked for first: INV-X before INV-. Many beginnings are no counter.
  const prefixes = reader
    .getRowsJson()
    .map(([prefix]) => String(prefix))
    .sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  if (prefixes.length === 0 || prefixes.length > 8) return [];
  const spans = await connection.runAndReadAll(
    `select prefix, min(number), max(number) from ${numbersOf(keys, prefixes)} where number is not null
     group by prefix order by count(*) desc, prefix`,
  );
  const [main, ...others] = spans.getRowsJson().map(([prefix, lowest, highest]) => ({
    prefix: String(prefix),
    lowest: Number(lowest),
    highest: Number(highest),
  }));
  if (main === undefined) return [];
  const among = others.filter(({ lowest, highest }) => lowest >= main.lowest && highest <= main.highest);
  return [main, ...among].map(({ prefix }) => prefix).sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
}

async function firstGaps(
  connection: DuckDBConnection,
  numbers: string,
): Promise<{ from: number; to: number }[]> {
  const reader = await connection.runAndReadAll(
    `select number + 1, next - 1 from (
       select number, lead(number) over (order by number) as next from ${numbers} where number is not null)
     where next > number + 1 order by number limit 10`,
  );
  return reader.getRowsJson().map(([from, to]) => ({ from: Number(from), to: Number(to) }));
}
