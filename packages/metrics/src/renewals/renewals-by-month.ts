import { monthOfDay } from "../month-of-day.ts";
import { addDecided, isRenewed, noneDecided } from "./decided-sums.ts";
import type { RenewalMonthRow, RenewalRow } from "./renewal-rows.ts";

/** What of a renewal the months are made of: rows of `renewals__by_customer`. */
export type CountedRenewal = Pick<
  RenewalRow,
  "due_on" | "outcome" | "decided_on" | "counted_month" | "due_minor" | "renewed_minor"
>;

function countIn(month: RenewalMonthRow, row: CountedRenewal): void {
  const { outcome, due_on, decided_on, due_minor } = row;
  const renewed = row.renewed_minor ?? 0;
  addDecided(month, row);
  if (!isRenewed(outcome)) return;
  if (decided_on !== null && decided_on < due_on) month.early_logos += 1;
  if (decided_on !== null && decided_on > due_on) month.after_due_logos += 1;
  month.change_micros += Math.round((1e6 * renewed) / due_minor);
  month.changed_due_minor += due_minor;
  month.changed_renewed_minor += renewed;
}

/**
 * How did renewals end, by the month in which they count? What `renewals__by_month` holds, of any renewals.
 *
 * A row for each month asked for: counts and sums of the renewals decided that count in it (the later of the month due and
 * the month decided), and beside them what was due by its end and undecided then. Takes single renewals and the first days
 * of the months, oldest first. Minor units; no renewals give months of zeros, no months no rows.
 *
 * @example
 * renewalsByMonth([{ due_on: "2026-04-10", outcome: "renewed_up", decided_on: "2026-04-08", counted_month: "2026-04-01", due_minor: 100, renewed_minor: 120 }], { months: ["2026-04-01"], currency: "USD" })[0].kept_minor // => 100
 *
 * Source: definitions, "Renewals"; ledger case 9.
 */
export function renewalsByMonth(
  rows: readonly CountedRenewal[],
  { months, currency }: { months: readonly string[]; currency: string },
): RenewalMonthRow[] {
  const found = months.map(
    (report_month): RenewalMonthRow => ({
      report_month,
      currency,
      ...noneDecided,
      early_logos: 0,
      after_due_logos: 0,
      change_micros: 0,
      changed_due_minor: 0,
      changed_renewed_minor: 0,
      late_count: 0,
      late_minor: 0,
    }),
  );
  const byMonth = new Map(found.map((month) => [month.report_month, month]));
  const numbered = found.map((month) => [monthOfDay(month.report_month), month] as const);
  for (const row of rows) {
    const counted = row.counted_month === null ? null : byMonth.get(row.counted_month);
    if (counted) countIn(counted, row);
    const from = monthOfDay(row.due_on);
    const until = row.counted_month === null ? Number.POSITIVE_INFINITY : monthOfDay(row.counted_month);
    if (row.outcome === "open" || until <= from) continue;
    for (const [number, month] of numbered) {
      if (number < from || number >= until) continue;
      month.late_count += 1;
      month.late_minor += row.due_minor;
    }
  }
  return found;
}
