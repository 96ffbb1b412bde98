import type { Definition } from "../definition.ts";
import { ratio } from "./ratio.ts";

/**
 * Revenue concentration: which share of the customers holds 80 % of ARR?
 *
 * The fewest of the largest customers who hold at least 80 % of ARR / customers with ARR. Counts in; a ratio out; null
 * without customers. By the 80/20 rule it is 20 %; the nearer to 80 %, the more even.
 *
 * @example
 * revenueConcentration({ customers: 320, all_customers: 1600 }) // => 0.2
 *
 * Source: the 80/20 rule (V. Pareto, Cours d'economie politique, 1896).
 */
export function revenueConcentration(row: { customers: number; all_customers: number }): number | null {
  return ratio(row.customers, row.all_customers);
}

export const revenueConcentrationDefinition: Definition = {
  name: "revenueConcentration",
  title: "Revenue concentration (80/20)",
  question: "Which share of the customers holds 80 % of ARR?",
  formula: "fewest of the largest customers who hold at least 80 % of ARR / customers with ARR",
  unit: "ratio",
  direction: "neither",
  basis:
    "ARR on the committed basis at the end of the last month. 20 % is the rule of thumb; 80 % would be perfectly even.",
  example: {
    text: "320 of 1,600 customers hold 80 % of ARR: 20 %",
    run: () => revenueConcentration({ customers: 320, all_customers: 1600 }),
    result: 0.2,
  },
  source: "definitions.md, Rates: ARR per CSM (the 80/20 rule, V. Pareto, 1896; numbers of our own)",
  variants: [],
  not_available: "no customer has recurring revenue",
};
