import { formatPeriod } from "@tideline/metrics";
import { loadCharts } from "./charts.ts";
import type { MoneyScale } from "./format.ts";
import { figure } from "./frame.ts";
import { type Measured, number } from "./number.ts";
import type { Page } from "./page.ts";
import type { Column } from "./table.ts";
import {
  billedGap,
  billedShare,
  CAUSES,
  type Cause,
  causeWords,
  monthAmount,
  type TieOut,
  type TieOutMonth,
  tieOutStyle,
} from "./tie-out-data.ts";

const caveat =
  "A bill counts for the months it is for, not for the day it was sent or paid: this is neither cash nor recognised revenue. Tax, usage and one-off fees are left out.";

/** What is compared stands on live MRR, whatever basis the other pages show. */
const standsOn = "billed beside live MRR";

function largestGap(months: readonly TieOutMonth[]): TieOutMonth | undefined {
  return months
    .filter((row) => billedGap(row).value !== null)
    .toSorted((a, b) => Math.abs(billedGap(b).value ?? 0) - Math.abs(billedGap(a).value ?? 0))[0];
}

/** The unit the page's tables print money in: single units, as the books have them. */
export function wholeUnits(page: Page): MoneyScale {
  const { currency, exponent } = page.summary.company;
  return { divisor: 10 ** exponent, name: currency };
}

/** The columns of a table by month, and what stands beside MRR. */
export function monthColumns(page: Page): Column<TieOutMonth>[] {
  const scale = wholeUnits(page);
  const style = { ...tieOutStyle(page), scale };
  const money = (
    column: keyof TieOutMonth & `${string}_minor`,
    name: string,
    method: string,
    isSigned = false,
  ): Column<TieOutMonth> => ({
    key: column,
    name,
    unit: "money",
    value: (row) => row[column],
    cell: (row) =>
      isSigned && row[column] === 0 ? "–" : number(monthAmount(row, column, method), { ...style, isSigned }),
  });
  return [
    {
      key: "report_month",
      name: `Month, ${scale.name}`,
      unit: "text",
      value: ({ report_month }) => report_month.slice(0, 7),
      cell: ({ report_month }) => formatPeriod(report_month),
    },
    money("mrr_minor", "Live MRR", "live MRR at the month's end"),
    ...CAUSES.map((cause) =>
      money(`${cause}_minor`, causeWords[cause].name, causeWords[cause].meaning, true),
    ),
    money("billed_minor", "Billed", "recurring lines of invoices, a month of service"),
    {
      key: "billed_rate",
      name: "Billed / MRR",
      unit: "rate",
      value: (row) => billedShare(row).value,
      cell: (row) => number(billedShare(row), style),
    },
    {
      key: "differing_customers",
      name: "Customers",
      unit: "count",
      value: (row) => row.differing_customers,
      cell: (row) =>
        number(
          {
            value: row.differing_customers,
            unit: "count",
            mart: "tie_out__by_month",
            key: `differing_customers ${row.report_month.slice(0, 7)}`,
            method: "customers whose billed amount is not their MRR",
          },
          style,
        ),
    },
    money("one_off_minor", "Once", "billed once, by month of the invoice"),
    money("usage_minor", "Usage", "billed by use, by month of the invoice"),
  ];
}

/** Billed as a share of live MRR over the last three years. */
export function tieOutLine(page: Page, { months }: TieOut): HTMLElement {
  const style = tieOutStyle(page);
  const shown = months.slice(-36);
  return figure<TieOutMonth>(page, "Billed over MRR", (view) => {
    const [newest, worst] = [shown.at(-1), largestGap(shown.slice(-12))];
    if (!newest || !worst) return null;
    const away: Measured = { ...billedGap(worst), value: Math.abs(billedGap(worst).value ?? 0) };
    return {
      basis: standsOn,
      claim: [
        shown.length < 12
          ? "Billed was never further from live MRR than "
          : "In twelve months billed was never further from live MRR than ",
        number(away, style),
        `, in ${formatPeriod(worst.report_month)}`,
      ],
      subtitle: `${view.company.name}, all customers · billed for a month's end / live MRR, % · to ${formatPeriod(newest.report_month)}`,
      draw: async (width) =>
        (await loadCharts()).rateLines(
          [
            {
              name: "Billed / MRR",
              points: shown.map((row) => ({
                report_month: row.report_month,
                rate: billedShare(row).value,
                customers: null,
              })),
            },
          ],
          { width, measure: "Billed / MRR", reference: { value: 1, label: "MRR" } },
        ),
      caveat,
      table: { columns: monthColumns(page), rows: shown.toReversed() },
      definition: "monthlyRecurringRevenue",
    };
  });
}

/** From live MRR to what was billed in the newest month, a bar a cause. */
export function tieOutBridge(page: Page, { months }: TieOut): HTMLElement {
  const style = { ...tieOutStyle(page), isSigned: true };
  return figure<{ name: string; column: keyof TieOutMonth & `${string}_minor`; amount: number }>(
    page,
    "From MRR to billed",
    (view) => {
      const newest = months.at(-1);
      if (!newest) return null;
      const [first] = CAUSES.filter((cause) => newest[`${cause}_minor`] !== 0).sort(
        (a, b) => Math.abs(newest[`${b}_minor`]) - Math.abs(newest[`${a}_minor`]),
      );
      const step = (cause: Cause) => ({
        name: causeWords[cause].name,
        column: `${cause}_minor` as const,
        amount: newest[`${cause}_minor`],
      });
      return {
        basis: standsOn,
        claim: first
          ? [
              `${causeWords[first].name} are the most of what differs: `.replace(
                /^(Timing|Proration|Rounding) are/,
                "$1 is",
              ),
              number(monthAmount(newest, `${first}_minor`, causeWords[first].meaning), style),
            ]
          : "What was billed is the MRR, to the minor unit",
        subtitle: `${view.company.name}, all customers · from live MRR to what was billed for it, ${view.money.currency} a month · ${formatPeriod(newest.report_month)}`,
        draw: async (width) => (await loadCharts()).billedBridge(newest, { width, ...view.money }),
        caveat: "Each difference has one name; those of one customer and month are netted first.",
        table: {
          columns: [
            { key: "part", name: "Part", unit: "text", value: ({ name }) => name },
            {
              key: "amount_minor",
              name: `Amount, ${view.money.currency}`,
              unit: "money",
              value: ({ amount }) => amount,
              cell: ({ column, name }) =>
                number(monthAmount(newest, column, name), {
                  ...style,
                  isSigned: column !== "mrr_minor" && column !== "billed_minor",
                }),
            },
          ],
          rows: [
            { name: "Live MRR", column: "mrr_minor", amount: newest.mrr_minor },
            ...CAUSES.map(step).filter(({ amount }) => amount !== 0),
            { name: "Billed", column: "billed_minor", amount: newest.billed_minor },
          ],
        },
      };
    },
  );
}
