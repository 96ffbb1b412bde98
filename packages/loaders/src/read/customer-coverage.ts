import type { DuckDBConnection } from "@duckdb/node-api";
import { formatNumber } from "@tideline/metrics";
import { readTables } from "../models/read-tables.ts";
import type { ReadFile } from "./read-file.ts";
import type { CustomerCoverage } from "./read-summary.ts";

/**
 * How many of the customers that each file names are known? The rows of the others are set aside, and listed there.
 *
 * Reported where a company has an export of customers, and for a file that names somebody unknown or, with a customer map,
 * for every file: counting keys takes time, and without either there is nothing to join.
 */
export async function customerCoverage(
  connection: DuckDBConnection,
  read: readonly ReadFile[],
): Promise<CustomerCoverage[]> {
  const has = (table: string) => read.some(({ tables }) => tables.some((one) => one === table));
  if (!has("read_customers")) return [];
  const reader = await connection.runAndReadAll(
    `select source_no, count(distinct customer_id), sum(row_count), min(customer_id)
     from quarantine where code = 'unknown_customer' and customer_id is not null group by source_no`,
  );
  const unknown = new Map(
    reader.getRowsJson().map(([source, ...found]): [number, unknown[]] => [Number(source), found]),
  );
  const coverage: CustomerCoverage[] = [];
  for (const { file, tables } of read) {
    const facts = tables.filter((table) => {
      return (
        "customer_id" in readTables[table] && table !== "read_customers" && table !== "read_customer_map"
      );
    });
    const [customers = 0, rows = 0, example = null] = unknown.get(file.sourceNo) ?? [];
    if (facts.length === 0 || (!has("read_customer_map") && Number(customers) === 0)) continue;
    const keys = facts.map((table) => `select customer_id from ${table} where source_no = ${file.sourceNo}`);
    const known = await connection.runAndReadAll(
      `select count(distinct customer_id) from (${keys.join(" union all ")})`,
    );
    coverage.push({
      file: file.file,
      known_customers: Number(known.getRowsJson()[0]?.[0]),
      unknown_customers: Number(customers),
      unknown_rows: Number(rows),
      unknown_example: example === null ? null : String(example),
    });
  }
  return coverage;
}

/** The coverage of files that name somebody unknown, one sentence each. */
export function coverageNotes(coverage: readonly CustomerCoverage[]): string[] {
  return coverage
    .filter(({ unknown_customers: unknown }) => unknown > 0)
    .map(
      ({
        file,
        known_customers: known,
        unknown_customers: unknown,
        unknown_rows: rows,
        unknown_example: example,
      }) => {
        const others =
          unknown === 1 ? `"${example}" is not` : `${formatNumber(unknown)} are not, such as "${example}"`;
        return `${file}: ${formatNumber(known)} of ${formatNumber(known + unknown)} customers are known; ${others} (${formatNumber(rows)} ${rows === 1 ? "row" : "rows"} set aside). A customer map joins keys.`;
      },
    );
}
