import { linePath } from "./line-path.ts";
import { missing } from "./missing.ts";
import { svgElement, svgFigure } from "./svg.ts";
import { theme } from "./theme.ts";

export type SparklineOptions = {
  /** Width in px, default 120. */
  width?: number;
  /** Height in px, default 28. */
  height?: number;
  /** What the line shows, spoken; without it the line is decoration and hidden from screen readers. */
  label?: string;
  document?: Document;
};

/**
 * The shape of a figure over its last months, for a card: one line, a dot on the last value, gaps where null. The
 * scale is the line's own (lowest to highest value), so it shows shape and never size.
 * Values: one a month, oldest first, any unit; empty or all null gives the words "no history".
 * @example
 * sparkline([0.88, 0.9, null, 0.91], { label: "GRR" }).querySelector("desc").textContent // => "4 months, 1 of them without a value."
 */
export function sparkline(
  values: readonly (number | null)[],
  { width = 120, height = 28, label, document = globalThis.document }: SparklineOptions = {},
): SVGSVGElement | HTMLElement {
  const known = values.flatMap((value, index) => (isKnown(value) ? [{ value, index }] : []));
  const last = known.at(-1);
  if (!last) return missing("no history", document);
  const low = Math.min(...known.map(({ value }) => value));
  const high = Math.max(...known.map(({ value }) => value));
  const pad = 3;
  const x = (index: number) =>
    pad + (values.length < 2 ? 0.5 : index / (values.length - 1)) * (width - 2 * pad);
  const y = (value: number) =>
    high === low ? height / 2 : pad + ((high - value) / (high - low)) * (height - 2 * pad);
  const root = svgFigure(
    { document, width, height, label: label ?? "", description: label ? describe(values) : "" },
    svgElement(document, "path", {
      d: linePath(values.map((value, index) => ({ x: x(index), y: isKnown(value) ? y(value) : null }))),
      fill: "none",
      stroke: theme.ink,
      "stroke-width": 1.25,
      "stroke-linejoin": "round",
      "stroke-linecap": "round",
    }),
    svgElement(document, "circle", { cx: x(last.index), cy: y(last.value), r: 2.25, fill: theme.ink }),
  );
  if (!label) {
    for (const name of ["role", "aria-label"]) root.removeAttribute(name);
    root.querySelector("desc")?.remove();
    root.setAttribute("aria-hidden", "true");
  }
  return root;
}

function isKnown(value: number | null | undefined): value is number {
  return value !== null && value !== undefined && Number.isFinite(value);
}

function describe(values: readonly (number | null)[]): string {
  const gaps = values.filter((value) => !isKnown(value)).length;
  return `${values.length} months${gaps > 0 ? `, ${gaps} of them without a value` : ""}.`;
}
