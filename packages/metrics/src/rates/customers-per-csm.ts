import type { Definition } from "../definition.ts";
import { ratio } from "./ratio.ts";

/**
 * Customers per CSM: how many customers does a customer success manager look after?
 *
 * Customers in care / CSMs. Counts in; a number of customers out, not rounded; null without a CSM.
 *
 * @example
 * customersPerCsm({ customers: 400, csms: 8 }) // => 50
 *
 * Source: definitions, "Rates" (ARR per CSM).
 */
export function customersPerCsm(row: { customers: number; csms: number }): number | null {
  return ratio(row.customers, row.csms);
}

export const customersPerCsmDefinition: Definition = {
  name: "customersPerCsm",
  title: "Customers per CSM",
  question: "How many customers does a customer success manager look after?",
  formula: "customers of the portfolios / customer success managers",
  unit: "count",
  direction: "neither",
  basis:
    "Paying customers on the committed basis, on the as-of date. What is right depends on the touch tier.",
  example: {
    text: "8 CSMs look after 400 customers: 50 each",
    run: () => customersPerCsm({ customers: 400, csms: 8 }),
    result: 50,
  },
  source: "definitions.md, Rates: ARR per CSM (numbers of our own)",
  variants: [{ title: "ARR per CSM", difference: "Counts money, however many customers pay it." }],
  not_available: "there is no customer success manager",
};
