import { formatDate } from "@tideline/metrics";
import type { Quality } from "./data.ts";
import { plural } from "./format.ts";
import { type Measured, type NumberStyle, number } from "./number.ts";
import type { Page } from "./page.ts";

/** How the data quality page writes its numbers. */
export function qualityStyle(page: Page): NumberStyle {
  const { company } = page.summary;
  return {
    money: { currency: company.currency, exponent: company.exponent },
    basis: `exports as of ${formatDate(company.as_of)} (${company.as_of_source})`,
  };
}

/** A count of rows, traceable to quality.json, or to quarantine.json. */
export function rowCount(
  page: Page,
  value: number,
  key: string,
  method: string,
  mart: "quality" | "quarantine" = "quality",
): HTMLElement {
  return number({ value, unit: "count", mart, key, method }, qualityStyle(page));
}

/** "5 files"; where some are read into several tables, "5 files, read 7 times in all": their rows count each time. */
export function filesRead(sources: readonly { file: string }[]): string {
  const files = new Set(sources.map(({ file }) => file)).size;
  const told = plural(files, "file");
  return files === sources.length ? told : `${told}, read ${sources.length} times in all`;
}

/** Accepted rows over the rows that were to be read: rows in without those left out on purpose. */
export function acceptedShare(
  { accepted, rows_in, left_out }: Pick<Quality["totals"], "accepted" | "rows_in" | "left_out">,
  of: string,
): Measured {
  return {
    value: rows_in === left_out ? null : accepted / (rows_in - left_out),
    unit: "rate",
    mart: "quality",
    key: `accepted / (rows_in - left_out) ${of}`,
    method: "accepted rows / rows in, without those left out on purpose",
    reason: "no row came in that was to be read",
  };
}
