import { formatDate, formatNumber, formatPercent, type OutcomeSums } from "@tideline/metrics";
import { loadCharts } from "./charts.ts";
import { type FigureSpec, figure } from "./frame.ts";
import { ledgerMessage } from "./live.ts";
import { type Measured, number } from "./number.ts";
import { type Outcomes, outcomeMeasured, outcomeStyle } from "./outcome-data.ts";
import type { Page } from "./page.ts";
import { fewCustomers } from "./rate-line.ts";
import { filterWords } from "./state.ts";
import type { View } from "./view.ts";

interface Row {
  outcome: keyof OutcomeSums;
  label: string;
  band: string;
  band_no: number;
  customers: number;
  of: number;
}

/** Who is still there, by what became of the renewals, in the order they are shown. */
const outcomes: readonly [keyof OutcomeSums, string][] = [
  ["renewed", "renewed"],
  ["none_due", "none due yet"],
  ["late", "a renewal is late"],
  ["kept_other", "lost what fell due"],
  ["unknown", "history begins later"],
];

function rowsOf(page: Page, all: Outcomes, view: View): Row[] | null {
  const found = all.health(view, page);
  if (!found) return null;
  return outcomes.flatMap(([outcome, label]) => {
    const own = found.filter((one) => one.outcome === outcome);
    const of = own.reduce((sum, { customers }) => sum + customers, 0);
    if (of === 0) return [];
    return all.bands.map(({ band, band_no }): Row => {
      const customers = own.find((one) => one.band === band)?.customers ?? 0;
      return { outcome, label, band, band_no, customers, of };
    });
  });
}

function specOf(page: Page, all: Outcomes, view: View): FigureSpec<Row> | null {
  if (all.bands.length === 0) return null;
  const rows = rowsOf(page, all, view);
  const style = outcomeStyle(page, view);
  const of = (row: Row, value: number, unit: Measured["unit"]): Measured => ({
    ...outcomeMeasured(view, {
      value,
      unit,
      name: `${row.outcome} ${row.band}${unit === "rate" ? " / scored or not" : ""}`,
      method: unit === "rate" ? `in ${row.band} / still there: ${row.label}` : `in ${row.band}: ${row.label}`,
    }),
    mart: "health__scores",
  });
  const share = (row: Row) => row.customers / row.of;
  const renewed = rows?.filter(({ outcome }) => outcome === "renewed") ?? [];
  const low = renewed.find(({ band_no }) => band_no === 1);
  const high = renewed.filter(({ band_no }) => band_no > 1).at(-1);
  const [one, other] = high ? [high, low] : [low];
  const shown = [...new Set(rows?.map(({ label }) => label))];
  return {
    claim:
      renewed.length === 0
        ? "Nobody like this has renewed and is still there"
        : one
          ? [
              "Of those who renewed, ",
              number(of(one, share(one), "rate"), style),
              ` stand in ${one.band} today`,
              other && [" and ", number(of(other, share(other), "rate"), style), ` in ${other.band}`],
            ]
          : "Of those who renewed too little is known for a score",
    subtitle: `${filterWords(view.state, page.summary) || "all customers"} who are still there, by what became of their renewals · share in each band of health, % · as known on ${formatDate(page.summary.company.as_of)}`,
    draw: async (width) =>
      rows
        ? (await loadCharts()).bandBars(
            shown.map((label) => ({
              label: `${label} (${formatNumber(rows.find((row) => row.label === label)?.of ?? 0)})`,
              parts: rows
                .filter((row) => row.label === label)
                .map(({ band, band_no, customers }) => ({
                  band,
                  band_no,
                  value: customers,
                  shown: `${formatNumber(customers)} customers`,
                })),
            })),
            { width, bands: page.summary.health_bands },
          )
        : ledgerMessage(page),
    caveat: `Health of today, not at signing: it tells how those who stayed fare, not who would stay.${renewed[0] && renewed[0].of < fewCustomers ? ` Only ${renewed[0].of} renewed: read the counts.` : ""}`,
    table: {
      columns: [
        { key: "outcome", name: "Renewals", unit: "text", value: ({ label }) => label },
        { key: "band", name: "Band", unit: "text", value: ({ band }) => band },
        {
          key: "customers",
          name: "Customers",
          unit: "count",
          value: ({ customers }) => customers,
          cell: (row) => number(of(row, row.customers, "count"), style),
        },
        { key: "share", name: "Share", unit: "rate", value: share, cell: (row) => formatPercent(share(row)) },
      ],
      rows: rows ?? [],
    },
    definition: "healthCoverage",
  };
}

/** Bands of health of those like the prospect who are still there. */
export function outcomeHealth(page: Page, all: Outcomes): HTMLElement {
  return figure<Row>(page, "Health of customers like this", (view) => specOf(page, all, view), {
    usesLedger: true,
  });
}
