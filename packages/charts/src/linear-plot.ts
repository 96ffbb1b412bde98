import { spreadLabels } from "./spread-labels.ts";
import { svgElement, svgText } from "./svg.ts";
import { fitText, textWidth } from "./text-width.ts";
import { lineHeight, theme } from "./theme.ts";

/**
 * Round values over a range, about as many as asked for: steps of 1, 2 or 5 times a power of ten.
 * @example
 * roundTicks(0.52, 1.07, 5) // => [0.6,0.7,0.8,0.9,1]
 */
export function roundTicks(low: number, high: number, wanted: number): number[] {
  const span = high - low;
  if (!(span > 0)) return [low];
  const power = 10 ** Math.floor(Math.log10(span / wanted));
  const step = ([1, 2, 5, 10].find((one) => span / (one * power) <= wanted * 1.3) ?? 10) * power;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  // Multiples of the step, without what adding it up would leave.
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) =>
    Number(((first + i) * step).toPrecision(12)),
  );
}

/** What stands at the right end of a line. */
export type LineEnd = { name: string; value: string; at: number; ink: string };

export type LinearPlot = {
  document: Document;
  width: number;
  height: number;
  /** What the axes span. */
  x: readonly [number, number];
  y: readonly [number, number];
  xTicks: readonly { at: number; label: string }[];
  /** What the x axis counts, and what else is said of the axes: at its left under the ticks, in lines that fit. */
  xTitle: readonly string[];
  yLabel: (value: number) => string;
  ends: readonly LineEnd[];
  /** Room kept free under the axis, for what a chart puts there. */
  foot?: number;
  /** Least room at the left, for what stands before the foot's rows. */
  leftRoom?: number;
};

/** Where values stand, px. */
export type LinearPlace = {
  document: Document;
  x: (value: number) => number;
  y: (value: number) => number;
  left: number;
  right: number;
  top: number;
  bottom: number;
  /** Where the foot begins. */
  foot: number;
};

/** Every how many ticks are named, so that names do not touch. */
function tickStride(ticks: LinearPlot["xTicks"], x: (value: number) => number): number {
  const [first, second] = ticks;
  if (!first || !second) return 1;
  const room = Math.max(...ticks.map(({ label }) => textWidth(label))) + 6;
  return Math.max(1, Math.ceil(room / Math.max(1, x(second.at) - x(first.at))));
}

/**
 * Words joined by " · " in as many lines as they take.
 * @example
 * foldedTitle(["months since the first", "the axis does not start at 0"], 200) // => ["months since the first","the axis does not start at 0"]
 */
export function foldedTitle(words: readonly string[], room: number): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const longer = lines.length > 0 ? `${lines.at(-1)} · ${word}` : word;
    if (lines.length > 0 && textWidth(longer) <= room) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** Hairline grid, axes with their names, and names at the ends of lines, moved apart; `marks` are drawn between. */
export function linearPlot(
  plot: LinearPlot,
  marks: (place: LinearPlace) => readonly SVGElement[],
): SVGElement[] {
  const { document, width, height, ends, foot = 0 } = plot;
  const yTicks = roundTicks(plot.y[0], plot.y[1], 5).map((at) => ({ at, text: plot.yLabel(at) }));
  const left = Math.max(plot.leftRoom ?? 0, ...yTicks.map(({ text }) => textWidth(text) + 10));
  const texts = ends.map(({ name, value }) => {
    const room = width * 0.34 - (value ? textWidth(` ${value}`) : 0);
    return `${fitText(name, room)} ${value}`.trim();
  });
  const right = width - Math.max(10, ...texts.map((text) => textWidth(text) + 12));
  const title = foldedTitle(plot.xTitle, right - left);
  const [top, bottom] = [10, height - 22 - title.length * lineHeight - foot];
  const x = (value: number) =>
    plot.x[1] > plot.x[0]
      ? left + ((value - plot.x[0]) / (plot.x[1] - plot.x[0])) * (right - left)
      : (left + right) / 2;
  const y = (value: number) => bottom - ((value - plot.y[0]) / (plot.y[1] - plot.y[0] || 1)) * (bottom - top);
  const placed = spreadLabels(
    ends.map(({ at }) => y(at)),
    lineHeight,
    8,
    bottom,
  );
  const every = tickStride(plot.xTicks, x);
  const xTexts = plot.xTicks.flatMap(({ at, label }, index) => {
    const line = svgElement(document, "line", {
      x1: x(at),
      x2: x(at),
      y1: bottom,
      y2: bottom + 3,
      stroke: theme.ink,
    });
    if (index % every !== 0 || x(at) + textWidth(label) / 2 > width) return [line];
    return [
      line,
      svgText(document, x(at), bottom + 15, label, { "text-anchor": "middle", class: "chart-tick" }),
    ];
  });
  return [
    ...yTicks.map(({ at }) =>
      svgElement(document, "line", {
        x1: left,
        x2: right,
        y1: y(at),
        y2: y(at),
        stroke: at === 0 ? theme.ink : theme.hairline,
      }),
    ),
    ...yTicks.map(({ at, text }) =>
      svgText(document, left - 6, y(at) + 4, text, { "text-anchor": "end", class: "chart-tick" }),
    ),
    ...xTexts,
    ...title.map((line, index) =>
      svgText(document, left, bottom + 15 + (index + 1) * lineHeight, fitText(line, width - left), {
        fill: theme.muted,
        class: "chart-tick",
      }),
    ),
    ...marks({ document, x, y, left, right, top, bottom, foot: height - foot }),
    ...ends.map(({ ink }, index) =>
      svgText(document, right + 8, (placed[index] ?? 0) + 4, texts[index] ?? "", {
        fill: ink,
        "font-weight": 600,
        class: "chart-name",
      }),
    ),
  ];
}
