import type { Definition } from "../definition.ts";
import type { KeptLogos } from "./logo-churn-fixed-set.ts";
import { ratio } from "./ratio.ts";

/**
 * Logo retention, cohort: of the customers active then, which share is active now?
 *
 * Kept / opening over a retention row or a cohort cell: 1 - the fixed-set logo churn. Counts of customers in; a ratio from
 * 0 to 1 out; null when nobody was active then.
 *
 * @example
 * logoRetention({ opening_logos: 40, kept_logos: 30 }) // => 0.75
 *
 * Source: definitions, "Cohorts, cuts and survival".
 */
export function logoRetention(row: KeptLogos): number | null {
  return ratio(row.kept_logos, row.opening_logos);
}

export const logoRetentionDefinition: Definition = {
  name: "logoRetention",
  title: "Logo retention",
  question: "Of the customers active then, which share is active now?",
  formula: "customers active then and now / customers active then",
  unit: "ratio",
  direction: "higher is better",
  basis:
    "Cohort method, point to point. In a triangle then is each customer's first month, and one who left and came back is kept again.",
  example: {
    text: "40 customers a year ago, 30 of them still active: 30 / 40 = 75 %",
    run: () => logoRetention({ opening_logos: 40, kept_logos: 30 }),
    result: 0.75,
  },
  source: "definitions.md, Cohorts, cuts and survival; Rates: logo churn, fixed-set form",
  variants: [{ title: "Logo churn, fixed set", difference: "The rest to 100 %." }],
  not_available: "nobody was active then, or then lies before the first month",
};
