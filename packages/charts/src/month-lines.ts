import type { ChartOptions } from "./chart-options.ts";
import { missing } from "./missing.ts";
import { periodLabel, spanLabel } from "./period-label.ts";
import { svgElement } from "./svg.ts";
import { theme } from "./theme.ts";
import { timeLine, timePlot, timePoints } from "./time-plot.ts";

/** A line: one value a month of the axis, null where there is none. */
export type MonthSeries = { name: string; values: readonly (number | null)[] };

export type MonthLinesOptions = ChartOptions & {
  /** The months of the axis, first of month, in order. */
  months: readonly string[];
  /** How a value is written at the axis. */
  tickLabel: (value: number) => string;
  /** How a value is written in words; default as at the axis. */
  valueLabel?: (value: number) => string;
};

/**
 * How did it go, month by month? The first line dark, the others lighter, each named at its right end; values from 0.
 * Series: values in any unit, in the order of `months`. No known value gives a sentence instead.
 * @example
 * monthLines([{ name: "uses", values: [6, 14, null, 85] }], { months: ["2025-07-01", "2025-08-01", "2025-09-01", "2025-10-01"], measure: "Uses", tickLabel: String }).getAttribute("aria-label") // => "Uses, Jul 2025 to Oct 2025: uses 85 in Oct 2025."
 */
export function monthLines(
  series: readonly MonthSeries[],
  { months, tickLabel, valueLabel = tickLabel, ...options }: MonthLinesOptions,
): SVGSVGElement | HTMLElement {
  const { width = 640, height, measure = "MRR", document = globalThis.document } = options;
  const lines = series.map(({ name, values }, index) => {
    const points = values.flatMap((value, at) =>
      value !== null && Number.isFinite(value) ? [{ index: at, value }] : [],
    );
    return { name, values, points, ink: index === 0 ? theme.ink : theme.muted, isFirst: index === 0 };
  });
  const ends = lines.flatMap(({ name, points, ink }) => {
    const end = points.at(-1);
    return end ? [{ name, ink, ...end }] : [];
  });
  if (ends.length === 0) return missing(`No ${measure}: no month has a value.`, document);
  const told = ends.map(
    ({ name, value, index }) => `${name} ${valueLabel(value)} in ${periodLabel(months[index] ?? "")}`,
  );
  const sentence = (name: string, at: number, value: number) =>
    `${periodLabel(months[at] ?? "")}: ${name} ${valueLabel(value)}`;
  return timePlot(
    {
      document,
      width,
      height,
      months,
      values: lines.flatMap(({ points }) => points.map(({ value }) => value)),
      base: "zero",
      tickLabel,
      labels: ends.map(({ name, value, ink }) => ({ name, value: valueLabel(value), at: value, ink })),
      notes: [],
      label: `${measure}, ${spanLabel(months[0] ?? "", months.at(-1) ?? "")}: ${told.join(", ")}.`,
      description: lines
        .flatMap(({ name, points }) => points.map(({ index, value }) => sentence(name, index, value)))
        .join("; "),
    },
    (place) => [
      ...lines
        .toReversed()
        .map(({ values, ink, isFirst }) =>
          timeLine(place, values, { stroke: ink, "stroke-width": isFirst ? 2 : 1.5 }),
        ),
      ...ends.map(({ index, value, ink }) =>
        svgElement(document, "circle", { cx: place.x(index), cy: place.y(value), r: 3, fill: ink }),
      ),
      ...lines.map(({ name, points }) =>
        timePoints(
          place,
          points.map(({ index, value }) => ({
            index,
            value,
            title: sentence(name, index, value),
            data: { "data-period": (months[index] ?? "").slice(0, 7), "data-value": String(value) },
          })),
        ),
      ),
    ],
  );
}
