import type { ChartOptions } from "./chart-options.ts";
import { type ChoosableMark, chooseMarks } from "./choose-marks.ts";
import { hatch } from "./hatch.ts";
import { type LabelBarStyle, type LabelLayout, labelBar, labelLayout, textAt } from "./label-bar.ts";
import {
  isKnown,
  type LabelOrder,
  type LabelRow,
  type LabelUnit,
  labelSentence,
  labelValue,
  nameOf,
  rankLabels,
} from "./label-rows.ts";
import { linearScale } from "./linear-scale.ts";
import { missing } from "./missing.ts";
import { contentId, svgElement, svgFigure, svgText } from "./svg.ts";
import { textWidth } from "./text-width.ts";
import { halo, lineHeight, smallCount, theme } from "./theme.ts";

export type LabelBarsOptions = ChartOptions &
  LabelOrder & {
    unit: LabelUnit;
    /** Good, bad or neither: the colour of the bars. Default neither; values below zero are then losses. */
    tone?: "gain" | "loss" | "neutral";
    /** A line to compare with, e.g. the whole company. */
    reference?: { value: number; label: string };
    /** At most this many labels, default 30; how many are left out is said. */
    limit?: number;
    /** Below this many customers a bar is hatched; default 20. */
    small?: number;
    /** What the counts are, where they are not "customers". */
    counted?: string;
    /** The chosen label, tinted. */
    selected?: string | null;
    onSelect?: (selection: { label: string }) => void;
  };

/**
 * Which label is highest? One bar a label, ranked, with its value and the customers it rests on; few customers are
 * hatched and said, labels without a value say "n/a", the unassigned come last.
 * Rows: one a label. No rows give a sentence instead.
 * @example
 * labelBars([{ label: "Retail", value: 0.12, customers: 140 }], { unit: "rate", measure: "Logo churn" }).getAttribute("aria-label") // => "Logo churn by label, 1 label: first is Retail at 12.0 %."
 */
export function labelBars(rows: readonly LabelRow[], options: LabelBarsOptions): SVGSVGElement | HTMLElement {
  const { width = 640, document = globalThis.document, measure = "MRR", limit = 30 } = options;
  const { small = smallCount, counted = "customers", unit, reference, selected, onSelect } = options;
  const ranked = rankLabels(rows, options);
  const shown = ranked.slice(0, limit);
  if (shown.length === 0) return missing(`No ${measure} by label: the cut has no labels here.`, document);
  const layout = labelLayout(shown, { width, unit, small, counted });
  const values = [0, ...shown.flatMap(({ value }) => (isKnown(value) ? [value] : []))];
  if (reference) values.push(reference.value);
  const domain: [number, number] = values.every((value) => value === 0)
    ? [0, 1]
    : [Math.min(...values), Math.max(...values)];
  const x = linearScale(domain, [layout.left, layout.right]);
  const top = lineHeight * (reference ? 2 : 1) + 6;
  const bottom = top + shown.length * layout.rowHeight;
  const notes = notesOf(ranked.length - shown.length, shown, { small, counted });
  const height = bottom + 4 + (notes.length > 0 ? notes.length * lineHeight + 4 : 0);
  const id = options.id ?? contentId("labels", JSON.stringify([shown, width]));
  const style: LabelBarStyle = {
    document,
    width,
    layout,
    x,
    unit,
    small,
    counted,
    tone: options.tone ?? "neutral",
    id,
  };
  const bars = shown.map((row, index) =>
    labelBar(row, top + index * layout.rowHeight, selected === row.label, style),
  );
  if (onSelect) {
    const choosable = shown.flatMap((row, column): ChoosableMark[] => {
      const element = bars[column]?.mark;
      const choose = () => onSelect({ label: row.label });
      return element
        ? [{ element, column, row: 0, label: labelSentence(row, unit, small, counted), onSelect: choose }]
        : [];
    });
    chooseMarks(choosable);
  }
  return svgFigure(
    {
      document,
      width,
      height,
      isInteractive: onSelect !== undefined,
      label: message(shown, measure, unit),
      description: shown.map((row) => labelSentence(row, unit, small, counted)).join("; "),
    },
    svgElement(document, "defs", {}, hatch(document, `${id}-few`, theme.paper)),
    svgText(document, width, lineHeight - 2, layout.countTitle, {
      "text-anchor": "end",
      fill: theme.muted,
      class: "chart-tick",
    }),
    ...(reference ? referenceLine(reference, shown, { top, bottom, ...style }) : []),
    ...bars.flatMap(({ mark, texts }) => [mark, texts]),
    svgElement(document, "path", {
      d: layout.isStacked ? stackedAxis(shown.length, x(0), top, layout) : `M${x(0)},${top}V${bottom}`,
      stroke: theme.ink,
      "pointer-events": "none",
      class: "chart-axis",
    }),
    ...notes.map((note, index) =>
      svgText(document, 0, bottom + 16 + index * lineHeight, note, {
        fill: theme.muted,
        class: "chart-note",
      }),
    ),
  );
}

/** The axis beside the bars only, clear of the names above them. */
function stackedAxis(rows: number, x: number, top: number, { rowHeight, barTop }: LabelLayout): string {
  return Array.from({ length: rows }, (_, index) => `M${x},${top + index * rowHeight + barTop - 1}v16`).join(
    "",
  );
}

/** A dotted line through the rows, under the bars; it stops where a name or a value stands. */
function referenceLine(
  { value, label }: { value: number; label: string },
  rows: readonly LabelRow[],
  style: LabelBarStyle & { top: number; bottom: number },
): Node[] {
  const { document, x, unit, width, top, bottom, layout } = style;
  let path = `M${x(value)},${top - 3}`;
  rows.forEach((row, index) => {
    for (const [from, to] of textAt(row, x(value), top + index * layout.rowHeight, style)) {
      path += `V${from}M${x(value)},${to}`;
    }
  });
  const text = `${label} ${labelValue(value, unit)}`;
  const half = textWidth(text) / 2;
  const line = {
    stroke: theme.ink,
    "stroke-dasharray": "2 2",
    "pointer-events": "none",
    class: "chart-reference",
  };
  return [
    svgElement(document, "path", { d: `${path}V${bottom}`, ...line }),
    svgText(document, Math.max(half, Math.min(x(value), width - half)), top - 7, text, {
      "text-anchor": "middle",
      class: "chart-tick",
      ...halo,
    }),
  ];
}

function notesOf(
  hidden: number,
  shown: readonly LabelRow[],
  { small, counted }: { small: number; counted: string },
): string[] {
  const notes: string[] = [];
  if (shown.some(({ customers }) => customers < small)) notes.push(`hatched: fewer than ${small} ${counted}`);
  if (hidden > 0) notes.push(`${hidden} more labels are not drawn; the table has all`);
  return notes;
}

function message(shown: readonly LabelRow[], measure: string, unit: LabelUnit): string {
  const first = shown.find(({ value }) => isKnown(value));
  if (!first) return `${measure} by label: no label has a value.`;
  const count = shown.length === 1 ? "1 label" : `${shown.length} labels`;
  return `${measure} by label, ${count}: first is ${nameOf(first.label)} at ${labelValue(first.value, unit)}.`;
}
