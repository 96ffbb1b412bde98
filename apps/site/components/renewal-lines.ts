import {
  formatPeriod,
  type RenewalPeriod,
  renewalPeriod,
  renewalRateGross,
  renewalRateLogo,
  renewalRateNet,
} from "@tideline/metrics";
import { monthKey, monthNumber } from "./calendar.ts";
import { loadCharts } from "./charts.ts";
import { type FigureSpec, figure } from "./frame.ts";
import { type Measured, number } from "./number.ts";
import type { Page } from "./page.ts";
import { renewalMeasured, shownRenewals } from "./renewal-chosen.ts";
import { type Renewals, renewalStyle } from "./renewal-data.ts";
import type { Column } from "./table.ts";
import type { View } from "./view.ts";

const rates = {
  logo: (row: RenewalPeriod) => renewalRateLogo([row]),
  gross: (row: RenewalPeriod) => renewalRateGross([row]),
  net: (row: RenewalPeriod) => renewalRateNet([row]),
};

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
  const rateOf = ({ month, row }: YearRow, [key, name, metric]: (typeof lines)[number]): Measured =>
    renewalMeasured(page, {
      value: row ? rates[key](row) : null,
      unit: "rate",
      mart: "renewals__by_month",
      key: `${metric} 12 months to ${month}`,
      method: `Renewal rate, ${name.toLowerCase()}: decided renewals of twelve months, summed`,
      reason: "no renewal was decided in these months",
    });
  const specOf = (view: View): FigureSpec<YearRow> | null => {
    const shown = shownRenewals(page, renewals);
    if (!shown) return null;
    const style = renewalStyle(page);
    const rows = years(shown, view);
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
      subtitle: `${view.company.name}, ${view.who} · decided renewals of the twelve months to each month's end, % · to ${formatPeriod(newest.month)}`,
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
  };
  return figure<YearRow>(page, "Renewal rates of twelve months", specOf, { usesLedger: true });
}
