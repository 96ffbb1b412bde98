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
import { fitText, textWidth } from "./text-width.ts";
import { lineHeight, theme, toneFill } from "./theme.ts";

const rowHeight = 26;

/** A bridge lying on its side, names at the left: for phones. The axis starts at `start`. */
export function bridgeLying(
  steps: readonly PlacedStep[],
  start: number,
  drawing: BridgeDrawing,
): SVGSVGElement {
  const { document, width, id, notes } = drawing;
  const nameWidth = Math.min(width * 0.38, Math.max(...steps.map(({ name }) => textWidth(name))));
  const valueWidth = Math.max(...steps.map(({ text }) => textWidth(text)));
  const bottom = steps.length * rowHeight;
  const height = bottom + 4 + (notes.length > 0 ? notes.length * lineHeight + 6 : 0);
  const x = linearScale(bridgeDomain(steps, start), [nameWidth + 8, width - valueWidth - 6]);
  const marks = steps.map((step, index) => {
    const top = index * rowHeight;
    const ends = [x(step.from), x(step.to)];
    const left = Math.min(...ends);
    const right = Math.max(left + 1, ...ends);
    const shapes = [
      bridgeGround(document, step, { x: 0, y: top, width, height: rowHeight }),
      bridgeBar(document, step, id, { x: left, y: top + 4, width: right - left, height: rowHeight - 8 }),
      step.isTotal && start > 0 ? cutGlyph(document, x(start) + 8, top + 4, rowHeight - 8) : null,
    ];
    return bridgeMark(document, step, shapes, [
      svgText(document, 0, top + 17, fitText(step.name, nameWidth), {
        class: "chart-name",
        "font-weight": step.isTotal ? 600 : null,
      }),
      svgText(document, right + 5, top + 17, step.text, {
        class: "chart-value",
        "font-weight": 600,
        fill: toneFill[step.tone],
      }),
    ]);
  });
  const connectors = steps.slice(0, -1).map((step, index) =>
    svgElement(document, "line", {
      x1: x(step.to),
      x2: x(step.to),
      y1: (index + 1) * rowHeight - 4,
      y2: (index + 1) * rowHeight + 4,
      ...connectorStyle,
    }),
  );
  const axis = { x1: x(start), x2: x(start), y1: 0, y2: bottom, stroke: theme.ink, class: "chart-axis" };
  return bridgeRoot(steps, marks, { ...drawing, height }, [
    ...connectors,
    svgElement(document, "line", axis),
    ...notes.map((note, index) =>
      svgText(document, 0, bottom + 18 + index * lineHeight, fitText(note, width), noteStyle),
    ),
  ]);
}

const noteStyle = { fill: theme.muted, class: "chart-note" };

function cutGlyph(document: Document, x: number, top: number, height: number): SVGPathElement {
  const stroke = (at: number) => `M${at - 3},${top + height + 2}l6,${-height - 4}`;
  return svgElement(document, "path", {
    d: `${stroke(x)}${stroke(x + 4)}`,
    stroke: theme.paper,
    "stroke-width": 2,
    class: "chart-cut",
  });
}
