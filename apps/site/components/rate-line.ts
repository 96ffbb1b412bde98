import { formatPeriod } from "@tideline/metrics";
import { type FigureId, figures } from "./figures.ts";
import { figureName, measure } from "./measure.ts";
import { number } from "./number.ts";
import type { Series } from "./series.ts";
import { numberStyle } from "./style.ts";
import type { Column } from "./table.ts";
import type { View } from "./view.ts";

/** Rates over fewer customers than this are left out of lines, where a company has more: they would set the scale. */
export const fewCustomers = 20;

/** A month of a table behind lines. */
export interface MonthRow {
  month: string;
}

/** The reported months up to the period's end, newest first, at most `most`. */
export function monthRows(view: View, most = 36): MonthRow[] {
  return view.series.months
    .map((month) => ({ month: month.slice(0, 7) }))
    .filter(({ month }) => `${month}-01` <= view.period.last_month)
    .slice(-most)
    .reverse();
}

/** Columns of figures by month, for the table behind lines. */
export function monthColumns(view: View, ids: readonly FigureId[]): Column<MonthRow>[] {
  return [
    {
      key: "report_month",
      name: "Month",
      unit: "text",
      value: ({ month }) => month,
      cell: ({ month }) => formatPeriod(month),
    },
    ...ids.map(
      (id): Column<MonthRow> => ({
        key: id,
        name: figureName(view, id),
        unit: "rate",
        value: ({ month }) => measure(view, id, month).value,
        cell: ({ month }) => number(measure(view, id, month), numberStyle(view)),
      }),
    ),
  ];
}

/** A rate of a series as a line of months up to the period's end. */
export function rateLine(view: View, id: FigureId, name: string, series: Series = view.series, most = 36) {
  const points = series.months
    .filter((month) => month <= view.period.last_month)
    .slice(-most)
    .map((report_month) => {
      const month = report_month.slice(0, 7);
      return {
        report_month,
        rate: figures[id].value(series, month),
        customers: figures[id].customers(series, month),
      };
    });
  const isLarge = points.some(({ customers }) => (customers ?? 0) >= fewCustomers);
  if (!isLarge) return { name, points };
  const isFew = (customers: number | null) => customers !== null && customers < fewCustomers;
  return { name, points: points.map((point) => (isFew(point.customers) ? { ...point, rate: null } : point)) };
}

/** Says that early months are left out of the lines, where they are. */
export function fewNote(view: View, id: FigureId): string {
  const drawn = rateLine(view, id, "").points.filter(({ rate }) => rate !== null).length;
  const known = monthRows(view).filter(({ month }) => measure(view, id, month).value !== null).length;
  return drawn < known
    ? ` Months that rest on fewer than ${fewCustomers} customers are in the table, not in the lines.`
    : "";
}
