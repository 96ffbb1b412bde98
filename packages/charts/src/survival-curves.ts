import { formatNumber, formatPercent } from "@tideline/metrics";
import type { ChartOptions } from "./chart-options.ts";
import { type LinearPlace, linearPlot } from "./linear-plot.ts";
import { missing } from "./missing.ts";
import { svgElement, svgFigure, svgText } from "./svg.ts";
import { fitText, textWidth } from "./text-width.ts";
import { lineHeight, theme } from "./theme.ts";

/** A curve: who is still there after so many days, and how many were followed. */
export type SurvivalSeries = {
  key: string;
  name: string;
  /** By time; the limits are null where the method gives none. */
  steps: readonly { time: number; survival: number; lower: number | null; upper: number | null }[];
  /** Customers at risk at each of the chart's months. */
  atRisk: readonly number[];
  /** Its colour, where it has one of its own, as bands of health do. */
  ink?: string | undefined;
};

export type SurvivalOptions = ChartOptions & {
  /** Months at which those at risk are counted, from 0 in equal steps. */
  months: readonly number[];
  /** Months at which terms fall due, drawn through the curves. */
  renewals: readonly number[];
  /** How the interval is made: "log-log, 95 %". */
  interval: string;
  /** From when months count. Default "the first day". */
  since?: string;
};

const looks = [
  { stroke: theme.ink, dash: null },
  { stroke: theme.link, dash: "8 3" },
  { stroke: theme.loss, dash: "3 3" },
  { stroke: theme.gain, dash: "10 3 2 3" },
  { stroke: theme.muted, dash: null },
  { stroke: theme.link, dash: "2 3" },
] as const;

/** The day a month's anniversary has passed on, in every year. */
export const dayOfMonth = (months: number): number => Math.ceil((months * 365.25) / 12);

/** Of more curves than this the bands would hide each other. */
const mostBands = 3;

/**
 * How long do customers stay? Kaplan-Meier curves as steps, named at their ends, with the band of their interval (of up to
 * three), lines where terms fall due, and under the axis how many were still followed.
 * Series: steps in order of time. No step gives a sentence instead.
 * @example
 * survivalCurves([{ key: "", name: "All", steps: [{ time: 400, survival: 0.5, lower: 0.1, upper: 0.8 }], atRisk: [2, 2] }], { months: [0, 12], renewals: [12], interval: "log-log, 95 %" }).getAttribute("aria-label") // => "Survival by months since the first day: All 50.0 % at the end."
 */
export function survivalCurves(
  series: readonly SurvivalSeries[],
  options: SurvivalOptions,
): SVGSVGElement | HTMLElement {
  const { width = 640, document = globalThis.document, months, renewals, interval } = options;
  const { since = "the first day" } = options;
  const drawn = series.filter(({ steps }) => steps.length > 0);
  if (drawn.length === 0) return missing("No curve: nobody was followed.", document);
  const hasBands = drawn.length <= mostBands;
  const last = Math.max(...drawn.map(({ steps }) => steps.at(-1)?.time ?? 0), 30);
  const lowest = Math.min(
    ...drawn.flatMap(({ steps }) =>
      steps.map(({ survival, lower }) => (hasBands ? (lower ?? survival) : survival)),
    ),
  );
  // Where nobody left the line is at the top, as high as it is.
  const low = lowest > 0.45 && lowest < 1 ? Math.floor(lowest * 10) / 10 : 0;
  const foot = (drawn.length + 1) * lineHeight + 12;
  const height = Math.round(Math.min(330, Math.max(230, width * 0.42))) + foot;
  const widest = Math.max(...drawn.map(({ name }) => textWidth(name)), textWidth("at risk"));
  const leftRoom = Math.min(widest, Math.round(width * 0.24)) + 24;
  const shown = drawn.map((one, index): Shown => {
    const { stroke, dash } = looks[index % looks.length] ?? looks[0];
    return { ...one, stroke: one.ink ?? stroke, dash };
  });
  const endOf = ({ steps }: SurvivalSeries) => steps.at(-1)?.survival ?? 1;
  const percent = (value: number) => formatPercent(value, { digits: 0 });
  const notes = [
    `months since ${since}`,
    low > 0 ? "the axis does not start at 0" : "",
    hasBands ? `band: ${interval} interval` : "",
  ].filter(Boolean);
  return svgFigure(
    {
      document,
      width,
      height,
      label: `Survival by months since ${since}: ${shown.map((one) => `${one.name} ${formatPercent(endOf(one))} at the end`).join(", ")}.`,
      description: shown
        .map(
          ({ name, steps }) =>
            `${name}: ${months.flatMap((month) => valueAt(steps, dayOfMonth(month))?.text(month) ?? []).join(", ")}`,
        )
        .join("; "),
    },
    ...linearPlot(
      {
        document,
        width,
        height,
        x: [0, last],
        y: [low, 1],
        // Twelve months may be 365 days, and are over for everybody on the 366th: the last tick stands at the end.
        xTicks: months
          .filter((month) => dayOfMonth(month) <= last + 1)
          .map((month) => ({ at: Math.min(dayOfMonth(month), last), label: String(month) })),
        xTitle: notes,
        yLabel: percent,
        ends: shown.map((one) => ({
          name: one.name,
          value: percent(endOf(one)),
          at: endOf(one),
          ink: one.stroke,
        })),
        foot,
        leftRoom,
      },
      (place) => [
        ...renewals
          .filter((month) => dayOfMonth(month) <= last)
          .map((month) =>
            svgElement(document, "line", {
              class: "chart-renewal",
              x1: place.x(dayOfMonth(month)),
              x2: place.x(dayOfMonth(month)),
              y1: place.top,
              y2: place.bottom,
              stroke: theme.muted,
              "stroke-dasharray": "1 3",
            }),
          ),
        ...(hasBands ? shown.map((one) => bandOf(place, one, low)) : []),
        ...shown.map((one) => curveOf(place, one, low)),
        ...shown.map((one) => pointsOf(place, one, months)),
        ...riskRows(place, shown, { months, last, leftRoom }),
      ],
    ),
  );
}

