import { formatNumber, type OutcomeSums, wilsonInterval } from "@tideline/metrics";
import { loadCharts } from "./charts.ts";
import { type FigureSpec, figure } from "./frame.ts";
import { type Measured, number } from "./number.ts";
import { decidedOf, type Outcomes, outcomeMeasured, outcomeStyle } from "./outcome-data.ts";
import type { Page } from "./page.ts";
import { fewCustomers } from "./rate-line.ts";
import { filterWords } from "./state.ts";
import type { View } from "./view.ts";

interface Fate {
  name: keyof OutcomeSums;
  label: string;
  customers: number;
}

const fates: readonly [keyof OutcomeSums, string][] = [
  ["lost_first", "lost at first renewal"],
  ["lost_second", "lost at second renewal"],
  ["lost_later", "lost at a later renewal"],
  ["lost_between", "lost between renewals"],
  ["late", "a renewal is late"],
  ["none_due", "none due yet"],
  ["renewed", "renewed and still there"],
  ["kept_other", "lost what fell due, still there"],
  ["unknown", "history begins later"],
];

function specOf(page: Page, outcomes: Outcomes, view: View): FigureSpec<Fate> | null {
  const sums = outcomes.sums(view, page);
  if (!sums || sums.customers === 0) return null;
  const style = outcomeStyle(page, view);
  const rows = fates
    .map(([name, label]): Fate => ({ name, label, customers: sums[name] }))
    .filter(({ customers, name }) => customers > 0 || name === "lost_first" || name === "renewed");
  const decided = decidedOf(sums);
  const share: Measured = outcomeMeasured(view, {
    value: decided > 0 ? sums.renewed / decided : null,
    name: "renewed / (renewed + lost)",
    unit: "rate",
    method: "renewed and still there / those and the lost",
    reason: "nobody has renewed or was lost yet",
  });
  const interval = wilsonInterval(sums.renewed, decided);
  const percent = (value: number) => formatNumber(100 * value, { digits: 0 });
  return {
    claim:
      decided >= fewCustomers
        ? [number(share, style), " of those whose fate is known renewed and are still there"]
        : decided > 0
          ? `The fate of only ${decided} is known: too few for a share`
          : "No renewal is decided yet",
    subtitle: `${filterWords(view.state, page.summary) || "all customers"} · share of customers, each in exactly one class: ${formatNumber(sums.customers)} = ${rows.map(({ customers }) => formatNumber(customers)).join(" + ")} · as known now`,
    draw: async (width) =>
      (await loadCharts()).labelBars(
        rows.map(({ label, customers }) => ({ label, value: customers / sums.customers, customers })),
        { width, unit: "rate", measure: "Share of customers", small: 0, order: "given" },
      ),
    caveat: interval
      ? `The share is between ${percent(interval.lower)} and ${percent(interval.upper)} % with 95 % confidence (Wilson), from ${formatNumber(decided)} customers. Undecided ones are in neither number. Known now: the period above does not change it.`
      : undefined,
    table: {
      columns: [
        { key: "class", name: "What became of them", unit: "text", value: ({ label }) => label },
        {
          key: "customers",
          name: "Customers",
          unit: "count",
          value: ({ customers }) => customers,
          cell: ({ name, label, customers }) =>
            number(outcomeMeasured(view, { value: customers, name, method: `customers: ${label}` }), style),
        },
        {
          key: "share",
          name: "Share",
          unit: "rate",
          value: ({ customers }) => customers / sums.customers,
          cell: ({ name, label, customers }) =>
            number(
              outcomeMeasured(view, {
                value: customers / sums.customers,
                name: `${name} / customers`,
                unit: "rate",
                method: `share of customers: ${label}`,
              }),
              style,
            ),
        },
      ],
      rows,
    },
    definition: "renewalRateLogo",
  };
}

/** What became of the customers chosen, as bars that add up to all of them. */
export function outcomeFigure(page: Page, outcomes: Outcomes): HTMLElement {
  return figure<Fate>(page, "What became of customers like this", (view) => specOf(page, outcomes, view), {
    usesLedger: true,
  });
}
