import type { Page } from "playwright-core";

/** A rectangle on the page, px. */
export type Box = { left: number; top: number; right: number; bottom: number };

/** A bar, a point or a tick of the net, with the data written on it. */
export type Mark = { kind: string; data: Record<string, string>; box: Box };

/** A figure of the gallery, read from the page. */
export type Figure = {
  chart: string;
  state: string;
  /** Words stand in the chart's place. */
  isMissing: boolean;
  role: string;
  /** What a screen reader says first. */
  name: string;
  box: Box;
  texts: { text: string; box: Box }[];
  marks: Mark[];
  /** Attributes that hold something no browser can draw. */
  broken: string[];
  ids: string[];
  /** Patterns used, to be found among the ids. */
  references: string[];
};

/** Reads every figure of the gallery: geometry without strokes, so that boxes compare with the data. */
export function readFigures(page: Page): Promise<Figure[]> {
  return page.evaluate(() => {
    const rectangle = ({ left, top, right, bottom }: DOMRect) => ({ left, top, right, bottom });
    const placed = (element: Element) => {
      if (!(element instanceof SVGGraphicsElement)) return rectangle(element.getBoundingClientRect());
      const { x, y, width, height } = element.getBBox();
      const { e, f } = element.getScreenCTM() ?? { e: 0, f: 0 };
      return { left: x + e, top: y + f, right: x + width + e, bottom: y + height + f };
    };
    const dataOf = (element: Element) => {
      const owner = element.closest("[data-value], [data-label]");
      const data: Record<string, string> = {};
      for (const { name, value } of owner?.attributes ?? []) {
        if (name.startsWith("data-")) data[name.slice(5)] = value;
      }
      return data;
    };
    return [...document.querySelectorAll("figure")].map((figure) => {
      const drawing = figure.lastElementChild ?? figure;
      const attributes = [drawing, ...drawing.querySelectorAll("*")].flatMap((one) => [...one.attributes]);
      const marks = [...drawing.querySelectorAll(".chart-bar, .chart-net, .chart-points > circle")];
      return {
        chart: figure.getAttribute("data-chart") ?? "",
        state: figure.getAttribute("data-state") ?? "",
        isMissing: drawing.tagName.toLowerCase() !== "svg",
        role: drawing.getAttribute("role") ?? "",
        name: drawing.getAttribute("aria-label") ?? drawing.textContent ?? "",
        box: rectangle(drawing.getBoundingClientRect()),
        texts: [...drawing.querySelectorAll("text")]
          .filter((text) => text.textContent !== "")
          .map((text) => ({ text: text.textContent ?? "", box: placed(text) })),
        marks: marks.map((mark) => ({
          kind: mark.getAttribute("class") ?? "point",
          data: dataOf(mark),
          box: placed(mark),
        })),
        broken: attributes
          .filter(({ value }) => /NaN|undefined|Infinity|\bnull\b|\[object/.test(value))
          .map(({ name, value }) => `${name}="${value}"`),
        ids: [...drawing.querySelectorAll("[id]")].map(({ id }) => id),
        references: attributes.flatMap(({ value }) => /^url\(#(.*)\)$/.exec(value)?.[1] ?? []),
      };
    });
  });
}
