import type { ChartOptions } from "./chart-options.ts";
import { heatNeighbour, heatTint } from "./heat-scale.ts";
import { missing } from "./missing.ts";
import { svgElement, svgFigure, svgText } from "./svg.ts";
import { fitText, textWidth } from "./text-width.ts";
import { lineHeight, theme } from "./theme.ts";

/** A cell: its number as it is printed, and what is said of it. */
export type HeatCell = {
  /** The raw number; null where it cannot be computed, which is shown as "–". */
  value: number | null;
  text: string;
  /** "Q1 2023 after 12 months: 92.3 %, 45 of 49 customers". */
  label: string;
  /** What a tooltip says, a line each; default the label. */
  tip?: string;
  /** It rests on few customers: its number is in italics, which is said. */
  isFew?: boolean;
};

/** A cohort: its name, what stands beside it (customers, opening MRR), and a cell an age; null past the last month. */
export type HeatRow = {
  key: string;
  name: string;
  sides: readonly string[];
  cells: readonly (HeatCell | null)[];
};

export type CohortHeatOptions = ChartOptions & {
  /** Months since the first, one a column. */
  ages: readonly number[];
  /** Titles of what stands beside the names. */
  sides: readonly string[];
  /** The values with the lightest and the darkest tint, and how they are written. */
  domain: readonly [number, number];
  ends: readonly [string, string];
  /** From this value on numbers are bold, and what that means. */
  strong?: { from: number; words: string } | undefined;
  /** Under the cohorts, ruled off. */
  average?: HeatRow | undefined;
  /** Below how many customers a cohort is few; default 20. */
  small?: number;
  /** Whether the scale stands under the cohorts; default true. Neighbours on one scale need it once. */
  hasLegend?: boolean;
  onSelect?: (selection: { key: string; age: number }) => void;
};

type Layout = {
  nameWidth: number;
  sideRights: number[];
  left: number;
  cell: number;
  rowHeight: number;
  hasText: boolean;
  columns: number[];
};

const cellSize = 10.5;
const headHeight = 20;

/**
 * What is left of each cohort after so many months? One row a cohort, one column an age, darker is more; the number in
 * each cell where there is room, what stands beside it and the average under it. Cells that are not there yet are blank.
 * With `onSelect` the cells are one tab stop: arrow keys lead from cell to cell, Enter or space chooses.
 * Rows: cohorts in order, as many cells as ages. No cell at all gives a sentence instead.
 * @example
 * cohortHeat([{ key: "2023", name: "2023", sides: [], cells: [{ value: 1, text: "100", label: "2023: 100 %" }] }], { ages: [0], sides: [], domain: [0, 1], ends: ["0 %", "100 %"], measure: "NRR" }).getAttribute("aria-label") // => "NRR by cohort and months since its first, 1 cohort."
 */
export function cohortHeat(
  rows: readonly HeatRow[],
  options: CohortHeatOptions,
): SVGSVGElement | HTMLElement {
  const { width = 640, document = globalThis.document, measure = "Retention", average, onSelect } = options;
  const all = average ? [...rows, average] : [...rows];
  if (!rows.some(({ cells }) => cells.some((cell) => cell !== null)))
    return missing(`No ${measure} by cohort: nobody began in the months shown.`, document);
  const layout = layoutOf(all, width, options);
  const { rowHeight } = layout;
  const top = headHeight + (options.sides.length > 0 || width >= 480 ? lineHeight : 0);
  const rule = average ? 5 : 0;
  const bottom = top + all.length * rowHeight + rule;
  const legend = legendOf(layout, options, {
    y: bottom + 10,
    isFew: rows.some(({ cells }) => cells.some((cell) => cell?.isFew)),
  });
  const yOf = (row: number) => top + row * rowHeight + (average && row === rows.length ? rule : 0);
  const grid = all.map(({ cells }) => layout.columns.map((column) => cells[column] ?? null));
  const marks = all.map((row, at) =>
    (grid[at] as (HeatCell | null)[]).flatMap((cell, column) =>
      cell === null ? [] : [cellMark(cell, { row, at, column, y: yOf(at), layout, options })],
    ),
  );
  const root = svgFigure(
    {
      document,
      width,
      height: legend.bottom,
      isInteractive: onSelect !== undefined,
      label: `${measure} by cohort and months since its first, ${rows.length} ${rows.length === 1 ? "cohort" : "cohorts"}.`,
      description: all.map((row) => spoken(row, layout.columns, options.ages)).join("; "),
    },
    ...headTexts(layout, options, top),
    ...all.flatMap((row, at) => nameTexts(row, yOf(at), { layout, document, isTotal: row === average })),
    average
      ? svgElement(document, "line", {
          x1: 0,
          x2: width,
          y1: bottom - rowHeight - 2.5,
          y2: bottom - rowHeight - 2.5,
          stroke: theme.ink,
        })
      : null,
    // What cells share stands once, on their group: there are hundreds of them.
    svgElement(
      document,
      "g",
      { class: "chart-cells", fill: theme.gain, cursor: onSelect ? "pointer" : null },
      ...marks.flat().map(({ rect }) => rect),
    ),
    svgElement(
      document,
      "g",
      { "pointer-events": "none", "aria-hidden": "true", "font-size": cellSize, "text-anchor": "middle" },
      ...(layout.hasText ? marks.map((row, at) => rowText(row, yOf(at), { layout, document })) : []),
    ),
    ...legend.nodes,
  );
  if (onSelect)
    chooseCells(root, grid, (row, column) => {
      const own = all[row];
      const age = options.ages[layout.columns[column] ?? 0];
      if (own && age !== undefined) onSelect({ key: own.key, age });
    });
  return root;
}

