import type { View } from "./view.ts";

/** More products are no rows of a page: company.json maps them to families. */
export const mostProducts = 50;

/** The products that can be told apart: where the ledger is here, holds balances, and has several. */
export function productsOf({ ledger }: Pick<View, "ledger">): readonly string[] {
  if (!ledger || ledger.has_fx) return [];
  return ledger.products.length > 1 && ledger.products.length <= mostProducts ? ledger.products : [];
}
