import { svgElement } from "./svg.ts";

/** A pattern of diagonal stripes over a transparent ground, for what is partial or rests on few customers. */
export function hatch(
  document: Document,
  id: string,
  stroke: string,
  background = "none",
): SVGPatternElement {
  return svgElement(
    document,
    "pattern",
    { id, width: 5, height: 5, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
    svgElement(document, "rect", { width: 5, height: 5, fill: background }),
    svgElement(document, "line", { x1: 0, x2: 0, y1: 0, y2: 5, stroke, "stroke-width": 4 }),
  );
}