/** Names, what is beside them, then cells as wide as there is room; on a phone and on paper fewer ages, so that numbers stay. */
function layoutOf(rows: readonly HeatRow[], width: number, { ages, sides }: CohortHeatOptions): Layout {
  const widest = (texts: readonly string[], size?: number) =>
    Math.max(0, ...texts.map((text) => textWidth(text, size)));
  const isNarrow = width < 480;
  const nameWidth = Math.min(widest(rows.map(({ name }) => name)), isNarrow ? 92 : 170);
  let right = nameWidth;
  const sideRights = (isNarrow ? sides.slice(0, 1) : sides).map((title, index) => {
    right += 12 + widest([...(isNarrow ? [] : [title]), ...rows.map((row) => row.sides[index] ?? "")]);
    return right;
  });
  const left = right + 10;
  const textRoom =
    widest(
      rows.flatMap(({ cells }) => cells.flatMap((cell) => (cell ? [cell.text] : []))),
      cellSize,
    ) + 5;
  const room = width - left;
  const strides = width < 800 ? [1, 2, 4] : [1];
  const stride = strides.find((one) => room / Math.ceil(ages.length / one) >= textRoom) ?? 1;
  const columns = ages.flatMap((_, index) => (index % stride === 0 ? [index] : []));
  const cell = Math.min(64, room / columns.length);
  const hasText = cell >= textRoom;
  const rowHeight = hasText ? (rows.length > 40 ? 18 : 22) : rows.length > 40 ? 11 : 16;
  return { nameWidth, sideRights, left, cell, hasText, columns, rowHeight: Math.max(rowHeight, 11) };
}

type CellPlace = {
  row: HeatRow;
  at: number;
  column: number;
  y: number;
  layout: Layout;
  options: CohortHeatOptions;
};

function cellMark(cell: HeatCell, { row, at, column, y, layout, options }: CellPlace) {
  const { document = globalThis.document, domain, strong, onSelect } = options;
  const x = layout.left + column * layout.cell;
  const age = options.ages[layout.columns[column] ?? 0] ?? 0;
  const rect = svgElement(document, "rect", {
    class: "chart-cell",
    x: x + 0.5,
    y: y + 0.5,
    width: Math.max(1, layout.cell - 1),
    height: layout.rowHeight - 1,
    fill: cell.value === null ? "transparent" : null,
    "fill-opacity": cell.value === null ? null : heatTint(cell.value, domain),
    "data-row": at,
    "data-column": column,
    "data-cohort": row.key,
    "data-age": String(age),
    "data-value": cell.value === null ? "" : String(cell.value),
    "data-tip": cell.tip ?? cell.label,
    ...(onSelect ? { role: "button", tabindex: -1, "aria-label": cell.label } : {}),
  });
  if (!layout.hasText) return { rect, text: null };
  const isStrong = strong !== undefined && cell.value !== null && cell.value >= strong.from;
  const text = svgElement(
    document,
    "tspan",
    {
      x: x + layout.cell / 2,
      "font-weight": isStrong ? 700 : null,
      "font-style": cell.isFew ? "italic" : null,
    },
    cell.text,
  );
  return { rect, text };
}

/** The numbers of a row as one text, each in its own place: a browser lays out every text by itself. */
function rowText(
  row: readonly { text: SVGTSpanElement | null }[],
  y: number,
  { layout, document }: { layout: Layout; document: Document },
): SVGTextElement {
  const numbers = row.flatMap(({ text }) => (text ? [text] : []));
  return svgElement(document, "text", { y: y + layout.rowHeight / 2 + 4 }, ...numbers);
}

function headTexts(layout: Layout, options: CohortHeatOptions, top: number): SVGElement[] {
  const { document = globalThis.document, width = 640, ages, sides } = options;
  const look = { fill: theme.muted, class: "chart-tick" };
  const widest = Math.max(...ages.map((age) => textWidth(String(age)))) + 6;
  const every = Math.ceil(widest / layout.cell);
  const title = "months since the first";
  const fits = width - layout.left >= textWidth(title);
  return [
    ...(top > headHeight && fits ? [svgText(document, layout.left, 10, title, look)] : []),
    ...layout.sideRights.flatMap((right, index) =>
      width < 480
        ? []
        : [svgText(document, right, top - 6, sides[index] ?? "", { ...look, "text-anchor": "end" })],
    ),
    ...layout.columns.flatMap((place, column) =>
      column % every === 0
        ? [
            svgText(
              document,
              layout.left + (column + 0.5) * layout.cell,
              top - 6,
              String(ages[place] ?? ""),
              {
                ...look,
                "text-anchor": "middle",
              },
            ),
          ]
        : [],
    ),
  ];
}

