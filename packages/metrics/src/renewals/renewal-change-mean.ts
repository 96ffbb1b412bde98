import type { Definition } from "../definition.ts";
import { ratio } from "../rates/ratio.ts";
import { sumOf } from "./sum-of.ts";

/**
 * Contract value at renewal, mean: what does the average customer who renews pay, for each 100 that was due?
 *
 * The plain mean over customers of renewed / due, from the sum of these ratios in millionths and the number who renewed. A
 * ratio out; null when nobody renewed, or there are no rows.
 *
 * @example
 * renewalChangeMean([{ renewed_logos: 2, change_micros: 2_000_000 }]) // => 1
 *
 * Source: definitions, "Renewals".
 */
export function renewalChangeMean(
  rows: readonly { renewed_logos: number; change_micros: number }[],
): number | null {
  return ratio(
    sumOf(rows, (row) => row.change_micros) / 1e6,
    sumOf(rows, (row) => row.renewed_logos),
  );
}

export const renewalChangeMeanDefinition: Definition = {
  name: "renewalChangeMean",
  title: "Contract value at renewal, mean",
  question: "What does the average customer who renews pay, for each 100 that was due?",
  formula: "sum over the customers who renewed of renewed / due, over their number",
  unit: "ratio",
  direction: "higher is better",
  basis:
    "Those who renewed in the period, each weighing the same, to the millionth; cancelled and archived are not in it. Monthly amounts, so that a longer term is no increase.",
  example: {
    text: "One renewed 1,000 at 1,200, another 500 at 400: (120 % + 80 %) / 2 = 100 %",
    run: () => renewalChangeMean([{ renewed_logos: 2, change_micros: 2_000_000 }]),
    result: 1,
  },
  source: "definitions.md, Renewals: change of contract value",
  variants: [
    { title: "Contract value at renewal", difference: "The ratio of sums: large contracts weigh more." },
  ],
  not_available: "nobody renewed in the period",
};
