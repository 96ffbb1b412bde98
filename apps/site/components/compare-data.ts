import { type CompareMetric, comparedCut, metricOf } from "./compare-metric.ts";
import type { Figure } from "./figure.ts";
import { figures } from "./figures.ts";
import { measure } from "./measure.ts";
import type { Measured } from "./number.ts";
import type { Page } from "./page.ts";
import { fewCustomers } from "./rate-line.ts";
import type { Series } from "./series.ts";
import type { View } from "./view.ts";

/** A label with the figure that is compared and the customers it rests on. */
export interface ComparedLabel {
  series: Series;
  label: string;
  measured: Measured;
  customers: number;
  isFew: boolean;
}

/** What is compared: the figure, the cut, its labels from the best to the worst, and all together. */
export interface Compared {
  metric: CompareMetric;
  figure: Figure;
  cut: { name: string; title: string };
  view: View;
  labels: ComparedLabel[];
  all: Measured | null;
}

/** Good when it is low: then the first label is the lowest. */
export const isLowGood = (figure: Figure) => figure.goodWhen === "down";

function labelsOf(page: Page, view: View, cut: string, metric: CompareMetric): ComparedLabel[] {
  const figure: Figure = figures[metric];
  const key = view.state.to;
  const direction = isLowGood(figure) ? 1 : -1;
  return page.source
    .labels(view.state.basis, cut, view.state.only)
    .map((series): ComparedLabel => {
      const customers = figure.customers(series, key) ?? series.period(key)?.closing_logos ?? 0;
      const measured = measure(view, metric, key, series);
      return { series, label: series.label ?? "", measured, customers, isFew: customers < fewCustomers };
    })
    .filter(({ customers, measured }) => customers > 0 || (measured.value ?? 0) !== 0)
    .sort(
      (a, b) =>
        (a.measured.value === null ? 1 : 0) - (b.measured.value === null ? 1 : 0) ||
        direction * ((a.measured.value ?? 0) - (b.measured.value ?? 0)) ||
        (a.label < b.label ? -1 : 1),
    );
}

/** The comparison of a view by one cut; null before the ledger is there. */
export function comparedBy(page: Page, view: View, cut: { name: string; title: string }): Compared | null {
  if (!view.ledger) return null;
  const metric = metricOf(view.state);
  const scoped: View = { ...view, state: { ...view.state, cut: cut.name, second: null } };
  const all = page.source.all(view.state.basis, view.state.only);
  return {
    metric,
    figure: figures[metric],
    cut,
    view: scoped,
    labels: labelsOf(page, scoped, cut.name, metric),
    all: all && measure({ ...scoped, state: { ...scoped.state, label: null } }, metric, view.state.to, all),
  };
}

/** The comparison the page shows; null where the company has no cut or the ledger is not there. */
export function compared(page: Page, view: View): Compared | null {
  const cut = comparedCut(page, view);
  return cut && comparedBy(page, view, cut);
}

/** Labels a claim may name: those of enough customers, else all with a value; the unassigned name nobody. */
export function claimable({ labels }: Compared): ComparedLabel[] {
  const known = labels.filter(({ label, measured }) => measured.value !== null && label !== "unassigned");
  const large = known.filter(({ isFew }) => !isFew);
  return large.length > 1 ? large : known;
}
