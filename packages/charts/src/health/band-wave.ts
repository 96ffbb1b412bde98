import { formatPercent, formatPeriod } from "@tideline/metrics";
import type { ChartOptions } from "../chart-options.ts";
import { linearScale } from "../linear-scale.ts";
import { missing } from "../missing.ts";
import { periodTicks } from "../period-label.ts";
import { spreadLabels } from "../spread-labels.ts";
import { contentId, svgElement, svgFigure, svgText } from "../svg.ts";
import { fitText, textWidth } from "../text-width.ts";
import { halo, theme } from "../theme.ts";
import {
  type BandOptions,
  bandFill,
  type HealthBandName,
  highestBand,
  unscoredPattern,
} from "./band-look.ts";

/** What stands in a band at a month's end. */
export type BandMonth = HealthBandName & { month: string; value: number };

/**
 * How did the bands of health move over time? Shares month by month, stacked to 100 %: the lowest band at the bottom,
 * unscored on top and striped; changes of the configuration are dashed lines with their names. Rows in any order; months
 * without a row have no area. No rows give a sentence instead.
 * @example
 * bandWave([{ band: "red", band_no: 1, month: "2025-01-01", value: 1 }, { band: "green", band_no: 2, month: "2025-01-01", value: 3 }]).getAttribute("aria-label") // => "Bands of health by month, Jan 2025 to Jan 2025: at the end 25.0 % red, 75.0 % green."
 */
export function bandWave(
  rows: readonly BandMonth[],
  options: ChartOptions & BandOptions & { changes?: readonly { month: string; name: string }[] } = {},
): SVGSVGElement | HTMLElement {
  const { width = 640, document = globalThis.document, changes = [] } = options;
  const months = [...new Set(rows.map(({ month }) => month))].sort();
  const [first, last] = [months[0], months.at(-1)];
  if (first === undefined || last === undefined) return missing("No month has health to show.", document);
  const bands = [...new Map(rows.map(({ band, band_no }) => [band, { band, band_no }])).values()].sort(
    (a, b) => (a.band_no || 1000) - (b.band_no || 1000),
  );
  const totals = new Map<string, number>();
  const values = new Map<string, number>();
  for (const { month, band, value } of rows) {
    totals.set(month, (totals.get(month) ?? 0) + value);
    values.set(`${month} ${band}`, value);
  }
  const share = (month: string, band: string) => {
    const total = totals.get(month) ?? 0;
    return total === 0 ? 0 : (values.get(`${month} ${band}`) ?? 0) / total;
  };
  const highest = highestBand(bands, options);
  const id = options.id ?? contentId("wave", JSON.stringify([rows.length, first, last, width]));
  const height = options.height ?? Math.round(Math.min(300, Math.max(200, width * 0.36)));
  const names = bands.map(({ band }) => `${band} ${formatPercent(share(last, band))}`);
  const [left, bottom] = [38, height - 20];
  const right = width - Math.max(...names.map((name) => textWidth(name))) - 14;
  const step = months.length > 1 ? (right - left) / (months.length - 1) : right - left;
  const x = (at: number) => (months.length > 1 ? left + at * step : left + (at * step) / 2);
  const y = linearScale([0, 1], [bottom, 18]);
  const stacked = months.map(() => 0);
  const middles: number[] = [];
  const areas = bands.map((band) => {
    const base = [...stacked];
    for (const [at, month] of months.entries()) stacked[at] = (stacked[at] ?? 0) + share(month, band.band);
    middles.push(y(((base.at(-1) ?? 0) + (stacked.at(-1) ?? 0)) / 2));
    const edge = (heights: readonly number[]) =>
      heights.map((value, at) => `${x(at).toFixed(1)},${y(value).toFixed(1)}`);
    const points = months.length > 1 ? [...edge(stacked), ...edge(base).reverse()] : [];
    return svgElement(
      document,
      "polygon",
      { points: points.join(" "), fill: bandFill(band, highest, `${id}-unscored`), "data-band": band.band },
      svgElement(document, "title", {}, `${band.band}: ${formatPercent(share(last, band.band))} at the end`),
    );
  });
  const places = spreadLabels(middles, 13, 24, bottom);
  const marks = changes.flatMap(({ month, name }) => {
    const at = months.indexOf(month);
    if (at < 0) return [];
    return [
      svgElement(document, "line", {
        x1: x(at),
        x2: x(at),
        y1: 14,
        y2: bottom,
        stroke: theme.ink,
        "stroke-dasharray": "3 3",
      }),
      svgText(document, x(at), 10, fitText(name, 140), {
        "text-anchor": x(at) > width / 2 ? "end" : "start",
        ...halo,
      }),
    ];
  });
  return svgFigure(
    {
      document,
      width,
      height,
      label: `Bands of health by month, ${formatPeriod(first)} to ${formatPeriod(last)}: at the end ${bands.map(({ band }) => `${formatPercent(share(last, band))} ${band}`).join(", ")}.`,
      description: months
        .map(
          (month) =>
            `${formatPeriod(month)}: ${bands.map(({ band }) => `${band} ${formatPercent(share(month, band))}`).join(", ")}`,
        )
        .join("; "),
    },
    svgElement(document, "defs", {}, unscoredPattern(document, `${id}-unscored`)),
    ...areas,
    ...[0, 0.25, 0.5, 0.75, 1].map((at) =>
      svgText(document, left - 6, y(at) + 4, formatPercent(at, { digits: 0 }), {
        "text-anchor": "end",
        class: "chart-tick",
      }),
    ),
    svgElement(document, "line", { x1: left, x2: right, y1: bottom, y2: bottom, stroke: theme.ink }),
    ...periodTicks(
      months.map((month) => month.slice(0, 7)),
      step,
      textWidth,
    ).map(({ index, label }) =>
      svgText(document, x(index), bottom + 15, label, { "text-anchor": "middle", class: "chart-tick" }),
    ),
    ...marks,
    ...names.map((name, at) =>
      svgText(document, right + 8, (places[at] ?? 0) + 4, name, { "font-weight": 600, class: "chart-name" }),
    ),
  );
}
