import { formatPeriod } from "@tideline/metrics";
import { monthKey, monthNumber, periodMonths } from "./calendar.ts";
import type { Basis } from "./data.ts";
import type { Figure } from "./figure.ts";
import { type FigureId, figures } from "./figures.ts";
import type { Measured } from "./number.ts";
import { endMonth, type Series } from "./series.ts";
import { isWhole } from "./state.ts";
import { basisText, ledgerMart, selectionKey, waterfallMart } from "./style.ts";
import type { View } from "./view.ts";
import { onBasis, whyNoLabelRates } from "./words.ts";

/** The basis a figure is measured on: that of the view, but who pays is always live. */
export function basisOf(view: View, id: FigureId): Basis {
  const figure: Figure = figures[id];
  return figure.isLive ? "live" : view.state.basis;
}

/** The name of a figure in the words of its basis: MRR is CMRR where it is committed. */
export function figureName(view: View, id: FigureId): string {
  return onBasis(figures[id].name, basisOf(view, id));
}

/** One figure of a series at a period, ready to be written. */
export function measure(view: View, id: FigureId, key: string, shown: Series = view.series): Measured {
  const figure: Figure = figures[id];
  const basis = basisOf(view, id);
  const series = figure.isLive ? view.live(shown) : shown;
  const value = series ? figure.value(series, key) : null;
  const { label } = shown;
  const at = figure.isAtMonthEnd ? monthKey(endMonth(shown, key)) : key;
  const mart =
    figure.mart === "waterfall"
      ? waterfallMart(view, label, basis)
      : isWhole({ label, only: view.state.only }) && view.product === undefined
        ? "retention__by_month"
        : ledgerMart(view, basis);
  const reason = !series
    ? "it is live, and the live ledger is not there yet"
    : label !== null && figure.mart === "retention" && view.ledger?.has_fx
      ? whyNoLabelRates
      : figure.reason(series, key);
  return {
    value,
    unit: figure.unit,
    mart,
    key: `${figure.columns} ${at}${selectionKey(view, label, basis)}`,
    method: onBasis(
      `${figure.name}: ${figure.method}${figure.isAtMonthEnd ? "" : `, ${formatPeriod(key)}`}`,
      basis,
    ),
    reason: value === null ? reason : undefined,
    ...(basis === view.state.basis ? {} : { basis: basisText(view, view.period.last_month, basis) }),
  };
}

/** The customers lost that a figure rests on, ready to be written; null where it rests on none. */
export function lostBehind(view: View, id: FigureId, key: string): Measured | null {
  const figure: Figure = figures[id];
  const measured = measure(view, id, key);
  const series = figure.isLive ? view.live(view.series) : view.series;
  const lost = series && figure.lost ? figure.lost(series, key) : null;
  if (lost === null || measured.value === null) return null;
  return {
    ...measured,
    value: lost,
    unit: "count",
    key: measured.key.replace(figure.columns, `-churned_logos ${figure.columns}`),
    method: "customers lost in these months",
  };
}

/** A figure over time up to a period: monthly for 24 months where it stands at a month's end, else by the grain. */
export function trend(view: View, id: FigureId, key: string, shown: Series = view.series): (number | null)[] {
  const figure: Figure = figures[id];
  const series = figure.isLive ? view.live(shown) : shown;
  const span = periodMonths(key);
  if (!span || !series) return [];
  if (figure.isAtMonthEnd) {
    const last = endMonth(series, key);
    return series.months
      .map((month) => month.slice(0, 7))
      .filter((month) => monthNumber(month) <= last && monthNumber(month) > last - 24)
      .map((month) => figure.value(series, month));
  }
  return view.periods
    .filter(({ is_partial }) => !is_partial)
    .slice(-(span.grain === "month" ? 24 : 9))
    .map(({ period }) => figure.value(series, period));
}
