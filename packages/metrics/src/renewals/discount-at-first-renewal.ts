import type { Definition } from "../definition.ts";
import { ratio } from "../rates/ratio.ts";
import { sumOf } from "./sum-of.ts";

/**
 * Discount at first renewal: how much of the list price did customers not pay when they first renewed?
 *
 * 1 - net / list of the contracts that renew the first ones (rows of `renewals__first_discount`). Minor units in, a ratio
 * out; null without rows.
 *
 * @example
 * discountAtFirstRenewal([{ renewed_list_minor: 100, renewed_net_minor: 75 }]) // => 0.25
 *
 * Source: definitions, "Renewals".
 */
export function discountAtFirstRenewal(
  rows: readonly { renewed_list_minor: number; renewed_net_minor: number }[],
): number | null {
  return ratio(
    sumOf(rows, (row) => row.renewed_list_minor - row.renewed_net_minor),
    sumOf(rows, (row) => row.renewed_list_minor),
  );
}

export const discountAtFirstRenewalDefinition: Definition = {
  name: "discountAtFirstRenewal",
  title: "Discount at first renewal",
  question: "How much of the list price did customers not pay when they first renewed?",
  formula: "1 - monthly amounts renewed at / monthly list prices at the renewal",
  unit: "ratio",
  direction: "lower is better",
  basis:
    "Customers whose first renewal is decided as renewed and whose list prices are known on both sides; of all their contracts that fell due that day, in sum.",
  example: {
    text: "List 1,100, renewed at 990: 1 - 990 / 1,100 = 10 %",
    run: () => discountAtFirstRenewal([{ renewed_list_minor: 110_000, renewed_net_minor: 99_000 }]),
    result: 0.1,
  },
  source: "definitions.md, Renewals",
  variants: [{ title: "Discount at signing", difference: "The same customers, when they first signed." }],
  not_available: "no list price is known for a customer who renewed",
};
