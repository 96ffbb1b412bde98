import { type ReasonSum, sumByReason } from "./behind.ts";
import { monthKey, monthLabel, monthNumber } from "./calendar.ts";
import { loadCharts, loadMore } from "./charts.ts";
import { h } from "./dom.ts";
import { queryRows, writeQuery } from "./drill.ts";
import { type FigureId, figures, measure } from "./figures.ts";
import { percent } from "./format.ts";
import { figure } from "./frame.ts";
import { numberStyle, selectionKey } from "./measure.ts";
import { type Measured, number } from "./number.ts";
import { live, type Page } from "./page.ts";
import type { Series } from "./series.ts";
import { customerList } from "./side-notes.ts";
import type { Column } from "./table.ts";
import { periodName, type View } from "./view.ts";
import { inWords } from "./words.ts";

const lossKinds = ["churn", "archive", "product_churn", "downgrade"] as const;

/** The twelve months that end with the period, as far as they are reported. */
export function trailingYear(view: View): { query: string; name: string } {
  const last = monthNumber(view.period.last_month);
  const first = Math.max(last - 11, monthNumber(view.company.first_month));
  return {
    query: `${monthKey(first)}~${monthKey(last)}`,
    name: `${monthLabel(monthKey(first))} to ${monthLabel(monthKey(last))}`,
  };
}

function sentence(view: View): Node {
  const style = numberStyle(view);
  const key = view.period.period;
  const write = (id: FigureId, isStrong = true) => number(measure(view, id, key), { ...style, isStrong });
  const lost: Measured = { ...measure(view, "churned_logos", key), value: -view.period.churned_logos };
  const minor: Measured = { ...measure(view, "churn", key), value: -view.period.churn_minor };
  const isYearKnown = measure(view, "revenue_churn_year", key).value !== null;
  return h(
    "p.lead",
    null,
    `In ${periodName(view.period)} `,
    number(lost, { ...style, isStrong: true, tone: view.period.churned_logos < 0 ? "loss" : null }),
    ` of `,
    write("opening_logos"),
    ` customers were lost, and with them `,
    number(minor, { ...style, isStrong: true, tone: view.period.churn_minor < 0 ? "loss" : null }),
    " a month; with what others cut, ",
    write("revenue_churn"),
    " of the opening MRR went. ",
    isYearKnown
      ? [
          "Over the twelve months to ",
          monthLabel(view.period.last_month),
          " that is ",
          write("revenue_churn_year"),
          " of MRR and ",
          write("logo_churn_year"),
          " of customers",
        ]
      : "A year of history is needed for the twelve-month rates",
    view.state.label === null ? "." : ` (${view.who}).`,
  );
}

/** "How much do we lose, of what kind, and why?" in one sentence of live numbers. */
export function churnAnswer(page: Page): HTMLElement {
  const box = live(page, sentence);
  box.classList.add("answer");
  return box;
}

type MonthRow = { month: string };

/** Columns of figures by month, for the table behind a line chart. */
export function monthColumns(view: View, ids: readonly FigureId[]): Column<MonthRow>[] {
  return [
    {
      key: "report_month",
      name: "Month",
      unit: "text",
      value: ({ month }) => month,
      cell: ({ month }) => monthLabel(month),
    },
    ...ids.map(
      (id): Column<MonthRow> => ({
        key: id,
        name: figures[id].name,
        unit: "rate",
        value: ({ month }) => measure(view, id, month).value,
        cell: ({ month }) => number(measure(view, id, month), numberStyle(view)),
      }),
    ),
  ];
}

/** The reported months up to the period's end, newest first, at most `most`. */
export function monthRows(view: View, most = 36): MonthRow[] {
  return view.series.rows
    .map((row) => ({ month: row.report_month.slice(0, 7) }))
    .filter(({ month }) => `${month}-01` <= view.period.last_month)
    .slice(-most)
    .reverse();
}

/** A rate of a series as a line of months up to the period's end. */
export function rateLine(view: View, id: FigureId, name: string, series: Series = view.series, most = 36) {
  const points = series.rows
    .filter((row) => row.report_month <= view.period.last_month)
    .slice(-most)
    .map((row) => ({
      report_month: row.report_month,
      rate: figures[id].value(series, row.report_month.slice(0, 7)),
      customers: row.opening_logos,
    }));
  return { name, points };
}

