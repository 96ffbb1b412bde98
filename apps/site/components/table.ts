import { type Currency, formatNumber } from "@tideline/metrics";
import { h } from "./dom.ts";
import { moneyDecimal } from "./format.ts";
import { tableScroll } from "./table-scroll.ts";

/** How a column's values are kept in files: money in minor units, rates 0..1. */
export type ColumnUnit = "text" | "money" | "rate" | "ratio" | "count";

/** One column of a table: its name in files, its name on the page, and its value in a row. */
export interface Column<Row> {
  key: string;
  name: string;
  unit: ColumnUnit;
  value: (row: Row) => string | number | null;
  /** Text that breaks into lines. */
  isLong?: boolean;
  /** What the page shows instead of the bare value. */
  cell?: (row: Row) => Node | string;
}

function fileText(text: string): string {
  // A spreadsheet takes text that begins so for a formula; exports are not to be trusted with that.
  const safe = /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function fileValue(unit: ColumnUnit, value: string | number | null, money: Currency): string {
  if (value === null) return "";
  if (unit === "text" || typeof value === "string") return fileText(String(value));
  return unit === "money" ? moneyDecimal(value, money.exponent) : String(value);
}

function fileName(column: { key: string; unit: ColumnUnit }, money: Currency): string {
  return column.unit === "money"
    ? `${column.key.replace(/_minor$/, "")}_${money.currency.toLowerCase()}`
    : column.key;
}

/**
 * Rows as CSV (RFC 4180): money as exact decimals of the currency its column names, rates as 0..1, nothing for null.
 *
 * @example
 * toCsv([{ key: "mrr_minor", name: "MRR", unit: "money", value: (n: number) => n }], [12345], { currency: "USD", exponent: 2 }) // "mrr_usd\r\n123.45\r\n"
 */
export function toCsv<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  money: Currency,
  separator = ",",
): string {
  const lines = [columns.map((column) => fileText(fileName(column, money))).join(separator)];
  for (const row of rows) {
    lines.push(columns.map(({ unit, value }) => fileValue(unit, value(row), money)).join(separator));
  }
  return `${lines.join("\r\n")}\r\n`;
}

/** What the page shows of a value without a cell of its own: counts grouped, a dash for none. */
function plainCell<Row>({ unit, value }: Column<Row>, row: Row): string {
  const shown = value(row);
  if (shown === null) return "–";
  return unit === "count" && typeof shown === "number" ? formatNumber(shown) : String(shown);
}

/** How a table is shown. */
export interface TableOptions {
  /** Read out before the table. */
  caption: string;
  /** At most so many rows; the rest is counted under the table. */
  most?: number;
  /** How many rows there are in all, where those given are the first of them. */
  all?: number;
  /** The CSV holds all of them then too. */
  isFileWhole?: boolean;
}

/**
 * How many rows a table leaves out, and how many its CSV holds; null where it shows all there are.
 *
 * @example
 * restOfTable({ shown: 25, held: 500, all: 570 }) // "545 more; the CSV holds the first 500 of 570."
 */
export function restOfTable({
  shown,
  held,
  all,
}: {
  shown: number;
  held: number;
  all: number;
}): string | null {
  if (shown === all) return null;
  const inFile =
    held < all ? `the first ${formatNumber(held)} of ${formatNumber(all)}` : `all ${formatNumber(all)}`;
  return `${formatNumber(all - shown)} more; the CSV holds ${inFile}.`;
}

/** A plain table that scrolls inside itself, its first column fixed. */
export function dataTable<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  options: TableOptions,
): HTMLElement {
  const most = options.most ?? rows.length;
  const cellOf = (column: Column<Row>, row: Row, index: number) => {
    const content = column.cell?.(row) ?? plainCell(column, row);
    const isText = column.unit === "text";
    // A day is one word, on paper too.
    if (/_(on|month)$/.test(column.key))
      return h(
        index === 0 ? "th.day" : isText ? "td.text.day" : "td.day",
        index === 0 ? { scope: "row" } : null,
        content,
      );
    if (index > 0 && column.key.endsWith("_id")) return h("td.text.key", null, content);
    if (index === 0) return h(column.isLong ? "th.wrap" : "th", { scope: "row" }, content);
    return h(column.isLong ? "td.text.wrap" : isText ? "td.text" : "td", null, content);
  };
  const table = h(
    "table",
    null,
    h("caption.unseen", null, options.caption),
    h(
      "thead",
      null,
      h(
        "tr",
        null,
        columns.map(({ name, unit }) => h(unit === "text" ? "th.text" : "th", { scope: "col" }, name)),
      ),
    ),
    h(
      "tbody",
      null,
      rows.slice(0, most).map((row) =>
        h(
          "tr",
          null,
          columns.map((column, index) => cellOf(column, row, index)),
        ),
      ),
    ),
  );
  const all = options.all ?? rows.length;
  const rest = restOfTable({
    shown: Math.min(most, rows.length),
    held: options.isFileWhole ? all : rows.length,
    all,
  });
  return h(
    "div.table-box",
    null,
    tableScroll(table, { "aria-label": options.caption }),
    rest !== null && h("p.rest", null, rest),
  );
}
