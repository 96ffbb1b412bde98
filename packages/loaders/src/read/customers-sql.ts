import { firstFault } from "./fault-sql.ts";
import { type FileScan, rawLayer, rawOf } from "./file-scan.ts";
import { cleanText } from "./sql-values.ts";
import { customerColumns } from "./tables.ts";

/** The statement that reads one customers file into `read_customers`. */
export function customersSql(scan: FileScan): string {
  const cells = customerColumns.map((name) => {
    const raw = rawOf(scan, name);
    return raw === null ? `cast(null as varchar) as ${name}` : `${cleanText(raw)} as ${name}`;
  });
  const before = scan.before.length === 0 ? "cast(null as varchar)" : "raw_fault";
  const [record, raw] = scan.recordNo === null ? ["", ""] : [", record_no", ", raw_record"];
  return `insert into read_customers (${customerColumns.join(", ")}, source_no, fault${record})
with raw as not materialized (${rawLayer(scan)}),
cells as not materialized (select ${cells.join(", ")}, raw_customer_id, ${before} as raw_fault${raw} from raw)
select ${customerColumns.join(", ")}, ${scan.sourceNo},
  coalesce(raw_fault, ${firstFault([
    { when: "customer_id is null", code: "missing_id", canonical: "customer_id", value: "raw_customer_id" },
  ])})${raw}
from cells`;
}
