import { scaleLinear } from "d3";
import type { ChartOptions, MoneyOptions } from "./chart-options.ts";
import { type ChoosableMark, chooseMarks } from "./choose-marks.ts";
import { hatch } from "./hatch.ts";
import { missing } from "./missing.ts";
import { exactMoney, moneyLabel, rateLabel } from "./number-label.ts";
import { contentId, svgElement, svgFigure, svgText } from "./svg.ts";
import { fitText, textWidth } from "./text-width.ts";
import { lineHeight, smallCount, theme } from "./theme.ts";

/** One label of a cut. */
export type LabelRow = {
  label: string;
  /** A rate 0..1 or minor units, as `unit` says; null = cannot be computed. */
  value: number | null;
  /** The customers it rests on. */
  customers: number;
};

export type LabelBarsOptions = ChartOptions & {
  /** What the values are: a rate, or money in minor units of a currency. */
  unit: "rate" | ({ kind: "money" } & MoneyOptions);
  /** Highest first (default) or lowest first; the unassigned come last either way. */
  order?: "descending" | "ascending" | "given";
  /** Labels that mean "no label"; they come last. Default "unassigned", "unknown", "(none)" and "". */
  unassigned?: readonly string[];
  /** Good, bad or neither: the colour of the bars. Default neither; values below zero are then losses. */
  tone?: "gain" | "loss" | "neutral";
  /** A line to compare with, e.g. the whole company. */
  reference?: { value: number; label: string };
  /** At most this many labels, default 30; how many are left out is said. */
  limit?: number;
  /** Below this many customers a bar is hatched; default 20. */
  small?: number;
  selected?: string | null;
  onSelect?: (selection: { label: string }) => void;
};

const rowHeight = 22;
const defaultUnassigned = ["unassigned", "unknown", "(none)", ""];

/**
 * Which label is highest? One bar a label, ranked, with its value and the customers it rests on; few customers are
 * hatched and said, labels without a value say "n/a", the unassigned come last.
 * Rows: one a label. No rows give a sentence instead.
 * @example labelBars([{ label: "Retail", value: 0.12, customers: 140 }], { unit: "rate", measure: "Logo churn" })
 */
export function labelBars(rows: readonly LabelRow[], options: LabelBarsOptions): SVGSVGElement | HTMLElement {
  const {
    width = 640,
    document = globalThis.document,
    measure = "MRR",
    limit = 30,
    small = smallCount,
  } = options;
  if (rows.length === 0) return missing(`No ${measure} by label: the cut has no labels here.`, document);
  const ranked = rankLabels(rows, options);
  const shown = ranked.slice(0, limit);
  const values = shown.flatMap(({ value }) => (isKnown(value) ? [value] : []));
  const texts = shown.map(({ value }) => format(value, options.unit));
  const counts = shown.map(({ customers }) => countText(customers, small));
  const nameWidth = Math.min(width * 0.34, Math.max(...shown.map(({ label }) => textWidth(nameOf(label)))));
  const countWidth = Math.max(textWidth("customers"), ...counts.map((text) => textWidth(text)));
  const valueWidth = Math.max(...texts.map((text) => textWidth(text)));
  const reference = options.reference;
  const hasNegative = values.some((value) => value < 0);
  const x = scaleLinear(
    [Math.min(0, ...values, reference?.value ?? 0), Math.max(0, ...values, reference?.value ?? 0) || 1],
    [nameWidth + 8 + (hasNegative ? valueWidth + 6 : 0), width - countWidth - valueWidth - 20],
  );
  const top = reference ? 2 * lineHeight + 4 : lineHeight + 4;
  const bottom = top + shown.length * rowHeight;
  const notes = notesOf(ranked.length - shown.length, shown, small);
  const height = bottom + (notes.length > 0 ? notes.length * lineHeight + 8 : 4);
  const id = options.id ?? contentId("labels", JSON.stringify([shown, width]));
  const choosable: ChoosableMark[] = [];
  const marks = shown.map((row, index) => {
    const y = top + index * rowHeight;
    const isSmall = row.customers < small;
    const known = isKnown(row.value) ? row.value : null;
    const ends = [x(0), x(known ?? 0)];
    const left = Math.min(...ends);
    const end = Math.max(...ends);
    const isNegative = known !== null && known < 0;
    const description = `${nameOf(row.label)}: ${exact(row.value, options.unit)}, ${row.customers} customers${isSmall ? ", few" : ""}`;
    const fill = barFill(isNegative, options.tone);
    const element = svgElement(
      document,
      "g",
      {
        class: "chart-mark",
        "data-label": row.label,
        "data-value": row.value,
        "data-customers": row.customers,
      },
      svgElement(document, "title", {}, description),
      svgElement(document, "rect", {
        x: 0,
        y,
        width,
        height: rowHeight,
        fill: options.selected === row.label ? theme.selectionTint : "none",
        "pointer-events": "all",
      }),
      svgText(document, 0, y + 15, fitText(nameOf(row.label), nameWidth), { class: "chart-name" }),
      known === null
        ? null
        : svgElement(document, "rect", {
            x: left,
            y: y + 4,
            width: Math.max(end - left, known === 0 ? 0 : 1),
            height: rowHeight - 8,
            fill,
            class: "chart-bar",
          }),
      known !== null && isSmall
        ? svgElement(document, "rect", {
            x: left,
            y: y + 4,
            width: end - left,
            height: rowHeight - 8,
            fill: `url(#${id}-few)`,
          })
        : null,
      svgText(document, isNegative ? left - 5 : end + 5, y + 15, texts[index] ?? "", {
        class: "chart-value",
        "font-weight": 600,
        "text-anchor": isNegative ? "end" : null,
        fill: known === null ? theme.muted : theme.ink,
      }),
      svgText(document, width, y + 15, counts[index] ?? "", {
        "text-anchor": "end",
        class: "chart-count",
        fill: isSmall ? theme.ink : theme.muted,
      }),
    );
    const { onSelect } = options;
    if (onSelect) {
      choosable.push({
        element,
        column: index,
        row: 0,
        label: description,
        onSelect: () => onSelect({ label: row.label }),
      });
    }
    return element;
  });
  chooseMarks(choosable);
  return svgFigure(
    {
      document,
      width,
      height,
      isInteractive: choosable.length > 0,
      label: message(shown, options),
      description: shown
        .map((row) => `${nameOf(row.label)} ${exact(row.value, options.unit)} (n = ${row.customers})`)
        .join("; "),
    },
    svgElement(document, "defs", {}, hatch(document, `${id}-few`, theme.paper)),
    svgText(document, width, lineHeight - 2, "customers", {
      "text-anchor": "end",
      fill: theme.muted,
      class: "chart-tick",
    }),
    ...marks,
    svgElement(document, "line", {
      x1: x(0),
      x2: x(0),
      y1: top,
      y2: bottom,
      stroke: theme.ink,
      class: "chart-axis",
    }),
    ...(reference ? referenceLine(document, x(reference.value), top, bottom, reference, options) : []),
    ...notes.map((note, index) =>
      svgText(document, 0, bottom + 16 + index * lineHeight, note, {
        fill: theme.muted,
        class: "chart-note",
      }),
    ),
  );
}

