import { RENEWAL_OUTCOMES, type RenewalColumns } from "@tideline/metrics";
import { monthNumber, periodMonths } from "./calendar.ts";

const listed = {
  due: () => true,
  decided: (outcome: string) => outcome !== "late" && outcome !== "open",
  renewed_logos: (outcome: string) => outcome.startsWith("renewed"),
  renewed_up_logos: (outcome: string) => outcome === "renewed_up",
  renewed_flat_logos: (outcome: string) => outcome === "renewed_flat",
  renewed_down_logos: (outcome: string) => outcome === "renewed_down",
  archived_logos: (outcome: string) => outcome === "archived",
  cancelled_logos: (outcome: string) => outcome === "cancelled",
  late_count: (outcome: string) => outcome === "late",
} as const;

type Listed = keyof typeof listed;

/** Whether the renewals behind a column of counts can be listed. */
export function isListed(column: string): column is Listed {
  return Object.hasOwn(listed, column);
}

/** Which renewals lie behind a number: those of a column of counts, in the period in which they count or were due. */
export interface RenewalQuery {
  outcome: Listed;
  period: string;
  by: "counted" | "due";
}

/** A query as it stands in the address: "cancelled_logos@2025-Q4@due". */
export function writeRenewalQuery({ outcome, period, by }: RenewalQuery): string {
  return `${outcome}@${period}@${by}`;
}

/** Reads a query from the address; null when it is none. */
export function readRenewalQuery(text: string): RenewalQuery | null {
  const [outcome = "", period = "", by] = text.split("@");
  if (!isListed(outcome) || !periodMonths(period) || (by !== "counted" && by !== "due")) return null;
  return { outcome, period, by };
}

/**
 * The renewals a query asks for. Late at a period's end are those due by then and decided, if at all, in a later month.
 */
export function renewalsBehind(
  renewals: RenewalColumns,
  { outcome, period, by }: RenewalQuery,
): RenewalColumns {
  const span = periodMonths(period);
  const { due_on, counted_month, days } = renewals;
  const months = days.map(monthNumber);
  const isIn = (month: number) => span !== null && month >= span.first && month <= span.last;
  const passes = (at: number): boolean => {
    const name = RENEWAL_OUTCOMES[renewals.outcome[at] as number] ?? "open";
    const due = months[due_on[at] as number] ?? Number.NaN;
    const counted = months[counted_month[at] as number] ?? Number.POSITIVE_INFINITY;
    if (by === "due") return isIn(due) && listed[outcome](name);
    if (outcome !== "late_count") return isIn(counted) && listed[outcome](name);
    return span !== null && name !== "open" && due <= span.last && counted > span.last;
  };
  return { ...renewals, places: renewals.places.filter(passes) };
}
