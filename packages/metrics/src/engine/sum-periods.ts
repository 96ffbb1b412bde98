import type { CutWaterfallRow, PeriodGrain, PeriodRow, WaterfallComponents, WaterfallRow } from "../rows.ts";

const MONTHS = { month: 1, quarter: 3, year: 12 } as const;
type Component = keyof WaterfallComponents | "moved_minor" | "moved_logos";
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
  "moved_minor",
  "moved_logos",
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
  const sorted = [...rows].sort((a, b) => (a.report_month < b.report_month ? -1 : 1));
  const periods = new Map<string, PeriodRow>();
  let last = "";
  for (const row of sorted) {
    if (row.report_month === last)
      throw new Error(`sumPeriods: a month comes twice, got ${last}; give the rows of one label`);
    last = row.report_month;
    const period = periodOf(row.report_month, grain);
    const found = periods.get(period);
    if (found === undefined) periods.set(period, first(row, period, grain));
    else add(found, row);
  }
  for (const period of periods.values()) period.is_partial = period.months < MONTHS[grain];
  return [...periods.values()];
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

function first(row: WaterfallRow | CutWaterfallRow, period: string, grain: PeriodGrain): PeriodRow {
  const { report_month, ...components } = row;
  return {
    moved_minor: 0,
    moved_logos: 0,
    cut: null,
    label: null,
    ...components,
    period,
    grain,
    first_month: report_month,
    last_month: report_month,
    months: 1,
    is_partial: false,
  };
}

function add(period: PeriodRow, row: WaterfallRow | CutWaterfallRow): void {
  const month = row as { [name in Component]?: number };
  for (const name of FLOWS) period[name] += month[name] ?? 0;
  for (const name of CLOSING) period[name] = row[name];
  period.last_month = row.report_month;
  period.months += 1;
}

/** Every additive column of a waterfall is an opening, a flow or a closing. */
export const WATERFALL_COLUMNS = { opening: OPENING, flows: FLOWS, closing: CLOSING } as const;
