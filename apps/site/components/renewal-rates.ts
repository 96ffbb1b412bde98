import {
  formatPeriod,
  type RenewalPeriod,
  renewalChange,
  renewalChangeMean,
  renewalPeriod,
  renewalRateGross,
  renewalRateLogo,
  renewalRateNet,
} from "@tideline/metrics";
import { monthKey, monthNumber } from "./calendar.ts";
import { loadCharts } from "./charts.ts";
import { type Child, freshId, h } from "./dom.ts";
import { download, fileStem } from "./download.ts";
import { textButton } from "./figure-actions.ts";
import { moneyScale } from "./format.ts";
import { figure } from "./frame.ts";
import { type Measured, number, type Unit } from "./number.ts";
import { live, type Page } from "./page.ts";
import { type Renewals, renewalStyle, renewalsIn } from "./renewal-data.ts";
import { type Column, toCsv } from "./table.ts";
import { tableScroll } from "./table-scroll.ts";
import { periodName, type View } from "./view.ts";

type Rated = Pick<RenewalPeriod, "decided" | "renewed_logos" | "due_minor" | "renewed_minor" | "kept_minor">;

interface RenewalFigure {
  key: string;
  name: string;
  unit: Unit;
  method: string;
  value: (row: RenewalPeriod) => number | null;
  look?: "strong" | "part" | "gap";
}

const rates = {
  logo: (row: Rated) => renewalRateLogo([row]),
  gross: (row: Rated) => renewalRateGross([row]),
  net: (row: Rated) => renewalRateNet([row]),
};

const component = (
  key: keyof RenewalPeriod & string,
  name: string,
  look?: RenewalFigure["look"],
): RenewalFigure => ({
  key,
  name,
  unit: key.endsWith("_minor") ? "money" : "count",
  method: name,
  value: (row) => Number(row[key]),
  ...(look ? { look } : {}),
});

const rate = (
  key: string,
  name: string,
  method: string,
  value: RenewalFigure["value"],
  look: RenewalFigure["look"] = "strong",
): RenewalFigure => ({ key, name, unit: "rate", method, value, look });

/** The rows of the table of renewals by period. */
export const renewalFigures: readonly RenewalFigure[] = [
  component("decided", "Decided"),
  component("renewed_logos", "Renewed"),
  component("renewed_up_logos", "up", "part"),
  component("renewed_flat_logos", "flat", "part"),
  component("renewed_down_logos", "down", "part"),
  component("archived_logos", "Archived"),
  component("cancelled_logos", "Cancelled"),
  rate("renewalRateLogo", "Renewal rate, logos", "renewed / decided", rates.logo),
  component("due_minor", "Due of the decided", "gap"),
  component("kept_minor", "Kept"),
  component("renewed_minor", "Renewed at"),
  rate(
    "renewalRateGross",
    "Renewal rate, gross",
    "smaller of renewed and due / due, of the decided",
    rates.gross,
  ),
  rate("renewalRateNet", "Renewal rate, net", "renewed / due, of the decided", rates.net),
  rate(
    "renewalChange",
    "Contract value at renewal",
    "renewed / due of those who renewed, in sum",
    (row) => renewalChange([row]),
    "gap",
  ),
  rate(
    "renewalChangeMean",
    "the same, mean of customers",
    "plain mean over the customers who renewed of renewed / due",
    (row) => renewalChangeMean([row]),
    "part",
  ),
  component("late_count", "Late at the period's end", "gap"),
  component("late_minor", "Due of the late"),
];

function measured(row: RenewalPeriod | null, one: RenewalFigure, key: string): Measured {
  const value = row ? one.value(row) : null;
  return {
    value,
    unit: one.unit,
    mart: "renewals__by_month",
    key: `${one.key} ${key}`,
    method: `${one.name}: ${one.method}, ${formatPeriod(key)}`,
    reason: row ? "no renewal was decided in the period" : "the period is not reported",
  };
}