/** Revenue and logo churn of twelve months, month by month. */
export function churnLines(page: Page): HTMLElement {
  const ids = ["revenue_churn_year", "logo_churn_year"] as const;
  return figure(page, "Churn of twelve months", (view) => {
    const now = measure(view, "revenue_churn_year", view.state.to);
    const logos = measure(view, "logo_churn_year", view.state.to);
    const style = numberStyle(view);
    const isSmaller = (now.value ?? 0) < (logos.value ?? 0);
    return {
      claim:
        now.value === null || logos.value === null
          ? "Twelve months of history are needed before yearly churn can be told"
          : [
              isSmaller ? "Smaller customers leave more: " : "Larger customers leave more: ",
              number(logos, style),
              " of customers but ",
              number(now, style),
              " of MRR",
            ],
      subtitle: `${view.company.name}, ${view.who} · share lost over the twelve months to each month's end, % · to ${monthLabel(view.period.last_month)}`,
      draw: async (width) =>
        (await loadMore()).rateLines(
          [
            rateLine(view, "revenue_churn_year", "Gross MRR churn"),
            rateLine(view, "logo_churn_year", "Logo churn"),
          ],
          {
            width,
            measure: "Churn over twelve months",
            base: "zero",
          },
        ),
      caveat:
        "MRR churn includes what staying customers cut; logo churn counts customers, archived ones as lost. Neither is a sum of months.",
      table: { columns: monthColumns(view, ids), rows: monthRows(view) },
      definition: "grossChurn",
    };
  });
}

/** Why MRR was lost over the last twelve months. */
export function churnReasons(page: Page): HTMLElement {
  return figure<ReasonSum>(
    page,
    "Losses by reason",
    (view) => {
      const year = trailingYear(view);
      const query = { kinds: lossKinds, period: year.query };
      const rows = sumByReason(queryRows(view, query));
      const total = rows.reduce((sum, row) => sum + row.amount_minor, 0);
      const known = rows.filter(({ reason }) => reason !== null && reason !== "unknown");
      const top = known[0];
      const style = numberStyle(view);
      const part = (value: number, key: string): Measured => ({
        value: total === 0 ? null : value / total,
        unit: "rate",
        mart: "ledger-live",
        key: `${key} ${year.query}${selectionKey(view)}`,
        method: "share of churn, archive, product churn and downgrade",
      });
      const side = customerList(
        page,
        view,
        `Largest losses, ${periodName(view.period)}`,
        { kinds: lossKinds, period: view.state.to },
        -1,
        7,
      );
      const base = {
        subtitle: `${view.company.name}, ${view.who} · MRR lost by churn, archive, product churn and downgrade, ${view.money.currency} a month · ${year.name}`,
        definition: "movements",
        side,
      };
      const amount = (row: ReasonSum, value: number): Measured => ({
        value,
        unit: "money",
        mart: "ledger-live",
        key: `sum(amount_minor) reason=${row.reason ?? ""} ${year.query}${selectionKey(view)}`,
        method: `lost for the reason "${inWords(row.reason)}"`,
      });
      const columns: Column<ReasonSum>[] = [
        {
          key: "reason",
          name: "Reason",
          unit: "text",
          value: ({ reason }) => reason ?? "unknown",
          cell: ({ reason }) => inWords(reason ?? "unknown"),
        },
        {
          key: "amount_minor",
          name: `MRR, ${view.money.currency}`,
          unit: "money",
          value: (row) => row.amount_minor,
          cell: (row) => number(amount(row, row.amount_minor), style),
        },
        { key: "customers", name: "Customers", unit: "count", value: (row) => row.customers },
      ];
      const open = ({ reason }: ReasonSum) => page.show({ rows: writeQuery({ ...query, reason }) });
      return {
        ...base,
        claim: !view.ledger
          ? "Why MRR was lost"
          : total === 0
            ? "Nothing was lost in these twelve months"
            : top
              ? [
                  `The reason given most is “${inWords(top.reason)}”: `,
                  number(part(top.amount_minor, `reason=${top.reason}`), style),
                  " of what was lost",
                ]
              : "No reason was recorded for what was lost",
        draw: async (width) => {
          if (!view.ledger) return h("p.waiting", null, "Reading the movement ledger …");
          return (await loadCharts()).labelBars(
            rows.map((row) => ({
              label: inWords(row.reason ?? "unknown"),
              value: -row.amount_minor,
              customers: row.customers,
            })),
            {
              width,
              unit: { kind: "money", ...view.money },
              measure: "MRR lost",
              tone: "loss",
              small: 0,
              onSelect: ({ label }) => {
                const row = rows.find(({ reason }) => inWords(reason ?? "unknown") === label);
                if (row) open(row);
              },
            },
          );
        },
        caveat: `Every movement carries the reason of its largest part; what was not given stays visible as unknown. The lists beside it are of ${periodName(view.period)}.`,
        table: { columns, rows },
        openRows: () => page.show({ rows: writeQuery(query) }),
      };
    },
    { usesLedger: true },
  );
}

