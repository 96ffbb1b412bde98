import { fontSize, lineHeight, theme } from "./theme.ts";

const namespace = "http://www.w3.org/2000/svg";

export type Attributes = Record<string, string | number | null | undefined>;

/**
 * One SVG element: places and lengths are rounded to hundredths of a px, data-... attributes are written as they are, null
 * and undefined leave the attribute out.
 */
export function svgElement<K extends keyof SVGElementTagNameMap>(
  document: Document,
  name: K,
  attributes: Attributes = {},
  ...children: readonly (Node | string | null)[]
): SVGElementTagNameMap[K] {
  const element = document.createElementNS(namespace, name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined) continue;
    const isPlace = typeof value === "number" && !key.startsWith("data-");
    element.setAttribute(key, String(isPlace ? Math.round(value * 100) / 100 : value));
  }
  for (const child of children) if (child !== null) element.append(child);
  return element;
}

export type FigureOptions = {
  document: Document;
  width: number;
  height: number;
  /** The message in one sentence: the accessible name. */
  label: string;
  /** The numbers behind it, spoken on request. */
  description: string;
  /** Marks can be chosen: the figure is then a group of controls and not an image. */
  isInteractive?: boolean;
};

/**
 * The root of a figure. A figure whose marks can be chosen is a `group` (the children of an `img` are hidden from
 * screen readers); every other one is an `img`.
 */
export function svgFigure(options: FigureOptions, ...children: readonly (Node | null)[]): SVGSVGElement {
  const { document, width, height, label, description, isInteractive = false } = options;
  const root = svgElement(
    document,
    "svg",
    {
      class: "chart",
      role: isInteractive ? "group" : "img",
      "aria-roledescription": isInteractive ? "chart" : null,
      "aria-label": label,
      "font-family": theme.font,
      "font-size": fontSize,
      "font-variant-numeric": "tabular-nums",
      fill: theme.ink,
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
    },
    svgElement(document, "desc", {}, description),
    ...children,
  );
  return root;
}

/** Text of one or more lines; the first line's baseline is at y. Data reaches the page only as text nodes. */
export function svgText(
  document: Document,
  x: number,
  y: number,
  lines: string | readonly string[],
  attributes: Attributes = {},
): SVGTextElement {
  const all = typeof lines === "string" ? [lines] : lines;
  const placed = { x, y, "text-anchor": "start", ...attributes };
  if (all.length === 1) return svgElement(document, "text", placed, all[0] ?? "");
  return svgElement(
    document,
    "text",
    placed,
    ...all.map((line, index) => svgElement(document, "tspan", { x, dy: index === 0 ? 0 : lineHeight }, line)),
  );
}

/** Texts beside a mark that can be chosen: the pointer goes through them, and the mark speaks for them. */
export function besideMark(document: Document, texts: readonly SVGTextElement[]): SVGGElement {
  return svgElement(document, "g", { "pointer-events": "none", "aria-hidden": "true" }, ...texts);
}

/** A short stable name for the content of a figure (FNV-1a, base 36). */
export function contentId(prefix: string, content: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < content.length; index += 1) {
    hash = Math.imul(hash ^ content.charCodeAt(index), 0x01000193);
  }
  return `${prefix}-${(hash >>> 0).toString(36)}`;
}
