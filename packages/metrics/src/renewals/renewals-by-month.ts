import { monthOfDay } from "../month-of-day.ts";
import { decidedSums, renewedOutcomes, sumByOutcome } from "./decided-sums.ts";
import type { RenewalColumns } from "./renewal-columns.ts";
import { RENEWAL_OUTCOMES } from "./renewal-outcomes.ts";
import type { RenewalMonthRow } from "./renewal-rows.ts";

/** By month from the first to the last, as numbers: how many renewals were late at its end, and what was due of them. */
function lateByMonth(renewals: RenewalColumns, [first, last]: readonly [number, number]) {
  const { places, days, due_on, counted_month, outcome, due_minor } = renewals;
  const open = RENEWAL_OUTCOMES.indexOf("open");
  const months = Int32Array.from(days, monthOfDay);
  const span = last - first + 1;
  const [count, minor] = [new Float64Array(span + 1), new Float64Array(span + 1)];
  const add = (month: number, sign: number, due: number) => {
    const at = Math.min(Math.max(month - first, 0), span);
    count[at] = (count[at] as number) + sign;
    minor[at] = (minor[at] as number) + sign * due;
  };
  for (let place = 0; place < places.length; place++) {
    const at = places[place] as number;
    const from = months[due_on[at] as number] as number;
    const counted = counted_month[at] as number;
    const until = counted < 0 ? Number.POSITIVE_INFINITY : (months[counted] as number);
    if (outcome[at] === open) continue;
    add(from, 1, due_minor[at] as number);
    add(until, -1, due_minor[at] as number);
  }
  for (let at = 1; at < span; at++) {
    count[at] = (count[at] as number) + (count[at - 1] as number);
    minor[at] = (minor[at] as number) + (minor[at - 1] as number);
  }
  return { count, minor };
}

/**
 * How did renewals end, by the month in which they count? What `renewals__by_month` holds, of any renewals.
 *
 * A row for each month asked for: counts and sums of the renewals decided that count in it (the later of the month due and
 * the month decided), and beside them what was due by its end and undecided then. Takes renewals as columns and the first days
 * of the months, oldest first. Minor units; no renewals give months of zeros, no months no rows.
 *
 * @example
 * renewalsByMonth(openRenewals(codeRenewals([{ customer_id: "P", name: null, ordinal: 1, lines: 1, due_on: "2026-04-10", outcome: "renewed_up", decided_on: "2026-04-08", counted_month: "2026-04-01", due_minor: 100, renewed_minor: 120 }])), { months: ["2026-04-01"], currency: "USD" })[0].kept_minor // => 100
 *
 * Source: definitions, "Renewals"; ledger case 9.
 */
export function renewalsByMonth(
  renewals: RenewalColumns,
  { months, currency }: { months: readonly string[]; currency: string },
): RenewalMonthRow[] {
  const numbers = months.map(monthOfDay);
  const [first, last] = [numbers[0], numbers.at(-1)];
  if (first === undefined || last === undefined) return [];
  const countedAt = Int32Array.from(renewals.days, (day) => months.indexOf(day));
  const sums = sumByOutcome(renewals, months.length, (at) => {
    const counted = renewals.counted_month[at] as number;
    return counted < 0 ? -1 : (countedAt[counted] as number);
  });
  const late = lateByMonth(renewals, [first, last]);
  return sums.map((sumOf, at) => {
    const month = (numbers[at] as number) - first;
    return {
      report_month: months[at] as string,
      currency,
      ...decidedSums(sumOf),
      early_logos: sumOf("early", ...renewedOutcomes),
      after_due_logos: sumOf("after_due", ...renewedOutcomes),
      change_micros: sumOf("change_micros", ...renewedOutcomes),
      changed_due_minor: sumOf("due", ...renewedOutcomes),
      changed_renewed_minor: sumOf("renewed", ...renewedOutcomes),
      late_count: late.count[month] as number,
      late_minor: late.minor[month] as number,
    };
  });
}
