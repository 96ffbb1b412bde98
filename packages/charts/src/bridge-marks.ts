import type { PlacedStep } from "./bridge-steps.ts";
import { type ChoosableMark, chooseMarks } from "./choose-marks.ts";
import { hatch } from "./hatch.ts";
import { type Attributes, besideMark, svgElement, svgFigure } from "./svg.ts";
import { theme, toneFill } from "./theme.ts";

/** What a bridge is drawn with, upright or lying. */
export type BridgeDrawing = {
  document: Document;
  width: number;
  height?: number | undefined;
  /** Prefix of pattern ids. */
  id: string;
  label: string;
  description: string;
  /** Sentences stated under the bars. */
  notes: readonly string[];
};

export const connectorStyle: Attributes = {
  stroke: theme.muted,
  "stroke-dasharray": "1 2",
  "pointer-events": "none",
  class: "chart-connector",
};

/** The ground a bar can be chosen on, tinted when it is. */
export function bridgeGround(document: Document, step: PlacedStep, place: Attributes): SVGRectElement {
  return svgElement(document, "rect", {
    ...place,
    fill: step.isSelected ? theme.selectionTint : "none",
    "pointer-events": "all",
  });
}

/** The bar itself; neutral movements (exchange rates, transfers) are hatched. */
export function bridgeBar(
  document: Document,
  step: PlacedStep,
  id: string,
  place: Attributes,
): SVGRectElement {
  return svgElement(document, "rect", {
    ...place,
    class: "chart-bar",
    fill: step.tone === "neutral" ? `url(#${id}-hatch)` : toneFill[step.tone],
    stroke: step.tone === "neutral" ? theme.muted : null,
  });
}

/** One bar: what can be chosen, and the texts beside it. */
export type BridgeMark = { mark: SVGGElement; group: SVGGElement };

/**
 * One bar with its texts. The texts are not part of what can be chosen: its spoken name has the exact amount, and a
 * name that differs from the text within would mislead those who speak to choose.
 */
export function bridgeMark(
  document: Document,
  step: PlacedStep,
  shapes: readonly (Node | null)[],
  texts: readonly SVGTextElement[],
): BridgeMark {
  const data = Object.fromEntries(Object.entries(step.data).map(([key, value]) => [`data-${key}`, value]));
  const title = svgElement(document, "title", {}, step.description);
  const mark = svgElement(document, "g", { class: "chart-mark", ...data }, title, ...shapes);
  return { mark, group: svgElement(document, "g", {}, mark, besideMark(document, texts)) };
}

/** The figure of the marks, choosable where a step says what choosing does. */
export function bridgeRoot(
  steps: readonly PlacedStep[],
  marks: readonly BridgeMark[],
  drawing: BridgeDrawing & { height: number },
  over: readonly Node[],
): SVGSVGElement {
  const choosable = steps.flatMap((step, index): ChoosableMark[] => {
    const element = marks[index]?.mark;
    const { onSelect } = step;
    return element && onSelect ? [{ element, column: index, row: 0, label: step.description, onSelect }] : [];
  });
  chooseMarks(choosable);
  const isHatched = steps.some(({ tone }) => tone === "neutral");
  const { document, id } = drawing;
  return svgFigure(
    { ...drawing, isInteractive: choosable.length > 0 },
    isHatched
      ? svgElement(document, "defs", {}, hatch(document, `${id}-hatch`, theme.muted, theme.paper))
      : null,
    ...marks.map(({ group }) => group),
    ...over,
  );
}
