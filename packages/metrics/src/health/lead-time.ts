import type { Definition } from "../definition.ts";
import { ratio } from "../rates/ratio.ts";

/** Renewals lost with so many days from the first red to the loss; null: never red. */
export interface LeadDays {
  readonly lead_days: number | null;
  readonly lost: number;
}

/**
 * Lead time: how many days before the loss was a customer first red, in the middle of those that were?
 *
 * The median of the days, of an even number the mean of the two in the middle; what was never red has no lead and is left
 * out (see `neverRedShare`). Takes counts by days, in any order; days out, null where none was red.
 *
 * @example
 * leadTime([{ lead_days: 30, lost: 1 }, { lead_days: 61, lost: 2 }, { lead_days: null, lost: 4 }]) // => 61
 *
 * Source: definitions, "Health" (validation: lead time from first red to notice).
 */
export function leadTime(rows: readonly LeadDays[]): number | null {
  const known = rows
    .flatMap(({ lead_days, lost }) => (lead_days === null ? [] : [{ days: lead_days, lost }]))
    .sort((a, b) => a.days - b.days);
  const all = known.reduce((sum, { lost }) => sum + lost, 0);
  const at = (place: number): number | null => {
    let seen = 0;
    return (
      known.find(({ lost }) => {
        seen += lost;
        return seen >= place;
      })?.days ?? null
    );
  };
  const [low, high] = [at(Math.floor((all + 1) / 2)), at(Math.ceil((all + 1) / 2))];
  return all === 0 || low === null || high === null ? null : (low + high) / 2;
}

/**
 * Share never red: of the renewals that were lost, which share did the score never warn of?
 *
 * Lost without a red month's end before / all lost whose customer had a score in the year before. Counts by days in, a share
 * from 0 to 1 out; null where none was lost.
 *
 * @example
 * neverRedShare([{ lead_days: 30, lost: 1 }, { lead_days: null, lost: 3 }]) // => 0.75
 *
 * Source: definitions, "Health" (validation: share never red).
 */
export function neverRedShare(rows: readonly LeadDays[]): number | null {
  const sum = (some: readonly LeadDays[]) => some.reduce((total, { lost }) => total + lost, 0);
  return ratio(sum(rows.filter(({ lead_days }) => lead_days === null)), sum(rows));
}

export const leadTimeDefinition: Definition = {
  name: "leadTime",
  title: "Lead time of the health score",
  question: "How many days before a loss was the customer first red?",
  formula: "median days from the first month's end in the lowest band to the loss or its notice",
  unit: "days",
  direction: "higher is better",
  basis:
    "Renewals that were lost, of customers that were in the lowest band within the year before and after they had last been in the highest. Scores are of month ends, so a lead is up to a month shorter than the warning was.",
  example: {
    text: "First red 30, 61 and 61 days before: 61 days",
    run: () =>
      leadTime([
        { lead_days: 30, lost: 1 },
        { lead_days: 61, lost: 2 },
      ]),
    result: 61,
  },
  source: "definitions.md, Health: validation",
  variants: [
    { title: "From the first red of all", difference: "Counts a warning that was taken back in between." },
  ],
  not_available: "no customer that was lost had been in the lowest band before",
};

export const neverRedShareDefinition: Definition = {
  name: "neverRedShare",
  title: "Lost without warning",
  question: "Which share of the lost renewals did the score never warn of?",
  formula: "lost renewals without a month's end in the lowest band in the year before / lost renewals",
  unit: "ratio",
  direction: "lower is better",
  basis:
    "Renewals that were lost, of customers with a score in the year before; red before a last time in the highest band is no warning.",
  example: {
    text: "3 of 4 lost were never red: 75 %",
    run: () =>
      neverRedShare([
        { lead_days: 30, lost: 1 },
        { lead_days: null, lost: 3 },
      ]),
    result: 0.75,
  },
  source: "definitions.md, Health: validation",
  variants: [],
  not_available: "no renewal of a customer with a score was lost",
};
