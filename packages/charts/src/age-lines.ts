import type { ChartOptions } from "./chart-options.ts";
import { linePath } from "./line-path.ts";
import { type LinearPlace, type LineEnd, linearPlot } from "./linear-plot.ts";
import { missing } from "./missing.ts";
import { svgElement, svgFigure } from "./svg.ts";
import { textWidth } from "./text-width.ts";
import { theme } from "./theme.ts";

/** A cohort's values by age. */
export type AgeSeries = {
  key: string;
  name: string;
  /** As many as ages; null where there is none, a gap. */
  values: readonly (number | null)[];
  /** How it stands out: the average, one of a few with a name of its own, or one of many. Default "named". */
  look?: "average" | "named" | "quiet";
};

export type AgeLinesOptions = ChartOptions & {
  /** Months since the first, in order. */
  ages: readonly number[];
  format: (value: number) => string;
  /** A level to compare with, e.g. 100 %. */
  reference?: number | undefined;
  /** The values the axis must hold, so that neighbours share a scale; default those shown. */
  domain?: readonly [number, number] | undefined;
};

const strokes = [
  { stroke: theme.link, dash: null },
  { stroke: theme.gain, dash: "7 3" },
  { stroke: theme.loss, dash: "2 3" },
  { stroke: theme.muted, dash: "9 3 2 3" },
  { stroke: theme.link, dash: "4 4" },
] as const;

/**
 * How do cohorts fare as they grow older? One line a cohort over the months since its first, named at its end with its last
 * value; the average heavy, one of many thin and without a name (the pointer tells it). The axis starts near the lowest
 * value where all are far from 0, which is said.
 * Series: one value an age. No value after the first gives a sentence instead.
 * @example
 * ageLines([{ key: "2023", name: "2023", values: [1, 0.9] }], { ages: [0, 12], format: String, measure: "NRR" }).getAttribute("aria-label") // => "NRR by months since the first: 2023 0.9 after 12 months."
 */
export function ageLines(
  series: readonly AgeSeries[],
  options: AgeLinesOptions,
): SVGSVGElement | HTMLElement {
  const {
    width = 640,
    document = globalThis.document,
    measure = "Retention",
    ages,
    format,
    reference,
  } = options;
  const known = series.flatMap(({ values }) => values.filter((value) => value !== null));
  if (known.length === 0) return missing(`No ${measure} by age: nobody began in the months shown.`, document);
  const lastAge = Math.max(...series.map((one) => lastOf(one, ages)?.age ?? 0));
  if (lastAge === 0) return missing("No line yet: nobody is older than the first month.", document);
  const held = options.domain ?? [
    Math.min(...known, ...(reference === undefined ? [] : [reference])),
    Math.max(...known, ...(reference === undefined ? [] : [reference])),
  ];
  const isCut = held[0] > held[1] / 3;
  const pad = (held[1] - held[0]) * 0.05 || Math.abs(held[1]) * 0.05 || 1;
  const low = isCut ? Math.max(0, held[0] - pad) : Math.min(0, held[0]);
  const y: [number, number] = [low, held[1] + pad];
  const shown = series.map((one) => ({ ...one, last: lastOf(one, ages) }));
  const named = shown.filter(({ look = "named" }) => look !== "quiet");
  const inkOf = new Map(
    named
      .filter(({ look }) => look !== "average")
      .map((one, i) => [one.key, strokes[i % strokes.length] ?? strokes[0]]),
  );
  const ends = named.flatMap(({ name, key, last, look }): LineEnd[] =>
    last
      ? [
          {
            name,
            value: format(last.value),
            at: last.value,
            ink: look === "average" ? theme.ink : (inkOf.get(key)?.stroke ?? theme.ink),
          },
        ]
      : [],
  );
  const note = isCut && y[0] > 0 ? "the axis does not start at 0" : "";
  const height = options.height ?? Math.round(Math.min(320, Math.max(220, width * 0.4)));
  const step =
    [3, 6, 12, 24, 60].find((one) => (width * 0.6 * one) / Math.max(1, lastAge) >= textWidth("000") + 8) ??
    120;
  return svgFigure(
    {
      document,
      width,
      height,
      label: `${measure} by months since the first: ${shown
        .filter(({ look }) => look !== "quiet")
        .map(({ name, last }) =>
          last ? `${name} ${format(last.value)} after ${last.age} months` : `${name} n/a`,
        )
        .join(", ")}.`,
      description: shown
        .map(
          ({ name, values }) =>
            `${name}: ${values
              .map((value, i) => (value === null ? "" : `${ages[i]} ${format(value)}`))
              .filter(Boolean)
              .join(", ")}`,
        )
        .join("; "),
    },
    ...linearPlot(
      {
        document,
        width,
        height,
        x: [0, Math.max(1, lastAge)],
        y,
        xTicks: Array.from({ length: Math.floor(lastAge / step) + 1 }, (_, i) => ({
          at: i * step,
          label: String(i * step),
        })),
        xTitle: ["months since the first", note].filter(Boolean),
        yLabel: format,
        ends,
      },
      (place) => [
        ...(reference === undefined
          ? []
          : [
              svgElement(document, "line", {
                x1: place.left,
                x2: place.right,
                y1: place.y(reference),
                y2: place.y(reference),
                stroke: theme.muted,
                "stroke-dasharray": "2 2",
              }),
            ]),
        ...shown.flatMap((one) => lineMarks(place, one, { ages, format, stroke: inkOf.get(one.key) })),
      ],
    ),
  );
}

function lastOf({ values }: AgeSeries, ages: readonly number[]) {
  const at = values.findLastIndex((value) => value !== null);
  const value = values[at];
  return value === undefined || value === null ? null : { value, age: ages[at] ?? 0 };
}

type Look = {
  ages: readonly number[];
  format: (value: number) => string;
  stroke: (typeof strokes)[number] | undefined;
};

/** The line, and under the pointer a wide invisible dot an age that names it. */
function lineMarks(
  { document, x, y }: LinearPlace,
  { key, name, values, look = "named" }: AgeSeries,
  { ages, format, stroke }: Look,
): SVGElement[] {
  const points = values.map((value, i) => ({ x: x(ages[i] ?? 0), y: value === null ? null : y(value) }));
  const isAverage = look === "average";
  return [
    svgElement(document, "path", {
      d: linePath(points),
      fill: "none",
      stroke: isAverage ? theme.ink : (stroke?.stroke ?? theme.muted),
      "stroke-width": isAverage ? 2.5 : look === "quiet" ? 0.8 : 1.6,
      "stroke-opacity": look === "quiet" ? 0.6 : null,
      "stroke-dasharray": isAverage ? null : (stroke?.dash ?? null),
      "stroke-linejoin": "round",
    }),
    svgElement(
      document,
      "g",
      { class: "chart-points", fill: "transparent" },
      ...values.flatMap((value, i) =>
        value === null
          ? []
          : [
              svgElement(document, "circle", {
                cx: x(ages[i] ?? 0),
                cy: y(value),
                r: 6,
                "data-cohort": key,
                "data-age": String(ages[i] ?? 0),
                "data-value": String(value),
                "data-tip": `${format(value)}\n${name}, after ${ages[i]} months`,
              }),
            ],
      ),
    ),
  ];
}
