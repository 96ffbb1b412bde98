import {
  type AheadMonth,
  byLabelAtFirst,
  type CustomerClassRow,
  crossedLabel,
  customersByClass,
  type RenewalPeriod,
  renewalColumnsByLabel,
  renewalPeriod,
  renewalsAhead,
  renewalsByLabel,
  renewalsByMonth,
} from "@tideline/metrics";
import { monthKey, monthNumber } from "./calendar.ts";
import type { Page } from "./page.ts";
import type { RenewalSelection } from "./renewal-selection-module.ts";
import type { View } from "./view.ts";
import { inSentence } from "./words.ts";

/** A label of the cut, or a pair of labels of two, with what became of its renewals and customers. */
export interface RenewalLabel {
  name: string;
  /** As `crossedParts` takes it. */
  label: string;
  /** Decided in the twelve months to the period's end. */
  period: RenewalPeriod | null;
  ahead: readonly AheadMonth[];
  classes: readonly CustomerClassRow[];
}

const made = new WeakMap<View, RenewalLabel[] | null>();

/** The months of the year that ends with a period. */
function yearTo(view: View): string[] {
  const last = monthNumber(view.period.last_month);
  return Array.from({ length: 12 }, (_, at) => `${monthKey(last - 11 + at)}-01`);
}

function labelsOf(page: Page, view: View, selection: RenewalSelection): RenewalLabel[] | null {
  const { cut, second, label } = view.state;
  if (cut === null || (label !== null && second === null)) return null;
  const ledger = selection.ledger(page);
  const chosen = selection.chosen(page);
  if (!ledger || !chosen) return null;
  const cuts = second === null ? [cut] : [cut, second];
  const { currency } = page.summary.company;
  const months = yearTo(view);
  const groups = new Map<string, RenewalLabel>();
  const group = (labels: readonly string[]): RenewalLabel => {
    const key = labels.length > 1 ? crossedLabel(labels[0] ?? "", labels[1] ?? "") : (labels[0] ?? "");
    const name = labels.map((one) => one || "(none)").join(" · ");
    const known = groups.get(key) ?? { name, label: key, period: null, ahead: [], classes: [] };
    groups.set(key, known);
    return known;
  };
  for (const { labels, renewals } of renewalColumnsByLabel(ledger, chosen.renewals(), cuts))
    group(labels).period = renewalPeriod(renewalsByMonth(renewals, { months, currency }));
  for (const { labels, rows } of renewalsByLabel(ledger, chosen.ahead(), cuts))
    group(labels).ahead = renewalsAhead(rows);
  for (const { labels, rows } of byLabelAtFirst(ledger, chosen.customers(), cuts))
    group(labels).classes = customersByClass(rows, { currency });
  return [...groups.values()];
}

/** One a label of the cut, of both cuts where there are two; null without a cut and before what they need is here. */
export function renewalLabels(page: Page, view: View, selection: RenewalSelection): RenewalLabel[] | null {
  if (!made.has(view)) made.set(view, labelsOf(page, view, selection));
  return made.get(view) ?? null;
}

/** "industry", or "industry and size band". */
export const titleOf = (view: View): string =>
  [view.cutTitle, view.second?.title].flatMap((one) => (one ? [inSentence(one)] : [])).join(" and ");
