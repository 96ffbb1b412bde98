import { nice, ticks } from "d3";
import { linePath } from "./line-path.ts";
import { linearScale } from "./linear-scale.ts";
import { periodTicks } from "./period-label.ts";
import { spreadLabels } from "./spread-labels.ts";
import { type Attributes, svgElement, svgFigure, svgText } from "./svg.ts";
import { fitText, textWidth } from "./text-width.ts";
import { lineHeight, theme } from "./theme.ts";

/** What stands at the right end of a line, level with `at`; the name is shortened where there is no room, never the value. */
export type EndLabel = { name: string; value: string; at: number; ink: string };

export type TimePlot = {
  document: Document;
  width: number;
  height?: number | undefined;
  /** Every month of the axis, first of month, in order. */
  months: readonly string[];
  /** The values that must be seen. */
  values: readonly number[];
  /** The axis starts at 0 whatever the values, or (`cut`) near the lowest, which is then said. */
  base: "zero" | "cut";
  tickLabel: (value: number) => string;
  labels: readonly EndLabel[];
  notes: readonly string[];
  label: string;
  description: string;
};

/** Where a month (by its place in `months`) and a value stand, px. */
export type Place = { document: Document; x: (index: number) => number; y: (value: number) => number };

/**
 * Lines over months: hairline grid, months under it, names at the right ends moved apart, notes at the foot. `marks` are
 * drawn at the places they are given, each over the last.
 */
export function timePlot(drawing: TimePlot, marks: (place: Place) => readonly SVGElement[]): SVGSVGElement {
  const { document, width, months, labels } = drawing;
  const { domain, isCut } = valueDomain(drawing.values, drawing.base);
  const notes = isCut
    ? [`axis starts at ${drawing.tickLabel(domain[0])}, not at 0`, ...drawing.notes]
    : drawing.notes;
  const height = drawing.height ?? Math.round(Math.min(280, Math.max(190, width * 0.36)));
  const yTicks = ticks(domain[0], domain[1], 5).map((at) => ({ at, text: drawing.tickLabel(at) }));
  const left = Math.max(...yTicks.map(({ text }) => textWidth(text))) + 10;
  const texts = labels.map((label) => endText(label, Math.max(width * 0.36, Math.min(150, width * 0.42))));
  const right = width - Math.max(8, ...texts.map((text) => textWidth(text) + 12));
  const bottom = height - 22 - (notes.length > 0 ? notes.length * lineHeight + 4 : 0);
  // A month alone stands in the middle.
  const step = months.length > 1 ? (right - left) / (months.length - 1) : 0;
  const x = (index: number) => (months.length > 1 ? left + index * step : (left + right) / 2);
  const y = linearScale(domain, [bottom, 10]);
  const xTicks = periodTicks(
    months.map((month) => month.slice(0, 7)),
    step,
    textWidth,
  );
  const placed = spreadLabels(
    labels.map(({ at }) => y(at)),
    lineHeight,
    8,
    bottom,
  );
  const rule = (at: number, stroke: string) =>
    svgElement(document, "line", { x1: left, x2: right, y1: y(at), y2: y(at), stroke });
  return svgFigure(
    { document, width, height, label: drawing.label, description: drawing.description },
    ...yTicks.map(({ at }) => rule(at, theme.hairline)),
    ...yTicks.map(({ at, text }) =>
      svgText(document, left - 6, y(at) + 4, text, { "text-anchor": "end", class: "chart-tick" }),
    ),
    ...xTicks.flatMap(({ index, label }) => [
      svgElement(document, "line", {
        x1: x(index),
        x2: x(index),
        y1: bottom,
        y2: bottom + 3,
        stroke: theme.ink,
      }),
      svgText(document, x(index), bottom + 15, label, { "text-anchor": "middle", class: "chart-tick" }),
    ]),
    domain[0] <= 0 && domain[1] >= 0 ? rule(0, theme.ink) : null,
    ...marks({ document, x, y }),
    ...labels.map(({ ink }, index) =>
      svgText(document, right + 8, (placed[index] ?? 0) + 4, texts[index] ?? "", {
        fill: ink,
        "font-weight": 600,
        class: "chart-name",
      }),
    ),
    ...notes.map((note, index) =>
      svgText(document, left, height - 4 - (notes.length - 1 - index) * lineHeight, note, {
        fill: theme.muted,
        class: "chart-note",
      }),
    ),
  );
}

/** A line across the plot at a value. */
export function levelLine({ document, x, y }: Place, months: number, value: number): SVGElement {
  return svgElement(document, "line", {
    x1: x(0),
    x2: x(months - 1),
    y1: y(value),
    y2: y(value),
    stroke: theme.muted,
    "stroke-dasharray": "2 2",
  });
}

/** What a line is drawn of: a value a month, null where there is none. */
export function timeLine(
  { document, x, y }: Place,
  values: readonly (number | null)[],
  look: Attributes,
): SVGElement {
  return svgElement(document, "path", {
    d: linePath(values.map((value, index) => ({ x: x(index), y: value === null ? null : y(value) }))),
    fill: "none",
    "stroke-linecap": "round",
    "stroke-linejoin": "round",
    ...look,
  });
}

/** A point the pointer finds, with what a tooltip says of it and the number behind it; larger than what is seen. */
export type TimePoint = { index: number; value: number; title: string; data: Record<string, string> };

/** The points of a line, wide and invisible. */
export function timePoints({ document, x, y }: Place, points: readonly TimePoint[]): SVGElement {
  const circles = points.map(({ index, value, title, data }) =>
    svgElement(
      document,
      "circle",
      { cx: x(index), cy: y(value), r: 6, ...data },
      svgElement(document, "title", {}, title),
    ),
  );
  return svgElement(document, "g", { class: "chart-points", fill: "transparent" }, ...circles);
}

function endText({ name, value }: EndLabel, room: number): string {
  return `${fitText(name, room - textWidth(` ${value}`))} ${value}`.trim();
}

/**
 * What the axis of values spans, between round values: from 0, or, when `base` is "cut" and all values are above a third
 * of the highest, from below the lowest.
 */
export function valueDomain(
  values: readonly number[],
  base: "zero" | "cut",
): { domain: [number, number]; isCut: boolean } {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const mayCut = base === "cut" && low > 0 && low > high / 3;
  const pad = high === low ? Math.abs(high) * 0.05 : (high - low) * 0.06;
  const wanted: [number, number] = mayCut ? [low - pad, high + pad] : [Math.min(0, low), Math.max(0, high)];
  if (wanted[0] === wanted[1]) return { domain: [0, 1], isCut: false };
  const [start = 0, end = 1] = nice(...wanted, 5);
  return { domain: [mayCut ? Math.max(0, start) : start, end], isCut: mayCut && start > 0 };
}
