import { formatPeriod } from "@tideline/metrics";
import { monthKey, monthNumber, periodMonths } from "./calendar.ts";
import type { Figure } from "./figure.ts";
import { type FigureId, figures } from "./figures.ts";
import type { Measured } from "./number.ts";
import { endMonth, type Series } from "./series.ts";
import { selectionKey, waterfallMart } from "./style.ts";
import type { View } from "./view.ts";

/** One figure of a series at a period, ready to be written. */
export function measure(view: View, id: FigureId, key: string, series: Series = view.series): Measured {
  const figure: Figure = figures[id];
  const value = figure.value(series, key);
  const label = series.label;
  const at = figure.isAtMonthEnd ? monthKey(endMonth(series, key)) : key;
  return {
    value,
    unit: figure.unit,
    mart:
      figure.mart === "retention"
        ? label === null
          ? "retention__by_month"
          : "ledger-live"
        : waterfallMart(view, label),
    key: `${figure.columns} ${at}${selectionKey(view, label)}`,
    method: `${figure.name}: ${figure.method}${figure.isAtMonthEnd ? "" : `, ${formatPeriod(key)}`}`,
    reason: value === null ? figure.reason(series, key) : undefined,
  };
}

/** A figure over time up to a period: monthly for 24 months where it stands at a month's end, else by the grain. */
export function trend(
  view: View,
  id: FigureId,
  key: string,
  series: Series = view.series,
): (number | null)[] {
  const figure: Figure = figures[id];
  const span = periodMonths(key);
  if (!span) return [];
  if (figure.isAtMonthEnd) {
    const last = endMonth(series, key);
    return series.rows
      .map((row) => row.report_month.slice(0, 7))
      .filter((month) => monthNumber(month) <= last && monthNumber(month) > last - 24)
      .map((month) => figure.value(series, month));
  }
  return view.periods
    .filter(({ is_partial }) => !is_partial)
    .slice(-(span.grain === "month" ? 24 : 9))
    .map(({ period }) => figure.value(series, period));
}
