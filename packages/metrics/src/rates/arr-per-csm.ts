import type { Definition } from "../definition.ts";
import { ratio } from "./ratio.ts";

/**
 * ARR per CSM: how much recurring revenue does a customer success manager look after?
 *
 * ARR of the portfolios / CSMs. Minor units and a count in; minor units out, not rounded; null without a CSM. The field's
 * guide is 1 to 2 million.
 *
 * @example
 * arrPerCsm({ arr_minor: 1200000000, csms: 8 }) // => 150000000
 *
 * Source: definitions, "Rates".
 */
export function arrPerCsm(row: { arr_minor: number; csms: number }): number | null {
  return ratio(row.arr_minor, row.csms);
}

export const arrPerCsmDefinition: Definition = {
  name: "arrPerCsm",
  title: "ARR per CSM",
  question: "How much recurring revenue does a customer success manager look after?",
  formula: "ARR of the portfolios / customer success managers",
  unit: "money",
  direction: "neither",
  basis: "At the last day of the period, an annual amount. A guide for the field is 1 to 2 million.",
  example: {
    text: "8 CSMs look after 12,000,000 of ARR: 1,500,000 each",
    run: () => arrPerCsm({ arr_minor: 1_200_000_000, csms: 8 }),
    result: 150_000_000,
  },
  source: "definitions.md, Rates: ARR per CSM (numbers of our own: the table gives the guide)",
  variants: [{ title: "Customers per CSM", difference: "Counts customers, whatever they pay." }],
  not_available: "there is no customer success manager",
};
