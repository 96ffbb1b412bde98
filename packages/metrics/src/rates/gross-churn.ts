import type { Definition } from "../definition.ts";
import { ratio } from "./ratio.ts";

export interface LossComponents {
  opening_minor: number;
  contraction_minor: number;
  churn_minor: number;
}

/**
 * Gross revenue churn: which share of the recurring revenue at the start was lost in the period?
 *
 * (churn + contraction) / opening, losses taken as positive. Minor units in, losses negative as in the waterfall; a
 * ratio out; null when there was no recurring revenue at the start.
 *
 * @example
 * grossChurn({ opening_minor: 7500000, contraction_minor: -200000, churn_minor: -100000 }) // => 0.04
 *
 * Source: definitions, "Rates".
 */
export function grossChurn(row: LossComponents): number | null {
  return ratio(-(row.churn_minor + row.contraction_minor), row.opening_minor);
}

export const grossChurnDefinition: Definition = {
  name: "grossChurn",
  title: "Gross revenue churn",
  question: "Which share of the recurring revenue at the start was lost in the period?",
  formula: "(churn + contraction) / opening recurring revenue",
  unit: "ratio",
  direction: "lower is better",
  basis:
    "Opening MRR of the period on the basis shown. Contraction is what the netting policy makes of downgrades, lost products and archives. Nothing won back is set against it.",
  example: {
    text: "75,000 at the start, 2,000 contraction, 1,000 churn: 3,000 / 75,000 = 4 %",
    run: () => grossChurn({ opening_minor: 7_500_000, contraction_minor: -200_000, churn_minor: -100_000 }),
    result: 0.04,
  },
  source: "definitions.md, Rates: gross CMRR churn (numbers of our own: the table gives none)",
  variants: [
    {
      title: "Gross revenue retention",
      difference: "Follows each customer and caps it at what it paid then.",
    },
  ],
  not_available: "there was no recurring revenue at the start of the period",
};
