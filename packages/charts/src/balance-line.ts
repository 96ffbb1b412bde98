import { dot, lineY } from "@observablehq/plot";
import type { WaterfallRow } from "@tideline/metrics";
import type { ChartOptions, MoneyOptions } from "./chart-options.ts";
import { missing } from "./missing.ts";
import { compactNumber, exactMoney, moneyLabel } from "./number-label.ts";
import { periodLabel } from "./period-label.ts";
import { theme } from "./theme.ts";
import { type EndLabel, monthDate, timePlot } from "./time-plot.ts";

/** The balance at the end of a month; rows of `waterfall__by_month` fit. */
export type ClosingRow = Pick<WaterfallRow, "report_month"> & { closing_minor: number | null };

export type BalanceLineOptions = ChartOptions &
  MoneyOptions & {
    /** How many months to show, the last ones; default 24. */
    months?: number;
  };

/**
 * Where does the balance stand, and where did it stand a year before? The last months as a dark line, the same months
 * of the year before lighter under it.
 * Rows: every month in order, minor units; a null is a gap. No known value gives a sentence instead.
 * @example balanceLine(rows, { width: 640, currency: "USD", exponent: 2 })
 */
export function balanceLine(
  rows: readonly ClosingRow[],
  options: BalanceLineOptions,
): SVGSVGElement | HTMLElement {
  const { width = 640, height, measure = "MRR", document = globalThis.document, months = 24 } = options;
  const from = Math.max(0, rows.length - months);
  const current = rows
    .slice(from)
    .map((row) => ({ month: row.report_month, value: known(row.closing_minor) }));
  const previous = current.map(({ month }, index) => ({
    month,
    value: known(rows[from + index - 12]?.closing_minor),
  }));
  const values = [...current, ...previous].flatMap(({ value }) => (value === null ? [] : [value]));
  const last = current.findLast(({ value }) => value !== null);
  if (!last || last.value === null)
    return missing(`No closing ${measure}: no month has a balance yet.`, document);
  const before = previous.findLast(({ value }) => value !== null);
  const major = (value: number | null) => (value === null ? Number.NaN : value / 10 ** options.exponent);
  const labels: EndLabel[] = [
    {
      name: periodLabel(last.month),
      value: moneyLabel(last.value, options),
      at: major(last.value),
      ink: theme.ink,
    },
  ];
  if (before && before.value !== null) {
    labels.push({
      name: "year before",
      value: moneyLabel(before.value, options),
      at: major(before.value),
      ink: theme.muted,
    });
  }
  const point = {
    x: ({ month }: { month: string }) => monthDate(month),
    y: ({ value }: { value: number | null }) => major(value),
  };
  const change = before?.value
    ? `, ${exactMoney(last.value - before.value, options, { isSigned: true })} on the year before`
    : "";
  return timePlot(
    {
      document,
      width,
      height,
      months: current.map(({ month }) => month),
      values: values.map(major),
      base: "cut",
      tickLabel: (value) => compactNumber(value, { isTrimmed: true }),
      labels,
      notes: [],
      label: `Closing ${measure}, ${periodLabel(current[0]?.month ?? "")} to ${periodLabel(current.at(-1)?.month ?? "")}: ${moneyLabel(last.value, options)} in ${periodLabel(last.month)}${change}.`,
      description: current
        .map(
          ({ month, value }) =>
            `${periodLabel(month)} ${value === null ? "n/a" : exactMoney(value, options)}`,
        )
        .join("; "),
    },
    [
      lineY(previous, {
        ...point,
        stroke: theme.muted,
        strokeWidth: 1.5,
        strokeOpacity: 0.55,
        strokeLinecap: "round",
      }),
      lineY(current, { ...point, stroke: theme.ink, strokeWidth: 2, strokeLinecap: "round" }),
      dot([last], { ...point, r: 3, fill: theme.ink }),
      dot(current, {
        ...point,
        r: 6,
        fill: "transparent",
        title: ({ month, value }: { month: string; value: number | null }) =>
          value === null ? "" : `${periodLabel(month)}: ${exactMoney(value, options)}`,
      }),
    ],
  );
}

function known(value: number | null | undefined): number | null {
  return value !== null && value !== undefined && Number.isFinite(value) ? value : null;
}
