import { scaleBand } from "d3";
import {
  type BridgeDrawing,
  bridgeBar,
  bridgeGround,
  bridgeMark,
  bridgeRoot,
  connectorStyle,
} from "./bridge-marks.ts";
import { bridgeDomain, type PlacedStep } from "./bridge-steps.ts";
import { linearScale } from "./linear-scale.ts";
import { svgElement, svgText } from "./svg.ts";
import { lineHeight, theme, toneFill } from "./theme.ts";

/** Two or three bars do not fill a wide screen. */
const widestStep = 120;

/** A bridge with upright bars, names under them: for wide screens. The axis starts at `start`. */
export function bridgeUpright(
  steps: readonly PlacedStep[],
  start: number,
  drawing: BridgeDrawing,
): SVGSVGElement {
  const { document, width, id, notes } = drawing;
  const nameLines = Math.max(...steps.map(({ lines }) => lines.length));
  const bottom = 10 + nameLines * lineHeight + (notes.length > 0 ? notes.length * lineHeight + 6 : 0);
  const height = drawing.height ?? Math.round(Math.min(330, Math.max(220, width * 0.4))) + bottom - 36;
  const x = scaleBand(
    steps.map((_, index) => index),
    [2, Math.min(width - 2, steps.length * widestStep)],
  ).paddingInner(0.2);
  const y = linearScale(bridgeDomain(steps, start), [height - bottom, 20]);
  const left = (index: number) => x(index) ?? 0;
  const barWidth = x.bandwidth();
  const marks = steps.map((step, index) => {
    const ends = [y(step.from), y(step.to)];
    const top = Math.min(...ends);
    const shapes = [
      bridgeGround(document, step, {
        x: left(index) - (x.step() - barWidth) / 2,
        y: 0,
        width: x.step(),
        height: height - bottom + 8 + nameLines * lineHeight,
      }),
      bridgeBar(document, step, id, {
        x: left(index),
        y: top,
        width: barWidth,
        height: Math.max(1, Math.max(...ends) - top),
      }),
      step.isTotal && start > 0 ? cutGlyph(document, left(index), y(start) - 11, barWidth) : null,
    ];
    const middle = left(index) + barWidth / 2;
    return bridgeMark(document, step, shapes, [
      svgText(document, middle, top - 5, step.text, {
        "text-anchor": "middle",
        class: "chart-value",
        "font-weight": 600,
        fill: toneFill[step.tone],
      }),
      svgText(document, middle, height - bottom + 16, step.lines, {
        "text-anchor": "middle",
        class: "chart-name",
      }),
    ]);
  });
  const connectors = steps.slice(0, -1).map((step, index) =>
    svgElement(document, "line", {
      x1: left(index) + barWidth,
      x2: left(index + 1),
      y1: y(step.to),
      y2: y(step.to),
      ...connectorStyle,
    }),
  );
  const axis = {
    x1: 0,
    x2: left(steps.length - 1) + barWidth + 2,
    y1: y(start),
    y2: y(start),
    stroke: theme.ink,
    class: "chart-axis",
  };
  return bridgeRoot(steps, marks, { ...drawing, height }, [
    ...connectors,
    svgElement(document, "line", axis),
    ...(notes.length > 0
      ? [svgText(document, 2, height - 4 - (notes.length - 1) * lineHeight, notes, noteStyle)]
      : []),
  ]);
}

const noteStyle = { fill: theme.muted, class: "chart-note" };

/** Two strokes in the colour of the paper across a total: it does not start at 0. */
function cutGlyph(document: Document, left: number, y: number, width: number): SVGPathElement {
  const stroke = (at: number) => `M${left - 2},${at + 3}l${width + 4},-6`;
  return svgElement(document, "path", {
    d: `${stroke(y)}${stroke(y + 4)}`,
    stroke: theme.paper,
    "stroke-width": 2,
    class: "chart-cut",
  });
}
