import type { Definition } from "../definition.ts";

/**
 * Paying customers: how many customers are active at the end of the period?
 *
 * The closing logos of a waterfall row: customers with a balance, each counted once whatever it buys, those left with
 * archive fees only left out. A count; 0 when there is none.
 *
 * @example
 * payingCustomers({ closing_logos: 2 }) // => 2
 *
 * Source: definitions, "The two bases" and "Movements".
 */
export function payingCustomers(row: { closing_logos: number }): number {
  return row.closing_logos;
}

export const payingCustomersDefinition: Definition = {
  name: "payingCustomers",
  title: "Paying customers",
  question: "How many customers are active at the end of the period?",
  formula: "customers with a balance above 0 on the last day, those with archive fees only left out",
  unit: "count",
  direction: "higher is better",
  basis: "Always live, counted once each, never summed over products or currencies.",
  example: {
    text: "100 customers, 15 won and 5 lost: 110",
    run: () => payingCustomers({ closing_logos: 100 + 15 - 5 }),
    result: 110,
  },
  source: "definitions.md, The two bases and Rates: logo churn",
  variants: [{ title: "Archived customers", difference: "Keep a read-only fee; counted apart." }],
  not_available: "the month is not reported",
};
