import type { CompanySource } from "../company/load-company.ts";
import { nearestName } from "../company/nearest-name.ts";
import { layouts } from "./layouts.ts";
import type { ProbedFile } from "./probe-file.ts";
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
 * Which columns of a file feed the canonical columns of its layout?
 *
 * @param names the file's column names
 * @throws Error naming the column the file lacks, the columns there are and the nearest one
 */
export function resolveColumns(
  file: ProbedFile,
  source: CompanySource,
  names: readonly string[],
): MappedColumn[] {
  const layout = layouts[source.settings.layout];
  return Object.entries(source.settings.columns).map(([canonical, from]) => {
    if (typeof from !== "string") {
      return { canonical, name: null, raw: `cast(${literal(String(from.value))} as varchar)` };
    }
    const index = findColumn(names, from);
    const name = names[index];
    if (name !== undefined) return { canonical, name, raw: rawColumn(index) };
    const nearest = nearestName(from, names);
    const hint = nearest === null ? "" : `did you mean "${nearest}"? `;
    throw new Error(
      `${file.file}: no column for ${canonical} (${layout.columns[canonical]?.meaning}), got "${from}"; ` +
        `${hint}correct ${source.key}.columns.${canonical} in company.json (columns there are: ${names.join(", ")})`,
    );
  });
}
