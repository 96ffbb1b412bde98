import type { Definition } from "../definition.ts";
import { ratio } from "./ratio.ts";

/**
 * Cancelled-contract churn: how many contracts were cancelled for each 100 customers we had?
 *
 * Contracts cancelled in the month / customers active at the end of the month before. Counts in; a ratio out that may pass
 * 100 %, because a customer may have several contracts; null when there was no customer.
 *
 * @example
 * cancelledContractChurn({ cancelled_contracts: 12, opening_logos: 10 }) // => 1.2
 *
 * Source: definitions, "Rates".
 */
export function cancelledContractChurn(row: {
  cancelled_contracts: number;
  opening_logos: number;
}): number | null {
  return ratio(row.cancelled_contracts, row.opening_logos);
}

export const cancelledContractChurnDefinition: Definition = {
  name: "cancelledContractChurn",
  title: "Cancelled-contract churn",
  question: "How many contracts were cancelled for each 100 customers we had?",
  formula: "contracts cancelled in the month / active customers of last month",
  unit: "ratio",
  direction: "lower is better",
  basis:
    "Contracts over customers: it may pass 100 %, and must be labelled so. Not to be compared with logo churn.",
  example: {
    text: "10 customers, 12 of their contracts cancelled in the month: 12 / 10 = 120 %",
    run: () => cancelledContractChurn({ cancelled_contracts: 12, opening_logos: 10 }),
    result: 1.2,
  },
  source: "definitions.md, Rates: cancelled-contract churn (numbers of our own: the table gives none)",
  variants: [
    { title: "Logo churn", difference: "Counts a customer once, and only when it has nothing left." },
  ],
  not_available: "there was no customer at the end of the month before",
};
