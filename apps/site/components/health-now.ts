import { formatMoneyCompact, formatNumber, formatPercent, formatPeriod } from "@tideline/metrics";
import { loadCharts } from "./charts.ts";
import { columnScale } from "./format.ts";
import { type FigureSpec, figure } from "./frame.ts";
import {
  bandsNow,
  type Health,
  healthRows,
  healthStyle,
  type InBand,
  inOrder,
  ofBand,
  whoIs,
} from "./health-data.ts";
import { writeHealthCell } from "./health-panel.ts";
import { number } from "./number.ts";
import type { Page } from "./page.ts";
import type { View } from "./view.ts";
import { basisMrr, inSentence, quoted } from "./words.ts";

type Row = InBand & { label: string; key: string; mart: string };

const share = (part: number, rows: readonly InBand[], column: "customers" | "balance_minor") => {
  const all = rows.reduce((sum, row) => sum + row[column], 0);
  return all === 0 ? null : part / all;
};

/** The table behind: customers and balance of each label's bands. */
function tableOf(page: Page, rows: readonly Row[], basis: View["state"]["basis"]): FigureSpec<Row>["table"] {
  const style = healthStyle(page);
  const scale = columnScale(rows, ({ balance_minor }) => balance_minor, style.money);
  const same = (row: Row) => rows.filter(({ label }) => label === row.label);
  const where = ({ mart, key }: Row) => ({ mart, key });
  return {
    columns: [
      { key: "label", name: "Of", unit: "text", value: ({ label }) => label },
      { key: "band", name: "Band", unit: "text", value: ({ band }) => band },
      {
        key: "customers",
        name: "Customers",
        unit: "count",
        value: ({ customers }) => customers,
        cell: (row) => number(ofBand(row, "customers", where(row)), style),
      },
      {
        key: "customer_share",
        name: "Share, %",
        unit: "rate",
        value: (row) => share(row.customers, same(row), "customers"),
        cell: (row) => formatPercent(share(row.customers, same(row), "customers")),
      },
      {
        key: "balance_minor",
        name: `${basisMrr(basis)}, ${scale.name}`,
        unit: "money",
        value: ({ balance_minor }) => balance_minor,
        cell: (row) => number(ofBand(row, "balance_minor", where(row)), { ...style, scale }),
      },
      {
        key: "balance_share",
        name: "Share, %",
        unit: "rate",
        value: (row) => share(row.balance_minor, same(row), "balance_minor"),
        cell: (row) => formatPercent(share(row.balance_minor, same(row), "balance_minor")),
      },
    ],
    rows,
  };
}

/** The cut's label with the largest share of customers in the lowest band, among those with twenty or more. */
function worst(rows: readonly Row[]): { label: string; share: number } | null {
  const labels = [...new Set(rows.map(({ label }) => label))];
  const shares = labels.flatMap((label) => {
    const own = rows.filter((row) => row.label === label);
    const all = own.reduce((sum, { customers }) => sum + customers, 0);
    const low = own.filter(({ band_no }) => band_no === 1).reduce((sum, { customers }) => sum + customers, 0);
    return all < 20 ? [] : [{ label, share: low / all }];
  });
  return shares.sort((a, b) => b.share - a.share)[0] ?? null;
}

