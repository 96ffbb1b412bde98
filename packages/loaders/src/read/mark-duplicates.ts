import type { DuckDBConnection } from "@duckdb/node-api";

/** The first row of an id, in file order, stays. Ids that only ascend, as most exports have them, are all different. */
export async function markDuplicates(connection: DuckDBConnection, table: string, id: string): Promise<void> {
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

/** SQL of a fault in a column whose value is what the table holds. */
export function mark(code: string, id: string): string {
  return `'${code}' || chr(31) || '${id}' || chr(31) || ${id}`;
}
