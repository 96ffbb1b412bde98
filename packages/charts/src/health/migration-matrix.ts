import { formatNumber } from "@tideline/metrics";
import type { ChartOptions } from "../chart-options.ts";
import { type ChoosableMark, chooseMarks } from "../choose-marks.ts";
import { missing } from "../missing.ts";
import { svgElement, svgFigure, svgText } from "../svg.ts";
import { fitText, textWidth } from "../text-width.ts";
import { fontSize, theme } from "../theme.ts";

/** Customers that went from one band to another; places: the lowest band 1, unscored 0, new and churned 99. */
export type BandMove = {
  from_band: string;
  to_band: string;
  from_no: number;
  to_no: number;
  customers: number;
};

const rowHeight = 34;

/** Worse, better, or neither: unscored and new are no direction, churned is worse. */
function direction({ from_no, to_no, to_band }: BandMove): "gain" | "loss" | "none" {
  if (to_band === "churned") return "loss";
  if (from_no === 0 || to_no === 0 || from_no === 99 || from_no === to_no) return "none";
  return to_no > from_no ? "gain" : "loss";
}

/**
 * Who changed the band of health? A matrix: bands then are rows, bands now columns, with new and churned. The number of
 * customers in each cell; moves up carry an upward mark and the colour of gains, moves down and out a downward one. No rows
 * give a sentence instead. With `onSelect` cells with customers are buttons.
 * @example
 * migrationMatrix([{ from_band: "green", to_band: "red", from_no: 3, to_no: 1, customers: 2 }]).getAttribute("aria-label") // => "Migration between bands of health: 0 customers moved up, 2 moved down or out."
 */
export function migrationMatrix(
  rows: readonly BandMove[],
  options: ChartOptions & { onSelect?: (move: { from_band: string; to_band: string }) => void } = {},
): SVGSVGElement | HTMLElement {
  const { width = 640, document = globalThis.document, onSelect } = options;
  const choosable: ChoosableMark[] = [];
  if (rows.length === 0) return missing("There is no earlier month to compare with.", document);
  const order = (all: Map<string, number>) =>
    [...all].sort(([, a], [, b]) => (a || 50) - (b || 50)).map(([band]) => band);
  const froms = order(new Map(rows.map(({ from_band, from_no }) => [from_band, from_no])));
  const tos = order(new Map(rows.map(({ to_band, to_no }) => [to_band, to_no])));
  const widest = Math.max(...[...froms, "then \\ now"].map((name) => textWidth(name)));
  const left = Math.min(110, width * 0.24, Math.max(widest + 12, width * 0.16));
  const cell = (width - left) / tos.length;
  // On a phone the names of bands over narrow columns are set smaller before any is cut.
  const headSize = tos.every((to) => textWidth(to) <= cell - 6) ? fontSize : fontSize - 2;
  const moved = (way: "gain" | "loss") =>
    rows.filter((row) => direction(row) === way).reduce((sum, { customers }) => sum + customers, 0);
  const cells = froms.flatMap((from, row) =>
    tos.flatMap((to, column) => {
      const found = rows.find(({ from_band, to_band }) => from_band === from && to_band === to);
      const way = found ? direction(found) : "none";
      const x = left + column * cell;
      const y = 24 + row * rowHeight;
      const arrow = way === "gain" ? "▲ " : way === "loss" ? "▼ " : "";
      const stays = from === to;
      const said = `${from} then, ${to} now: ${formatNumber(found?.customers ?? 0)} customers`;
      const mark = svgElement(
        document,
        "rect",
        {
          x: x + 1,
          y: y + 1,
          width: cell - 2,
          height: rowHeight - 2,
          fill: stays ? theme.hairline : theme.paper,
          stroke: found
            ? way === "gain"
              ? theme.gain
              : way === "loss"
                ? theme.loss
                : theme.hairline
            : theme.hairline,
          class: onSelect && found ? "chart-cell" : null,
          "data-from": from,
          "data-to": to,
          "data-value": found?.customers ?? 0,
        },
        svgElement(document, "title", {}, said),
      );
      if (onSelect && found) {
        const onChoose = () => onSelect({ from_band: from, to_band: to });
        choosable.push({ element: mark, column, row, label: said, onSelect: onChoose });
      }
      return [
        mark,
        svgText(
          document,
          x + cell / 2,
          y + rowHeight / 2 + 4,
          found ? `${arrow}${formatNumber(found.customers)}` : "–",
          {
            "text-anchor": "middle",
            "pointer-events": "none",
            "font-weight": stays ? 400 : 600,
            fill: found
              ? way === "gain"
                ? theme.gain
                : way === "loss"
                  ? theme.loss
                  : theme.ink
              : theme.muted,
          },
        ),
      ];
    }),
  );
  chooseMarks(choosable);
  return svgFigure(
    {
      document,
      width,
      isInteractive: onSelect !== undefined,
      height: 24 + froms.length * rowHeight + 4,
      label: `Migration between bands of health: ${formatNumber(moved("gain"))} customers moved up, ${formatNumber(moved("loss"))} moved down or out.`,
      description: rows
        .map(({ from_band, to_band, customers }) => `${from_band} to ${to_band}: ${customers}`)
        .join("; "),
    },
    svgText(document, 0, 14, fitText("then \\ now", left), { fill: theme.muted }),
    ...tos.map((to, column) =>
      svgText(document, left + (column + 0.5) * cell, 14, fitText(to, cell - 2, headSize), {
        "text-anchor": "middle",
        "font-size": headSize,
        "font-weight": 600,
      }),
    ),
    ...froms.map((from, row) =>
      svgText(document, left - 8, 24 + (row + 0.5) * rowHeight + 4, fitText(from, left - 10), {
        "text-anchor": "end",
        "font-weight": 600,
      }),
    ),
    ...cells,
  );
}
