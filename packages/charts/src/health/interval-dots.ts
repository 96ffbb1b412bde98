import { formatNumber, formatPercent } from "@tideline/metrics";
import type { ChartOptions } from "../chart-options.ts";
import { roundTicks } from "../linear-plot.ts";
import { missing } from "../missing.ts";
import { svgElement, svgFigure, svgText } from "../svg.ts";
import { fitText, textWidth } from "../text-width.ts";
import { halo, smallCount, theme } from "../theme.ts";
import { type BandOptions, bandFill, highestBand } from "./band-look.ts";

/** A share with its interval, and the cases it rests on. */
export type IntervalRow = {
  /** Rows of one group stand together under its name; "" for none. */
  group: string;
  label: string;
  /** Place of the band the dot has the colour of; 0 is unscored, null no band. */
  band_no: number | null;
  /** Shares from 0 to 1; null = cannot be computed. */
  value: number | null;
  lower: number | null;
  upper: number | null;
  count: number;
  /** Rests on few cases: hollow. Default: fewer than `small` are counted. */
  isFew?: boolean;
};

export type IntervalDotsOptions = ChartOptions &
  BandOptions & {
    /** What the counts are: "renewals". */
    counted: string;
    /** A line to compare with, e.g. a coin. */
    reference?: { value: number; label: string };
    /** What the axis spans, from a tenth below where a share lies outside; default 0 to the highest limit. */
    domain?: readonly [number, number];
    /** Below this many a dot is hollow; default 20. */
    small?: number;
    /** What hollow means; default fewer than `small` of what is counted. */
    fewText?: string;
  };

const [rowHeight, groupHeight] = [24, 22];

/**
 * How sure is a share? A dot a row with the line of its interval, the share in words and the cases it rests on; few cases
 * are hollow and said. Rows as given; those of a group must follow each other. No rows give a sentence instead.
 * @example
 * intervalDots([{ group: "", label: "red", band_no: 1, value: 0.5, lower: 0.2, upper: 0.8, count: 8 }], { measure: "Lost", counted: "renewals" }).getAttribute("aria-label") // => "Lost: red 50.0 %, between 20.0 % and 80.0 %, of 8 renewals."
 */
