import { formatPeriod } from "@tideline/metrics";
import { loadCharts } from "./charts.ts";
import { figures } from "./figures.ts";
import { type FigureSpec, figure } from "./frame.ts";
import { measure } from "./measure.ts";
import { number } from "./number.ts";
import { ledgerMessage, type Page } from "./page.ts";
import { fewCustomers } from "./rate-line.ts";
import type { Series } from "./series.ts";
import { numberStyle } from "./style.ts";
import type { View } from "./view.ts";
import { inSentence } from "./words.ts";

type ChurnId = "revenue_churn_year" | "logo_churn_year";

const words = {
  revenue_churn_year: { thing: "MRR", name: "Gross MRR churn", within: "gross MRR churn" },
  logo_churn_year: { thing: "customers", name: "Logo churn", within: "logo churn" },
} as const;

function specOf(page: Page, view: View, id: ChurnId): FigureSpec<Series> | null {
  const { cuts } = page.summary;
  const wanted = view.state.cut ?? "industry";
  const cut = cuts.find(({ name }) => name === wanted) ?? cuts.find(({ labels }) => labels.length > 1);
  if (!cut) return null;
  const { ledger } = view;
  const key = view.state.to;
  const scoped: View = { ...view, state: { ...view.state, cut: cut.name } };
  const figureOf = figures[id];
  const sizeOf = (series: Series) => figureOf.customers(series, key) ?? 0;
  const rateOf = (series: Series) => figureOf.value(series, key);
  const labels = (ledger ? page.source.labels(ledger, cut.name) : []).filter((series) => sizeOf(series) > 0);
  const [worst] = labels
    .filter((series) => sizeOf(series) >= fewCustomers && rateOf(series) !== null)
    .sort((a, b) => (rateOf(b) ?? 0) - (rateOf(a) ?? 0));
  const { thing, name, within } = words[id];
  const total = rateOf(page.source.all());
  const title = inSentence(cut.title);
  const style = numberStyle(view);
  const choose = (label: string) =>
    page.set({ cut: cut.name, label: view.state.label === label ? null : label });
  return {
    claim: worst
      ? [
          `${worst.label} loses most ${thing}: `,
          number(measure(scoped, id, key, worst), style),
          " in twelve months",
        ]
      : `${name} by ${title}`,
    subtitle: `by ${title}${view.state.cut ? "" : " (choose another cut above)"} · ${within} over twelve months, %; customers at the start · to ${formatPeriod(view.period.last_month)}`,
    draw: async (width) => {
      if (!ledger) return ledgerMessage(page);
      const bars = labels.map((series) => ({
        label: series.label ?? "",
        value: rateOf(series),
        customers: sizeOf(series),
      }));
      return (await loadCharts()).labelBars(bars, {
        width,
        unit: "rate",
        measure: name,
        tone: "loss",
        small: fewCustomers,
        selected: view.state.label,
        ...(total === null ? {} : { reference: { value: total, label: "all" } }),
        onSelect: ({ label }) => choose(label),
      });
    },
    caveat: worst ? `The claim leaves out labels of fewer than ${fewCustomers} customers.` : undefined,
    table: {
      columns: [
        { key: cut.name, name: cut.title, unit: "text", value: ({ label }) => label },
        {
          key: id,
          name,
          unit: "rate",
          value: rateOf,
          cell: (series) => number(measure(scoped, id, key, series), style),
        },
        { key: "opening_logos", name: "Customers at the start", unit: "count", value: sizeOf },
      ],
      rows: labels,
    },
    definition: figureOf.definition,
  };
}

/** Twelve-month churn by label of the chosen cut, else industry, else the first cut; nothing where the company has none. */
export function churnByLabel(page: Page, id: ChurnId): HTMLElement {
  return figure<Series>(page, `${words[id].name} by label`, (view) => specOf(page, view, id), {
    usesLedger: true,
    usesCut: true,
  });
}
