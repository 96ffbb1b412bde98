import { formatPeriod } from "@tideline/metrics";
import { changeMarks, changeNode, changeOf } from "./change.ts";
import { type Child, freshId, h } from "./dom.ts";
import { download, fileStem } from "./download.ts";
import type { Figure } from "./figure.ts";
import { textButton } from "./figure-actions.ts";
import { type FigureId, figures } from "./figures.ts";
import { moneyDecimal, moneyScale } from "./format.ts";
import { live } from "./live.ts";
import { basisOf, figureName, measure } from "./measure.ts";
import { number } from "./number.ts";
import type { Page } from "./page.ts";
import { numberStyle } from "./style.ts";
import { type Column, toCsv } from "./table.ts";
import { tableScroll } from "./table-scroll.ts";
import { periodName, type View } from "./view.ts";
import { capital, onBasis } from "./words.ts";

/** A row of the nine-period table. */
export interface TableRow {
  id: FigureId;
  name?: string;
  /** "total" is ruled and bold, "strong" bold, "part" indented, "gap" opens a new block. */
  look?: "total" | "strong" | "part" | "gap";
  /** Left out where it is 0 in every column. */
  isRare?: boolean;
}

/** What stands over the table. */
export interface TableWords {
  /** What the rows are, where a page has several tables: "customers". */
  of?: string;
  note?: string;
}

const words = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

function nameOf(view: View, row: TableRow): string {
  const figure: Figure = figures[row.id];
  const name = row.name ? onBasis(row.name, view.state.basis) : figureName(view, row.id);
  const isElsewhere = basisOf(view, row.id) !== view.state.basis;
  return `${name}${figure.unit === "rate" ? ", %" : ""}${isElsewhere ? ", live" : ""}`;
}

function titleOf(view: View, periods: number, of: string | undefined): string {
  const span = `${words[periods]} ${view.state.by}${periods === 1 ? "" : "s"}`;
  return capital(of ? `${of}, ${span}` : span);
}

function csvOf(view: View, rows: readonly TableRow[], keys: readonly string[]): string {
  const valueAt = (row: TableRow, key: string) => {
    const { value, unit } = measure(view, row.id, key);
    if (value === null) return null;
    return unit === "money" && Number.isInteger(value) ? moneyDecimal(value, view.money.exponent) : value;
  };
  const columns: Column<TableRow>[] = [
    { key: "figure", name: "Figure", unit: "text", value: ({ id }) => id },
    {
      key: "basis",
      name: "Basis",
      unit: "text",
      value: ({ id }) => basisOf(view, id),
    },
    {
      key: "unit",
      name: "Unit",
      unit: "text",
      value: ({ id }) => (figures[id].unit === "money" ? view.money.currency : figures[id].unit),
    },
    ...keys.map(
      (key): Column<TableRow> => ({ key, name: key, unit: "count", value: (row) => valueAt(row, key) }),
    ),
  ];
  return toCsv(columns, rows, view.money);
}

function tableNode(view: View, rows: readonly TableRow[], { of, note }: TableWords): Child {
  const periods = view.periods.slice(-9);
  const keys = periods.map(({ period }) => period);
  const now = view.period.period;
  // Each cell is measured once: it is asked for its value, its scale and its text.
  const cells = new Map(rows.map((row) => [row, keys.map((key) => measure(view, row.id, key))]));
  const cellsOf = (row: TableRow) => cells.get(row) ?? [];
  const shown = rows.filter((row) => !row.isRare || cellsOf(row).some(({ value }) => (value ?? 0) !== 0));
  const isMoney = (id: FigureId) => figures[id].unit === "money" && id !== "arpa";
  const money = shown.flatMap((row) => (isMoney(row.id) ? cellsOf(row).map(({ value }) => value ?? 0) : []));
  const scale = moneyScale(money, view.money);
  const styleOf = (id: FigureId) => (isMoney(id) ? numberStyle(view, scale) : numberStyle(view));
  const title = titleOf(view, keys.length, of);
  const id = freshId("periods");
  const unit = money.length > 0 ? `, ${scale.name} a month` : "";
  const save = () =>
    download(
      `${fileStem(view.company.name, view.state.basis, title, now, view.state.label ?? "")}.csv`,
      csvOf(view, shown, keys),
      "text/csv",
    );
  const head = h(
    "tr",
    null,
    h("th", { scope: "col" }, h("span.unseen", null, "Figure")),
    periods.map(({ period, is_partial }) =>
      h(
        period === now ? "th.now" : "th",
        { scope: "col", title: formatPeriod(period) },
        formatPeriod(period, { short: true }),
        is_partial && "*",
      ),
    ),
    h("th", { scope: "col", title: "change against a year before" }, "Δ year"),
  );
  const body = shown.map((row) => {
    return h(
      row.look ? `tr.${row.look}` : "tr",
      { "data-row": row.id },
      h("th", { scope: "row" }, nameOf(view, row)),
      cellsOf(row).map((measured, index) =>
        h(
          keys[index] === now ? "td.now" : "td",
          null,
          number(measured, { ...styleOf(row.id), isBare: true }),
        ),
      ),
      h("td", null, changeNode(view, changeOf(view, row.id), styleOf(row.id))),
    );
  });
  return h(
    "div.table-section",
    null,
    h("h2", { id }, title),
    h(
      "p.subtitle",
      null,
      `${view.who} · ${view.state.basis}${unit}${note ? `; ${note}` : ""} · to ${periodName(view.period)} · ${changeMarks}`,
    ),
    tableScroll(
      h("table", null, h("thead", null, head), h("tbody", null, body)),
      { "aria-labelledby": id },
      true,
    ),
    h(
      "p.actions",
      null,
      textButton("CSV", save),
      money.length > 0 && " · rounded here, exact in the file",
      periods.some(({ is_partial }) => is_partial) && " · * not all months are reported",
    ),
  );
}

/**
 * The table of nine periods of the grain, the chosen one last and tinted, with the change against a year before. On a
 * narrow screen it opens at the newest period.
 */
export function periodTable(page: Page, rows: readonly TableRow[], about: TableWords = {}): HTMLElement {
  return live(page, (view) => h("div", null, tableNode(view, rows, about)), { isQuiet: true });
}
