import type { Definition } from "../definition.ts";
import { ratio } from "./ratio.ts";

/**
 * Gross revenue retention, cohort: how much of what customers paid then is still there, growth left aside?
 *
 * Sum of each customer's min(now, then) / sum of then, point to point, over a retention row (12 months for the
 * headline). Minor units in; a ratio from 0 to 1 out; null when nobody had a balance then.
 *
 * @example
 * grrCohort({ opening_minor: 30000, kept_minor: 15000 }) // => 0.5
 *
 * Source: definitions, "Rates".
 */
export function grrCohort(row: { opening_minor: number | null; kept_minor: number | null }): number | null {
  return ratio(row.kept_minor, row.opening_minor);
}

export const grrCohortDefinition: Definition = {
  name: "grrCohort",
  title: "Gross revenue retention",
  question: "How much of what customers paid 12 months ago is still there, growth left aside?",
  formula:
    "sum over customers of min(recurring revenue now, recurring revenue then) / recurring revenue then",
  unit: "ratio",
  direction: "higher is better",
  basis:
    "Cohort method, point to point over 12 months, on the basis shown; never above 100 %. A customer who left and came back counts with what it pays now.",
  example: {
    text: "Two customers paid 10,000 and 20,000 and pay 8,000 and 25,000: (8,000 + 20,000) / 30,000 = 93.33 %",
    run: () => grrCohort({ opening_minor: 30_000, kept_minor: 28_000 }),
    result: 28 / 30,
  },
  source: "definitions.md, Rates: GRR, cohort; ledger case 19",
  variants: [
    {
      title: "Gross revenue retention, running minimum",
      difference: "Takes each customer's lowest month end since, so a loss won back stays lost.",
    },
  ],
  not_available: "no customer had a balance 12 months before, or the ledger does not reach back that far",
};
