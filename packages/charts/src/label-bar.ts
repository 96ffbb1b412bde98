import { formatNumber } from "@tideline/metrics";
import { isKnown, type LabelRow, type LabelUnit, labelSentence, labelValue, nameOf } from "./label-rows.ts";
import type { LinearScale } from "./linear-scale.ts";
import { besideMark, svgElement, svgText } from "./svg.ts";
import { fitText, textWidth } from "./text-width.ts";
import { halo, theme } from "./theme.ts";

/** Where the parts of every row are, in px. */
export type LabelLayout = {
  rowHeight: number;
  /** Names stand above their bars: they are too long to stand beside them. */
  isStacked: boolean;
  /** Where bars begin in their row. */
  barTop: number;
  nameWidth: number;
  /** Where bars may begin and end. */
  left: number;
  right: number;
  countTitle: string;
};

export type LabelBarStyle = {
  document: Document;
  width: number;
  layout: LabelLayout;
  x: LinearScale;
  unit: LabelUnit;
  small: number;
  counted: string;
  tone: "gain" | "loss" | "neutral";
  /** Prefix of pattern ids. */
  id: string;
};

const barHeight = 14;

/** Room for names, values and counts; names over a third of the width go above their bars. */
export function labelLayout(
  rows: readonly LabelRow[],
  {
    width,
    unit,
    small,
    counted = "customers",
  }: { width: number; unit: LabelUnit; small: number; counted?: string },
): LabelLayout {
  const widest = (texts: readonly string[]) => Math.max(0, ...texts.map((text) => textWidth(text)));
  const countTitle = width < 480 ? "n" : counted;
  const countWidth = widest([countTitle, ...rows.map((row) => countText(row, small))]);
  const names = widest(rows.map(({ label }) => nameOf(label)));
  const valueWidth = widest(rows.map(({ value }) => labelValue(value, unit)));
  const isStacked = names > width / 3;
  const hasNegative = rows.some(({ value }) => isKnown(value) && value < 0);
  const nameWidth = isStacked ? width - countWidth - 12 : names;
  return {
    rowHeight: isStacked ? 36 : 22,
    isStacked,
    barTop: isStacked ? 17 : 4,
    nameWidth,
    left: (isStacked ? 1 : nameWidth + 8) + (hasNegative ? valueWidth + 6 : 0),
    right: width - countWidth - valueWidth - 20,
    countTitle,
  };
}

/** One label's row: the bar, which can be chosen, and beside it name, value and customers. */
export function labelBar(
  row: LabelRow,
  y: number,
  isSelected: boolean,
  style: LabelBarStyle,
): { mark: SVGGElement; texts: SVGGElement } {
  const { document, width, layout, x, unit, small, counted, id } = style;
  const { label, value, customers } = row;
  const isSmall = customers < small;
  const known = isKnown(value) ? value : 0;
  const isNegative = known < 0;
  const left = Math.min(x(0), x(known));
  const right = Math.max(x(0), x(known));
  const top = y + layout.barTop;
  const bar = { x: left, y: top, width: known === 0 ? 0 : Math.max(1, right - left), height: barHeight };
  const baseline = top + 11;
  const mark = svgElement(
    document,
    "g",
    { class: "chart-mark", "data-label": label, "data-value": value, "data-customers": customers },
    svgElement(document, "title", {}, labelSentence(row, unit, small, counted)),
    svgElement(document, "rect", {
      x: 0,
      y,
      width,
      height: layout.rowHeight,
      fill: isSelected ? theme.selectionTint : "none",
      "pointer-events": "all",
    }),
    isKnown(value)
      ? svgElement(document, "rect", { ...bar, fill: barFill(isNegative, style.tone), class: "chart-bar" })
      : null,
    isKnown(value) && isSmall ? svgElement(document, "rect", { ...bar, fill: `url(#${id}-few)` }) : null,
  );
  const texts = besideMark(document, [
    svgText(document, 0, layout.isStacked ? y + 13 : baseline, fitText(nameOf(label), layout.nameWidth), {
      class: "chart-name",
      ...halo,
    }),
    svgText(document, isNegative ? left - 5 : right + 5, baseline, labelValue(value, unit), {
      class: "chart-value",
      "font-weight": 600,
      "text-anchor": isNegative ? "end" : "start",
      fill: isKnown(value) ? theme.ink : theme.muted,
      ...halo,
    }),
    svgText(document, width, baseline, countText(row, small), {
      "text-anchor": "end",
      class: "chart-count",
      fill: isSmall ? theme.ink : theme.muted,
    }),
  ]);
  return { mark, texts };
}

/** The parts of a row where its texts stand at x, so that a line through the rows stops there; px from the chart's top. */
export function textAt(
  row: LabelRow,
  x: number,
  y: number,
  { layout, unit, x: scale }: Pick<LabelBarStyle, "layout" | "unit" | "x">,
): [from: number, to: number][] {
  const known = isKnown(row.value) ? row.value : 0;
  const width = textWidth(labelValue(row.value, unit)) + 4;
  const end = known < 0 ? scale(known) - 3 : Math.max(scale(0), scale(known)) + 3 + width;
  const isAtValue = x >= end - width && x <= end;
  const name = fitText(nameOf(row.label), layout.nameWidth);
  const isAtName = layout.isStacked && x <= textWidth(name) + 2;
  const from = isAtName ? y : y + layout.barTop;
  const to = isAtValue ? y + layout.rowHeight : y + layout.barTop;
  return to > from ? [[from, to]] : [];
}

function countText({ customers }: LabelRow, small: number): string {
  return customers < small ? `few: ${formatNumber(customers)}` : formatNumber(customers);
}

function barFill(isNegative: boolean, tone: LabelBarStyle["tone"]): string {
  if (tone === "neutral") return isNegative ? theme.loss : theme.ink;
  return (tone === "gain") === isNegative ? theme.loss : theme.gain;
}