function nameTexts(
  row: HeatRow,
  y: number,
  { layout, document, isTotal }: { layout: Layout; document: Document; isTotal: boolean },
): SVGElement[] {
  const baseline = y + layout.rowHeight / 2 + 4;
  const size = layout.rowHeight < 14 ? { "font-size": 9.5 } : {};
  const look = { ...size, "font-weight": isTotal ? 600 : null };
  return [
    svgText(document, 0, baseline, fitText(row.name, layout.nameWidth), { ...look, class: "chart-name" }),
    ...layout.sideRights.map((right, index) =>
      svgText(document, right, baseline, row.sides[index] ?? "", {
        ...look,
        fill: theme.muted,
        "text-anchor": "end",
      }),
    ),
  ];
}

/** The scale as five swatches between its ends, and what bold, italics and blank mean; as many lines as it takes. */
function legendOf(
  { left, hasText }: Layout,
  options: CohortHeatOptions,
  { y, isFew }: { y: number; isFew: boolean },
): { nodes: SVGElement[]; bottom: number } {
  const { document = globalThis.document, width = 640, domain, ends, strong, small = 20 } = options;
  if (options.hasLegend === false) return { nodes: [], bottom: y - 6 };
  const start = width < 480 ? 0 : Math.min(left, 200);
  const look = { fill: theme.muted, class: "chart-note" };
  const lowWidth = textWidth(ends[0]) + 5;
  const swatches = [0, 0.25, 0.5, 0.75, 1].map((share, index) =>
    svgElement(document, "rect", {
      x: start + lowWidth + index * 17,
      y: y + 2,
      width: 16,
      height: 10,
      fill: theme.gain,
      "fill-opacity": heatTint(domain[0] + share * (domain[1] - domain[0]), domain),
    }),
  );
  const scaleEnd = start + lowWidth + 5 * 17 + 4;
  const nodes: SVGElement[] = [
    svgText(document, start, y + 11, ends[0], look),
    ...swatches,
    svgText(document, scaleEnd, y + 11, ends[1], look),
  ];
  const words = [
    hasText ? (strong?.words ?? "") : "",
    isFew && hasText ? `italics: fewer than ${small} customers` : "",
    "blank: not that old yet",
  ].filter(Boolean);
  let x = scaleEnd + textWidth(ends[1]) + 16;
  let line = y + 11;
  for (const word of words) {
    if (x + textWidth(word) > width) {
      x = start;
      line += lineHeight + 2;
    }
    nodes.push(svgText(document, x, line, word, look));
    x += textWidth(word) + 16;
  }
  return { nodes, bottom: line + 6 };
}

function spoken(row: HeatRow, columns: readonly number[], ages: readonly number[]): string {
  const known = columns.flatMap((column) => {
    const cell = row.cells[column];
    return cell ? [`${ages[column]}: ${cell.text}`] : [];
  });
  return `${row.name}, ${known.join(", ")}`;
}

/** One tab stop for all cells; listens on the figure, not on each of them. */
function chooseCells(
  root: SVGSVGElement,
  grid: readonly (readonly unknown[])[],
  choose: (row: number, column: number) => void,
): void {
  const placeOf = (target: EventTarget | null) => {
    const cell = (target as Element | null)?.closest?.("[data-row]");
    return cell
      ? { cell, row: Number(cell.getAttribute("data-row")), column: Number(cell.getAttribute("data-column")) }
      : null;
  };
  const cellAt = (row: number, column: number) =>
    root.querySelector<SVGRectElement>(`[data-row="${row}"][data-column="${column}"]`);
  const firstRow = grid.findIndex((cells) => cells.some((cell) => cell !== null));
  let stop = cellAt(
    firstRow,
    (grid[firstRow] ?? []).findIndex((cell) => cell !== null),
  );
  stop?.setAttribute("tabindex", "0");
  // An svg that listens for focus is else a tab stop of its own.
  root.setAttribute("tabindex", "-1");
  root.addEventListener("focusin", (event) => {
    const at = placeOf(event.target);
    if (!at) return;
    stop?.setAttribute("tabindex", "-1");
    stop = at.cell as SVGRectElement;
    stop.setAttribute("tabindex", "0");
  });
  root.addEventListener("click", (event) => {
    const at = placeOf(event.target);
    if (at) choose(at.row, at.column);
  });
  root.addEventListener("keydown", (event) => {
    const at = placeOf(event.target);
    if (!at) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      choose(at.row, at.column);
      return;
    }
    const next = heatNeighbour(grid, at, event.key);
    if (!next) return;
    event.preventDefault();
    cellAt(next.row, next.column)?.focus();
  });
}
