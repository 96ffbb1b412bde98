import { contractGrowth, formatNumber, formatPeriod } from "@tideline/metrics";
import { loadCharts } from "./charts.ts";
import type { Child } from "./dom.ts";
import { type FigureSpec, figure } from "./frame.ts";
import { type Measured, number } from "./number.ts";
import type { Page } from "./page.ts";
import { renewalMeasured, shownRenewals } from "./renewal-chosen.ts";
import { type ClassRow, type Renewals, renewalStyle } from "./renewal-data.ts";
import type { View } from "./view.ts";

const ordinals = ["no", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"];

function ordinal(index: number): string {
  return ordinals[index] ?? `${index}th`;
}

/** What a class is called: "lost at first renewal", "renewed twice and still there". */
export function className({
  class: name,
  renewal_number,
}: Pick<ClassRow, "class" | "renewal_number">): string {
  const times = renewal_number ?? 0;
  if (name === "lost_at_renewal") return `lost at ${ordinal(times)} renewal`;
  if (name === "lost_between_renewals") return "lost between renewals";
  if (name === "late") return "a renewal is late";
  if (name === "none_due_yet") return "none due yet";
  if (name === "unknown_ordinal") return "history begins later";
  if (name === "joined_and_left") return "joined and left between two month ends";
  if (times === 0) return "lost what fell due, and still there";
  return `renewed ${times === 1 ? "once" : times === 2 ? "twice" : `${times} times`} and still there`;
}

const order = [
  "lost_at_renewal",
  "lost_between_renewals",
  "late",
  "none_due_yet",
  "renewed",
  "unknown_ordinal",
];

/** Classes in reading order: the lost by renewal, the undecided, the renewed by how often. */
export function orderedClasses(rows: readonly ClassRow[]): ClassRow[] {
  return [...rows].sort(
    (a, b) =>
      order.indexOf(a.class) - order.indexOf(b.class) || (a.renewal_number ?? 0) - (b.renewal_number ?? 0),
  );
}

/** A number of the figure: of customers chosen it comes from them one by one. */
const ofClasses = (page: Page, measured: Omit<Measured, "mart">): Measured =>
  renewalMeasured(page, { ...measured, mart: "customers__by_class" }, "customers__class");

function countOf(page: Page, row: ClassRow): Measured {
  return ofClasses(page, {
    value: row.customers,
    unit: "count",
    key: `customers ${row.class} ${row.renewal_number ?? ""}`.trim(),
    method: `customers: ${className(row)}`,
  });
}

/** "Of customers, how many were lost at which renewal, and how did the rest fare?": classes that partition them. */
export function renewalClasses(page: Page, renewals: Renewals): HTMLElement {
  const name = "Customers by outcome of their renewals";
  return figure<ClassRow>(page, name, (view) => specOf(page, view, shownRenewals(page, renewals)), {
    usesLedger: true,
  });
}

function specOf(page: Page, view: View, renewals: Renewals | null): FigureSpec<ClassRow> | null {
  if (!renewals) return null;
  const rows = orderedClasses(renewals.classes.filter(({ class: name }) => name !== "joined_and_left"));
  const apart = renewals.classes.find(({ class: name }) => name === "joined_and_left");
  const style = renewalStyle(page);
  const total = rows.reduce((sum, { customers }) => sum + customers, 0);
  const all = ofClasses(page, {
    value: total,
    unit: "count",
    key: "sum(customers)",
    method: "every customer with a balance at any month end, each in exactly one class",
  });
  const claim = (): Child => {
    if (total === 0) return "There are no customers to tell apart";
    const shown = rows.filter(
      ({ class: name, renewal_number }) => name === "lost_at_renewal" && (renewal_number ?? 0) <= 2,
    );
    const renewed = rows
      .filter(({ class: name, renewal_number }) => name === "renewed" && renewal_number !== 0)
      .reduce((sum, row) => sum + row.customers, 0);
    const parts: Child[] = shown.map((row) => [number(countOf(page, row), style), ` were ${className(row)}`]);
    if (renewed > 0)
      parts.push([
        number(
          ofClasses(page, {
            value: renewed,
            unit: "count",
            key: "sum(customers) renewed",
            method: "customers who are there and have renewed",
          }),
          style,
        ),
        " renewed and are still there",
      ]);
    if (parts.length === 0)
      return [
        "Of ",
        number(all, style),
        total === 1 ? " customer there ever was," : " customers there ever were,",
        " none renewed and none was lost at a first or second renewal",
      ];
    return [
      "Of ",
      number(all, style),
      total === 1 ? " customer there ever was," : " customers there ever were,",
      parts.map((part, index) => [index === 0 ? " " : ", ", part]),
    ];
  };
  const lastMonth = page.summary.company.last_month?.slice(0, 7) ?? "";
  return {
    claim: claim(),
    subtitle: `${view.company.name}, ${view.who} · each in exactly one class: ${formatNumber(total)} = ${rows.map(({ customers }) => formatNumber(customers)).join(" + ")} · end of ${formatPeriod(lastMonth || view.state.to)}`,
    draw: async (width) =>
      (await loadCharts()).labelBars(
        rows.map((row) => ({
          label: className(row),
          value: total === 0 ? null : row.customers / total,
          customers: row.customers,
        })),
        { width, unit: "rate", measure: "Share of customers", small: 0, order: "given" },
      ),
    caveat: `Lost between renewals: left while a term was running, or cancelled before the start. Contracts now are set against the first month end with a balance, on the live basis.${apart ? ` Counted apart: ${formatNumber(apart.customers)} who ${className(apart)}.` : ""}`,
    table: {
      columns: [
        { key: "class", name: "Class", unit: "text", value: (row) => className(row) },
        {
          key: "customers",
          name: "Customers",
          unit: "count",
          value: ({ customers }) => customers,
          cell: (row) => number(countOf(page, row), style),
        },
        { key: "present", name: "With a contract now", unit: "count", value: ({ present }) => present },
        { key: "increased", name: "Increased", unit: "count", value: ({ increased }) => increased },
        { key: "unchanged", name: "Unchanged", unit: "count", value: ({ unchanged }) => unchanged },
        { key: "decreased", name: "Decreased", unit: "count", value: ({ decreased }) => decreased },
        {
          key: "contract_growth",
          name: "Contract now / original",
          unit: "rate",
          value: (row) => contractGrowth([row]),
          cell: (row) =>
            number(
              ofClasses(page, {
                value: contractGrowth([row]),
                unit: "rate",
                key: `contractGrowth ${row.class} ${row.renewal_number ?? ""}`.trim(),
                method: "monthly amounts now / at the first month end, of those present",
                reason: "nobody of this class has a contract now",
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
