import type { Definition } from "../definition.ts";
import { ratio } from "./ratio.ts";

export interface BridgeComponents {
  opening_minor: number;
  expansion_minor: number;
  contraction_minor: number;
  churn_minor: number;
}

/**
 * Net revenue retention, bridge: of 100 of recurring revenue at the start, what is left after expansion and losses?
 *
 * (opening + expansion - contraction - churn) / opening, from the waterfall. Minor units in, losses negative; a ratio
 * out; null when there was no recurring revenue at the start. Over more than one month it includes what customers won
 * since did, and must be labelled so.
 *
 * @example
 * nrrBridge({ opening_minor: 7500000, expansion_minor: 1000000, contraction_minor: -200000, churn_minor: -200000 }) // => 1.08
 *
 * Source: definitions, "Rates".
 */
export function nrrBridge(row: BridgeComponents): number | null {
  return ratio(
    row.opening_minor + row.expansion_minor + row.contraction_minor + row.churn_minor,
    row.opening_minor,
  );
}

export const nrrBridgeDefinition: Definition = {
  name: "nrrBridge",
  title: "Net revenue retention, bridge",
  question: "Of 100 of recurring revenue at the start, what is left after expansion and losses?",
  formula: "(opening + expansion - contraction - churn) / opening",
  unit: "ratio",
  direction: "higher is better",
  basis:
    "Straight from the waterfall of the period, on the basis shown. Over more than one month it includes customers won since; customers who came back are in none of it.",
  example: {
    text: "75,000 + 10,000 expansion - 2,000 contraction - 2,000 churn = 81,000; / 75,000 = 108 %",
    run: () =>
      nrrBridge({
        opening_minor: 7_500_000,
        expansion_minor: 1_000_000,
        contraction_minor: -200_000,
        churn_minor: -200_000,
      }),
    result: 1.08,
  },
  source: "definitions.md, Rates: NRR, bridge",
  variants: [
    { title: "Net revenue retention", difference: "Cohort: follows the customers of the opening only." },
    { title: "Net revenue retention, compounded", difference: "Twelve one-month bridges multiplied." },
  ],
  not_available: "there was no recurring revenue at the start of the period",
};
