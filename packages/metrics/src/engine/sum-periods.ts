import type {
  CutWaterfallRow,
  MovedComponents,
  PeriodGrain,
  PeriodRow,
  WaterfallComponents,
  WaterfallRow,
} from "../rows.ts";

const MONTHS = { month: 1, quarter: 3, year: 12 } as const;
type Component = keyof WaterfallComponents | keyof MovedComponents;
const OPENING = ["opening_minor", "opening_logos", "archived_opening_logos"] as const;
const CLOSING = ["closing_minor", "closing_logos", "archived_logos"] as const;
const FLOWS = [
  "new_minor",
  "reactivation_minor",
  "expansion_minor",
  "contraction_minor",
  "churn_minor",
  "transfer_minor",
  "fx_minor",
  "new_logos",
  "reactivation_logos",
  "churned_logos",
  "archived_in_logos",
  "archived_out_logos",
  "merged_logos",
  "add_on_minor",
  "upgrade_minor",
  "downgrade_minor",
  "product_churn_minor",
  "archive_minor",
  "quantity_minor",
  "price_minor",
  "list_minor",
  "discount_minor",
  "avoidable_churn_minor",
  "unavoidable_churn_minor",
  "unknown_churn_minor",
  "moved_minor",
  "moved_logos",
  "archived_moved_logos",
] as const;

/**
 * Waterfall by period: the months of a waterfall as months, quarters or years.
 *
 * A quarter or a year is the sum of its months' movements, with the first month's opening and the last month's
 * closing, so it foots like them. Takes the monthly rows of one label (or of the total), in any order; returns one row
 * a period, oldest first, with `period` "2025-12", "2025-Q4" or "2025" and `is_partial` where the rows do not hold all
 * of its months. No rows give no periods. Throws when a month comes twice (rows of several labels).
 *
 * @example
 * sumPeriods(waterfall(openLedger(exampleLedgerFile)), "year").map((row) => row.period) // => ["2025", "2026"]
 *
 * Source: definitions, "Movements".
 */
export function sumPeriods(
  rows: readonly (WaterfallRow | CutWaterfallRow)[],
  grain: PeriodGrain,
): PeriodRow[] {
  const periods = new Map<string, (WaterfallRow | CutWaterfallRow)[]>();
  for (const row of sorted("sumPeriods", rows)) {
    const period = periodOf(row.report_month, grain);
    const found = periods.get(period);
    if (found === undefined) periods.set(period, [row]);
    else found.push(row);
  }
  return [...periods].map(([period, months]) => ({
    ...sumSorted(months),
    period,
    grain,
    is_partial: months.length < MONTHS[grain],
  }));
}

/**
 * Waterfall over a span of months, for example the last twelve: the same sum whatever the calendar.
 *
 * Takes the monthly rows of one label (or of the total), in any order; `period` is "2025-02 to 2026-01", `grain` "span",
 * and `is_partial` says that a month between the first and the last is missing. Throws on no rows, and when a month
 * comes twice.
 *
 * @example
 * sumMonths(waterfall(openLedger(exampleLedgerFile)).slice(-12)).churn_minor // => -10000
 *
 * Source: definitions, "Movements".
 */
export function sumMonths(rows: readonly (WaterfallRow | CutWaterfallRow)[]): PeriodRow {
  const months = sorted("sumMonths", rows);
  if (months.length === 0) throw new Error("sumMonths: no rows, got an empty list; give at least one month");
  const sum = sumSorted(months);
  const span = monthNumber(sum.last_month) - monthNumber(sum.first_month) + 1;
  return {
    ...sum,
    period: `${sum.first_month.slice(0, 7)} to ${sum.last_month.slice(0, 7)}`,
    grain: "span",
    is_partial: span !== months.length,
  };
}

/**
 * The key of the period that a report_month ("YYYY-MM-DD" or "YYYY-MM") falls in: "2025-12", "2025-Q4" or "2025".
 *
 * @example
 * periodOf("2025-12-01", "quarter") // => "2025-Q4"
 */
export function periodOf(reportMonth: string, grain: PeriodGrain): string {
  const year = reportMonth.slice(0, 4);
  if (grain === "year") return year;
  if (grain === "quarter") return `${year}-Q${Math.ceil(Number(reportMonth.slice(5, 7)) / 3)}`;
  return reportMonth.slice(0, 7);
}

const monthNumber = (reportMonth: string) =>
  Number(reportMonth.slice(0, 4)) * 12 + Number(reportMonth.slice(5, 7));

function sorted<Row extends { report_month: string }>(where: string, rows: readonly Row[]): Row[] {
  const months = [...rows].sort((a, b) => (a.report_month < b.report_month ? -1 : 1));
  for (const [i, { report_month }] of months.entries())
    if (report_month === months[i + 1]?.report_month)
      throw new Error(`${where}: a month comes twice, got ${report_month}; give the rows of one label`);
  return months;
}

function sumSorted(
  rows: readonly (WaterfallRow | CutWaterfallRow)[],
): Omit<PeriodRow, "period" | "grain" | "is_partial"> {
  const [first, ...later] = rows as [WaterfallRow | CutWaterfallRow];
  const { report_month, ...components } = first;
  const sum = {
    moved_minor: 0,
    moved_logos: 0,
    archived_moved_logos: 0,
    cut: null,
    label: null,
    ...components,
    first_month: report_month,
    last_month: report_month,
    months: rows.length,
  };
  for (const row of later as (WaterfallRow & { [name in Component]?: number })[]) {
    for (const name of FLOWS) sum[name] += row[name] ?? 0;
    for (const name of CLOSING) sum[name] = row[name];
    sum.last_month = row.report_month;
  }
  return sum;
}

/** Every additive column of a waterfall is an opening, a flow or a closing. */
export const WATERFALL_COLUMNS = { opening: OPENING, flows: FLOWS, closing: CLOSING } as const;
