import { dot, lineY, ruleY } from "@observablehq/plot";
import type { ChartOptions } from "./chart-options.ts";
import { missing } from "./missing.ts";
import { rateLabel } from "./number-label.ts";
import { periodLabel } from "./period-label.ts";
import { smallCount, theme } from "./theme.ts";
import { monthDate, timePlot } from "./time-plot.ts";

/** A rate of one month. */
export type RatePoint = {
  /** First of month, "2025-12-01". */
  report_month: string;
  /** 1 = 100 %; null = cannot be computed, a gap. */
  rate: number | null;
  /** The customers it rests on, where known. */
  customers?: number | null | undefined;
};

export type RateSeries = {
  name: string;
  points: readonly RatePoint[];
  /** Default: dark, then link colour, muted, gain, loss, in the order given, each with its own dash. */
  stroke?: string;
  dash?: string;
};

export type RateLinesOptions = ChartOptions & {
  /** A line to compare with, e.g. { value: 1, label: "100 %" }. */
  reference?: { value: number; label: string };
  /** "zero": the axis starts at 0; "cut" (default): near the lowest value, which is then said. */
  base?: "zero" | "cut";
  /** Below this many customers a point is hollow; default 20. */
  small?: number;
};

type Point = RatePoint & { series: string };

const looks = [
  { stroke: theme.ink, dash: "" },
  { stroke: theme.link, dash: "6 2" },
  { stroke: theme.muted, dash: "2 3" },
  { stroke: theme.gain, dash: "8 3 2 3" },
  { stroke: theme.loss, dash: "4 4" },
] as const;

/**
 * How do rates move over time, and against each other? One line a series with its name and last value at the right, gaps
 * where a rate cannot be computed, hollow points where it rests on few customers.
 * Series: points in order of months, any months. No known rate gives a sentence instead.
 * @example rateLines([{ name: "GRR", points: [{ report_month: "2025-12-01", rate: 0.906, customers: 1500 }] }],
 *   { reference: { value: 1, label: "100 %" } })
 */
export function rateLines(
  series: readonly RateSeries[],
  options: RateLinesOptions = {},
): SVGSVGElement | HTMLElement {
  const {
    width = 640,
    height,
    measure = "Rate",
    document = globalThis.document,
    reference,
    small = smallCount,
  } = options;
  const months = [
    ...new Set(series.flatMap(({ points }) => points.map((point) => point.report_month))),
  ].sort();
  const drawn = series.map((one, index) => ({
    ...one,
    stroke: one.stroke ?? looks[index % looks.length]?.stroke ?? theme.ink,
    dash: one.dash ?? looks[index % looks.length]?.dash ?? "",
    points: fill(one, months),
    last: one.points.findLast(({ rate }) => isKnown(rate)),
  }));
  const values = drawn.flatMap(({ points }) => points.flatMap(({ rate }) => (isKnown(rate) ? [rate] : [])));
  if (values.length === 0) {
    const reason = months.length === 0 ? "there are no months" : "no month has a denominator yet";
    return missing(`${measure} is n/a: ${reason}.`, document);
  }
  const few = drawn.flatMap(({ points }) =>
    points.filter((point) => isKnown(point.rate) && isFew(point, small)),
  );
  const silent = drawn.filter(({ last }) => !last).map(({ name }) => `${name}: n/a`);
  const point = {
    x: ({ report_month }: Point) => monthDate(report_month),
    y: ({ rate }: Point) => rate ?? Number.NaN,
  };
  return timePlot(
    {
      document,
      width,
      height,
      months,
      values: reference ? [...values, reference.value] : values,
      base: options.base ?? "cut",
      tickLabel: (value) => rateLabel(value, decimals(values)),
      labels: drawn.flatMap(({ name, last, stroke }) =>
        last && isKnown(last.rate)
          ? [{ text: `${name} ${rateLabel(last.rate)}`, at: last.rate, ink: stroke }]
          : [],
      ),
      notes: [...(few.length > 0 ? [`hollow: fewer than ${small} customers`] : []), ...silent],
      label: `${measure}, ${periodLabel(months[0] ?? "")} to ${periodLabel(months.at(-1) ?? "")}: ${drawn.map(({ name, last }) => `${name} ${rateLabel(last?.rate ?? null)}${last ? ` in ${periodLabel(last.report_month)}` : ""}`).join(", ")}.`,
      description: drawn
        .map(
          ({ name, points }) =>
            `${name}: ${points.map(({ report_month, rate }) => `${periodLabel(report_month)} ${rateLabel(rate)}`).join(", ")}`,
        )
        .join("; "),
    },
    [
      ...(reference ? [ruleY([reference.value], { stroke: theme.ink, strokeDasharray: "2 2" })] : []),
      ...drawn.map(({ points, stroke, dash }) =>
        lineY(points, {
          ...point,
          stroke,
          strokeWidth: 1.75,
          strokeLinecap: "round",
          ...(dash ? { strokeDasharray: dash } : {}),
        }),
      ),
      ...drawn.map(({ points, stroke }) =>
        dot(
          points.filter((one) => isKnown(one.rate) && isFew(one, small)),
          { ...point, r: 3, stroke, fill: theme.paper },
        ),
      ),
      ...drawn.map(({ points, name }) =>
        dot(
          points.filter(({ rate }) => isKnown(rate)),
          {
            ...point,
            r: 5,
            fill: "transparent",
            title: (one: Point) =>
              `${name}, ${periodLabel(one.report_month)}: ${rateLabel(one.rate)}${one.customers == null ? "" : `, ${one.customers} customers`}`,
          },
        ),
      ),
    ],
  );
}

/** A point for every month of the axis, so that a month without one is a gap and not a bridge over it. */
function fill({ name, points }: RateSeries, months: readonly string[]): Point[] {
  const byMonth = new Map(points.map((point) => [point.report_month, point]));
  return months.map((month) => ({
    ...(byMonth.get(month) ?? { report_month: month, rate: null }),
    series: name,
  }));
}

function isKnown(rate: number | null): rate is number {
  return rate !== null && Number.isFinite(rate);
}

function isFew({ customers }: RatePoint, small: number): boolean {
  return customers !== null && customers !== undefined && customers < small;
}

/** One decimal on the axis where the values lie within five points, else none. */
function decimals(values: readonly number[]): number {
  return Math.max(...values) - Math.min(...values) < 0.05 ? 1 : 0;
}