function tableNode(page: Page, renewals: Renewals, view: View): Child {
  const keys = view.periods.slice(-9).map(({ period }) => period);
  const rows = new Map(keys.map((key) => [key, renewalsIn(renewals, key)]));
  const style = renewalStyle(page);
  const amounts = renewalFigures
    .filter(({ unit }) => unit === "money")
    .flatMap((one) => keys.map((key) => measured(rows.get(key) ?? null, one, key).value ?? 0));
  const scale = moneyScale(amounts, style.money);
  const id = freshId("renewals");
  const columns: Column<RenewalFigure>[] = [
    { key: "figure", name: "Figure", unit: "text", value: ({ key }) => key },
    ...keys.map(
      (key): Column<RenewalFigure> => ({
        key,
        name: key,
        unit: "count",
        value: (one) => measured(rows.get(key) ?? null, one, key).value,
      }),
    ),
  ];
  const save = () =>
    download(
      `${fileStem(view.company.name, "renewals", view.state.by, view.state.to)}.csv`,
      toCsv(columns, renewalFigures, style.money),
      "text/csv",
    );
  return h(
    "div.table-section",
    { "data-table": "renewal-rates" },
    h("h2", { id }, `Renewals decided, by ${view.state.by}`),
    h(
      "p.subtitle",
      null,
      `all customers · monthly amounts, ${scale.name} · each renewal once, in the later of the ${view.state.by} it was due and the one it was decided · to ${periodName(view.period)}`,
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
            h("th", { scope: "col" }, h("span.unseen", null, "Figure")),
            keys.map((key) =>
              h(
                key === view.state.to ? "th.now" : "th",
                { scope: "col", title: formatPeriod(key) },
                formatPeriod(key, { short: true }),
              ),
            ),
          ),
        ),
        h(
          "tbody",
          null,
          renewalFigures.map((one) =>
            h(
              one.look ? `tr.${one.look}` : "tr",
              { "data-row": one.key },
              h("th", { scope: "row" }, `${one.name}${one.unit === "rate" ? ", %" : ""}`),
              keys.map((key) =>
                h(
                  key === view.state.to ? "td.now" : "td",
                  null,
                  number(measured(rows.get(key) ?? null, one, key), {
                    ...style,
                    isBare: true,
                    ...(one.unit === "money" ? { scale } : {}),
                  }),
                ),
              ),
            ),
          ),
        ),
      ),
      { "aria-labelledby": id },
      true,
    ),
    h(
      "p.actions",
      null,
      textButton("CSV", save),
      " · minor units in the file · what is undecided at a period's end is in no rate; it stands as late",
    ),
  );
}

/** Renewals by period: outcomes, amounts and rates over what was decided. */
export function renewalTable(page: Page, renewals: Renewals): HTMLElement {
  return live(page, (view) => h("div", null, tableNode(page, renewals, view)), { isQuiet: true });
}

interface YearRow {
  month: string;
  row: RenewalPeriod | null;
}

/** The twelve months that end with each month up to the period's end, newest first. */
function years(renewals: Renewals, view: View): YearRow[] {
  const last = monthNumber(view.period.last_month);
  const start = monthNumber(renewals.months[0]?.report_month ?? view.period.last_month);
  return Array.from({ length: 36 }, (_, back) => last - back)
    .filter((month) => month - 11 >= start)
    .map((month) => ({ month: monthKey(month), row: renewalSpan(renewals, month) }));
}

function renewalSpan(renewals: Renewals, last: number): RenewalPeriod | null {
  return renewalPeriod(
    renewals.months.filter((row) => {
      const month = monthNumber(row.report_month);
      return month > last - 12 && month <= last;
    }),
  );
}

const lines = [
  ["logo", "Logos", "renewalRateLogo"],
  ["gross", "Gross", "renewalRateGross"],
  ["net", "Net", "renewalRateNet"],
] as const;

/** Renewal rates over twelve months, month by month. */
export function renewalLines(page: Page, renewals: Renewals): HTMLElement {
  const style = renewalStyle(page);
  const rateOf = ({ month, row }: YearRow, [key, name, metric]: (typeof lines)[number]): Measured => ({
    value: row ? rates[key](row) : null,
    unit: "rate",
    mart: "renewals__by_month",
    key: `${metric} 12 months to ${month}`,
    method: `Renewal rate, ${name.toLowerCase()}: decided renewals of twelve months, summed`,
    reason: "no renewal was decided in these months",
  });
  return figure<YearRow>(page, "Renewal rates of twelve months", (view) => {
    const rows = years(renewals, view);
    const [newest] = rows;
    if (!newest) return null;
    const [logo, gross, net] = lines.map((line) => rateOf(newest, line));
    return {
      claim:
        logo && gross && net && logo.value !== null
          ? [
              number(logo, style),
              " of renewals decided in twelve months were renewed; of the money due ",
              number(gross, style),
              " was kept, and ",
              number(net, style),
              " with increases",
            ]
          : "No renewal was decided in the last twelve months",
      subtitle: `${view.company.name}, all customers · decided renewals of the twelve months to each month's end, % · to ${formatPeriod(newest.month)}`,
      draw: async (width) =>
        (await loadCharts()).rateLines(
          lines.map((line) => ({
            name: line[1],
            points: rows.toReversed().map((row) => ({
              report_month: `${row.month}-01`,
              rate: rateOf(row, line).value,
              customers: row.row?.decided ?? null,
            })),
          })),
          { width, measure: "Renewal rate", reference: { value: 1, label: "100 %" } },
        ),
      caveat:
        "Renewals-based: only what fell due and was decided. Retention on the page of that name is balance-based: every customer of a year before, due or not.",
      table: {
        columns: [
          {
            key: "report_month",
            name: "Twelve months to",
            unit: "text",
            value: ({ month }) => month,
            cell: ({ month }) => formatPeriod(month),
          },
          {
            key: "decided",
            name: "Decided",
            unit: "count",
            value: ({ row }) => row?.decided ?? null,
          },
          ...lines.map(
            (line): Column<YearRow> => ({
              key: line[2],
              name: `Renewal rate, ${line[1].toLowerCase()}`,
              unit: "rate",
              value: (row) => rateOf(row, line).value,
              cell: (row) => number(rateOf(row, line), style),
            }),
          ),
        ],
        rows,
      },
      definition: "renewalRateLogo",
    };
  });
}