/** Bands of health now: by customers and by money, or label by label of the chosen cut. */
export function healthBands(page: Page, health: Health): HTMLElement {
  return figure<Row>(
    page,
    "Bands of health",
    (view) => {
      const { basis, cut } = view.state;
      const now = bandsNow(health, basis);
      if (health.month === null || now.length === 0) return null;
      const month = health.month.slice(0, 7);
      const all: Row[] = now.map((row) => ({
        ...row,
        label: "All customers",
        mart: "health__distribution",
        key: month,
      }));
      const ofCut: Row[] = inOrder(healthRows(page)?.byCut ?? [])
        .filter((row) => row.cut === cut && row.basis === basis)
        .map((row) => ({ ...row, mart: "health__by_cut", key: `${row.cut}=${row.label}` }));
      const labels = [...new Set(ofCut.map(({ label }) => label))].sort();
      const rows =
        labels.length === 0 ? all : labels.flatMap((label) => ofCut.filter((row) => row.label === label));
      const [lowest] = now;
      const low = lowest?.band_no === 1 ? lowest : null;
      const furthest = worst(ofCut);
      const title = page.summary.cuts.find(({ name }) => name === cut)?.title;
      const part = (row: InBand, column: "customers" | "balance_minor") => ({
        band: row.band,
        band_no: row.band_no,
        value: row[column],
        shown:
          column === "customers"
            ? `${formatNumber(row.customers)} customers`
            : formatMoneyCompact(row.balance_minor, view.money),
      });
      const style = healthStyle(page);
      return {
        claim:
          furthest && furthest.share > 0
            ? `${quoted(furthest.label)} has the largest share of customers in the lowest band, ${formatPercent(furthest.share)}`
            : low
              ? [
                  number(ofBand(low, "balance_minor", { mart: "health__distribution", key: month }), style),
                  ` of ${basisMrr(basis)} stands in ${low.band}, ${formatPercent(share(low.balance_minor, now, "balance_minor"))} of all`,
                ]
              : now.every(({ band_no }) => band_no === 0)
                ? "Nobody has a score: too little is known"
                : "Nobody stands in the lowest band",
        subtitle: `${view.company.name}, ${whoIs(basis)}${title && labels.length > 0 ? ` by ${inSentence(title)}` : ""} · share of ${labels.length > 0 ? "customers" : `customers and of ${basisMrr(basis)}`}, % · end of ${formatPeriod(month)}`,
        draw: async (width) =>
          (await loadCharts()).bandBars(
            labels.length === 0
              ? [
                  { label: "Customers", parts: now.map((row) => part(row, "customers")) },
                  { label: basisMrr(basis), parts: now.map((row) => part(row, "balance_minor")) },
                ]
              : labels.map((label) => ({
                  label,
                  parts: ofCut.filter((row) => row.label === label).map((row) => part(row, "customers")),
                })),
            {
              width,
              bands: page.summary.health_bands,
              onSelect: ({ label, band }) =>
                page.show({
                  cell: writeHealthCell({
                    kind: "band",
                    band,
                    label: labels.length === 0 ? undefined : label,
                  }),
                }),
            },
          ),
        hint: "Choose a part of a bar for its customers.",
        caveat:
          "Unscored: too little is known for a score. Customers with read-only fees alone have none either, and are left out.",
        table: tableOf(page, rows, basis),
        definition: "healthCoverage",
      };
    },
    { usesCut: true },
  );
}

/** How the scores are spread, in steps of five points. */
export function healthHistogram(page: Page, health: Health): HTMLElement {
  return figure<Health["histogram"][number]>(page, "Health scores", (view) => {
    const { basis } = view.state;
    const rows = health.histogram.filter((row) => row.basis === basis);
    if (health.month === null || rows.length === 0) return null;
    const month = health.month.slice(0, 7);
    const all = rows.reduce((sum, { customers }) => sum + customers, 0);
    const half = [...rows].sort((a, b) => a.above - b.above);
    let seen = 0;
    const middle = half.find(({ customers }) => {
      seen += customers;
      return seen * 2 >= all;
    });
    const style = healthStyle(page);
    const scale = columnScale(rows, ({ balance_minor }) => balance_minor, style.money);
    return {
      claim: `At least half of the scored ${whoIs(basis)} score ${(middle?.above ?? 0) + 5} or less`,
      subtitle: `${view.company.name}, ${formatNumber(all)} scored ${whoIs(basis)} · customers a step of five points, scores from 0 to 100 · end of ${formatPeriod(month)}`,
      draw: async (width) =>
        (await loadCharts()).scoreHistogram(rows, { width, bands: page.summary.health_bands }),
      caveat:
        "A step holds scores above its lower end up to its upper end; where a band ends inside a step, the column has two colours.",
      table: {
        columns: [
          { key: "above", name: "Above", unit: "count", value: ({ above }) => above },
          { key: "up_to", name: "Up to", unit: "count", value: ({ above }) => above + 5 },
          { key: "band", name: "Band", unit: "text", value: ({ band }) => band },
          {
            key: "customers",
            name: "Customers",
            unit: "count",
            value: ({ customers }) => customers,
            cell: (row) =>
              number(
                ofBand(row, "customers", { mart: "health__histogram", key: `above=${row.above}` }),
                style,
              ),
          },
          {
            key: "balance_minor",
            name: `${basisMrr(basis)}, ${scale.name}`,
            unit: "money",
            value: ({ balance_minor }) => balance_minor,
            cell: (row) =>
              number(ofBand(row, "balance_minor", { mart: "health__histogram", key: `above=${row.above}` }), {
                ...style,
                scale,
              }),
          },
        ],
        rows,
      },
    };
  });
}
