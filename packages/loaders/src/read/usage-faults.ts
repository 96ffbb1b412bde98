import { leftOut } from "./fault-sql.ts";
import type { FileScan } from "./file-scan.ts";
import { usageRows } from "./usage-sql.ts";

/**
 * The query that lists the faults of a file of usage, one row a fault and value: the number of its first row in the
 * file, the fault, the customer, and how many rows it stands for. Reads the file a second time.
 *
 * Rows of nobody known were found out after the roll-up, by the customer their key stands for: so they are here.
 */
export function usageFaults([scan]: readonly FileScan[]): string {
  if (scan === undefined)
    throw new Error("usageFaults: the file is read as nothing, got no scan; report this");
  const unknown = (code: string, column: string) =>
    `'${code}' || chr(31) || '${column}' || chr(31) || ${column}`;
  const noOne = `case
      when customer_id is not null then fault_of_customers.code || chr(31) || 'customer_id' || chr(31) || customer_id
      when person_id is not null then ${unknown("unknown_person", "person_id")}
      else ${unknown("unknown_line", "line_id")}
    end`;
  return `with seen as (select row_number() over () - 1 as ordinal, * from (${usageRows(scan)})),
  faults as (
    select fault, cast(sum(row_count) as bigint) as row_count from read_usage
    where source_no = ${scan.sourceNo} and fault <> '${leftOut}' group by fault),
  fault_of_customers as (
    select coalesce(max(split_part(fault, chr(31), 1)), 'unknown_customer') as code from faults
    where split_part(fault, chr(31), 2) = 'customer_id'),
  resolved as (
    select seen.ordinal, seen.fault, seen.person_id, seen.line_id,
      coalesce(root.mapped_to, seen.customer_id, case when seen.customer_id is null then line.customer_id end) as customer_id
    from seen
    left join customer_roots as root on root.customer_id = seen.customer_id
    left join read_contract_lines as line on line.line_id = seen.line_id and line.fault is null),
  told as (select ordinal, customer_id, coalesce(fault, ${noOne}) as fault from resolved, fault_of_customers)
  select min(told.ordinal) as ordinal, fault.fault, min(told.customer_id), fault.row_count
  from faults as fault join told on told.fault = fault.fault
  group by fault.fault, fault.row_count order by ordinal, fault.fault`;
}
