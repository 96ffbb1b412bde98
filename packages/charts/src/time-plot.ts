import { axisX, axisY, gridY, type Markish, plot, ruleY } from "@observablehq/plot";
import { scaleLinear, ticks } from "d3";
import { periodTicks } from "./period-label.ts";
import { spreadLabels } from "./spread-labels.ts";
import { figureAttributes, svgElement, svgText } from "./svg.ts";
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

/** The first of a month as the date Plot draws it at. */
export function monthDate(month: string): Date {
  return new Date(`${month.slice(0, 7)}-01T00:00:00Z`);
}

/**
 * Lines over months, drawn by Plot: hairline grid, months under it, names at the right ends moved apart, notes at the
 * foot. The inline style sheet of Plot is taken out, so that a strict Content-Security-Policy has nothing to refuse.
 */
export function timePlot(drawing: TimePlot, marks: readonly Markish[]): SVGSVGElement {
  const { document, width, months, labels } = drawing;
  const { domain, isCut } = valueDomain(drawing.values, drawing.base);
  const notes = isCut
    ? [`axis starts at ${drawing.tickLabel(domain[0])}, not at 0`, ...drawing.notes]
    : drawing.notes;
  const height = drawing.height ?? Math.round(Math.min(280, Math.max(190, width * 0.36)));
  const yTicks = ticks(domain[0], domain[1], 5);
  const marginLeft = Math.max(...yTicks.map((value) => textWidth(drawing.tickLabel(value)))) + 10;
  const texts = labels.map((label) => endText(label, width * 0.36));
  const marginRight = Math.max(8, ...texts.map((text) => textWidth(text) + 12));
  const marginTop = 10;
  const marginBottom = 22 + (notes.length > 0 ? notes.length * lineHeight + 4 : 0);
  const step = months.length > 1 ? (width - marginLeft - marginRight) / (months.length - 1) : 0;
  const xTicks = periodTicks(
    months.map((month) => month.slice(0, 7)),
    step,
    textWidth,
  );
  const named = new Map(xTicks.map(({ index, label }) => [monthDate(months[index] ?? "").getTime(), label]));
  const root = plot({
    document,
    width,
    height,
    marginTop,
    marginRight,
    marginBottom,
    marginLeft,
    className: "chart",
    x: { type: "utc", domain: timeDomain(months) },
    y: { type: "linear", domain },
    marks: [
      gridY(yTicks, { stroke: theme.hairline, strokeOpacity: 1 }),
      axisY(yTicks, {
        tickSize: 0,
        tickFormat: (value: number) => drawing.tickLabel(value),
        label: null,
        fill: theme.ink,
      }),
      axisX(
        [...named.keys()].map((time) => new Date(time)),
        {
          tickSize: 3,
          tickFormat: (date: Date) => named.get(date.getTime()) ?? "",
          label: null,
          fill: theme.ink,
          stroke: theme.ink,
        },
      ),
      ...(domain[0] <= 0 && domain[1] >= 0 ? [ruleY([0], { stroke: theme.ink })] : []),
      ...marks,
    ],
  }) as SVGSVGElement & ReturnType<typeof plot>;
  root.querySelector("style")?.remove();
  // Plot names its groups ("line", "dot"), which only elements with a role may be; the figure's own name says more.
  for (const group of root.querySelectorAll("g[aria-label]")) group.removeAttribute("aria-label");
  for (const [key, value] of Object.entries(figureAttributes(drawing.label))) {
    if (value === null || value === undefined) root.removeAttribute(key);
    else root.setAttribute(key, String(value));
  }
  const y = (value: number) =>
    marginTop + ((domain[1] - value) / (domain[1] - domain[0])) * (height - marginTop - marginBottom);
  const placed = spreadLabels(
    labels.map(({ at }) => y(at)),
    lineHeight,
    8,
    height - marginBottom,
  );
  root.prepend(svgElement(document, "desc", {}, drawing.description));
  root.append(
    ...labels.map(({ ink }, index) =>
      svgText(document, width - marginRight + 8, (placed[index] ?? 0) + 4, texts[index] ?? "", {
        fill: ink,
        "font-weight": 600,
        class: "chart-name",
      }),
    ),
    ...notes.map((note, index) =>
      svgText(document, marginLeft, height - 4 - (notes.length - 1 - index) * lineHeight, note, {
        fill: theme.muted,
        class: "chart-note",
      }),
    ),
  );
  return root;
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
  const wanted = mayCut ? [low - pad, high + pad] : [Math.min(0, low), Math.max(0, high)];
  if (wanted[0] === wanted[1]) return { domain: [0, 1], isCut: false };
  const [start = 0, end = 1] = scaleLinear().domain(wanted).nice(5).domain();
  return { domain: [mayCut ? Math.max(0, start) : start, end], isCut: mayCut && start > 0 };
}

/** From the first to the last month; a month alone stands in the middle of two. */
function timeDomain(months: readonly string[]): [Date, Date] {
  const first = monthDate(months[0] ?? "2000-01");
  const last = monthDate(months.at(-1) ?? "2000-01");
  if (first.getTime() !== last.getTime()) return [first, last];
  const halfMonth = 15 * 86_400_000;
  return [new Date(first.getTime() - halfMonth), new Date(first.getTime() + halfMonth)];
}
