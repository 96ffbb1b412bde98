import type { Definition } from "../definition.ts";
import { ratio } from "./ratio.ts";

/**
 * Upsell rate: which share of the customers we had bought more of what they have?
 *
 * Opening customers with an upgrade in the period / opening customers, each counted once. Counts in, as `upsoldCustomers` gives
 * them; a ratio from 0 to 1 out; null when there was no customer at the start.
 *
 * @example
 * upsellRate({ opening_logos: 40, upsold_logos: 12 }) // => 0.3
 *
 * Source: definitions, "Rates".
 */
export function upsellRate(row: { opening_logos: number; upsold_logos: number }): number | null {
  return ratio(row.upsold_logos, row.opening_logos);
}

export const upsellRateDefinition: Definition = {
  name: "upsellRate",
  title: "Upsell rate",
  question: "Which share of the customers we had bought more of what they have?",
  formula: "opening customers with an upgrade in the period / opening customers",
  unit: "ratio",
  direction: "higher is better",
  basis:
    "Customers active at the start of the period, counted once each however often they bought; on the basis shown.",
  example: {
    text: "40 customers at the start, 12 of them upgraded: 12 / 40 = 30 %",
    run: () => upsellRate({ opening_logos: 40, upsold_logos: 12 }),
    result: 0.3,
  },
  source: "definitions.md, Rates: upsell / cross-sell rate (numbers of our own: the table gives none)",
  variants: [
    { title: "Cross-sell rate", difference: "Counts further products, not more of the same." },
    { title: "Expansion rate, gross", difference: "The money of both, over the opening revenue." },
  ],
  not_available: "there was no customer at the start of the period",
};
