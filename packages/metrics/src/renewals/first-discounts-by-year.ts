import type { FirstDiscountRow } from "./renewal-rows.ts";

type Amounts = Pick<
  FirstDiscountRow,
  "signed_list_minor" | "signed_net_minor" | "renewed_list_minor" | "renewed_net_minor"
>;

/** One year of `renewals__first_discount_by_year`. */
export interface FirstDiscountYear extends Amounts {
  due_year: number;
  customers: number;
}

/**
 * What did customers not pay of the list price when they signed, and when they first renewed, by the year of that renewal?
 * What `renewals__first_discount_by_year` holds, of any customers.
 *
 * Sums over the rows of `renewals__first_discount`, a row for each year that occurs, oldest first. Minor units; no rows give
 * none.
 *
 * @example
 * firstDiscountsByYear([{ due_on: "2025-03-31", signed_list_minor: 100, signed_net_minor: 80, renewed_list_minor: 100, renewed_net_minor: 90 }])[0].due_year // => 2025
 *
 * Source: definitions, "Questions the site must answer".
 */
export function firstDiscountsByYear(rows: readonly (Amounts & { due_on: string })[]): FirstDiscountYear[] {
  const found = new Map<number, FirstDiscountYear>();
  for (const row of rows) {
    const due_year = Number(row.due_on.slice(0, 4));
    const known = found.get(due_year) ?? {
      due_year,
      customers: 0,
      signed_list_minor: 0,
      signed_net_minor: 0,
      renewed_list_minor: 0,
      renewed_net_minor: 0,
    };
    known.customers += 1;
    known.signed_list_minor += row.signed_list_minor;
    known.signed_net_minor += row.signed_net_minor;
    known.renewed_list_minor += row.renewed_list_minor;
    known.renewed_net_minor += row.renewed_net_minor;
    found.set(due_year, known);
  }
  return [...found.values()].sort((a, b) => a.due_year - b.due_year);
}
