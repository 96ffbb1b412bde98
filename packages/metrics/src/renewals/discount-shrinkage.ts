import type { Definition } from "../definition.ts";
import { discountAtFirstRenewal } from "./discount-at-first-renewal.ts";
import { discountAtSigning } from "./discount-at-signing.ts";
import type { FirstDiscountRow } from "./renewal-rows.ts";

type Amounts = Pick<
  FirstDiscountRow,
  "signed_list_minor" | "signed_net_minor" | "renewed_list_minor" | "renewed_net_minor"
>;

/**
 * Shrinkage of discounts at first renewal: by how many points did discounts shrink when customers first renewed?
 *
 * Discount at signing - discount at first renewal, both over the same customers (rows of `renewals__first_discount`). Minor
 * units in, a ratio out (0.1 = ten points less discount; negative: discounts grew); null without rows.
 *
 * @example
 * discountShrinkage([{ signed_list_minor: 100, signed_net_minor: 50, renewed_list_minor: 100, renewed_net_minor: 75 }]) // => 0.25
 *
 * Source: definitions, "Questions the site must answer".
 */
export function discountShrinkage(rows: readonly Amounts[]): number | null {
  const [signed, renewed] = [discountAtSigning(rows), discountAtFirstRenewal(rows)];
  return signed === null || renewed === null ? null : signed - renewed;
}

export const discountShrinkageDefinition: Definition = {
  name: "discountShrinkage",
  title: "Shrinkage of discounts at first renewal",
  question: "By how many points did discounts shrink when customers first renewed?",
  formula: "discount at signing - discount at first renewal",
  unit: "ratio",
  direction: "higher is better",
  basis:
    "Customers whose first renewal is decided as renewed and whose list prices are known on both sides; of all their contracts that fell due that day, in sum.",
  example: {
    text: "20 % at signing, 10 % at first renewal: 10 %, in points",
    run: () =>
      discountShrinkage([
        {
          signed_list_minor: 100_000,
          signed_net_minor: 80_000,
          renewed_list_minor: 110_000,
          renewed_net_minor: 99_000,
        },
      ]),
    result: 0.1,
  },
  source: "definitions.md, Renewals; ledger case 15 for the prices",
  variants: [{ title: "Discount at first renewal", difference: "What is left of the discount." }],
  not_available: "no list price is known for a customer who renewed",
};
