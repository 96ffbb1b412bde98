import { balanceOf } from "./balances.ts";
import { addMonths } from "./calendar.ts";
import type { Customer } from "./customers.ts";
import { type Rates, sumOf } from "./money.ts";
import type { Basis } from "./oracle-line.ts";

/** What is left of what customers paid for a product a year before. */
export type ProductRetentionRow = {
  report_month: string;
  basis: Basis;
  product: string;
  opening_minor: number;
  retained_minor: number;
  kept_minor: number;
  taken_up_minor: number;
  opening_customers: number;
  kept_customers: number;
};

/**
 * Product by product, of the customers with a balance a year before: what those who had the product then pay for it now,
 * and no more than they paid then; and what those who had others then pay for it now. Rows that say nothing are left out.
 */
export function retentionByProductOf(
  months: readonly string[],
  customers: readonly Customer[],
  {
    basis,
    rates,
    history_from,
    products,
  }: { basis: Basis; rates: Rates; history_from: string | undefined; products: readonly string[] },
): ProductRetentionRow[] {
  // What is kept of one product is what is kept of all.
  if (products.length < 2) return [];
  return months.flatMap((month) => {
    const past = addMonths(month, -12);
    if (history_from !== undefined && past < addMonths(history_from.slice(0, 7), -1)) return [];
    const held = customers
      .filter((customer) => customer.state(past, month) !== "gone")
      .map((customer) => ({ had: customer.entries(past, month), has: customer.entries(month, month) }));
    return products.flatMap((product): ProductRetentionRow[] => {
      const pairs = held.map(({ had, has }) => {
        const paid = (entries: typeof had) =>
          balanceOf(
            entries.filter((entry) => entry.product === product),
            rates,
            past,
          );
        return { was: paid(had), is: paid(has) };
      });
      const owners = pairs.filter(({ was }) => was > 0);
      const others = pairs.filter(({ was }) => was <= 0);
      const row = {
        report_month: `${month}-01`,
        basis,
        product,
        opening_minor: sumOf(owners.map(({ was }) => was)),
        retained_minor: sumOf(owners.map(({ is }) => is)),
        kept_minor: sumOf(owners.map(({ was, is }) => Math.min(was, is))),
        taken_up_minor: sumOf(others.map(({ is }) => is)),
        opening_customers: owners.length,
        kept_customers: owners.filter(({ is }) => is > 0).length,
      };
      return row.opening_minor !== 0 || row.taken_up_minor !== 0 ? [row] : [];
    });
  });
}
