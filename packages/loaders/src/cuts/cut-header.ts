import { nearestName } from "../company/nearest-name.ts";
import type { Model } from "../models/model.ts";
import { titleOfName } from "./title-of-name.ts";

/** What the head of a cut's file says of it. */
export interface CutHeader {
  /** Its name in the cut selector. */
  readonly title: string;
  readonly question: string;
  /** Labels in their order; those it does not list follow by alphabet. */
  readonly order: readonly string[];
  /** Whether the pages of the board offer it; the analysts' pages always do. */
  readonly isForBoard: boolean;
  /** How many labels it may have; infinity where it shows what is exported. */
  readonly most: number;
}

const keys = ["title", "question", "order", "board", "most"];

/** More labels than these say nothing in a chart; `most` in the header raises it. */
export const mostLabels = 50;

/** The line of the header that begins with a key; 1 where none does. */
export function lineOfKey(sql: string, key: string): number {
  const at = sql.split("\n").findIndex((line) => line.startsWith(`-- ${key}:`));
  return at < 0 ? 1 : at + 1;
}

/**
 * What does the head of a cut say? Title (else the file's name as one), question, order of labels, `board: yes | no` (default
 * yes) and `most: 50 | any` (default 50).
 *
 * @throws Error naming file and line for a misspelt key and for a value that is none
 * @example cutHeader({ name: "region", notes: new Map([["board", "no"]]), file: "cuts/region.sql", sql: "" }).isForBoard // false
 */
export function cutHeader({
  name,
  notes,
  file,
  sql,
}: Pick<Model, "name" | "notes" | "file" | "sql">): CutHeader {
  const fail = (key: string, wrong: string) => new Error(`${file} line ${lineOfKey(sql, key)}: ${wrong}`);
  for (const key of notes.keys()) {
    const meant = keys.includes(key) ? null : nearestName(key, keys);
    if (meant !== null)
      throw fail(key, `a cut's header has no such key, got "${key}"; did you mean ${meant}?`);
  }
  const board = notes.get("board") ?? "yes";
  if (board !== "yes" && board !== "no")
    throw fail("board", `board is yes or no, got "${board}"; no keeps the cut off the board's pages`);
  const most = notes.get("most") ?? String(mostLabels);
  if (most !== "any" && !/^[1-9]\d{0,5}$/.test(most))
    throw fail("most", `most is a number of labels or any, got "${most}"; without it ${mostLabels} is`);
  const order =
    notes
      .get("order")
      ?.split(",")
      .map((label) => label.trim()) ?? [];
  const again = order.find((label, at) => order.indexOf(label) < at);
  if (again !== undefined)
    throw fail("order", `order has each label once, got "${again}" again; take one of them out`);
  return {
    title: notes.get("title") ?? titleOfName(name),
    question: notes.get("question") ?? "",
    order,
    isForBoard: board === "yes",
    most: most === "any" ? Number.POSITIVE_INFINITY : Number(most),
  };
}
