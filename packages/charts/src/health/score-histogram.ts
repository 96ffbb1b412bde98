import { formatNumber } from "@tideline/metrics";
import { ticks } from "d3";
import type { ChartOptions } from "../chart-options.ts";
import { linearScale } from "../linear-scale.ts";
import { missing } from "../missing.ts";
import { svgElement, svgFigure, svgText } from "../svg.ts";
import { textWidth } from "../text-width.ts";
import { theme } from "../theme.ts";
import { type BandOptions, bandFill, type HealthBandName, highestBand } from "./band-look.ts";

/** Customers whose score lies in (above, above + 5], and their band; a step may hold two bands. */
export type ScoreStep = HealthBandName & { above: number; customers: number };

const step = 5;

/**
 * How are health scores spread? Columns of five points from 0 to 100, coloured by band; the number of customers over each.
 * No rows give a sentence instead.
 * @example
 * scoreHistogram([{ band: "green", band_no: 3, above: 75, customers: 4 }]).getAttribute("aria-label") // => "Health scores of 4 customers; most, 4, between 75 and 80."
 */
export function scoreHistogram(
  rows: readonly ScoreStep[],
  options: ChartOptions & BandOptions = {},
): SVGSVGElement | HTMLElement {
  const { width = 640, document = globalThis.document } = options;
  if (rows.length === 0) return missing("No customer has a score.", document);
  const height = options.height ?? Math.round(Math.min(260, Math.max(170, width * 0.32)));
  const totals = new Map<number, number>();
  for (const { above, customers } of rows) totals.set(above, (totals.get(above) ?? 0) + customers);
  const highest = highestBand(rows, options);
  const top = Math.max(...totals.values());
  const [left, bottom] = [textWidth(formatNumber(top)) + 12, height - 20];
  const x = linearScale([0, 100], [left, width - 10]);
  const y = linearScale([0, top], [bottom, 18]);
  const sorted = [...rows].sort((a, b) => a.above - b.above || a.band_no - b.band_no);
  const heights = new Map<number, number>();
  const columns = sorted.map((row) => {
    const base = heights.get(row.above) ?? 0;
    heights.set(row.above, base + row.customers);
    return svgElement(
      document,
      "rect",
      {
        x: x(row.above) + 0.5,
        width: x(row.above + step) - x(row.above) - 1,
        y: y(base + row.customers),
        height: y(base) - y(base + row.customers),
        fill: bandFill(row, highest, ""),
        "data-band": row.band,
        "data-value": row.customers,
      },
      svgElement(
        document,
        "title",
        {},
        `over ${row.above} to ${row.above + step}, ${row.band}: ${formatNumber(row.customers)} customers`,
      ),
    );
  });
  const [mode = 0, most = 0] = [...totals].sort(([, a], [, b]) => b - a)[0] ?? [];
  const all = [...totals.values()].reduce((sum, count) => sum + count, 0);
  return svgFigure(
    {
      document,
      width,
      height,
      label: `Health scores of ${formatNumber(all)} customers; most, ${formatNumber(most)}, between ${mode} and ${mode + step}.`,
      description: sorted
        .map(({ above, band, customers }) => `${above} to ${above + step} ${band}: ${customers}`)
        .join("; "),
    },
    ...ticks(0, top, 4).map((at) =>
      svgElement(document, "line", {
        x1: left,
        x2: width - 10,
        y1: y(at),
        y2: y(at),
        stroke: theme.hairline,
      }),
    ),
    ...ticks(0, top, 4).map((at) =>
      svgText(document, left - 6, y(at) + 4, formatNumber(at), {
        "text-anchor": "end",
        class: "chart-tick",
      }),
    ),
    ...columns,
    ...[...totals].map(([above, count]) =>
      width < 480
        ? null
        : svgText(document, (x(above) + x(above + step)) / 2, y(count) - 4, formatNumber(count), {
            "text-anchor": "middle",
            class: "chart-value",
          }),
    ),
    svgElement(document, "line", { x1: left, x2: width - 10, y1: bottom, y2: bottom, stroke: theme.ink }),
    ...[0, 20, 40, 60, 80, 100].map((at) =>
      svgText(document, x(at), bottom + 15, String(at), { "text-anchor": "middle", class: "chart-tick" }),
    ),
  );
}
