import { nearestName } from "../company/nearest-name.ts";
import { assertCurrencyIsRead, currencyBeside, currencyColumn } from "./currency-column.ts";
import { findNamed, plainName } from "./find-named.ts";
import type { ProbedFile } from "./probe-file.ts";
import type { SettledSource } from "./settle-source.ts";
import { literal } from "./sql-text.ts";

/** Where a canonical column of a file comes from. */
export interface MappedColumn {
  canonical: string;
  /** The export's column as the file prints it; null for a constant. */
  name: string | null;
  /** SQL over the raw relation (columns tideline_0, tideline_1, ...): the cell's text, or the constant. */
  raw: string;
}

/** A raw column's name in the relation a file is read as. */
export function rawColumn(index: number): string {
  return `tideline_${index}`;
}

/**
 * Which column of a file is meant by a name? The same letters first, then whatever the case and the spaces around.
 *
 * @returns its index, or -1
 */
export function findColumn(names: readonly string[], wanted: string): number {
  const exact = names.indexOf(wanted);
  if (exact >= 0) return exact;
  const plain = wanted.trim().toLowerCase();
  return names.findIndex((name) => name.trim().toLowerCase() === plain);
}

/**
 * Which columns of a file feed the columns of its layout? Those company.json names, else those the vendor heads so.
 *
 * @param names the file's column names
 * @returns the columns that are there; optional ones of a vendor's layout may be missing
 * @throws Error naming the column the file lacks, the columns there are and the nearest one
 */
export function resolveColumns(
  file: ProbedFile,
  source: SettledSource,
  names: readonly string[],
): MappedColumn[] {
  const { layout, settings } = source;
  const used = new Set(
    Object.values(settings.columns).map((from) => (typeof from === "string" ? findColumn(names, from) : -1)),
  );
  const unused = names.filter((_, index) => !used.has(index));
  const given = Object.entries(settings.columns).map(([canonical, from]) => {
    if (typeof from !== "string") {
      return { canonical, name: null, raw: `cast(${literal(String(from.value))} as varchar)` };
    }
    const index = findColumn(names, from);
    const name = names[index];
    if (name !== undefined) return { canonical, name, raw: rawColumn(index) };
    const nearest = nearestName(from, unused) ?? nearestName(from, names);
    const hint = nearest === null ? "" : `did you mean "${nearest}"? `;
    throw new Error(
      `${file.file}: no column for ${canonical} (${layout.columns[canonical]?.meaning}), got "${from}"; ` +
        `${hint}correct ${source.key}.columns.${canonical} in company.json (columns there are: ${names.join(", ")})`,
    );
  });
  if (layout.vendor === undefined) {
    assertCurrencyIsRead(file, source, { columns: given, names });
    return given;
  }
  const found = Object.entries(layout.columns).flatMap(([canonical, column]): MappedColumn[] => {
    if (canonical in settings.columns) return [];
    const index = findNamed(names, column.names ?? []);
    const name = names[index];
    if (name !== undefined) return [{ canonical, name, raw: rawColumn(index) }];
    if (column.required === undefined) return [];
    const wanted = (column.names ?? []).map((one) => `"${one}"`).join(" or ");
    throw new Error(
      `${file.file}: no column ${wanted} (${column.meaning}), got ${names.join(", ")}; export it with that column, ` +
        `or name the one that holds it in ${source.key}.columns.${canonical} of company.json`,
    );
  });
  const columns = withCurrencyBeside([...given, ...found], source, names);
  assertCurrencyIsRead(file, source, { columns, names });
  return columns;
}

/** A currency headed after the amount that is read comes before any other, unless company.json names one. */
function withCurrencyBeside(
  columns: readonly MappedColumn[],
  source: SettledSource,
  names: readonly string[],
): MappedColumn[] {
  const currency = currencyColumn(source);
  if (currency === null || currency in source.settings.columns) return [...columns];
  const amounts = columns.flatMap(({ canonical, name }) =>
    source.layout.columns[canonical]?.kind === "money" && name !== null ? [name] : [],
  );
  const index = currencyBeside(names, amounts);
  const name = names[index];
  if (name === undefined) return [...columns];
  const others = columns.filter(({ canonical }) => canonical !== currency);
  return [...others, { canonical: currency, name, raw: rawColumn(index) }];
}

/**
 * Is each column that is read the only one of its name? Columns nobody reads may be headed alike.
 *
 * @param columns the columns that are read; `asked` is the name they were looked for by, null where whatever the case
 * @throws Error naming both columns
 */
export function assertNotAlike(
  file: ProbedFile,
  columns: readonly { name: string; asked: string | null }[],
): void {
  for (const { name, asked } of columns) {
    const write = asked === name ? (one: string) => one : plainName;
    const [first = 0, second] = file.header.flatMap((one, at) => (write(one) === write(name) ? [at] : []));
    if (second === undefined) continue;
    const wrong = `two columns have one name (columns ${first + 1} and ${second + 1})`;
    throw new Error(`${file.file} line 1: ${wrong}, got "${name}"; rename one of them in the export`);
  }
}