/** Ranked by value; labels without a value after them; the unassigned last. Ties by label. */
export function rankLabels(
  rows: readonly LabelRow[],
  { order = "descending", unassigned = defaultUnassigned }: Pick<LabelBarsOptions, "order" | "unassigned">,
): LabelRow[] {
  const none = new Set(unassigned.map((label) => label.toLowerCase()));
  const rank = ({ label, value }: LabelRow) => (none.has(label.toLowerCase()) ? 2 : isKnown(value) ? 0 : 1);
  const direction = order === "ascending" ? 1 : -1;
  return rows
    .map((row, index) => ({ row, index }))
    .sort((a, b) => {
      const byRank = rank(a.row) - rank(b.row);
      if (byRank !== 0 || order === "given") return byRank || a.index - b.index;
      const byValue = ((a.row.value ?? 0) - (b.row.value ?? 0)) * direction;
      return byValue || (a.row.label < b.row.label ? -1 : 1);
    })
    .map(({ row }) => row);
}

function referenceLine(
  document: Document,
  x: number,
  top: number,
  bottom: number,
  reference: { value: number; label: string },
  { unit, width = 640 }: LabelBarsOptions,
): Node[] {
  const text = `${reference.label} ${format(reference.value, unit)}`;
  const half = textWidth(text) / 2;
  return [
    svgElement(document, "line", {
      x1: x,
      x2: x,
      y1: top - 2,
      y2: bottom,
      stroke: theme.ink,
      "stroke-dasharray": "2 2",
      "pointer-events": "none",
      class: "chart-reference",
    }),
    svgText(document, Math.max(half, Math.min(x, width - half)), top - 6, text, {
      "text-anchor": "middle",
      class: "chart-tick",
    }),
  ];
}

function notesOf(hidden: number, shown: readonly LabelRow[], small: number): string[] {
  const notes: string[] = [];
  if (shown.some(({ customers }) => customers < small)) notes.push(`hatched: fewer than ${small} customers`);
  if (hidden > 0) notes.push(`${hidden} more labels are not drawn; the table has all`);
  return notes;
}

function barFill(isNegative: boolean, tone: LabelBarsOptions["tone"]): string {
  if (tone === "gain") return isNegative ? theme.loss : theme.gain;
  if (tone === "loss") return isNegative ? theme.gain : theme.loss;
  return isNegative ? theme.loss : theme.ink;
}

function countText(customers: number, small: number): string {
  return customers < small ? `few: ${customers}` : String(customers);
}

function nameOf(label: string): string {
  return label === "" ? "(no label)" : label;
}

function isKnown(value: number | null): value is number {
  return value !== null && Number.isFinite(value);
}

function format(value: number | null, unit: LabelBarsOptions["unit"]): string {
  if (!isKnown(value)) return "n/a";
  return unit === "rate" ? rateLabel(value) : moneyLabel(value, unit);
}

function exact(value: number | null, unit: LabelBarsOptions["unit"]): string {
  if (!isKnown(value)) return "n/a";
  return unit === "rate" ? rateLabel(value) : exactMoney(value, unit);
}

function message(shown: readonly LabelRow[], { measure = "MRR", unit }: LabelBarsOptions): string {
  const known = shown.filter(({ value }) => isKnown(value));
  const first = known[0];
  if (!first) return `${measure} by label: no label has a value.`;
  return `${measure} by label, ${shown.length} labels: first is ${nameOf(first.label)} at ${format(first.value, unit)}.`;
}
