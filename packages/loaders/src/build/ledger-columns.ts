import type { DuckDBConnection } from "@duckdb/node-api";
import { queryRows } from "./mart-json.ts";

/** One row of lists: the columns of a query, in the query's order; sorted once, then taken apart. */
export async function columnLists<T>(
  connection: DuckDBConnection,
  columns: readonly string[],
  sql: string,
  orderBy: string,
): Promise<T> {
  const parts = columns.map(
    (column) => `coalesce(list_transform(ordered, lambda entry: entry.${column}), []) as ${column}`,
  );
  const [row] = await queryRows<T & object>(
    connection,
    `select ${parts.join(", ")} from (select list(entry order by ${orderBy}) as ordered from (${sql}) as entry)`,
  );
  return row as T;
}

/** A temporary table of the values of `value` with their codes from 0, in the order of `place` and then their own. */
export async function makeDictionary(
  connection: DuckDBConnection,
  table: string,
  value: string,
  sql: string,
): Promise<void> {
  await connection.run(
    `create or replace temp table ${table} as
      select value, cast(row_number() over (order by place, value) - 1 as integer) as code
      from (select ${value} as value, min(place) as place from (${sql}) group by ${value})`,
  );
}

/** The values of a dictionary in the order of their codes. */
export async function dictionaryValues(connection: DuckDBConnection, table: string): Promise<string[]> {
  return (await columnLists<{ value: string[] }>(connection, ["value"], `select * from ${table}`, "code"))
    .value;
}
