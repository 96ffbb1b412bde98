import type { DuckDBConnection } from "@duckdb/node-api";
import { parseSql } from "./tables-read.ts";

/** What gives another answer at another time, or each time it is asked. */
const words: ReadonlySet<string> = new Set([
  "now",
  "today",
  "current_date",
  "current_time",
  "current_timestamp",
  "current_localtime",
  "current_localtimestamp",
  "get_current_time",
  "get_current_timestamp",
  "localtime",
  "localtimestamp",
  "transaction_timestamp",
  "random",
  "setseed",
  "uuid",
  "uuidv4",
  "uuidv7",
  "gen_random_uuid",
]);

type Json = Awaited<ReturnType<typeof parseSql>>;

/** The first such word of a parse tree, with where in the statement it stands. */
function wordIn(node: Json): { word: string; position: number } | null {
  if (node === null || typeof node !== "object") return null;
  if (Array.isArray(node)) {
    for (const item of node) {
      const found = wordIn(item);
      if (found) return found;
    }
    return null;
  }
  const { type, function_name, column_names, query_location } = node;
  const name =
    type === "FUNCTION"
      ? function_name
      : type === "COLUMN_REF" && Array.isArray(column_names) && column_names.length === 1
        ? column_names[0]
        : null;
  const word = typeof name === "string" ? name.toLowerCase() : "";
  if (words.has(word)) return { word, position: Number(query_location ?? 0) };
  return wordIn(Object.values(node));
}

const known = new Map<string, { word: string; line: number } | null>();

/**
 * Which word makes a statement give other rows when the same exports are built again: the clock, or chance? With the line
 * it stands on; null where there is none.
 *
 * @throws Error naming the file when the statement does not parse
 * @example (await unrepeatableWord(connection, "a.sql", "select current_date"))?.word // "current_date"
 */
export async function unrepeatableWord(
  connection: DuckDBConnection,
  file: string,
  sql: string,
): Promise<{ word: string; line: number } | null> {
  const before = known.get(sql);
  if (before !== undefined) return before;
  const found = wordIn(await parseSql(connection, file, sql));
  const result = found && { word: found.word, line: sql.slice(0, found.position).split("\n").length };
  known.set(sql, result);
  return result;
}

/** Throws where a statement of an analyst has such a word: naming file, line and the way out. */
export async function assertRepeatable(
  connection: DuckDBConnection,
  file: string,
  sql: string,
): Promise<void> {
  const found = await unrepeatableWord(connection, file, sql);
  if (found)
    throw new Error(
      `${file} line ${found.line}: the same exports would not give the same rows again, got ${found.word}; use what the exports say, and company.as_of for the day`,
    );
}
