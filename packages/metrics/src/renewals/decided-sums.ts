import type { RenewalComponents, RenewalMonthRow, RenewalRow } from "./renewal-rows.ts";

/** The sums over decided renewals that months have, whichever month a renewal counts in. */
export type DecidedSums = RenewalComponents &
  Pick<RenewalMonthRow, "renewed_up_logos" | "renewed_flat_logos" | "renewed_down_logos">;

/** Where each outcome is counted; the renewed count in `renewed_logos` as well. */
const columns = {
  renewed_up: "renewed_up_logos",
  renewed_flat: "renewed_flat_logos",
  renewed_down: "renewed_down_logos",
  archived: "archived_logos",
  cancelled: "cancelled_logos",
} as const;

/** No renewal decided: counts and minor units of 0. */
export const noneDecided: Readonly<DecidedSums> = {
  decided: 0,
  renewed_logos: 0,
  renewed_up_logos: 0,
  renewed_flat_logos: 0,
  renewed_down_logos: 0,
  archived_logos: 0,
  cancelled_logos: 0,
  due_minor: 0,
  renewed_minor: 0,
  kept_minor: 0,
};

/** Whether a renewal ended with more, as much or less than was due, and not with nothing or fees alone. */
export const isRenewed = (outcome: RenewalRow["outcome"]): boolean => outcome.startsWith("renewed_");

/** Adds a renewal to the sums of its month; one that is late or open counts there elsewhere. */
export function addDecided(
  sums: DecidedSums,
  { outcome, due_minor, renewed_minor }: Pick<RenewalRow, "outcome" | "due_minor" | "renewed_minor">,
): void {
  if (outcome === "late" || outcome === "open") return;
  const renewed = renewed_minor ?? 0;
  sums.decided += 1;
  sums[columns[outcome]] += 1;
  if (isRenewed(outcome)) sums.renewed_logos += 1;
  sums.due_minor += due_minor;
  sums.renewed_minor += renewed;
  sums.kept_minor += Math.min(due_minor, renewed);
}
