import { bridgeLying } from "./bridge-lying.ts";
import type { BridgeDrawing } from "./bridge-marks.ts";
import { axisStart, type BridgeStep, placeSteps } from "./bridge-steps.ts";
import { bridgeUpright } from "./bridge-upright.ts";
import { textWidth } from "./text-width.ts";

/**
 * Draws a bridge, upright where every name and value fits its bar and lying where they do not. The axis is cut when
 * movements would be slivers, and the figure says so, writing its start with `level`.
 */
export function bridgeFigure(
  steps: readonly BridgeStep[],
  drawing: BridgeDrawing & { level: (value: number) => string },
): SVGSVGElement {
  const start = axisStart(placeSteps(steps).map(({ to }) => to));
  const cut = start > 0 ? [`totals are cut: the axis starts at ${drawing.level(start)}`] : [];
  const placed = placeSteps(steps, start);
  const widest = Math.max(
    ...steps.flatMap(({ text, lines }) => [text, ...lines].map((line) => textWidth(line))),
  );
  const room = (drawing.width - 4) / steps.length;
  const draw = room >= Math.max(44, widest + 4) ? bridgeUpright : bridgeLying;
  return draw(placed, start, { ...drawing, notes: [...cut, ...drawing.notes] });
}
