import { periodLabel, periodShortLabel } from "./calendar.ts";
import { changeNode, changeOf } from "./change.ts";
import { type Child, freshId, h } from "./dom.ts";
import { download, fileStem } from "./download.ts";
import { type Figure, type FigureId, figures, measure } from "./figures.ts";
import { moneyScale } from "./format.ts";
import { numberStyle } from "./measure.ts";
import { number } from "./number.ts";
import { live, type Page } from "./page.ts";
import { type Column, toCsv } from "./table.ts";
import { periodName, type View, yearBefore } from "./view.ts";

/** A row of the nine-period table. */
export interface TableRow {
  id: FigureId;
  name?: string;
  /** "total" is ruled and bold, "part" indented, "gap" opens a new block. */
  look?: "total" | "part" | "gap";
  /** Left out where it is 0 in every column. */
  isRare?: boolean;
}

const words = ["", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine"];

function nameOf(row: TableRow): string {
  const figure: Figure = figures[row.id];
  return `${row.name ?? figure.name}${figure.unit === "rate" ? ", %" : ""}`;
}

function tableNode(view: View, rows: readonly TableRow[], note: string): Child {
  const keys = view.periods.slice(-9).map(({ period }) => period);
  const now = view.period.period;
  const before = yearBefore(view);
  const shown = rows.filter(
    ({ id, isRare }) => !isRare || keys.some((key) => (measure(view, id, key).value ?? 0) !== 0),
  );
  const money = shown.flatMap(({ id }) =>
    figures[id].unit === "money" && id !== "arpa" ? keys.map((key) => measure(view, id, key).value ?? 0) : [],
  );
  const scale = moneyScale(money, view.money);
  const style = numberStyle(view, scale);
  const styleOf = (id: FigureId) => (id === "arpa" ? numberStyle(view) : style);
  const title = `${words[keys.length] ?? keys.length} ${view.state.by}${keys.length === 1 ? "" : "s"}`;
  const id = freshId("periods");
  const columns: Column<TableRow>[] = [
    { key: "figure", name: "Figure", unit: "text", value: nameOf },
    ...keys.map((key) => ({
      key,
      name: key,
      unit: "text" as const,
      value: (row: TableRow) => {
        const { value, unit } = measure(view, row.id, key);
        return value === null
          ? null
          : unit === "money"
            ? String(value / 10 ** view.money.exponent)
            : String(value);
      },
    })),
  ];
  const saveCsv = () =>
    download(
      `${fileStem(view.company.name, title, now, view.state.label ?? "")}.csv`,
      toCsv(columns, shown, view.money),
      "text/csv",
    );
  const body = shown.map((row) => {
    const change = changeOf(view, row.id, before.key, now);
    return h(
      row.look ? `tr.${row.look}` : "tr",
      { "data-row": row.id },
      h("th", { scope: "row" }, nameOf(row)),
      keys.map((key) =>
        h(
          key === now ? "td.now" : "td",
          null,
          number(measure(view, row.id, key), { ...styleOf(row.id), isBare: true }),
        ),
      ),
      h("td", null, changeNode(view, { ...change, glyph: "" }, styleOf(row.id))),
    );
  });
  return h(
    "section.table-section",
    { "aria-labelledby": id },
    h("h2", { id }, title),
    h(
      "p.subtitle",
      null,
      `${view.who} · live, ${scale.name} a month${note ? `; ${note}` : ""} · to ${periodName(view.period)}`,
    ),
    h(
      "div.scroll",
      { tabindex: "0", role: "region", "aria-labelledby": id },
      h(
        "table",
        null,
        h(
          "thead",
          null,
          h(
            "tr",
            null,
            h("th", { scope: "col" }, h("span.unseen", null, "Figure")),
            keys.map((key, index) =>
              h(
                key === now ? "th.now" : "th",
                { scope: "col", title: periodLabel(key) },
                periodShortLabel(key),
                view.periods.at(index - keys.length)?.is_partial && "*",
              ),
            ),
            h("th", { scope: "col", title: `change against ${before.name}` }, "Δ year"),
          ),
        ),
        h("tbody", null, body),
      ),
    ),
    h(
      "p.actions",
      null,
      h("button.text-button", { type: "button", onclick: saveCsv }, "CSV"),
      " · rounded on the page, exact in the file",
      view.periods.slice(-9).some(({ is_partial }) => is_partial) && " · * not all months are reported",
    ),
  );
}

/** The table of nine periods of the grain, the chosen one last and tinted, with the change against a year before. */
export function periodTable(page: Page, rows: readonly TableRow[], note = ""): HTMLElement {
  return live(page, (view) => h("div", null, tableNode(view, rows, note)), { isQuiet: true });
}
