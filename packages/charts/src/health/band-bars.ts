import { formatPercent } from "@tideline/metrics";
import type { ChartOptions } from "../chart-options.ts";
import { type ChoosableMark, chooseMarks } from "../choose-marks.ts";
import { missing } from "../missing.ts";
import { contentId, svgElement, svgFigure, svgText } from "../svg.ts";
import { fitText, textWidth } from "../text-width.ts";
import { theme } from "../theme.ts";
import { bandKey } from "./band-key.ts";
import {
  type BandOptions,
  bandFill,
  bandInk,
  type HealthBandName,
  highestBand,
  unscoredPattern,
} from "./band-look.ts";

/** A bar: its label, and what stands in each band, the lowest first. */
export type BandBar = {
  label: string;
  parts: readonly (HealthBandName & { value: number; shown: string })[];
};

const [rowHeight, barHeight] = [30, 20];

/**
 * How is each label spread over the bands of health? One bar a label, all of the same length: shares of what it has, lowest
 * band first, unscored last and striped. A band whose name has no room in every one of its parts is named in a line above the bars. Values of 0 or more; `shown` is the value in words. No rows, or none with a value,
 * give a sentence instead. With `onSelect` the parts are buttons.
 * @example
 * bandBars([{ label: "Customers", parts: [{ band: "red", band_no: 1, value: 1, shown: "1" }, { band: "green", band_no: 2, value: 3, shown: "3" }] }]).getAttribute("aria-label") // => "Bands of health: Customers 25.0 % red, 75.0 % green."
 */
export function bandBars(
  rows: readonly BandBar[],
  options: ChartOptions & BandOptions & { onSelect?: (part: { label: string; band: string }) => void } = {},
): SVGSVGElement | HTMLElement {
  const { width = 640, document = globalThis.document, onSelect } = options;
  const choosable: ChoosableMark[] = [];
  const sum = (bar: BandBar) => bar.parts.reduce((total, { value }) => total + value, 0);
  const drawn = rows.filter((bar) => sum(bar) > 0);
  if (drawn.length === 0) return missing("No customer has health to show.", document);
  const highest = highestBand(
    drawn.flatMap(({ parts }) => parts),
    options,
  );
  const id = options.id ?? contentId("bands", JSON.stringify([rows, width]));
  const left = Math.min(width * 0.4, Math.max(...drawn.map(({ label }) => textWidth(label))) + 12);
  const length = width - left - 4;
  const inOrder = ({ parts }: BandBar) =>
    [...parts].sort((a, b) => (a.band_no || 1000) - (b.band_no || 1000)).filter(({ value }) => value > 0);
  const words = drawn.map((bar) => {
    const shares = inOrder(bar).map(({ band, value }) => `${formatPercent(value / sum(bar))} ${band}`);
    return `${bar.label} ${shares.join(", ")}`;
  });
  const nameOf = (part: BandBar["parts"][number], bar: BandBar) =>
    `${part.band} ${formatPercent(part.value / sum(bar))}`;
  const fits = (text: string, part: BandBar["parts"][number], bar: BandBar) =>
    textWidth(text) + 10 <= (length * part.value) / sum(bar);
  const unnamed = drawn.flatMap((bar) => inOrder(bar).filter((part) => !fits(nameOf(part, bar), part, bar)));
  const key = bandKey(
    document,
    [...new Map(unnamed.map((part) => [part.band, part])).values()].sort(
      (a, b) => (a.band_no || 1000) - (b.band_no || 1000),
    ),
    { left, width, highest, pattern: `${id}-unscored` },
  );
  const bars = drawn.flatMap((bar, index) => {
    const y = key.height + 4 + index * rowHeight;
    let x = left;
    const pieces = inOrder(bar).flatMap((part) => {
      const span = (length * part.value) / sum(bar);
      const from = x;
      x += span;
      const share = formatPercent(part.value / sum(bar));
      const texts = [nameOf(part, bar), share].find((text) => fits(text, part, bar));
      const said = `${bar.label}, ${part.band}: ${part.shown}, ${share}`;
      const mark = svgElement(
        document,
        "rect",
        {
          x: from,
          y,
          width: Math.max(span - 1, 0.5),
          height: barHeight,
          fill: bandFill(part, highest, `${id}-unscored`),
          stroke: part.band_no === 0 ? theme.muted : null,
          "stroke-width": part.band_no === 0 ? 0.5 : null,
          class: onSelect ? "chart-cell" : null,
          "data-band": part.band,
          "data-value": part.value,
        },
        svgElement(document, "title", {}, said),
      );
      if (onSelect) {
        const onChoose = () => onSelect({ label: bar.label, band: part.band });
        choosable.push({ element: mark, column: from, row: index, label: said, onSelect: onChoose });
      }
      return [
        mark,
        texts === undefined
          ? null
          : svgText(document, from + 5, y + 14, texts, {
              fill: bandInk(part, highest),
              "font-weight": 600,
              "pointer-events": "none",
              ...(part.band_no === 0
                ? { "paint-order": "stroke", stroke: theme.paper, "stroke-width": 4 }
                : {}),
            }),
      ];
    });
    return [
      svgText(document, left - 8, y + 14, fitText(bar.label, left - 10), { "text-anchor": "end" }),
      ...pieces,
    ];
  });
  chooseMarks(choosable);
  return svgFigure(
    {
      document,
      width,
      isInteractive: onSelect !== undefined,
      height: key.height + drawn.length * rowHeight + 4,
      label: `Bands of health: ${words.join("; ")}.`,
      description: drawn
        .map(
          (bar) =>
            `${bar.label}: ${inOrder(bar)
              .map(({ band, shown }) => `${band} ${shown}`)
              .join(", ")}`,
        )
        .join("; "),
    },
    svgElement(document, "defs", {}, unscoredPattern(document, `${id}-unscored`)),
    ...key.marks,
    ...bars,
  );
}
