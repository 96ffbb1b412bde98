import { formatNumber, formatPercent } from "@tideline/metrics";
import type { ChartOptions } from "./chart-options.ts";
import { linearScale } from "./linear-scale.ts";
import { missing } from "./missing.ts";
import { svgElement, svgFigure, svgText } from "./svg.ts";
import { textWidth } from "./text-width.ts";
import { halo, theme } from "./theme.ts";

/** What the largest customers hold together. */
export type ShareRow = {
  /** So many of the largest customers. */
  customers: number;
  arr_minor: number;
  all_customers: number;
  all_arr_minor: number;
  /** The point that is named on the curve. */
  is_eighty: boolean;
};

const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1];

/**
 * How evenly is ARR spread? The share of ARR against the share of the customers, the largest first, with the point at which
 * 80 % is reached named, and the line of a perfectly even spread. No rows give a sentence instead.
 * Rows: by customers, ascending; the last one holds all.
 * @example
 * shareCurve([{ customers: 1, arr_minor: 80, all_customers: 2, all_arr_minor: 100, is_eighty: true }, { customers: 2, arr_minor: 100, all_customers: 2, all_arr_minor: 100, is_eighty: false }]).getAttribute("aria-label") // => "ARR by share of the customers, the largest first: 50.0 % of them hold 80.0 %."
 */
export function shareCurve(
  rows: readonly ShareRow[],
  { width = 640, height, document = globalThis.document }: ChartOptions = {},
): SVGSVGElement | HTMLElement {
  const last = rows.at(-1);
  if (!last || last.all_arr_minor <= 0)
    return missing("ARR by customer is n/a: no customer has any.", document);
  const points = [
    { x: 0, y: 0, row: null },
    ...rows.map((row) => ({
      x: row.customers / row.all_customers,
      y: row.arr_minor / row.all_arr_minor,
      row,
    })),
  ];
  const tall = height ?? Math.round(Math.min(320, Math.max(220, width * 0.5)));
  const left = textWidth("100 %") + 10;
  const bottom = tall - 40;
  const x = linearScale([0, 1], [left, width - 16]);
  const y = linearScale([0, 1], [bottom, 12]);
  const path = points.map(
    (point, index) => `${index === 0 ? "M" : "L"}${x(point.x).toFixed(1)},${y(point.y).toFixed(1)}`,
  );
  const eighty = points.find(({ row }) => row?.is_eighty);
  const percent = (value: number) => formatPercent(value, { digits: 0 });
  const named = eighty ? `${formatPercent(eighty.x)} of customers hold ${formatPercent(eighty.y)}` : "";
  // To the left above the curve, where nothing is; beside the point where that would cover the axis.
  const isRight = eighty ? x(eighty.x) - textWidth(named) - 10 < left : true;
  const line = { stroke: theme.hairline, "shape-rendering": "crispEdges" };
  return svgFigure(
    {
      document,
      width,
      height: tall,
      label: `ARR by share of the customers, the largest first: ${eighty ? `${formatPercent(eighty.x)} of them hold ${formatPercent(eighty.y)}` : "nothing to name"}.`,
      description: points
        .filter(
          ({ row }) =>
            row && (row.is_eighty || Math.round((100 * row.customers) / row.all_customers) % 10 === 0),
        )
        .map((point) => `${percent(point.x)} hold ${percent(point.y)}`)
        .join("; "),
    },
    ...ticks.flatMap((at) => [
      svgElement(document, "line", { x1: left, x2: width - 16, y1: y(at), y2: y(at), ...line }),
      svgText(document, left - 8, y(at) + 4, percent(at), { "text-anchor": "end", class: "chart-tick" }),
      svgText(document, x(at), bottom + 16, percent(at), { "text-anchor": "middle", class: "chart-tick" }),
    ]),
    svgText(document, left, tall - 6, "share of the customers, the largest first", {
      fill: theme.muted,
      class: "chart-note",
    }),
    svgElement(document, "line", {
      x1: x(0),
      y1: y(0),
      x2: x(1),
      y2: y(1),
      stroke: theme.muted,
      "stroke-dasharray": "2 3",
    }),
    svgElement(document, "path", { d: path.join(""), fill: "none", stroke: theme.ink, "stroke-width": 1.75 }),
    ...points.flatMap(({ x: share, y: held, row }) =>
      row
        ? [
            svgElement(
              document,
              "circle",
              {
                cx: x(share),
                cy: y(held),
                r: row.is_eighty ? 4 : 5,
                fill: row.is_eighty ? theme.ink : "transparent",
                "data-customers": String(row.customers),
                "data-value": String(row.arr_minor),
              },
              svgElement(
                document,
                "title",
                {},
                `${formatNumber(row.customers)} largest customers (${formatPercent(share)}): ${formatPercent(held)} of ARR`,
              ),
            ),
          ]
        : [],
    ),
    ...(eighty
      ? [
          svgText(
            document,
            x(eighty.x) + (isRight ? 10 : -10),
            isRight ? y(eighty.y) + 18 : Math.max(28, y(eighty.y) - 10),
            named,
            {
              "text-anchor": isRight ? "start" : "end",
              "font-weight": 600,
              ...halo,
            },
          ),
        ]
      : []),
  );
}
