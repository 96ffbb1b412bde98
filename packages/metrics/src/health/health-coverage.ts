import type { Definition } from "../definition.ts";
import { ratio } from "../rates/ratio.ts";

/**
 * Coverage of the health score: how much of what the score is made of is known of the customers?
 *
 * Sum of the customers' coverage, in millionths, over the customers. Whole numbers in, a share from 0 to 1 out, not rounded;
 * null without customers.
 *
 * @example
 * healthCoverage({ coverage_micros: 1_500_000, customers: 2 }) // => 0.75
 *
 * Source: definitions, "Health".
 */
export function healthCoverage({
  coverage_micros,
  customers,
}: {
  coverage_micros: number;
  customers: number;
}): number | null {
  return ratio(coverage_micros / 1e6, customers);
}

export const healthCoverageDefinition: Definition = {
  name: "healthCoverage",
  title: "Coverage of the health score",
  question: "How much of what the health score is made of is known of the customers?",
  formula: "sum over the customers of the weight that is present / all weight, over the customers",
  unit: "ratio",
  direction: "higher is better",
  basis:
    "Active customers at the end of the month. Under the floor of the configuration a customer is unscored.",
  example: {
    text: "one customer fully known, one half: 1.5 / 2 = 75 %",
    run: () => healthCoverage({ coverage_micros: 1_500_000, customers: 2 }),
    result: 0.75,
  },
  source: "definitions.md, Health",
  variants: [],
  not_available: "no customers",
};
