import type { Definition } from "../definition.ts";
import { ratio } from "./ratio.ts";

/**
 * Touch rate: which share of the customers did somebody do anything with in the last quarter?
 *
 * Customers with an activity in the three months up to as_of / customers. Counts in; a ratio out; null without customers.
 *
 * @example
 * touchRate({ customers: 600, touched_customers: 540 }) // => 0.9
 *
 * Source: docs/canonical-tables.md, activities.
 */
export function touchRate(row: { customers: number; touched_customers: number }): number | null {
  return ratio(row.touched_customers, row.customers);
}

export const touchRateDefinition: Definition = {
  name: "touchRate",
  title: "Touch rate",
  question: "Which share of the customers did somebody do anything with in the last quarter?",
  formula: "customers with an activity in the three months up to the as-of date / customers",
  unit: "ratio",
  direction: "higher is better",
  basis: "Activities of any kind with the customer. One-to-many programmes are no activities with anybody.",
  example: {
    text: "540 of 600 customers were called, met or written to: 90 %",
    run: () => touchRate({ customers: 600, touched_customers: 540 }),
    result: 0.9,
  },
  source: "definitions.md, Rates: ARR per CSM (numbers of our own; activities are in canonical-tables.md)",
  variants: [
    {
      title: "Days since the last activity",
      difference: "How long ago, customer by customer, not how many.",
    },
  ],
  not_available: "there are no customers",
};
