import type { Definition } from "../definition.ts";
import { ratio } from "./ratio.ts";

/**
 * ARPA of a cohort: what does a customer of this cohort who still pays, pay a month?
 *
 * Balance at an age / customers active at that age, of a cohort cell. Minor units and a count in; minor units out, not
 * rounded; null when nobody of the cohort is active. As customers leave it may rise without anybody paying more.
 *
 * @example
 * cohortArpa({ retained_minor: 33000, active_logos: 2 }) // => 16500
 *
 * Source: definitions, "Cohorts, cuts and survival".
 */
export function cohortArpa(cell: { retained_minor: number; active_logos: number }): number | null {
  return ratio(cell.retained_minor, cell.active_logos);
}

export const cohortArpaDefinition: Definition = {
  name: "cohortArpa",
  title: "ARPA of a cohort",
  question: "What does a customer of this cohort who still pays, pay a month?",
  formula: "recurring revenue of the cohort at an age / its customers active at that age",
  unit: "money",
  direction: "higher is better",
  basis:
    "Of those who are still there, on the basis shown: as small customers leave it rises without anybody paying more.",
  example: {
    text: "Two customers of one cohort pay 330 together: 165 each",
    run: () => cohortArpa({ retained_minor: 33_000, active_logos: 2 }),
    result: 16_500,
  },
  source: "definitions.md, Cohorts, cuts and survival; ledger case 19",
  variants: [{ title: "Average revenue per account (ARPA)", difference: "Of all paying customers." }],
  not_available: "nobody of the cohort is active",
};
