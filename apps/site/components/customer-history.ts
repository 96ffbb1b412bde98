import { formatMoneyCompact, formatNumber, formatPeriod } from "@tideline/metrics";
import { monthKey, monthNumber } from "./calendar.ts";
import { loadCharts } from "./charts.ts";
import {
  balancesBetween,
  basisStyle,
  type Customer,
  customerName,
  customerStyle,
  type Usage,
} from "./customer-data.ts";
import type { Basis } from "./data.ts";
import { h } from "./dom.ts";
import { figure } from "./frame.ts";
import { type Measured, number } from "./number.ts";
import type { Page } from "./page.ts";
import type { Column } from "./table.ts";
import { basisMrr } from "./words.ts";

interface BalanceRow {
  month: string;
  committed: number;
  live: number;
}

const bases = ["committed", "live"] as const satisfies readonly Basis[];

function balanceRows(page: Page, customer: Customer): BalanceRow[] {
  const [change] = customer.balances.toSorted((a, b) => (a.report_month < b.report_month ? -1 : 1));
  const last = page.summary.company.last_month?.slice(0, 7);
  if (!change || !last) return [];
  const span = { first: change.report_month.slice(0, 7), last };
  const live = balancesBetween(customer, "live", span);
  return balancesBetween(customer, "committed", span).map(({ month, closing_minor }, place) => ({
    month,
    committed: closing_minor,
    live: live[place]?.closing_minor ?? 0,
  }));
}

/** CMRR and live MRR at every month's end since the first balance. */
export function customerHistory(page: Page, customer: Customer): HTMLElement {
  const rows = balanceRows(page, customer);
  const [first] = rows;
  const end = rows.at(-1);
  if (!first || !end) return h("div", { hidden: true });
  const style = basisStyle(page, customer);
  const money = style.money;
  const top = rows.reduce((best, row) => (row.committed > best.committed ? row : best), first);
  const measured = (row: BalanceRow, basis: Basis): Measured => ({
    value: row[basis],
    unit: "money",
    mart: "customer__balances",
    key: `closing_minor ${row.month} ${customer.id} ${basis}`,
    method: `${basisMrr(basis)} at the month's end`,
    basis: `${basisMrr(basis)}, ${customerName(customer)}, end of ${formatPeriod(row.month)}`,
  });
  const cell = (basis: Basis): Column<BalanceRow> => ({
    key: `${basis}_minor`,
    name: `${basisMrr(basis)}, ${money.currency}`,
    unit: "money",
    value: (row) => row[basis],
    cell: (row) => number(measured(row, basis), style),
  });
  const name = customerName(customer);
  return figure<BalanceRow>(page, "CMRR history", () => ({
    claim:
      end.committed === 0
        ? [
            `${name} stands at nothing now; it was at most `,
            number(measured(top, "committed"), style),
            ` ${money.currency} CMRR a month, in ${formatPeriod(top.month)}`,
          ]
        : [
            number(measured(end, "committed"), style),
            ` ${money.currency} CMRR a month now, `,
            number(measured(first, "committed"), style),
            ` at the end of ${formatPeriod(first.month)}`,
          ],
    subtitle: `${name} · CMRR and live MRR at each month's end, ${money.currency} · ${formatPeriod(first.month)} to ${formatPeriod(end.month)}`,
    draw: async (width) =>
      (await loadCharts()).monthLines(
        bases.map((basis) => ({ name: basisMrr(basis), values: rows.map((row) => row[basis]) })),
        {
          width,
          months: rows.map(({ month }) => `${month}-01`),
          measure: "CMRR and live MRR",
          tickLabel: (value) => formatMoneyCompact(value, money, { symbol: false }),
          valueLabel: (value) => formatMoneyCompact(value, money),
        },
      ),
    caveat: "Committed from signing to notice; live from the first day of service to the last.",
    table: {
      columns: [
        {
          key: "report_month",
          name: "Month",
          unit: "text",
          value: ({ month }) => month,
          cell: ({ month }) => formatPeriod(month),
        },
        cell("committed"),
        cell("live"),
      ],
      rows: rows.toReversed(),
    },
    definition: "monthlyRecurringRevenue",
  }));
}

type UsageCount = "event_count" | "people_count" | "days_count" | "feature_count";

/** Use of the product month by month; months without use are 0. */
export function customerUsage(page: Page, customer: Customer): HTMLElement {
  const [first] = customer.usage;
  const newest = customer.usage.at(-1);
  if (!first || !newest) return h("div", { hidden: true });
  const style = customerStyle(page, customer);
  const lastMonth = page.summary.company.last_month?.slice(0, 7) ?? newest.usage_month.slice(0, 7);
  const last = Math.max(monthNumber(lastMonth), monthNumber(newest.usage_month));
  const months = Array.from({ length: last - monthNumber(first.usage_month) + 1 }, (_, place) =>
    monthKey(monthNumber(first.usage_month) + place),
  );
  const known = new Map(customer.usage.map((row) => [row.usage_month.slice(0, 7), row]));
  const none = (month: string): Usage => ({
    usage_month: `${month}-01`,
    event_count: 0,
    // Nobody, where the export names people at all.
    people_count: customer.usage.some(({ people_count }) => people_count !== null) ? 0 : null,
    days_count: 0,
    feature_count: 0,
  });
  const rows = months.map((month) => known.get(month) ?? none(month));
  const count = (row: Usage, column: UsageCount, method: string) =>
    number(
      {
        value: row[column],
        unit: "count",
        mart: "customer__usage",
        key: `${column} ${row.usage_month.slice(0, 7)} ${customer.id}`,
        method,
        reason: "nobody is named in the export for this month",
      },
      style,
    );
  const column = (key: UsageCount, name: string, method: string): Column<Usage> => ({
    key,
    name,
    unit: "count",
    value: (row) => row[key],
    cell: (row) => count(row, key, method),
  });
  const end = rows.at(-1) ?? newest;
  return figure<Usage>(page, "Usage", () => ({
    claim: [
      "Used ",
      count(end, "event_count", "events of the month"),
      ` times in ${formatPeriod(end.usage_month)}`,
      end.people_count !== null && [" by ", count(end, "people_count", "people of the month"), " people"],
      rows.length > 1 && [
        "; ",
        count(first, "event_count", "events of the month"),
        ` in ${formatPeriod(first.usage_month)}`,
      ],
    ],
    subtitle: `${customerName(customer)} · events of the product a month · ${formatPeriod(months[0] ?? "")} to ${formatPeriod(months.at(-1) ?? "")}`,
    draw: async (width) =>
      (await loadCharts()).monthLines([{ name: "events", values: rows.map((row) => row.event_count) }], {
        width,
        months: months.map((month) => `${month}-01`),
        measure: "Events a month",
        tickLabel: (value) => formatNumber(value),
      }),
    caveat: "Months without a row in the export of usage count as none.",
    table: {
      columns: [
        {
          key: "usage_month",
          name: "Month",
          unit: "text",
          value: (row) => row.usage_month.slice(0, 7),
          cell: (row) => formatPeriod(row.usage_month),
        },
        column("event_count", "Events", "events of the month"),
        column("people_count", "People", "people who used it in the month"),
        column("days_count", "Days", "days of the month with use"),
        column("feature_count", "Features", "features used in the month"),
      ],
      rows: rows.toReversed(),
    },
  }));
}