/** Twelve-month churn by label: the chosen cut, or the company's first one. */
export function churnByLabel(page: Page, id: "revenue_churn_year" | "logo_churn_year"): HTMLElement {
  return figure<Series>(
    page,
    `${figures[id].name} by label`,
    (view) => {
      const cut = page.summary.cuts.find(
        ({ name }) => name === (view.state.cut ?? page.summary.cuts[0]?.name),
      );
      if (!cut) return null;
      const { ledger } = view;
      const labels = ledger ? page.source.labels(ledger, cut.name) : [];
      const key = view.state.to;
      const scoped: View = { ...view, state: { ...view.state, cut: cut.name } };
      const rated = labels.filter((series) => figures[id].value(series, key) !== null);
      const customersOf = (series: Series) =>
        series.trailing(monthNumber(view.period.last_month), 12)?.[0]?.opening_logos ?? 0;
      const worst = [...rated]
        .filter((series) => customersOf(series) >= 20)
        .sort((a, b) => (figures[id].value(b, key) ?? 0) - (figures[id].value(a, key) ?? 0))[0];
      const total = figures[id].value(page.source.all(), key);
      const title = cut.title.toLowerCase();
      const thing = id === "logo_churn_year" ? "customers" : "MRR";
      return {
        claim: worst
          ? [
              `${worst.label ?? ""} loses most ${thing}: `,
              number(measure(scoped, id, key, worst), numberStyle(view)),
              " in twelve months",
            ]
          : `${figures[id].name} by ${title}`,
        subtitle: `by ${title}${view.state.cut ? "" : " (choose another cut above)"} · ${figures[id].name.toLowerCase()} over twelve months, %; customers at the start · to ${monthLabel(view.period.last_month)}`,
        draw: async (width) => {
          if (!ledger) return h("p.waiting", null, "Reading the movement ledger …");
          return (await loadCharts()).labelBars(
            labels
              .filter((series) => customersOf(series) > 0)
              .map((series) => ({
                label: series.label ?? "",
                value: figures[id].value(series, key),
                customers: customersOf(series),
              })),
            {
              width,
              unit: "rate",
              measure: figures[id].name,
              tone: "loss",
              selected: view.state.label,
              ...(total === null ? {} : { reference: { value: total, label: `all ${percent(total)}` } }),
              onSelect: ({ label }) =>
                page.set({ cut: cut.name, label: view.state.label === label ? null : label }),
            },
          );
        },
        caveat: worst ? "The claim leaves out labels of fewer than 20 customers." : undefined,
        table: {
          columns: [
            { key: cut.name, name: cut.title, unit: "text", value: ({ label }) => label },
            {
              key: id,
              name: figures[id].name,
              unit: "rate",
              value: (series) => figures[id].value(series, key),
              cell: (series) => number(measure(scoped, id, key, series), numberStyle(view)),
            },
            { key: "opening_logos", name: "Customers at the start", unit: "count", value: customersOf },
          ],
          rows: labels,
        },
        definition: figures[id].definition,
      };
    },
    { usesLedger: true },
  );
}
