import type { Definition } from "../definition.ts";
import { ratio } from "./ratio.ts";

export interface QuickRatioComponents {
  new_minor: number;
  reactivation_minor: number;
  expansion_minor: number;
  contraction_minor: number;
  churn_minor: number;
}

/**
 * Quick ratio: how much recurring revenue do we gain for each 1 we lose?
 *
 * (new + reactivation + expansion) / (churn + contraction), losses taken as positive. Minor units in, losses negative;
 * a plain number out; null when nothing was lost.
 *
 * @example
 * quickRatio({ new_minor: 5, reactivation_minor: 5, expansion_minor: 3, contraction_minor: -2, churn_minor: -3 }) // => 2.6
 *
 * Source: definitions, "Rates".
 */
export function quickRatio(row: QuickRatioComponents): number | null {
  return ratio(
    row.new_minor + row.reactivation_minor + row.expansion_minor,
    -(row.churn_minor + row.contraction_minor),
  );
}

export const quickRatioDefinition: Definition = {
  name: "quickRatio",
  title: "Quick ratio",
  question: "How much recurring revenue do we gain for each 1 we lose?",
  formula: "(new + reactivation + expansion) / (churn + contraction)",
  unit: "times",
  direction: "higher is better",
  basis: "Movements of the period on the basis shown. Below 1 the company shrinks.",
  example: {
    text: "5 new, 5 back, 3 expansion over 5 lost: 13 / 5 = 2.6",
    run: () =>
      quickRatio({
        new_minor: 5,
        reactivation_minor: 5,
        expansion_minor: 3,
        contraction_minor: 0,
        churn_minor: -5,
      }),
    result: 2.6,
  },
  source: "definitions.md, Rates: quick ratio",
  variants: [],
  not_available: "nothing was lost in the period",
};
