import type { Definition } from "../definition.ts";
import { ratio } from "./ratio.ts";

/**
 * Net revenue retention, cohort: what do the customers we had then pay now, for each 100 they paid then?
 *
 * Balance now of the customers with a balance then / their balance then, over a retention row (12 months for the
 * headline). The gone count 0, the returned what they pay, customers won since not at all. Minor units in; a ratio
 * out; null when nobody had a balance then, or "then" lies before the first month.
 *
 * @example
 * nrrCohort({ opening_minor: 30000, retained_minor: 33000 }) // => 1.1
 *
 * Source: definitions, "Rates".
 */
export function nrrCohort(row: {
  opening_minor: number | null;
  retained_minor: number | null;
}): number | null {
  return ratio(row.retained_minor, row.opening_minor);
}

export const nrrCohortDefinition: Definition = {
  name: "nrrCohort",
  title: "Net revenue retention",
  question: "What do the customers we had 12 months ago pay now, for each 100 they paid then?",
  formula:
    "recurring revenue now of the customers with a balance 12 months ago / their recurring revenue then",
  unit: "ratio",
  direction: "higher is better",
  basis:
    "Cohort method, point to point over 12 months, on the basis shown; archived customers included, the gone count 0, the returned what they pay now. In a cut, customers stand where they stood then.",
  example: {
    text: "Two customers paid 10,000 and 20,000; one left and came back at 8,000, the other pays 25,000: 33,000 / 30,000 = 110 %",
    run: () => nrrCohort({ opening_minor: 30_000, retained_minor: 33_000 }),
    result: 1.1,
  },
  source: "definitions.md, Rates: NRR, cohort; ledger case 19",
  variants: [
    {
      title: "Net revenue retention, bridge",
      difference: "From the waterfall: counts customers won since, not the returned.",
    },
    { title: "Net revenue retention, compounded", difference: "Twelve one-month bridges multiplied." },
  ],
  not_available: "no customer had a balance 12 months before, or the ledger does not reach back that far",
};
