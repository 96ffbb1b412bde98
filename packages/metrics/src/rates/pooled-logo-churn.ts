import type { Definition } from "../definition.ts";
import { ratio } from "./ratio.ts";

/**
 * Logo churn a month, pooled: which share of customers did we lose in an average month of these?
 *
 * Logos lost in the months / sum of the months' openings. Takes monthly rows (churned logos negative); returns a ratio
 * a month; null when no month began with a customer, or there are no rows.
 *
 * @example
 * pooledLogoChurn([{ opening_logos: 100, churned_logos: -10 }, { opening_logos: 50, churned_logos: -1 }]).toFixed(4) // => "0.0733"
 *
 * Source: definitions, "Rates" (LTV).
 */
export function pooledLogoChurn(
  rows: readonly { opening_logos: number; churned_logos: number }[],
): number | null {
  let lost = 0;
  let opening = 0;
  for (const row of rows) {
    lost -= row.churned_logos;
    opening += row.opening_logos;
  }
  return ratio(lost, opening);
}

export const pooledLogoChurnDefinition: Definition = {
  name: "pooledLogoChurn",
  title: "Logo churn a month, pooled",
  question: "Which share of customers did we lose in an average month of these?",
  formula: "customers lost in the months / sum of the months' opening customers",
  unit: "ratio",
  direction: "lower is better",
  basis: "Active customers over several months, each month weighing as many customers as it began with.",
  example: {
    text: "10 of 100, then 1 of 50 in two months: 11 / 150 = 7.33 %",
    run: () =>
      pooledLogoChurn([
        { opening_logos: 100, churned_logos: -10 },
        { opening_logos: 50, churned_logos: -1 },
      ]),
    result: 11 / 150,
  },
  source: "definitions.md, Rates: LTV, its loss rate",
  variants: [{ title: "Logo churn", difference: "Of a period as a whole, over the period's one opening." }],
  not_available: "no month began with a customer",
};
