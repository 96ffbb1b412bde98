import { nearestName } from "../company/nearest-name.ts";
import type { Model } from "./model.ts";
import { type ReadTable, readTables } from "./read-tables.ts";

/** An attention list as its header tells it. */
export interface ListHeader {
  readonly title: string;
  readonly question: string;
  /** What comes first, in words. */
  readonly order: string;
  /** Exports without which it says nothing, as the layouts name them. */
  readonly exports: readonly string[];
}

const kinds = Object.keys(readTables).map((table) => table.replace(/^read_/, ""));

/** Where a key of the header stands, counted from 1; the first line where it is missing. */
function lineOf(model: Pick<Model, "sql">, key: string): number {
  const at = model.sql.split("\n").findIndex((line) => line.startsWith(`-- ${key}:`));
  return Math.max(0, at) + 1;
}

/** The table an export is read into. */
export function exportTable(name: string): ReadTable {
  return `read_${name}` as ReadTable;
}

/**
 * What does the header of an attention list say?
 *
 * @throws Error naming file and line when a key is missing, or an export is none there is.
 */
export function listHeader(model: Pick<Model, "file" | "sql" | "notes">): ListHeader {
  const { file, notes } = model;
  const text = (key: string, example: string): string => {
    const value = notes.get(key)?.trim() ?? "";
    if (value !== "") return value;
    throw new Error(
      `${file} line ${lineOf(model, key)}: the header says no ${key}, got none; write "-- ${key}: ${example}"`,
    );
  };
  const exports = text("exports", "tickets, invoices")
    .split(",")
    .map((name) => name.trim());
  for (const name of exports) {
    if (kinds.includes(name)) continue;
    const near = nearestName(name, kinds);
    throw new Error(
      `${file} line ${lineOf(model, "exports")}: there is no export of this name, got "${name}"; ${near ? `did you mean "${near}"?` : "see docs/canonical-tables.md"}`,
    );
  }
  return {
    title: text("title", "Sponsor gone"),
    question: text("question", "Where have we lost who spoke for us?"),
    order: text("order", "the largest first"),
    exports,
  };
}
