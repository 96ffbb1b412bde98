import { type FaultRule, firstFault } from "./fault-sql.ts";
import { type FileScan, rawLayer } from "./file-scan.ts";
import type { Layer } from "./sql-money.ts";

/** How one file's rows go into a table: cells in layers of which each uses the ones before, values, faults. */
export interface Insert {
  table: string;
  columns: readonly string[];
  layers: readonly Layer[];
  /** SQL over the last layer, one a column. */
  values: readonly string[];
  faults: readonly FaultRule[];
}

/** The statement that reads one file into a table in one scan, each row with its first fault or null. */
export function insertSql(scan: FileScan, insert: Insert): string {
  const record = scan.recordNo === null ? "" : ", record_no";
  return `insert into ${insert.table} (${insert.columns.join(", ")}, fault${record})\n${selectSql(scan, insert)}`;
}

/** The rows of one file as they go into a table, each with its first fault or null. */
export function selectSql(
  scan: FileScan,
  { columns, layers, values, faults }: Omit<Insert, "table">,
): string {
  const steps = layers.map((layer, i) => {
    const cells = Object.entries(layer).map(([name, sql]) => `,\n  ${sql} as ${name}`);
    return `step${i + 1} as not materialized (select *${cells.join("")}\n  from ${i === 0 ? "raw" : `step${i}`})`;
  });
  const before = scan.before.length === 0 ? "" : "raw_fault, ";
  const fault = `coalesce(${before}${firstFault(faults)}) as fault`;
  const record = scan.recordNo === null ? "" : ", raw_record";
  return `with raw as not materialized (${rawLayer(scan)}),
${steps.join(",\n")}
select ${[...values.map((value, i) => `${value} as ${columns[i]}`), fault].join(",\n  ")}${record}
from step${layers.length}`;
}