export function intervalDots(
  rows: readonly IntervalRow[],
  options: IntervalDotsOptions,
): SVGSVGElement | HTMLElement {
  const { width = 640, document = globalThis.document, measure = "Share", counted, reference } = options;
  const { small = smallCount } = options;
  if (rows.length === 0) return missing(`${measure} is n/a: there are no ${counted}.`, document);
  const highest = highestBand(rows, options);
  const limits = rows.flatMap(({ value, upper }) => [value ?? 0, upper ?? 0]);
  const [low, high] = options.domain ?? [0, Math.max(0.05, reference?.value ?? 0, ...limits)];
  const shares = rows.flatMap(({ value }) => (value === null ? [] : [value]));
  const tenth = (share: number) => Math.floor(share * 10) / 10;
  const domain = [Math.min(low, ...shares.map(tenth)), Math.max(high, ...shares)] as const;
  const texts = rows.map(({ value }) => formatPercent(value));
  const counts = rows.map(({ count }) => formatNumber(count));
  const title = width < 480 ? "n" : counted;
  const left = Math.min(
    width * 0.3,
    Math.max(...rows.map(({ label }) => textWidth(label)), textWidth("unscored")) + 14,
  );
  const countRoom = Math.max(textWidth(title), ...counts.map((text) => textWidth(text)));
  const right = width - countRoom - Math.max(...texts.map((text) => textWidth(text))) - 26;
  const [from, to] = domain;
  const x = (share: number) => left + ((share - from) / (to - from || 1)) * (right - left);
  const sentences = rows.map((row) => sentenceOf(row, counted));
  let y = reference ? 34 : 20;
  const top = y;
  const marks: (Node | null)[] = [];
  for (const [at, row] of rows.entries()) {
    if (row.group !== (at === 0 ? "" : rows[at - 1]?.group)) {
      y += groupHeight;
      marks.push(svgText(document, 0, y - 7, row.group, { "font-weight": 600, class: "chart-name" }));
    }
    const middle = y + rowHeight / 2;
    const fill =
      row.band_no === null
        ? theme.ink
        : row.band_no === 0
          ? theme.muted
          : bandFill({ band_no: row.band_no }, highest, "none");
    const isFew = row.isFew ?? row.count < small;
    marks.push(
      svgText(document, left - 10, middle + 4, fitText(row.label, left - 12), { "text-anchor": "end" }),
      row.lower === null || row.upper === null
        ? null
        : svgElement(document, "line", {
            x1: x(Math.max(row.lower, domain[0])),
            x2: x(Math.min(row.upper, domain[1])),
            y1: middle,
            y2: middle,
            stroke: fill,
            "stroke-width": 2,
            "stroke-linecap": "round",
          }),
      row.value === null
        ? null
        : svgElement(document, "circle", {
            cx: x(row.value),
            cy: middle,
            r: 5,
            fill: isFew ? theme.paper : fill,
            stroke: fill,
            "stroke-width": 2,
            "data-group": row.group,
            "data-label": row.label,
            "data-value": String(row.value),
            "data-tip": (sentences[at] ?? "").replace(": ", "\n"),
          }),
      svgText(document, width - countRoom - 14, middle + 4, texts[at] ?? "", {
        "text-anchor": "end",
        "font-weight": 600,
        ...(row.value === null ? { fill: theme.muted } : {}),
      }),
      svgText(document, width, middle + 4, counts[at] ?? "", { "text-anchor": "end", fill: theme.muted }),
    );
    y += rowHeight;
  }
  const bottom = y + 4;
  const hasFew = rows.some(({ count, isFew = count < small }) => isFew);
  const ticks = roundTicks(domain[0], domain[1], Math.max(2, Math.min(6, (right - left) / 60)));
  return svgFigure(
    {
      document,
      width,
      height: bottom + (hasFew ? 36 : 20),
      label: `${measure}: ${sentences[0]?.replace(": ", " ") ?? ""}${rows.length > 1 ? `, and ${rows.length - 1} more rows` : ""}.`,
      description: sentences.join("; "),
    },
    svgText(document, width, top - 6, title, {
      "text-anchor": "end",
      fill: theme.muted,
      class: "chart-tick",
    }),
    ...ticks.flatMap((at) => [
      svgElement(document, "line", {
        x1: x(at),
        x2: x(at),
        y1: top,
        y2: bottom,
        stroke: theme.hairline,
        "shape-rendering": "crispEdges",
      }),
      svgText(document, x(at), bottom + 14, formatPercent(at, { digits: 0 }), {
        "text-anchor": "middle",
        class: "chart-tick",
      }),
    ]),
    ...(reference ? referenceLine(document, reference, { x: x(reference.value), top, bottom, right }) : []),
    ...marks,
    hasFew
      ? svgText(document, 0, bottom + 31, `hollow: ${options.fewText ?? `fewer than ${small} ${counted}`}`, {
          fill: theme.muted,
          class: "chart-note",
        })
      : null,
  );
}

function sentenceOf({ group, label, value, lower, upper, count }: IntervalRow, counted: string): string {
  const between =
    lower === null || upper === null ? "" : `, between ${formatPercent(lower)} and ${formatPercent(upper)}`;
  const of = `, of ${formatNumber(count)} ${counted}`;
  return `${[group, label].filter(Boolean).join(", ")}: ${formatPercent(value)}${between}${of}`;
}

/** A dotted line through all rows, named above them. */
function referenceLine(
  document: Document,
  { label }: { value: number; label: string },
  { x, top, bottom, right }: { x: number; top: number; bottom: number; right: number },
): Node[] {
  const half = textWidth(label) / 2;
  return [
    svgElement(document, "line", {
      x1: x,
      x2: x,
      y1: top - 4,
      y2: bottom,
      stroke: theme.ink,
      "stroke-dasharray": "2 2",
      class: "chart-reference",
    }),
    svgText(document, Math.min(Math.max(x, half), right - half), top - 8, label, {
      "text-anchor": "middle",
      class: "chart-tick",
      ...halo,
    }),
  ];
}
