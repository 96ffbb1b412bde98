import type { Definition } from "../definition.ts";
import { ratio } from "./ratio.ts";

/**
 * Expansion rate, gross: by which share of the opening did customers who stayed grow?
 *
 * Expansion / opening. Minor units in; a ratio out; null when there was no recurring revenue at the start.
 *
 * @example
 * expansionRate({ opening_minor: 7500000, expansion_minor: 600000 }) // => 0.08
 *
 * Source: definitions, "Rates".
 */
export function expansionRate(row: { opening_minor: number; expansion_minor: number }): number | null {
  return ratio(row.expansion_minor, row.opening_minor);
}

export const expansionRateDefinition: Definition = {
  name: "expansionRate",
  title: "Expansion rate, gross",
  question: "By which share of the opening did customers who stayed grow?",
  formula: "expansion / opening recurring revenue",
  unit: "ratio",
  direction: "higher is better",
  basis:
    "Opening MRR of the period on the basis shown. Expansion is what the netting policy makes of upgrades and add-ons; new and reactivated revenue is no expansion.",
  example: {
    text: "75,000 at the start, 6,000 expansion: 6,000 / 75,000 = 8 %",
    run: () => expansionRate({ opening_minor: 7_500_000, expansion_minor: 600_000 }),
    result: 0.08,
  },
  source: "definitions.md, Rates: expansion rate, gross (numbers of our own: the table gives none)",
  variants: [
    {
      title: "Net expansion of those who stayed",
      difference: "Sets contraction against it and leaves the churned out.",
    },
  ],
  not_available: "there was no recurring revenue at the start of the period",
};
