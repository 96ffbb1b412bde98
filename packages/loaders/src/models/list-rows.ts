import type { DuckDBConnection } from "@duckdb/node-api";
import { exportTable, listHeader } from "./list-header.ts";
import type { Model } from "./model.ts";

/** What a list's statement gives, in this order or any other. */
const listColumns = ["customer_id", "since_on", "reason", "urgency"] as const;

/** The rows of one attention list under its name. */
const listSql = (
  list: Pick<Model, "name" | "sql">,
): string => `select '${list.name}' as list, cast(customer_id as varchar) as customer_id,
  cast(since_on as date) as since_on, cast(reason as varchar) as reason, cast(urgency as integer) as urgency
  from (\n${list.sql}\n) as list`;

const none =
  "select null as list, null as customer_id, cast(null as date) as since_on, null as reason, 0 as urgency where false";

function tableOf(
  name: string,
  about: string,
  columns: Readonly<Record<string, string>>,
): Omit<Model, "sql" | "reads"> {
  return {
    name,
    layer: "service",
    file: "lists/*.sql",
    about,
    grain: [],
    columns: new Map(Object.entries(columns)),
    checks: [],
    notes: new Map(),
  };
}

const readsOf = (lists: readonly Model[]) => [...new Set(lists.flatMap((list) => list.reads))].sort();

/** One model of all attention lists: list, customer_id, since_on, reason and urgency. */
export function listRows(lists: readonly Model[]): Model {
  const about = tableOf("list_rows", "The rows of every attention list.", {
    list: "name of the list's file",
    customer_id: "the company's own key; null in a row that says why the list can say nothing",
    since_on: "since when it is so",
    reason: "why the customer is on the list",
    urgency: "1 comes first",
  });
  return { ...about, sql: lists.map(listSql).join("\nunion all\n") || none, reads: readsOf(lists) };
}

/** One model of what each list needs: list, export, and whether the company has a row of it. */
export function listExports(lists: readonly Model[]): Model {
  const needs = lists.flatMap((list) =>
    listHeader(list).exports.map((name) => ({ list: list.name, name, table: exportTable(name) })),
  );
  const about = tableOf("list_exports", "The exports every attention list needs.", {
    list: "name of the list's file",
    export: "name of the export's layout",
    is_there: "the company has a row of it",
  });
  const parts = needs.map(
    ({ list, name, table }) =>
      `select '${list}' as list, '${name}' as export, count(*) > 0 as is_there from ${table}`,
  );
  return {
    ...about,
    sql: parts.join("\nunion all\n") || "select null as list, null as export, false as is_there where false",
    reads: [...new Set(needs.map(({ table }) => table))].sort(),
  };
}

/** A list that cannot run; the message names its file and line. */
export class ListFailed extends Error {
  override name = "ListFailed";
}

/** The line of the last select that is not inside another: where a list names its columns. */
function lastSelect(sql: string): number {
  const lines = sql.split("\n");
  return lines.findLastIndex((line) => /^select\b/i.test(line)) + 1 || 1;
}

/**
 * All lists are one statement: which of them makes it fail, and where?
 *
 * @returns what to tell, naming file and line; null where every list runs.
 */
export async function failedList(
  connection: DuckDBConnection,
  lists: readonly Model[],
): Promise<ListFailed | null> {
  for (const list of lists) {
    const at = (line: number | string, text: string) => new ListFailed(`${list.file} line ${line}: ${text}`);
    const why = (cause: unknown) => (cause instanceof Error ? cause.message : String(cause));
    const failed = (line: number | string, cause: unknown) =>
      at(line, `the list cannot run, got "${why(cause).split("\n")[0]}"; see the SQL there`);
    let found: Record<string, unknown>[];
    try {
      found = (await connection.runAndReadAll(`describe ${list.sql}`)).getRowObjectsJson();
    } catch (cause) {
      return failed(/LINE (\d+):/.exec(why(cause))?.[1] ?? lastSelect(list.sql), cause);
    }
    const names = found.map((column) => String(column.column_name));
    const missing = listColumns.filter((column) => !names.includes(column));
    if (missing.length > 0) {
      const text = `a list gives ${listColumns.join(", ")}, got ${names.join(", ")}; add ${missing.join(" and ")}`;
      return at(lastSelect(list.sql), text);
    }
    try {
      await connection.run(`create or replace temp table one_list as ${listSql(list)}`);
    } catch (cause) {
      return failed(lastSelect(list.sql), cause);
    }
  }
  return null;
}
