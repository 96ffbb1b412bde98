import { crossedParts } from "@tideline/metrics";
import { changeMarks, changeNode, changeOf } from "./change.ts";
import { loadCharts } from "./charts.ts";
import { fill, freshId, h } from "./dom.ts";
import { download, fileStem } from "./download.ts";
import type { Figure } from "./figure.ts";
import { type FigureId, figures } from "./figures.ts";
import { moneyScale, plural } from "./format.ts";
import { ledgerMessage, live } from "./live.ts";
import { basisOf, figureName, measure, trend } from "./measure.ts";
import { number } from "./number.ts";
import type { Page } from "./page.ts";
import type { Series } from "./series.ts";
import { toggleFilter } from "./state.ts";
import { numberStyle } from "./style.ts";
import { type Column, toCsv } from "./table.ts";
import { tableScroll } from "./table-scroll.ts";
import { periodName, type View } from "./view.ts";
import { inSentence } from "./words.ts";

/** A column of the table by label. */
export interface LabelColumn {
  id: FigureId;
  name?: string;
  /** Left out where it is 0 for every label. */
  isRare?: boolean;
  /** Adds the change against a year before. */
  hasChange?: boolean;
}

/** Labels by their closing balance, largest first; those without a customer in the months shown, a paying one neither, are left out. */
export function rankedLabels(view: View): Series[] {
  const key = view.period.period;
  const isThere = (series: Series) => {
    if (stands(series, key)) return true;
    const live = view.live(series);
    return live !== null && stands(live, key);
  };
  return (view.cut?.series ?? []).filter(isThere).sort(bySize(key));
}

/** Whether anything stood or began in a period. */
function stands(series: Series, key: string): boolean {
  const row = series.period(key);
  return row !== null && (row.opening_minor !== 0 || row.closing_minor !== 0 || row.new_minor !== 0);
}

/** Largest closing balance first, ties by label. */
function bySize(key: string) {
  const size = (series: Series) => series.period(key)?.closing_minor ?? 0;
  return (a: Series, b: Series) => size(b) - size(a) || ((a.label ?? "") < (b.label ?? "") ? -1 : 1);
}

/** What a table by label shows; what a label does and what the last row holds, where they are not a cut's. */
export interface LabelTableOptions {
  columns: readonly LabelColumn[];
  line: FigureId;
  /** Stands over the table; else "By industry". */
  title?: string;
  /** What a row is; else a label. */
  noun?: string;
  choose?: (label: string | null) => void;
  choosePair?: (label: string, second: string) => void;
  /** The series of all; else that of the view's customers. */
  total?: Series | null;
}

