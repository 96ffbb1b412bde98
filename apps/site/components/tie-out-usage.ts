import { formatMoneyCompact, formatPeriod } from "@tideline/metrics";
import { type UsageMonth, usageMonths } from "./basis-rows.ts";
import { loadCharts } from "./charts.ts";
import { h } from "./dom.ts";
import { figure } from "./frame.ts";
import { type Measured, number } from "./number.ts";
import type { Page } from "./page.ts";
import type { Column } from "./table.ts";
import { monthAmount, type TieOut, type TieOutMonth, tieOutStyle } from "./tie-out-data.ts";
import { wholeUnits } from "./tie-out-figures.ts";

/** A month of use: what was billed for it, and, where invoices were read, the month they and MRR stand in. */
type UsageRow = UsageMonth & { beside: TieOutMonth | null };

/** An amount or a count of a month of use, traceable to `usage__by_month`. */
function ofUse(row: UsageMonth, column: "usage_billed_minor" | "charges", method: string): Measured {
  const unit = column === "charges" ? "count" : "money";
  const key = `${column} ${row.report_month.slice(0, 7)}`;
  return { value: row[column], unit, mart: "usage__by_month", key, method };
}

function columnsOf(page: Page): Column<UsageRow>[] {
  const scale = wholeUnits(page);
  const style = { ...tieOutStyle(page), scale };
  const beside = (column: "mrr_minor" | "usage_minor", name: string, method: string): Column<UsageRow> => ({
    key: column,
    name,
    unit: "money",
    value: (row) => row.beside?.[column] ?? null,
    cell: (row) => (row.beside === null ? "–" : number(monthAmount(row.beside, column, method), style)),
  });
  return [
    {
      key: "report_month",
      name: `Month, ${scale.name}`,
      unit: "text",
      value: ({ report_month }) => report_month.slice(0, 7),
      cell: ({ report_month }) => formatPeriod(report_month),
    },
    {
      key: "usage_billed_minor",
      name: "Usage billed",
      unit: "money",
      value: ({ usage_billed_minor }) => usage_billed_minor,
      cell: (row) => number(ofUse(row, "usage_billed_minor", "charges for use in the month"), style),
    },
    {
      key: "charges",
      name: "Charges",
      unit: "count",
      value: ({ charges }) => charges,
      cell: (row) => number(ofUse(row, "charges", "charges counted"), style),
    },
    beside("usage_minor", "On invoices", "lines of invoices for use, by month of the invoice"),
    beside("mrr_minor", "Live MRR", "live MRR at the month's end"),
  ];
}

/** What was billed for use beside MRR, by month of use, over the last three years; nothing where nothing ever was. */
export function tieOutUsage(page: Page, { months }: TieOut): HTMLElement {
  const beside = new Map(months.map((row) => [row.report_month, row]));
  const shown = usageMonths(page.summary)
    .slice(-36)
    .map((row): UsageRow => ({ ...row, beside: beside.get(row.report_month) ?? null }));
  const newest = shown.findLast(({ charges }) => charges > 0);
  if (!newest) return h("div", null);
  const style = tieOutStyle(page);
  return figure<UsageRow>(page, "Usage billed beside MRR", (view) => ({
    basis: "beside MRR, on neither basis",
    claim: [
      number(ofUse(newest, "usage_billed_minor", "charges for use in the month"), style),
      ` was billed for use in ${formatPeriod(newest.report_month)}, beside MRR`,
    ],
    subtitle: `${view.company.name}, all customers · billed for use, by month of use, ${view.money.currency} a month · to ${formatPeriod(shown.at(-1)?.report_month ?? "")}`,
    draw: async (width) =>
      (await loadCharts()).monthLines(
        [{ name: "usage billed", values: shown.map((row) => row.usage_billed_minor) }],
        {
          width,
          months: shown.map((row) => row.report_month),
          measure: "Usage billed",
          tickLabel: (value) => formatMoneyCompact(value, view.money),
        },
      ),
    caveat:
      "Charges for use are in MRR on neither basis, and in none of the rates: a contracted minimum is. Invoices stand in the month they were written, use in the month it happened.",
    table: { columns: columnsOf(page), rows: shown.toReversed() },
    definition: "monthlyRecurringRevenue",
  }));
}
