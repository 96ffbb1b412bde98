import type { Model, ModelCheck } from "./model.ts";

type Header = Pick<Model, "about" | "grain" | "columns" | "checks" | "notes">;

const list = (text: string) => text.split(",").map((part) => part.trim());

function parseCheck(file: string, text: string): ModelCheck {
  const match = /^(\w+)\((.*)\)$/.exec(text);
  const [, claim, inside = ""] = match ?? [];
  if (claim === "unique" || claim === "not_null") return { claim, columns: list(inside) };
  if (claim === "accepted") {
    const [column = "", ...values] = list(inside);
    return { claim, column, values };
  }
  if (claim === "assert") return { claim, condition: inside };
  throw new Error(
    `${file}: unknown check, got "${text}"; write unique(…), not_null(…), accepted(column, value, …) or assert(…)`,
  );
}

/**
 * What does the comment block on top of a SQL file promise of its table?
 *
 * Lines until the first that is no comment: plain sentences first, then `grain:`, `check:` and other `key: value`
 * lines, and one line a column (`name   what it is`). A file without a comment gives an empty header.
 *
 * @throws Error naming the file when a check is not one of the known claims.
 * @example parseHeader("a.sql", "-- A row is a day.\n-- grain: day\n-- day  a date\nselect 1 as day").grain // ["day"]
 */
export function parseHeader(file: string, sql: string): Header {
  const about: string[] = [];
  const grain: string[] = [];
  const columns = new Map<string, string>();
  const checks: ModelCheck[] = [];
  const notes = new Map<string, string>();
  for (const line of sql.split("\n")) {
    if (!line.startsWith("--")) break;
    const text = line.slice(2).trim();
    const keyed = /^([a-z_]+): (.*)$/.exec(text);
    const column = /^([a-z_0-9]+) {2,}(.*)$/.exec(text);
    const aligned = grain.length > 0 ? /^([a-z][a-z_0-9]*) (.*)$/.exec(text) : null;
    if (keyed?.[1] === "grain") grain.push(...list(keyed[2] ?? ""));
    else if (keyed?.[1] === "check") checks.push(parseCheck(file, keyed[2] ?? ""));
    else if (keyed?.[1]) notes.set(keyed[1], keyed[2] ?? "");
    else if (column?.[1]) columns.set(column[1], column[2] ?? "");
    else if (aligned?.[1]) columns.set(aligned[1], aligned[2] ?? "");
    else about.push(text);
  }
  return { about: about.join(" "), grain, columns, checks, notes };
}
