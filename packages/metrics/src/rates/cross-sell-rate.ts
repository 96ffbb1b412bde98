import type { Definition } from "../definition.ts";
import { ratio } from "./ratio.ts";

/**
 * Cross-sell rate: which share of the customers we had bought a further product?
 *
 * Opening customers with an add-on in the period / opening customers, each counted once. Counts in, as `upsoldCustomers` gives
 * them; a ratio from 0 to 1 out; null when there was no customer at the start.
 *
 * @example
 * crossSellRate({ opening_logos: 40, cross_sold_logos: 6 }) // => 0.15
 *
 * Source: definitions, "Rates".
 */
export function crossSellRate(row: { opening_logos: number; cross_sold_logos: number }): number | null {
  return ratio(row.cross_sold_logos, row.opening_logos);
}

export const crossSellRateDefinition: Definition = {
  name: "crossSellRate",
  title: "Cross-sell rate",
  question: "Which share of the customers we had bought a further product?",
  formula: "opening customers with an add-on in the period / opening customers",
  unit: "ratio",
  direction: "higher is better",
  basis:
    "Customers active at the start of the period, counted once each however often they bought; on the basis shown.",
  example: {
    text: "40 customers at the start, 6 of them added a product: 6 / 40 = 15 %",
    run: () => crossSellRate({ opening_logos: 40, cross_sold_logos: 6 }),
    result: 0.15,
  },
  source: "definitions.md, Rates: upsell / cross-sell rate (numbers of our own: the table gives none)",
  variants: [
    { title: "Upsell rate", difference: "Counts more of the same product, not further ones." },
    { title: "Expansion rate, gross", difference: "The money of both, over the opening revenue." },
  ],
  not_available: "there was no customer at the start of the period",
};
