import { monthOfDay } from "../month-of-day.ts";
import { decidedSums, sumByOutcome } from "./decided-sums.ts";
import type { RenewalColumns } from "./renewal-columns.ts";
import { RENEWAL_OUTCOMES } from "./renewal-outcomes.ts";
import type { RenewalDueMonthRow } from "./renewal-rows.ts";

/**
 * What became of what fell due, by the month it was due, whenever it was decided? What `renewals__by_due_month` holds, of any
 * renewals.
 *
 * A row for each month asked for: counts and sums of the renewals due in it, decided, late and open. Takes renewals as columns
 * and the first days of the months. Minor units; no renewals give months of zeros, no months no rows.
 *
 * @example
 * renewalsByDueMonth(openRenewals(codeRenewals([{ customer_id: "P", name: null, ordinal: 1, lines: 1, due_on: "2026-04-10", outcome: "late", decided_on: null, counted_month: null, due_minor: 100, renewed_minor: null }])), { months: ["2026-04-01"], currency: "USD" })[0].late_count // => 1
 *
 * Source: definitions, "Renewals".
 */
export function renewalsByDueMonth(
  renewals: RenewalColumns,
  { months, currency }: { months: readonly string[]; currency: string },
): RenewalDueMonthRow[] {
  const numbers = months.map(monthOfDay);
  const dueAt = Int32Array.from(renewals.days, (day) => numbers.indexOf(monthOfDay(day)));
  const sums = sumByOutcome(renewals, months.length, (at) => dueAt[renewals.due_on[at] as number] as number);
  return sums.map((sumOf, at) => ({
    due_month: months[at] as string,
    currency,
    due: sumOf("count", ...RENEWAL_OUTCOMES),
    all_due_minor: sumOf("due", ...RENEWAL_OUTCOMES),
    ...decidedSums(sumOf),
    late_count: sumOf("count", "late"),
    late_minor: sumOf("due", "late"),
    open_count: sumOf("count", "open"),
    open_minor: sumOf("due", "open"),
  }));
}
