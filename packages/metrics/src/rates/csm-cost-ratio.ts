import type { Definition } from "../definition.ts";
import { ratio } from "./ratio.ts";

/**
 * CSM cost ratio: what does looking after our recurring revenue cost?
 *
 * Cost of customer success a year / ARR of its portfolios. Minor units in; a ratio out; null without ARR. The field's guide
 * is 10 %.
 *
 * @example
 * csmCostRatio({ csm_cost_minor: 96000000, arr_minor: 1200000000 }) // => 0.08
 *
 * Source: definitions, "Rates".
 */
export function csmCostRatio(row: { csm_cost_minor: number; arr_minor: number }): number | null {
  return ratio(row.csm_cost_minor, row.arr_minor);
}

export const csmCostRatioDefinition: Definition = {
  name: "csmCostRatio",
  title: "CSM cost ratio",
  question: "What does looking after our recurring revenue cost?",
  formula: "cost of customer success a year / ARR of its portfolios",
  unit: "ratio",
  direction: "lower is better",
  basis: "A year's cost against the ARR at its end. A guide for the field is 10 %.",
  example: {
    text: "8 CSMs cost 960,000 a year and look after 12,000,000: 8 %",
    run: () => csmCostRatio({ csm_cost_minor: 96_000_000, arr_minor: 1_200_000_000 }),
    result: 0.08,
  },
  source: "definitions.md, Rates: CSM cost ratio (numbers of our own: the table gives the guide)",
  variants: [],
  not_available: "the portfolios hold no recurring revenue",
};
