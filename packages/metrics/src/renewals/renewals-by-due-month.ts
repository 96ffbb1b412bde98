import { monthOfDay } from "../month-of-day.ts";
import { addDecided, noneDecided } from "./decided-sums.ts";
import type { RenewalDueMonthRow, RenewalRow } from "./renewal-rows.ts";

/** What of a renewal the due months are made of: rows of `renewals__by_customer`. */
export type DueRenewal = Pick<RenewalRow, "due_on" | "outcome" | "due_minor" | "renewed_minor">;

function countIn(month: RenewalDueMonthRow, row: DueRenewal): void {
  const { outcome, due_minor } = row;
  month.due += 1;
  month.all_due_minor += due_minor;
  addDecided(month, row);
  if (outcome === "late") {
    month.late_count += 1;
    month.late_minor += due_minor;
  }
  if (outcome === "open") {
    month.open_count += 1;
    month.open_minor += due_minor;
  }
}

/**
 * What became of what fell due, by the month it was due, whenever it was decided? What `renewals__by_due_month` holds, of any
 * renewals.
 *
 * A row for each month asked for: counts and sums of the renewals due in it, decided, late and open. Takes single renewals and
 * the first days of the months. Minor units; no renewals give months of zeros, no months no rows.
 *
 * @example
 * renewalsByDueMonth([{ due_on: "2026-04-10", outcome: "late", due_minor: 100, renewed_minor: null }], { months: ["2026-04-01"], currency: "USD" })[0].late_count // => 1
 *
 * Source: definitions, "Renewals".
 */
export function renewalsByDueMonth(
  rows: readonly DueRenewal[],
  { months, currency }: { months: readonly string[]; currency: string },
): RenewalDueMonthRow[] {
  const found = months.map(
    (due_month): RenewalDueMonthRow => ({
      due_month,
      currency,
      due: 0,
      all_due_minor: 0,
      ...noneDecided,
      late_count: 0,
      late_minor: 0,
      open_count: 0,
      open_minor: 0,
    }),
  );
  const byMonth = new Map(found.map((month) => [monthOfDay(month.due_month), month]));
  for (const row of rows) {
    const month = byMonth.get(monthOfDay(row.due_on));
    if (month) countIn(month, row);
  }
  return found;
}
