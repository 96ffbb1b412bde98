import type { DuckDBConnection } from "@duckdb/node-api";
import type { ReadFile } from "./read-file.ts";

/**
 * Which lines of invoices name a subscription, order or contract line that is another customer's? They are billed to the
 * customer they name, and each file with such lines is worth a sentence.
 *
 * A contract line that was assigned to another customer is of both.
 */
export async function otherCustomers(
  connection: DuckDBConnection,
  read: readonly ReadFile[],
): Promise<string[]> {
  if (!read.some(({ tables }) => tables.includes("read_invoice_lines"))) return [];
  const reader = await connection.runAndReadAll(
    `with holders as (
       select line.line_id, line.order_id, line.customer_id from read_contract_lines as line
       union all
       select line.line_id, line.order_id, passed.customer_id
       from read_assignments as passed join read_contract_lines as line on line.line_id = passed.line_id),
     orders as (
       select line_id as order_id, customer_id from holders
       union select order_id, customer_id from holders where order_id is not null),
     known as (select distinct order_id from orders)
     select billed.source_no, count(*), min(billed.order_id), min_by(billed.customer_id, billed.order_id)
     from read_invoice_lines as billed
     join known on known.order_id = billed.order_id
     left join orders as own on own.order_id = billed.order_id and own.customer_id = billed.customer_id
     where own.order_id is null
     group by billed.source_no`,
  );
  const found = new Map(reader.getRowsJson().map(([source, ...rest]) => [Number(source), rest]));
  return read.flatMap(({ file }) => {
    const [lines, order, customer] = found.get(file.sourceNo) ?? [];
    if (lines === undefined) return [];
    const what = Number(lines) === 1 ? "1 line names" : `${Number(lines)} lines name`;
    return [
      `${file.file}: ${what} an order of another customer, such as ${order}, billed to ${customer}; counted for who was billed.`,
    ];
  });
}
