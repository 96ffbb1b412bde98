import type { CompanySource } from "../company/load-company.ts";
import { findNamed } from "./find-named.ts";
import { knownExport } from "./known-exports.ts";
import type { VendorLayout } from "./layout.ts";
import { layouts, vendorLayouts } from "./layouts.ts";
import type { ProbedFile } from "./probe-file.ts";

/**
 * Which vendor's layout do a file's columns tell?
 *
 * A layout fits when the file has every column it is told by and every required one; of several that fit, the one that
 * knows most of the file's columns.
 * @param names the file's column names; their order and case do not matter
 * @throws Error naming the file when no layout fits, with the one that comes nearest, or when two fit as well
 */
export function recogniseLayout(file: ProbedFile, source: CompanySource, names: readonly string[]) {
  const named = source.settings.columns ?? {};
  const possible = vendorLayouts.filter(({ vendor: { format } }) => {
    return format === undefined || file.format === "parquet" || file.format.startsWith(format);
  });
  const fits = possible.map((layout) => {
    const found = Object.entries(layout.columns).filter(([column, { names: spellings = [] }]) => {
      return column in named || findNamed(names, spellings) >= 0;
    });
    const has = new Set(found.map(([column]) => column));
    const asked = Object.entries(layout.columns).flatMap(([column, { required }]) =>
      required ? [[column]] : [],
    );
    const tells = layout.vendor.tells.map((one) => (typeof one === "string" ? [one] : one));
    const missing = [...asked, ...tells]
      .filter((some) => !some.some((column) => has.has(column)))
      .map((some) => some.map((column) => layout.columns[column]?.names?.[0] ?? column).join(" or "));
    return { layout, known: has.size, missing: [...new Set(missing)] };
  });
  const whole = fits.filter(({ missing }) => missing.length === 0).sort((a, b) => b.known - a.known);
  const [best, next] = whole;
  const wayOut = `write "layout" in company.json ${source.key}`;
  const got = `got ${names.join(", ")}`;
  if (best === undefined) {
    const known = knownExport(names);
    if (known !== null) {
      throw new Error(
        `${file.file}: no layout reads this export by itself (${known.title}, by its columns), ${got}; ` +
          `in company.json ${source.key}: ${known.wayOut}`,
      );
    }
    throw new Error(
      `${file.file}: no layout has these columns${nearest(fits)}, ${got}; ` +
        `${wayOut}, and for an export of a vendor that is not among them "columns" too, such as those of contract_lines ` +
        `for subscriptions (one of ${Object.keys(layouts).join(", ")})`,
    );
  }
  if (next?.known === best.known) {
    throw new Error(
      `${file.file}: two layouts have these columns, ${best.layout.name} and ${next.layout.name}, ${got}; ${wayOut}`,
    );
  }
  return best.layout;
}

function nearest(fits: readonly { layout: VendorLayout; known: number; missing: string[] }[]): string {
  const near = fits
    .filter(({ known, missing }) => known > missing.length)
    .sort((a, b) => a.missing.length - b.missing.length)[0];
  if (near === undefined) return "";
  return ` (nearest: ${near.layout.name}, without ${near.missing.join(", ")})`;
}
