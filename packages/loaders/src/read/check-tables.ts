import type { DuckDBConnection } from "@duckdb/node-api";
import type { ReadFile } from "./read-file.ts";
import { literal } from "./sql-text.ts";

const amountColumns = ["monthly_amount", "amount", "unit_price", "term_value"];

/**
 * Marks what only shows across rows: ids given twice, lines of customers nobody knows, and the credits that the ledger
 * found to take their product below 0.
 */
export async function checkTables(
  connection: DuckDBConnection,
  read: readonly ReadFile[],
  credits: readonly string[],
): Promise<void> {
  await markDuplicates(connection, "read_customers", "customer_id");
  if (read.some(({ table }) => table === "read_customers")) {
    await connection.run(
      `update read_contract_lines set fault = ${mark("unknown_customer", "customer_id")}
       where fault is null and customer_id not in (select customer_id from read_customers where fault is null)`,
    );
  }
  await markDuplicates(connection, "read_contract_lines", "line_id");
  for (const { file, table } of credits.length > 0 ? read : []) {
    if (table !== "read_contract_lines") continue;
    const amount = amountColumns.find((name) => name in file.source.settings.columns) ?? "monthly_amount";
    await connection.run(
      `update read_contract_lines
       set fault = 'credit_below_zero' || chr(31) || '${amount}' || chr(31) || monthly_minor || ' minor units a month'
       where fault is null and source_no = ${file.sourceNo} and line_id in (${credits.map(literal).join(", ")})`,
    );
  }
}

/** The first row of an id, in file order, stays. Ids that only ascend, as most exports have them, are all different. */
async function markDuplicates(connection: DuckDBConnection, table: string, id: string): Promise<void> {
  const isNone = async (sql: string) =>
    Number((await connection.runAndReadAll(sql)).getRowsJson()[0]?.[0]) === 0;
  const ids = `select ${id} as id, lag(${id}) over () as id_before from ${table} where fault is null`;
  if (await isNone(`select count(*) from (${ids}) where id <= id_before`)) return;
  if (await isNone(`select count(${id}) - count(distinct ${id}) from ${table} where fault is null`)) return;
  await connection.run(
    `update ${table} set fault = ${mark("duplicate_id", id)} where rowid in (
       select row_id from (
         select rowid as row_id, row_number() over (partition by ${id} order by rowid) as place
         from ${table} where fault is null and ${id} in (
           select ${id} from ${table} where fault is null group by ${id} having count(*) > 1))
       where place > 1)`,
  );
}

function mark(code: string, id: string): string {
  return `'${code}' || chr(31) || '${id}' || chr(31) || ${id}`;
}
