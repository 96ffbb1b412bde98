import { type RetentionRow, retentionAt } from "@tideline/metrics";
import { type CompareMetric, comparedCut, metricOf, productChoice } from "./compare-metric.ts";
import { chosenLedger, labelsOfProduct, ofProduct, viewByProduct } from "./compare-products.ts";
import type { Figure } from "./figure.ts";
import { figures } from "./figures.ts";
import { measure } from "./measure.ts";
import type { Measured } from "./number.ts";
import type { Page } from "./page.ts";
import { fewCustomers } from "./rate-line.ts";
import { makeSeries, type Series } from "./series.ts";
import type { View } from "./view.ts";

/** A label with the figure that is compared and the customers it rests on. */
export interface ComparedLabel {
  series: Series;
  label: string;
  measured: Measured;
  customers: number;
  isFew: boolean;
}

/** What is compared: the figure, the cut (or products), its labels from the best to the worst, and all together. */
export interface Compared {
  metric: CompareMetric;
  figure: Figure;
  cut: { name: string; title: string };
  /** Shows the labels as its cut: what a table of them takes. */
  view: View;
  labels: ComparedLabel[];
  /** The series of all, and the figure of it. */
  total: Series | null;
  all: Measured | null;
}

/** Good when it is low: then the first label is the lowest. */
export const isLowGood = (figure: Figure) => figure.goodWhen === "down";

function labelsOf(view: View, metric: CompareMetric): ComparedLabel[] {
  const figure: Figure = figures[metric];
  const key = view.state.to;
  const direction = isLowGood(figure) ? 1 : -1;
  return (view.cut?.series ?? [])
    .map((series): ComparedLabel => {
      const customers = figure.customers((figure.isLive && view.live(series)) || series, key) ?? 0;
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

function comparedIn(view: View, total: Series | null): Compared {
  const { cut } = view;
  const metric = metricOf(view);
  return {
    metric,
    figure: figures[metric],
    cut: { name: cut?.name ?? "", title: cut?.title ?? "" },
    view,
    labels: labelsOf(view, metric),
    total,
    all: total && measure({ ...view, state: { ...view.state, label: null } }, metric, view.state.to, total),
  };
}

/** The labels of a cut at the end of the view's period alone: what every cut is asked for, and only there. */
function labelsAtEnd(page: Page, view: View, cut: string): Series[] {
  const { basis, only } = view.state;
  const whole = page.source.ledgers.get(basis);
  const chosen = chosenLedger(page, view.state, only);
  const all = () => page.source.labels(basis, cut, only);
  if (!whole || whole.has_fx || !chosen) return all();
  const ledger = only.length > 0 ? { ...whole, cuts: [...whole.cuts, ...chosen.ledger.cuts] } : whole;
  const month = view.period.last_month;
  const kept = new Map<number, Map<string, RetentionRow>>();
  const keptOf = (horizonMonths: number) => {
    const rows = () => retentionAt(ledger, cut, { month, horizonMonths, within: chosen.choice });
    const found = kept.get(horizonMonths) ?? new Map(rows().map(({ label, row }) => [label, row]));
    kept.set(horizonMonths, found);
    return found;
  };
  const labels = whole.cuts.find(({ name }) => name === cut)?.labels ?? [];
  return labels.map((label) =>
    makeSeries({
      label,
      months: whole.report_months,
      rows: () => all().find((series) => series.label === label)?.rows ?? [],
      retention: (horizon) => {
        const row = keptOf(horizon).get(label);
        return row ? [row] : [];
      },
    }),
  );
}

/**
 * The comparison of a view by one cut, of one product where the view asks for it, `isAtEnd` at the period's end alone; null
 * before the ledger is there.
 */
export function comparedBy(
  page: Page,
  view: View,
  { name, title, isAtEnd = false }: { name: string; title: string; isAtEnd?: boolean },
): Compared | null {
  if (!view.ledger) return null;
  const state = { ...view.state, cut: name, second: null };
  const choice = productChoice(view);
  const { basis, only } = state;
  if (choice.of !== "one") {
    const series = isAtEnd ? labelsAtEnd(page, view, name) : page.source.labels(basis, name, only);
    return comparedIn(
      { ...view, state, cut: { name, title, series }, cutTitle: title, second: null },
      page.source.all(basis, only),
    );
  }
  const { product } = choice;
  const chosen = chosenLedger(page, state, only);
  const series = labelsOfProduct(page, state, { cut: name, product });
  const alone = {
    ...view,
    state,
    cut: { name, title, series },
    cutTitle: title,
    second: null,
    product,
    live: () => null,
  };
  return comparedIn(alone, chosen && ofProduct(chosen, product));
}

/** The comparison of products; null where the ledger is not there. */
function comparedProducts(page: Page, view: View): Compared | null {
  const shown = viewByProduct(page, view);
  return shown && comparedIn(shown, page.source.all(shown.state.basis, shown.state.only));
}

/** The comparison the page shows; null where the company has nothing to compare by or the ledger is not there. */
export function compared(page: Page, view: View): Compared | null {
  if (productChoice(view).of === "each") return comparedProducts(page, view);
  const cut = comparedCut(page, view);
  return cut && comparedBy(page, view, cut);
}

/** Labels with a value; the unassigned name nobody. */
const knownLabels = ({ labels }: Pick<Compared, "labels">) =>
  labels.filter(({ label, measured }) => measured.value !== null && label !== "unassigned");

/** Labels a claim may name: those of enough customers with a value. */
export function claimable(found: Pick<Compared, "labels">): ComparedLabel[] {
  return knownLabels(found).filter(({ isFew }) => !isFew);
}

/** Why no label leads though some have a value: too few customers under each; null where that is not why. */
export function whyNoneLeads(found: Pick<Compared, "labels">, noun: string): string | null {
  const [known, large] = [knownLabels(found).length, claimable(found).length];
  if (large > 1 || large === known) return null;
  return `${large === 0 ? "no" : "only one"} ${noun} has ${fewCustomers} customers, so none leads`;
}