type Shown = SurvivalSeries & { stroke: string; dash: string | null };

function curveOf({ document, x, y }: LinearPlace, { steps, stroke, dash }: Shown, low: number): SVGElement {
  let path = `M${x(0).toFixed(1)},${y(1).toFixed(1)}`;
  for (const { time, survival } of steps)
    path += `H${x(time).toFixed(1)}V${y(Math.max(low, survival)).toFixed(1)}`;
  return svgElement(document, "path", {
    class: "chart-curve",
    d: path,
    fill: "none",
    stroke,
    "stroke-width": 1.8,
    "stroke-dasharray": dash,
    "stroke-linejoin": "round",
  });
}

/** Between the limits, as steps: from the first of them on. */
function bandOf({ document, x, y }: LinearPlace, { steps, stroke }: Shown, low: number): SVGElement {
  let path = "";
  for (const [index, { time, lower, upper }] of steps.entries()) {
    const next = steps[index + 1]?.time;
    if (lower === null || upper === null || next === undefined) continue;
    const [top, bottom] = [y(upper), y(Math.max(low, lower))];
    path += `M${x(time).toFixed(1)},${top.toFixed(1)}H${x(next).toFixed(1)}V${bottom.toFixed(1)}H${x(time).toFixed(1)}Z`;
  }
  return svgElement(document, "path", { class: "chart-band", d: path, fill: stroke, "fill-opacity": 0.13 });
}

function valueAt(steps: SurvivalSeries["steps"], day: number) {
  const last = steps.at(-1);
  if (!last || day > last.time) return null;
  const step = steps.findLast(({ time }) => time <= day);
  const survival = step?.survival ?? 1;
  return { survival, step, text: (month: number) => `${month} months ${formatPercent(survival)}` };
}

/** A wide invisible dot a month to point at. */
function pointsOf(
  { document, x, y }: LinearPlace,
  { key, name, steps, atRisk }: Shown,
  months: readonly number[],
): SVGElement {
  const circles = months.flatMap((month, index) => {
    const at = valueAt(steps, dayOfMonth(month));
    if (!at) return [];
    const { lower = null, upper = null } = at.step ?? {};
    const limits =
      lower !== null && upper !== null ? ` (${formatPercent(lower)} to ${formatPercent(upper)})` : "";
    return [
      svgElement(document, "circle", {
        cx: x(dayOfMonth(month)),
        cy: y(at.survival),
        r: 6,
        "data-series": key,
        "data-month": String(month),
        "data-value": String(at.survival),
        "data-tip": `${formatPercent(at.survival)}${limits}\n${name}, after ${month} months\n${atRisk[index] ?? 0} at risk`,
      }),
    ];
  });
  return svgElement(document, "g", { class: "chart-points", fill: "transparent" }, ...circles);
}

/** Under the axis, level with its months: how many were still followed, a row a curve. */
function riskRows(
  { document, x, foot }: LinearPlace,
  shown: readonly Shown[],
  { months, last, leftRoom }: { months: readonly number[]; last: number; leftRoom: number },
): SVGElement[] {
  const top = foot + lineHeight - 2;
  const counts = shown.flatMap(({ atRisk }) => atRisk.map((count) => textWidth(formatNumber(count))));
  const room = Math.max(...counts, 0) + 8;
  const step = months.length > 1 ? x(dayOfMonth(months[1] ?? 0)) - x(0) : room;
  const every = Math.max(1, Math.ceil(room / Math.max(1, step)));
  return [
    svgText(document, 0, top, "at risk", { fill: theme.muted, class: "chart-tick" }),
    ...shown.flatMap((one, row) => [
      svgText(document, 0, top + (row + 1) * lineHeight, fitText(one.name, leftRoom - 24), {
        fill: one.stroke,
        class: "chart-name",
      }),
      ...months.flatMap((month, index) =>
        index % every === 0 && dayOfMonth(month) <= last
          ? [
              svgText(
                document,
                x(dayOfMonth(month)),
                top + (row + 1) * lineHeight,
                formatNumber(one.atRisk[index] ?? 0),
                {
                  "text-anchor": "middle",
                  class: "chart-risk",
                  "data-series": one.key,
                  "data-month": String(month),
                },
              ),
            ]
          : [],
      ),
    ]),
  ];
}
