import { factInsert } from "./fact-tables-sql.ts";
import type { FileScan } from "./file-scan.ts";
import { selectSql } from "./insert-sql.ts";

/** The key of a row of usage as it is printed, before its customer is looked for. */
const keys = ["customer_id", "person_id", "line_id"] as const;

/**
 * The statement that rolls up one file of usage into `read_usage` while it is read: rows of one customer, person,
 * feature, month of use and month of recording are one row. Faulty rows are rolled up by their fault.
 */
export function usageSql(scan: FileScan): string {
  const good = (value: string) => `case when fault is null then ${value} end`;
  const columns: Record<string, string> = {
    ...Object.fromEntries(keys.map((key) => [key, good(key)])),
    feature: good("coalesce(feature, 'All features')"),
    usage_month: good("cast(date_trunc('month', used_on) as date)"),
    known_month: good("cast(date_trunc('month', known_on) as date)"),
    source_no: `${scan.sourceNo}`,
    fault: "fault",
  };
  const sums: Record<string, string> = {
    event_count: "cast(coalesce(sum(coalesce(event_count, 1)) filter (fault is null), 0) as bigint)",
    days_used:
      "coalesce(bit_or(1 << (day(used_on) - 1)) filter (fault is null and coalesce(event_count, 1) > 0), 0)",
    row_count: "count(*)",
  };
  const all = Object.entries({ ...columns, ...sums });
  return `insert into read_usage (${all.map(([name]) => name).join(", ")})
select ${all.map(([name, value]) => `${value} as ${name}`).join(",\n  ")}
from (${usageRows(scan)})
group by ${Object.keys(columns)
    .map((_, place) => place + 1)
    .join(", ")}`;
}

/** The rows of one file of usage one by one, each with its first fault or null. */
export function usageRows(scan: FileScan): string {
  return selectSql(scan, factInsert(scan));
}