/** The table of `labelTable` for a view as it stands. */
export function labelTableNode(page: Page, view: View, options: LabelTableOptions): Node {
  const { columns: wanted, line, title, noun = "label" } = options;
  const { cut } = view;
  if (!cut) {
    return view.cutTitle ? ledgerMessage(page) : h("span");
  }
  const key = view.period.period;
  const rows = rankedLabels(view);
  const columns = wanted.filter(
    ({ id, isRare }) => !isRare || rows.some((series) => (figures[id].value(series, key) ?? 0) !== 0),
  );
  const money = columns.flatMap(({ id }) =>
    figures[id].unit === "money" && id !== "arpa"
      ? rows.map((series) => measure(view, id, key, series).value ?? 0)
      : [],
  );
  const scale = moneyScale(money, view.money);
  const styleOf = (id: FigureId) => (id === "arpa" ? numberStyle(view) : numberStyle(view, scale));
  const id = freshId("labels");
  const choose =
    options.choose ??
    ((label: string | null) => page.set({ label: page.state.label === label ? null : label }));
  const choosePair =
    options.choosePair ??
    ((label: string, second: string) =>
      page.set({ label, only: toggleFilter(page.state, view.second?.name ?? "", second, page.summary) }));
  const nameOf = (column: LabelColumn) =>
    `${column.name ?? figureName(view, column.id)}${figures[column.id].unit === "rate" ? ", %" : ""}${basisOf(view, column.id) === view.state.basis ? "" : ", live"}`;
  const csvColumns: Column<Series>[] = [
    {
      key: cut.name,
      name: cut.title,
      unit: "text",
      value: ({ label }) => crossedParts(label ?? "")[0] ?? "",
    },
    ...(view.second
      ? [
          {
            key: view.second.name,
            name: view.second.title,
            unit: "text" as const,
            value: ({ label }: Series) => crossedParts(label ?? "")[1] ?? "",
          },
        ]
      : []),
    ...columns.map((column) => ({
      key: figures[column.id].columns.includes(" ") ? column.id : figures[column.id].columns,
      name: nameOf(column),
      unit:
        figures[column.id].unit === "points"
          ? ("rate" as const)
          : (figures[column.id].unit as "money" | "rate" | "ratio" | "count"),
      value: (series: Series) => measure(view, column.id, key, series).value,
    })),
  ];
  const trendCell = (series: Series) => {
    const box = h("span.trend");
    const values = trend(view, line, key, series);
    if (values.filter((value) => value !== null).length < 2) return h("td.trend-cell", null, "–");
    void loadCharts().then(({ sparkline }) =>
      fill(
        box,
        sparkline(values, {
          width: 84,
          height: 22,
          label: `${figureName(view, line)} of ${crossedParts(series.label ?? "all").join(", ")}`,
        }),
      ),
    );
    return h("td.trend-cell", null, box);
  };
  const all = options.total ?? page.source.all(view.state.basis, view.state.only);
  const total = view.state.label === null ? all : null;
  const pairsOf = (label: string | null) =>
    (view.second?.series ?? [])
      .filter((series) => crossedParts(series.label ?? "")[0] === label && stands(series, key))
      .sort(bySize(key));
  const cells = (series: Series) =>
    columns.flatMap((column) => {
      const figure: Figure = figures[column.id];
      const value = h(
        "td",
        null,
        number(measure(view, column.id, key, series), {
          ...styleOf(column.id),
          isBare: true,
          isSigned: figure.unit === "money" && !figure.isAtMonthEnd && figure.columns !== "opening_minor",
        }),
      );
      if (!column.hasChange) return [value];
      const change = changeOf(view, column.id, series);
      return [value, h("td", null, changeNode(view, change, styleOf(column.id)))];
    });
  return h(
    "div.table-section",
    { "data-labels": cut.name },
    h(
      "h2",
      { id },
      `${title ?? `By ${inSentence(cut.title)}`}${view.second ? `, and within it by ${inSentence(view.second.title)}` : ""}`,
    ),
    h(
      "p.subtitle",
      null,
      `${periodName(view.period)} · ${view.state.basis}, ${scale.name} a month · largest first${columns.some(({ hasChange }) => hasChange) ? ` · ${changeMarks}` : ""}`,
      h("span.hint", null, ` · choose a ${noun} to see it alone`),
    ),
    tableScroll(
      h(
        "table",
        null,
        h(
          "thead",
          null,
          h(
            "tr",
            null,
            h("th", { scope: "col" }, cut.title),
            columns.flatMap((column) => [
              h("th", { scope: "col" }, nameOf(column)),
              column.hasChange && h("th", { scope: "col", title: "change against a year before" }, "Δ year"),
            ]),
            h(
              "th.trend-cell",
              { scope: "col", title: `${figureName(view, line)}, up to 24 months` },
              "Trend",
            ),
          ),
        ),
        h(
          "tbody",
          null,
          rows.map((series) => [
            h(
              series.label === view.state.label ? "tr.chosen" : "tr",
              { "data-label": series.label ?? "" },
              h(
                "th",
                { scope: "row" },
                h(
                  "button.text-button",
                  {
                    type: "button",
                    "aria-pressed": String(series.label === view.state.label),
                    onclick: () => choose(series.label),
                  },
                  series.label || "(none)",
                ),
              ),
              cells(series),
              trendCell(series),
            ),
            pairsOf(series.label).map((pair) => {
              const [label = "", second = ""] = crossedParts(pair.label ?? "");
              return h(
                "tr.part",
                { "data-pair": `${label} / ${second}` },
                h(
                  "th",
                  { scope: "row" },
                  h(
                    "button.text-button",
                    {
                      type: "button",
                      onclick: () => choosePair(label, second),
                    },
                    h("span.unseen", null, `${label || "(none)"}, `),
                    second || "(none)",
                  ),
                ),
                cells(pair),
                trendCell(pair),
              );
            }),
          ]),
          total &&
            h(
              "tr.total",
              { "data-label": "" },
              h("th", { scope: "row" }, "All"),
              cells(total),
              trendCell(total),
            ),
        ),
      ),
      { "aria-labelledby": id },
    ),
    h(
      "p.actions",
      null,
      h(
        "button.text-button",
        {
          type: "button",
          onclick: () =>
            download(
              `${fileStem(view.company.name, view.state.basis, title ?? cut.title, key)}.csv`,
              toCsv(
                csvColumns,
                rows.flatMap((series) => [series, ...pairsOf(series.label)]),
                view.money,
              ),
              "text/csv",
            ),
        },
        "CSV",
      ),
      view.state.label !== null && [
        " · ",
        h(
          "button.text-button",
          { type: "button", onclick: () => page.set({ label: null }) },
          "show all customers",
        ),
      ],
      rows.length < cut.series.length &&
        ` · ${plural(cut.series.length - rows.length, noun)} without a customer not listed`,
    ),
  );
}

/** One row a label of the chosen cut, the largest first, with a line of one figure; nothing without a cut. */
export function labelTable(page: Page, columns: readonly LabelColumn[], line: FigureId): HTMLElement {
  return live(page, (view) => labelTableNode(page, view, { columns, line }), {
    usesLedger: true,
    usesCut: true,
    isQuiet: true,
  });
}
