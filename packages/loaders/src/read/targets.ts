import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { CanonicalSource, ConditionalSource, NeutralLayout, NeutralName } from "./layout.ts";
import { isNeutral, neutralLayouts } from "./layouts.ts";
import type { MappedColumn } from "./resolve-columns.ts";
import type { SettledSource } from "./settle-source.ts";

/** A neutral layout that rows of a file are read as. */
export interface Target {
  layout: NeutralLayout;
  /** Its columns that the file feeds; `raw` is SQL over the file's relation, or over `sql`. */
  columns: readonly MappedColumn[];
  /** A vendor's layout: the query from `records` to the neutral layout; null where the file's columns are its own. */
  sql: string | null;
}

/**
 * As which neutral layouts are a file's rows read?
 *
 * @param columns the layout's columns that the file has
 * @throws Error naming what a vendor's file lacks to feed a neutral layout at all
 */
export function targetsOf(file: string, source: SettledSource, columns: readonly MappedColumn[]): Target[] {
  const { layout } = source;
  if (isNeutral(layout.name)) return [{ layout: neutralLayouts[layout.name], columns, sql: null }];
  const into = Object.entries(layout.vendor?.into ?? {});
  return into.flatMap(([name, from]): Target[] => {
    const neutral = neutralLayouts[name as NeutralName];
    const fed = Object.entries(from).flatMap(([canonical, made]): MappedColumn[] => {
      const meant = alternatives(made).find((one) => isThere(one, source, columns));
      if (meant === undefined) return [];
      const there = meant.of.flatMap((column) => columns.filter((one) => one.canonical === column));
      return [{ canonical, name: there[0]?.name ?? null, raw: `cast(${canonical} as varchar)` }];
    });
    const isWhole = Object.entries(neutral.columns).every(([canonical, { required }]) => {
      return required === undefined || fed.some((column) => column.canonical === canonical);
    });
    if (!isWhole && into.length > 1) return [];
    checkPrice(file, source, { neutral, from, fed });
    return [{ layout: neutral, columns: fed, sql: layoutSql(layout.name, name) }];
  });
}

/** The SQL of a vendor's layout for one neutral layout. */
export function layoutSql(layout: string, target: string): string {
  const path = fileURLToPath(new URL(`../../sources/${layout}/${target}.sql`, import.meta.url));
  return readFileSync(path, "utf8");
}

/** The ways a canonical column can be made. */
export function alternatives(made: CanonicalSource): ConditionalSource[] {
  if ("of" in made) return [made];
  if (made.every((one) => typeof one === "string")) return [{ of: made }];
  return made.filter((one) => typeof one !== "string");
}

function isThere(
  { of, when = {}, needs = [], unless = [] }: ConditionalSource,
  { settings }: SettledSource,
  columns: readonly MappedColumn[],
): boolean {
  const has = (name: string) => columns.some(({ canonical }) => canonical === name);
  const isSaid = Object.entries(when).every(([name, words]) => {
    const given = settings.options?.[name];
    return words.includes(typeof given === "string" ? given : null);
  });
  return isSaid && needs.every(has) && !unless.some(has) && (of.length === 0 || of.some(has));
}

/** A line has a price: a file without any column of one is refused. */
function checkPrice(
  file: string,
  source: SettledSource,
  {
    neutral,
    from,
    fed,
  }: {
    neutral: NeutralLayout;
    from: Readonly<Record<string, CanonicalSource>>;
    fed: readonly MappedColumn[];
  },
): void {
  const prices = neutral.exactlyOne ?? [];
  if (prices.length === 0 || fed.some(({ canonical }) => prices.includes(canonical))) return;
  const made = prices.flatMap((name) => (name in from ? alternatives(from[name] ?? []) : []));
  const wanted = [...new Set(made.flatMap(({ of }) => of))];
  throw new Error(
    `${file}: no column of a price, got none of ${wanted.join(", ")}; ` +
      `name the column of one of them in ${source.key}.columns of company.json`,
  );
}
