import type { WaterfallRow } from "@tideline/metrics";
import { formatMoney, formatMoneyCompact } from "@tideline/metrics";
import type { ChartOptions, MoneyOptions } from "./chart-options.ts";
import { missing } from "./missing.ts";
import { monthsBetween, periodLabel, spanLabel } from "./period-label.ts";
import { svgElement } from "./svg.ts";
import { theme } from "./theme.ts";
import { type EndLabel, timeLine, timePlot, timePoints } from "./time-plot.ts";

/** The balance at the end of a month; rows of `waterfall__by_month` fit. */
export type ClosingRow = Pick<WaterfallRow, "report_month"> & { closing_minor: number | null };

export type BalanceLineOptions = ChartOptions &
  MoneyOptions & {
    /** How many months to show, the last ones; default 24. */
    months?: number;
  };

type Balance = { month: string; value: number | null };
type KnownBalance = Balance & { value: number };

/**
 * Where does the balance stand, and where did it stand a year before? The last months as a dark line, the same months
 * of the year before lighter under it.
 * Rows: one a month, minor units; a null or a missing month is a gap. No known value gives a sentence instead.
 * @example
 * balanceLine(waterfall(openLedger(exampleLedgerFile)), { currency: "USD", exponent: 2 }).getAttribute("aria-label") // => "Closing MRR, Jan 2025 to Jan 2026: $330 in Jan 2026, +$30.00 on the year before."
 */
export function balanceLine(
  rows: readonly ClosingRow[],
  options: BalanceLineOptions,
): SVGSVGElement | HTMLElement {
  const { width = 640, height, measure = "MRR", document = globalThis.document } = options;
  const { current, previous } = balances(rows, options.months ?? 24);
  const last = current.filter(isKnown).at(-1);
  if (!last) return missing(`No closing ${measure}: no month has a balance.`, document);
  const before = previous.filter(isKnown).at(-1);
  const labels: EndLabel[] = [endLabel(periodLabel(last.month), last, theme.ink)];
  if (before) labels.push(endLabel("year before", before, theme.muted));
  function endLabel(name: string, { value }: KnownBalance, ink: string): EndLabel {
    return { name, value: formatMoneyCompact(value, options), at: value, ink };
  }
  const yearBefore = previous.find(({ month }) => month === last.month)?.value ?? null;
  const change =
    yearBefore === null
      ? ""
      : `, ${formatMoney(last.value - yearBefore, options, { signed: true })} on the year before`;
  const span = spanLabel(current[0]?.month ?? "", current.at(-1)?.month ?? "");
  const points = current.flatMap((balance, index) => (isKnown(balance) ? [{ ...balance, index }] : []));
  const end = points.at(-1);
  return timePlot(
    {
      document,
      width,
      height,
      months: current.map(({ month }) => month),
      values: [...points, ...previous.filter(isKnown)].map(({ value }) => value),
      base: "cut",
      tickLabel: (value) => formatMoneyCompact(value, options, { symbol: false }),
      labels,
      notes: [],
      label: `Closing ${measure}, ${span}: ${formatMoneyCompact(last.value, options)} in ${periodLabel(last.month)}${change}.`,
      description: current.map((balance) => sentence(balance, options)).join("; "),
    },
    (place) => [
      timeLine(
        place,
        previous.map((balance) => (isKnown(balance) ? balance.value : null)),
        { stroke: theme.muted, "stroke-width": 1.5, "stroke-opacity": 0.55 },
      ),
      timeLine(
        place,
        current.map((balance) => (isKnown(balance) ? balance.value : null)),
        { stroke: theme.ink, "stroke-width": 2 },
      ),
      ...(end
        ? [
            svgElement(document, "circle", {
              cx: place.x(end.index),
              cy: place.y(end.value),
              r: 3,
              fill: theme.ink,
            }),
          ]
        : []),
      timePoints(
        place,
        points.map((balance) => ({
          index: balance.index,
          value: balance.value,
          title: sentence(balance, options),
          data: { "data-period": balance.month.slice(0, 7), "data-value": String(balance.value) },
        })),
      ),
    ],
  );
}

/** The last months without gaps in the calendar, and the balances twelve months before each. */
function balances(rows: readonly ClosingRow[], months: number): { current: Balance[]; previous: Balance[] } {
  const byMonth = new Map(rows.map((row) => [row.report_month.slice(0, 7), row.closing_minor]));
  const valueAt = (month: string) => byMonth.get(month.slice(0, 7)) ?? null;
  const shown = monthsBetween(rows.map((row) => row.report_month)).slice(-months);
  return {
    current: shown.map((month) => ({ month, value: valueAt(month) })),
    previous: shown.map((month) => ({ month, value: valueAt(yearBefore(month)) })),
  };
}

function yearBefore(month: string): string {
  return `${String(Number(month.slice(0, 4)) - 1).padStart(4, "0")}${month.slice(4)}`;
}

function isKnown(balance: Balance): balance is KnownBalance {
  return balance.value !== null && Number.isFinite(balance.value);
}

function sentence(balance: Balance, money: MoneyOptions): string {
  return `${periodLabel(balance.month)}: ${isKnown(balance) ? formatMoney(balance.value, money) : "n/a"}`;
}
