import type { RenewalColumns } from "./renewal-columns.ts";
import { RENEWAL_OUTCOMES } from "./renewal-outcomes.ts";
import type { RenewalComponents, RenewalMonthRow, RenewalRow } from "./renewal-rows.ts";

type Outcome = RenewalRow["outcome"];

/** The sums over decided renewals that months have, whichever month a renewal counts in. */
export type DecidedSums = RenewalComponents &
  Pick<RenewalMonthRow, "renewed_up_logos" | "renewed_flat_logos" | "renewed_down_logos">;

/** What is summed of renewals with one outcome: how many, and monthly amounts; `kept` is the smaller of due and renewed. */
export type OutcomeSum = "count" | "due" | "renewed" | "kept" | "early" | "after_due" | "change_micros";

const cells: readonly OutcomeSum[] = [
  "count",
  "due",
  "renewed",
  "kept",
  "early",
  "after_due",
  "change_micros",
];
const size = RENEWAL_OUTCOMES.length * cells.length;

export const renewedOutcomes = ["renewed_up", "renewed_flat", "renewed_down"] as const satisfies Outcome[];
const decidedOutcomes = [...renewedOutcomes, "archived", "cancelled"] as const satisfies Outcome[];

/** Tells a sum of one month over renewals of some outcomes. */
export type SumOf = (sum: OutcomeSum, ...outcomes: readonly Outcome[]) => number;

/**
 * Sums of renewals by month and outcome. `monthOf` tells which of so many months a renewal belongs to by its place; any
 * other number is none of them.
 *
 * @returns a function for each month
 */
export function sumByOutcome(
  { places, outcome, due_on, decided_on, due_minor, renewed_minor }: RenewalColumns,
  months: number,
  monthOf: (at: number) => number,
): SumOf[] {
  const sums = new Float64Array(months * size);
  for (let place = 0; place < places.length; place++) {
    const at = places[place] as number;
    const month = monthOf(at);
    if (!(month >= 0 && month < months)) continue;
    const cell = month * size + (outcome[at] as number) * cells.length;
    const due = due_minor[at] as number;
    const renewed = renewed_minor[at] || 0;
    const days = (decided_on[at] as number) < 0 ? 0 : (decided_on[at] as number) - (due_on[at] as number);
    sums[cell] = (sums[cell] as number) + 1;
    sums[cell + 1] = (sums[cell + 1] as number) + due;
    sums[cell + 2] = (sums[cell + 2] as number) + renewed;
    sums[cell + 3] = (sums[cell + 3] as number) + Math.min(due, renewed);
    if (days < 0) sums[cell + 4] = (sums[cell + 4] as number) + 1;
    if (days > 0) sums[cell + 5] = (sums[cell + 5] as number) + 1;
    sums[cell + 6] = (sums[cell + 6] as number) + Math.round((1e6 * renewed) / due);
  }
  return Array.from(
    { length: months },
    (_, month): SumOf =>
      (sum, ...outcomes) =>
        outcomes.reduce((total, one) => {
          const cell = RENEWAL_OUTCOMES.indexOf(one) * cells.length + cells.indexOf(sum);
          return total + (sums[month * size + cell] as number);
        }, 0),
  );
}

/** The sums over the decided of one month. */
export function decidedSums(sumOf: SumOf): DecidedSums {
  return {
    decided: sumOf("count", ...decidedOutcomes),
    renewed_logos: sumOf("count", ...renewedOutcomes),
    renewed_up_logos: sumOf("count", "renewed_up"),
    renewed_flat_logos: sumOf("count", "renewed_flat"),
    renewed_down_logos: sumOf("count", "renewed_down"),
    archived_logos: sumOf("count", "archived"),
    cancelled_logos: sumOf("count", "cancelled"),
    due_minor: sumOf("due", ...decidedOutcomes),
    renewed_minor: sumOf("renewed", ...decidedOutcomes),
    kept_minor: sumOf("kept", ...decidedOutcomes),
  };
}
