import type { Definition } from "../definition.ts";
import { ratio } from "../rates/ratio.ts";
import { sumOf } from "./sum-of.ts";

/**
 * Contract now against the original, mean: what does the average customer of today pay, for each 100 of its original contract?
 *
 * The plain mean over customers of contract now / original contract, from the sum of these ratios in millionths and the
 * number of customers. A ratio out; null without customers or rows.
 *
 * @example
 * contractGrowthMean([{ increased: 1, unchanged: 1, decreased: 0, growth_micros: 4_000_000 }]) // => 2
 *
 * Source: definitions, "Renewals".
 */
export function contractGrowthMean(
  rows: readonly { increased: number; unchanged: number; decreased: number; growth_micros: number }[],
): number | null {
  return ratio(
    sumOf(rows, (row) => row.growth_micros) / 1e6,
    sumOf(rows, (row) => row.increased + row.unchanged + row.decreased),
  );
}

export const contractGrowthMeanDefinition: Definition = {
  name: "contractGrowthMean",
  title: "Contract now against the original, mean",
  question: "What does the average customer of today pay, for each 100 of its original contract?",
  formula:
    "sum over the customers active now of monthly amount now / at the first month end, over their number",
  unit: "ratio",
  direction: "higher is better",
  basis:
    "Customers active on live at the end of the last reported month, against their first month end with a balance; monthly amounts at the exchange rate of that last month. Customers who left are not in it.",
  example: {
    text: "1,000 became 3,000 and 4,000 stayed: (300 % + 100 %) / 2 = 200 %",
    run: () => contractGrowthMean([{ increased: 1, unchanged: 1, decreased: 0, growth_micros: 4_000_000 }]),
    result: 2,
  },
  source: "definitions.md, Renewals",
  variants: [
    {
      title: "Contract now against the original",
      difference: "The ratio of sums: large contracts weigh more.",
    },
  ],
  not_available: "no customer is active",
};
