import type { Definition } from "../definition.ts";
import { ratio } from "./ratio.ts";

export interface NetExpansionComponents {
  opening_minor: number;
  new_minor: number;
  reactivation_minor: number;
  churn_minor: number;
  fx_minor: number;
  closing_minor: number;
  transfer_minor?: number;
  moved_minor?: number;
}

/**
 * Net expansion of those who stayed: by how much did the customers we kept grow, up and down together?
 *
 * (closing - new - reactivation - fx) / (opening - churn) - 1, churn taken as positive; transfers and moves between
 * labels are taken out too. Minor units in, losses negative; a ratio out, negative when they shrank; null when nothing
 * of the opening stayed: over several months as much, or more, can be lost as was there at the start.
 *
 * @example
 * netExpansion({ opening_minor: 100, new_minor: 30, reactivation_minor: 0, churn_minor: -20, fx_minor: 0, closing_minor: 130 }) // => 0.25
 *
 * Source: definitions, "Rates".
 */
export function netExpansion(row: NetExpansionComponents): number | null {
  const others = row.fx_minor + (row.transfer_minor ?? 0) + (row.moved_minor ?? 0);
  const stayed = row.opening_minor + row.churn_minor;
  return ratio(row.closing_minor - row.new_minor - row.reactivation_minor - others - stayed, stayed);
}

export const netExpansionDefinition: Definition = {
  name: "netExpansion",
  title: "Net expansion of those who stayed",
  question: "By how much did the customers we kept grow, up and down together?",
  formula: "(closing - new - reactivation - fx) / (opening - churn) - 1",
  unit: "ratio",
  direction: "higher is better",
  basis:
    "Opening MRR without the customers who churned in the period, on the basis shown; exchange rates taken out.",
  example: {
    text: "200,000 become 280,000 with 60,000 new and 10,000 churned: 220,000 / 190,000 - 1 = 15.789 %",
    run: () =>
      netExpansion({
        opening_minor: 200_000,
        new_minor: 60_000,
        reactivation_minor: 0,
        churn_minor: -10_000,
        fx_minor: 0,
        closing_minor: 280_000,
      }),
    result: 30 / 190,
  },
  source: "definitions.md, Rates: net expansion of those who stayed",
  variants: [{ title: "Expansion rate, gross", difference: "Expansion only, over the whole opening." }],
  not_available: "as much as the recurring revenue at the start of the period was lost, or more",
};
