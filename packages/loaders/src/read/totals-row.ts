import type { NeutralName } from "./layout.ts";
import type { OpenedFile } from "./open-file.ts";
import { literal } from "./sql-text.ts";

/** Layouts that need no day: in every other one a row of totals lacks what its rows must have. */
const undated: readonly NeutralName[] = ["customers", "contacts", "csm_roster"];

/** "Total", "Grand Total", "Grand total (1,600 records)", and nothing else. */
const words = String.raw`(grand |sub-?)?totals?( ?\(.*\))?( ?: ?[0-9., ]*)?`;

/**
 * SQL of the fault of a row of totals as wide as the others: it would be a customer called "Grand Total". Every text that
 * is given in it says so; a customer of that name has more to it. None for layouts whose rows need a day.
 */
export function totalsRow({ columns, format, source, targets }: OpenedFile): string[] {
  if (format !== "csv" || !targets.some(({ layout }) => undated.includes(layout.name))) return [];
  const numbers = ["money", "number", "rate", "period"];
  const texts = columns.flatMap(({ canonical, name, raw }) => {
    const kind = source.layout.columns[canonical]?.kind ?? "text";
    return name === null || numbers.includes(kind) ? [] : [{ canonical, raw }];
  });
  const [first] = texts;
  if (first === undefined) return [];
  const given = `list_filter([${texts.map(({ raw }) => `lower(trim(${raw}))`).join(", ")}], cell -> cell <> '')`;
  const others = `len(list_filter(${given}, cell -> not regexp_full_match(cell, ${literal(words)})))`;
  const value = `coalesce(${texts.map(({ raw }) => `nullif(trim(${raw}), '')`).join(", ")})`;
  const mark = literal(`totals_row\u001f${first.canonical}\u001f`);
  return [`case when len(${given}) > 0 and ${others} = 0 then ${mark} || ${value} end`];
}
