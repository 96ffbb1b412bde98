import type { Definition } from "../definition.ts";
import { ratio } from "../rates/ratio.ts";
import { sumOf } from "./sum-of.ts";

/**
 * Customers with an increase: which share of customers pays more now than for their original contract?
 *
 * Customers whose contract now is above the original / customers. Rows of `contract__growth_by_tenure` or
 * `customers__by_class`. A ratio out; null without customers or rows.
 *
 * @example
 * increasedShare([{ increased: 1, unchanged: 2, decreased: 1 }]) // => 0.25
 *
 * Source: definitions, "Renewals".
 */
export function increasedShare(
  rows: readonly { increased: number; unchanged: number; decreased: number }[],
): number | null {
  return ratio(
    sumOf(rows, (row) => row.increased),
    sumOf(rows, (row) => row.increased + row.unchanged + row.decreased),
  );
}

export const increasedShareDefinition: Definition = {
  name: "increasedShare",
  title: "Customers with an increase",
  question: "Which share of customers pays more now than for their original contract?",
  formula: "customers who pay more than at their first month end / customers active now",
  unit: "ratio",
  direction: "higher is better",
  basis:
    "Customers active on live at the end of the last reported month, against their first month end with a balance; monthly amounts at the exchange rate of that last month. Customers who left are not in it.",
  example: {
    text: "8 of 20 customers pay more now: 8 / 20 = 40 %",
    run: () => increasedShare([{ increased: 8, unchanged: 9, decreased: 3 }]),
    result: 0.4,
  },
  source: "definitions.md, Renewals",
  variants: [{ title: "Contract now against the original", difference: "By how much, in money." }],
  not_available: "no customer is active",
};
