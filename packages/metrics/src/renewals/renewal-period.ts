import type { RenewalMonthRow } from "./renewal-rows.ts";

/** Months of `renewals__by_month` as one period. */
export interface RenewalPeriod extends Omit<RenewalMonthRow, "report_month"> {
  first_month: string;
  last_month: string;
  months: number;
}

const atTheEnd = new Set(["late_count", "late_minor"]);

/**
 * Renewals of a quarter or a year: what was decided in these months, and what is late at their end?
 *
 * Components of the months are summed; late renewals are those of the last month, because a late renewal is late at every
 * month's end until it is decided. Rows in the order of their months, of one currency; null without rows.
 *
 * @example
 * renewalPeriod([]) // => null
 *
 * Source: definitions, "Renewals".
 */
export function renewalPeriod(rows: readonly RenewalMonthRow[]): RenewalPeriod | null {
  const [first, last] = [rows[0], rows.at(-1)];
  if (first === undefined || last === undefined) return null;
  const { report_month: last_month, currency, ...components } = last;
  const sums = Object.fromEntries(
    Object.entries(components).map(([column, value]) => [
      column,
      atTheEnd.has(column)
        ? value
        : rows.reduce((sum, row) => sum + row[column as keyof typeof components], 0),
    ]),
  ) as typeof components;
  return { ...sums, currency, first_month: first.report_month, last_month, months: rows.length };
}
