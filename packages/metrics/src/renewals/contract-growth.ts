import type { Definition } from "../definition.ts";
import { ratio } from "../rates/ratio.ts";
import { sumOf } from "./sum-of.ts";

/**
 * Contract now against the original: what do today's customers pay, for each 100 of their original contract?
 *
 * Sum of contracts now / sum of original contracts: the ratio of sums, in which large contracts weigh more. Rows of
 * `contract__growth_by_tenure` or `customers__by_class`. Minor units in, a ratio out; null without customers or rows.
 *
 * @example
 * contractGrowth([{ original_minor: 100, contract_minor: 150 }]) // => 1.5
 *
 * Source: definitions, "Renewals".
 */
export function contractGrowth(
  rows: readonly { original_minor: number; contract_minor: number }[],
): number | null {
  return ratio(
    sumOf(rows, (row) => row.contract_minor),
    sumOf(rows, (row) => row.original_minor),
  );
}

export const contractGrowthDefinition: Definition = {
  name: "contractGrowth",
  title: "Contract now against the original",
  question: "What do today's customers pay, for each 100 of their original contract?",
  formula: "monthly amounts now / monthly amounts at the first month end, of the customers active now",
  unit: "ratio",
  direction: "higher is better",
  basis:
    "Customers active on live at the end of the last reported month, against their first month end with a balance; monthly amounts at the exchange rate of that last month. Customers who left are not in it.",
  example: {
    text: "1,000 became 3,000 and 4,000 stayed: 7,000 / 5,000 = 140 %",
    run: () => contractGrowth([{ original_minor: 500_000, contract_minor: 700_000 }]),
    result: 1.4,
  },
  source: "definitions.md, Renewals",
  variants: [
    { title: "Contract now against the original, mean", difference: "Every customer weighs the same." },
    {
      title: "Net revenue retention",
      difference:
        "Balance-based: every customer then, also those with nothing due, and every movement between, not only those at a renewal.",
    },
  ],
  not_available: "no customer is active",
};
