import type { Definition } from "../definition.ts";
import { ratio } from "./ratio.ts";

/**
 * ARPA, average recurring revenue per paying customer: what does a customer pay a month?
 *
 * Closing MRR / closing active customers. Minor units and a count in; minor units out, not rounded; null when nobody
 * is active. Archived customers are not counted; their fees are part of MRR.
 *
 * @example
 * averageRevenuePerAccount({ closing_minor: 900000, closing_logos: 60 }) // => 15000
 *
 * Source: definitions, "Rates".
 */
export function averageRevenuePerAccount(row: {
  closing_minor: number;
  closing_logos: number;
}): number | null {
  return ratio(row.closing_minor, row.closing_logos);
}

export const averageRevenuePerAccountDefinition: Definition = {
  name: "averageRevenuePerAccount",
  title: "Average revenue per account (ARPA)",
  question: "What does a customer pay a month?",
  formula: "MRR at the month's end / paying customers, archived customers left out",
  unit: "money",
  direction: "higher is better",
  basis: "At the last day of the period, a month's amount in the reporting currency; live basis.",
  example: {
    text: "9,000 a month from 60 paying customers: 150 each",
    run: () => averageRevenuePerAccount({ closing_minor: 900_000, closing_logos: 60 }),
    result: 15_000,
  },
  source: "definitions.md, Rates: ARPA (numbers of our own: the table gives none)",
  variants: [],
  not_available: "there is no paying customer",
};
