import { formatNumber, formatPercent } from "@tideline/metrics";
import type { ChartOptions } from "./chart-options.ts";
import { missing } from "./missing.ts";
import { periodLabel, spanLabel } from "./period-label.ts";
import { type DrawnSeries, drawnSeries, hasRate, type RatePoint, type RateSeries } from "./rate-series.ts";
import { svgElement } from "./svg.ts";
import { smallCount, theme } from "./theme.ts";
import { type EndLabel, levelLine, type Place, timeLine, timePlot, timePoints } from "./time-plot.ts";

export type RateLinesOptions = ChartOptions & {
  /** A line to compare with, named at the right, e.g. { value: 1, label: "no change" }. */
  reference?: { value: number; label: string };
  /** "zero": the axis starts at 0; "cut" (default): near the lowest value, which is then said. */
  base?: "zero" | "cut";
  /** What the values are: rates, 1 = 100 % (default), or points as they are, signed. */
  unit?: "rate" | "points";
  /** Below this many customers a point is hollow; default 20. */
  small?: number;
};

type Say = (value: number, digits?: number) => string;

/** The words of a value; points are signed and may be below 0. */
const sayers: Readonly<Record<NonNullable<RateLinesOptions["unit"]>, Say>> = {
  rate: (value, digits = 1) => formatPercent(value, { digits }),
  points: (value, digits = 1) => formatNumber(value, { digits, signed: true }),
};

/**
 * How do rates move over time, and against each other? One line a series with its name and last value at the right,
 * gaps where a rate cannot be computed, hollow points where it rests on few customers.
 * Series: points in order of months, any months. No known rate gives a sentence instead.
 * @example
 * rateLines([{ name: "GRR", points: [{ report_month: "2025-12-01", rate: 0.906, customers: 1500 }] }], { measure: "Retention" }).getAttribute("aria-label") // => "Retention, Dec 2025: GRR 90.6 % in Dec 2025."
 */
export function rateLines(
  series: readonly RateSeries[],
  options: RateLinesOptions = {},
): SVGSVGElement | HTMLElement {
  const { width = 640, height, measure = "Rate", document = globalThis.document } = options;
  const { reference, small = smallCount } = options;
  const say = sayers[options.unit ?? "rate"];
  const { months, drawn } = drawnSeries(series);
  const rates = drawn.flatMap(({ points }) => points.filter(hasRate).map(({ rate }) => rate));
  if (rates.length === 0) {
    const reason = months.length === 0 ? "there are no months" : "no month has a denominator";
    return missing(`${measure} is n/a: ${reason}.`, document);
  }
  const values = reference ? [...rates, reference.value] : rates;
  const decimals = Math.max(...values) - Math.min(...values) < (options.unit === "points" ? 5 : 0.05) ? 1 : 0;
  const hasFew = drawn.some(({ points }) => points.some((point) => hasRate(point) && isFew(point, small)));
  const silent = drawn.filter(({ last }) => !last).map(({ name }) => `${name}: n/a`);
  const labels = drawn.flatMap(({ name, last, stroke }): EndLabel[] =>
    last ? [{ name, value: say(last.rate), at: last.rate, ink: stroke }] : [],
  );
  if (reference) labels.push({ name: reference.label, value: "", at: reference.value, ink: theme.muted });
  const span = spanLabel(months[0] ?? "", months.at(-1) ?? "");
  return timePlot(
    {
      document,
      width,
      height,
      months,
      values,
      base: options.base ?? "cut",
      tickLabel: (value) => say(value, decimals),
      labels,
      notes: [...(hasFew ? [`hollow: fewer than ${small} customers`] : []), ...silent],
      label: `${measure}, ${span}: ${drawn.map((one) => latest(one, say)).join(", ")}.`,
      description: drawn.map((one) => describe(one, say)).join("; "),
    },
    (place) => [
      ...(reference ? [levelLine(place, months.length, reference.value)] : []),
      ...drawn.flatMap((one) => seriesMarks(place, one, { small, say })),
    ],
  );
}

/** A line, a dot on its last value, hollow dots where customers are few, and a wide invisible dot a month to point at. */
function seriesMarks(
  place: Place,
  { name, points, last, stroke, dash }: DrawnSeries,
  { small, say }: { small: number; say: Say },
): SVGElement[] {
  const known = points.flatMap((point, index) => (hasRate(point) ? [{ ...point, index }] : []));
  const dot = (index: number, value: number, look: Record<string, string | number>) =>
    svgElement(place.document, "circle", { cx: place.x(index), cy: place.y(value), ...look });
  const end = known.at(-1);
  return [
    timeLine(
      place,
      points.map((point) => (hasRate(point) ? point.rate : null)),
      { stroke, "stroke-width": 1.75, "stroke-dasharray": dash === "" ? null : dash },
    ),
    ...(last && end ? [dot(end.index, end.rate, { r: 2.5, fill: stroke })] : []),
    ...known
      .filter((point) => isFew(point, small))
      .map(({ index, rate }) => dot(index, rate, { r: 3, stroke, "stroke-width": 1.5, fill: theme.paper })),
    timePoints(
      place,
      known.map((point) => ({
        index: point.index,
        value: point.rate,
        title: `${name}, ${periodLabel(point.report_month)}: ${say(point.rate, 2)}${countText(point)}`,
        data: {
          "data-series": name,
          "data-period": point.report_month.slice(0, 7),
          "data-value": String(point.rate),
        },
      })),
    ),
  ];
}

function countText({ customers }: RatePoint): string {
  return customers === null || customers === undefined ? "" : `, ${formatNumber(customers)} customers`;
}

function isFew({ customers }: RatePoint, small: number): boolean {
  return customers !== null && customers !== undefined && customers < small;
}

function latest({ name, last }: DrawnSeries, say: Say): string {
  return last ? `${name} ${say(last.rate)} in ${periodLabel(last.report_month)}` : `${name} n/a`;
}

function describe({ name, points }: DrawnSeries, say: Say): string {
  const values = points.map(({ report_month, rate }) => {
    // What is no finite number cannot be computed either.
    const known = rate !== null && Number.isFinite(rate) ? rate : null;
    return `${periodLabel(report_month)} ${known === null ? formatPercent(null) : say(known)}`;
  });
  return `${name}: ${values.join(", ")}`;
}
