import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { CanonicalSource, NeutralLayout, NeutralName } from "./layout.ts";
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
 */
export function targetsOf(source: SettledSource, columns: readonly MappedColumn[]): Target[] {
  const { layout, settings } = source;
  if (isNeutral(layout.name)) return [{ layout: neutralLayouts[layout.name], columns, sql: null }];
  return Object.entries(layout.vendor?.into ?? {}).map(([name, from]) => {
    const fed = Object.entries(from).flatMap(([canonical, source]): MappedColumn[] => {
      if (!isMeant(source, settings.options)) return [];
      const sources = "of" in source ? source.of : source;
      const there = sources.flatMap((column) => columns.filter((one) => one.canonical === column));
      if (sources.length > 0 && there.length === 0) return [];
      return [{ canonical, name: there[0]?.name ?? null, raw: `cast(${canonical} as varchar)` }];
    });
    return { layout: neutralLayouts[name as NeutralName], columns: fed, sql: layoutSql(layout.name, name) };
  });
}

function isMeant(source: CanonicalSource, options: Readonly<Record<string, string>> | undefined): boolean {
  if (!("when" in source)) return true;
  return Object.entries(source.when).every(([name, words]) => words.includes(options?.[name] ?? null));
}

/** The SQL of a vendor's layout for one neutral layout. */
export function layoutSql(layout: string, target: string): string {
  const path = fileURLToPath(new URL(`../../sources/${layout}/${target}.sql`, import.meta.url));
  return readFileSync(path, "utf8");
}
