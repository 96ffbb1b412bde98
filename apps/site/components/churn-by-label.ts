import { formatPercent, formatPeriod } from "@tideline/metrics";
import { loadCharts } from "./charts.ts";
import { mostMoved, movedRate, topLabels } from "./churn-verdicts.ts";
import { figures } from "./figures.ts";
import { type FigureSpec, figure } from "./frame.ts";
import { ledgerMessage } from "./live.ts";
import { measure } from "./measure.ts";
import { number } from "./number.ts";
import type { Page } from "./page.ts";
import { fewCustomers } from "./rate-line.ts";
import { endMonth, type Series } from "./series.ts";
import { numberStyle } from "./style.ts";
import type { View } from "./view.ts";
import { inSentence, listed, mrrWord, onBasis, quoted } from "./words.ts";

type ChurnId = "revenue_churn_year" | "logo_churn_year";

const words = {
  revenue_churn_year: { thing: "MRR", name: "Gross MRR churn", within: "gross MRR churn" },
  logo_churn_year: { thing: "customers", name: "Logo churn", within: "logo churn" },
} as const;

function caveats(
  mrr: string,
  isClaimed: boolean,
  labels: readonly { rate: number | null; moved: number }[],
): string {
  const isMoved = labels.some(({ moved }) => moved > 0);
  const isOver = labels.some(({ rate }) => (rate ?? 0) > 1);
  return [
    isClaimed &&
      `The claim leaves out labels of fewer than ${fewCustomers} customers${isMoved ? `, and those over ${formatPercent(mostMoved, { digits: 0 })} of whose ${mrr} changed label` : ""}.`,
    isMoved &&
      "Customers change these labels: a loss counts with the label of the month before, over what the label held a year ago.",
    isOver && "Above 100 %: losses of customers won since count too, over the start of a year ago.",
  ]
    .filter(Boolean)
    .join(" ");
}

/** No label can lose more than it had: above 100 % its rate is the highest, its losses those of customers won since. */
function mostOf(
  labels: number,
  isOver: boolean,
  { thing, within }: { thing: string; within: string },
): string {
  if (isOver) return `${labels === 1 ? "has" : "have"} the highest ${within}`;
  return labels === 1
    ? `loses the largest share of its ${thing}`
    : `lose the largest share of their ${thing}, each`;
}

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
  const labels = page.source
    .labels(view.state.basis, cut.name, view.state.only)
    .filter((series) => sizeOf(series) > 0);
  const movedOf = (series: Series) => movedRate(series.trailing(endMonth(series, key), 12) ?? []);
  const top = topLabels(
    labels.map((series) => ({
      label: series.label ?? "",
      rate: rateOf(series),
      customers: sizeOf(series),
      moved_rate: movedOf(series),
    })),
    fewCustomers,
  );
  const worst = labels.find(({ label }) => label === top[0]);
  const { basis } = view.state;
  const mrr = mrrWord(basis);
  const of = {
    thing: onBasis(words[id].thing, basis),
    name: onBasis(words[id].name, basis),
    within: onBasis(words[id].within, basis),
  };
  const { name, within } = of;
  const all = page.source.all(view.state.basis, view.state.only);
  const total = all && rateOf(all);
  const title = inSentence(cut.title);
  const style = numberStyle(view);
  const choose = (label: string) =>
    page.set({ cut: cut.name, label: view.state.label === label ? null : label });
  return {
    claim: worst
      ? [
          `${listed(top.map(quoted))} ${mostOf(top.length, (rateOf(worst) ?? 0) > 1, of)}: `,
          number(measure(scoped, id, key, worst), style),
          " in twelve months",
        ]
      : `${name} by ${title}`,
    subtitle: `by ${title} · ${within} over twelve months, %; customers at the start · to ${formatPeriod(view.period.last_month)}`,
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
    caveat:
      caveats(
        mrr,
        worst !== undefined,
        labels.map((series) => ({ rate: rateOf(series), moved: movedOf(series) })),
      ) || undefined,
    hint: view.state.cut ? undefined : "Choose another cut above.",
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
