import type { Definition } from "../definition.ts";
import { ratio } from "./ratio.ts";

export interface LogoChurnComponents {
  opening_logos: number;
  new_logos: number;
  reactivation_logos: number;
  closing_logos: number;
  merged_logos?: number;
  moved_logos?: number;
}

/**
 * Logo churn: which share of the customers we had at the start did we lose in the period?
 *
 * 1 - (closing - added) / opening, where added = new + reactivated. Takes the active logos of a month or of a period's
 * summed months (`sumPeriods`); merged and moved customers are taken out of both sides. Returns a ratio; null when
 * there was no customer at the start.
 *
 * @example
 * logoChurn({ opening_logos: 100, new_logos: 15, reactivation_logos: 0, closing_logos: 110 }) // => 0.05
 *
 * Source: definitions, "Rates".
 */
export function logoChurn(row: LogoChurnComponents): number | null {
  const added = row.new_logos + row.reactivation_logos + (row.merged_logos ?? 0) + (row.moved_logos ?? 0);
  return ratio(row.opening_logos + added - row.closing_logos, row.opening_logos);
}

export const logoChurnDefinition: Definition = {
  name: "logoChurn",
  title: "Logo churn",
  question: "Which share of the customers we had at the start did we lose in the period?",
  formula: "1 - (closing customers - customers added) / opening customers; added = new + reactivated",
  unit: "ratio",
  direction: "lower is better",
  basis:
    "Active customers, counted once each. A customer that keeps only an archive fee counts as lost. A quarter or a year uses the sums of its months, so a customer won and lost inside it counts as a loss.",
  example: {
    text: "100 customers at the start, 110 at the end, 15 new: 1 - (110 - 15) / 100 = 5 %",
    run: () => logoChurn({ opening_logos: 100, new_logos: 15, reactivation_logos: 0, closing_logos: 110 }),
    result: 0.05,
  },
  source: "definitions.md, Rates: logo churn, period",
  variants: [
    { title: "Logo churn, fixed set", difference: "Follows only the customers of the opening." },
    { title: "Net logo loss", difference: "Lets customers added make up for customers lost." },
  ],
  not_available: "there was no customer at the start of the period",
};
