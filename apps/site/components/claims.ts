import type { PeriodRow } from "@tideline/metrics";

/** A rate as it is shown, in tenths of a point, so that what looks equal is called equal. */
function shown(rate: number): number {
  return Math.round(1000 * rate);
}

/** How growth stands to what was taken away, of the customers of twelve months before. */
export type GrowthCase = "gone" | "unchanged" | "only growth" | "only loss" | "more" | "less" | "alike";

/**
 * "Did the growth of last year's customers make up for what they took away?" from NRR and GRR (0 and up): growth is NRR
 * less GRR, what was taken away 1 less GRR. "gone" where nothing is left; "alike" where both are the same as shown.
 */
export function growthCase(nrr: number, grr: number): GrowthCase {
  const [grown, lost] = [nrr - grr, 1 - grr];
  if (nrr === 0) return "gone";
  if (lost === 0) return grown === 0 ? "unchanged" : "only growth";
  if (grown === 0) return "only loss";
  if (shown(grown) === shown(lost)) return "alike";
  return grown > lost ? "more" : "less";
}

/** Points between methods of NRR from which a reader is warned: one of them no longer stands for the others. */
const wideSpread = 0.1;

/** How far methods of one rate lie apart: "agree" (the same as shown), "near" or "far". */
export function spreadCase(spread: number): "agree" | "near" | "far" {
  if (shown(spread) === 0) return "agree";
  return spread < wideSpread ? "near" : "far";
}

/** What brought most: one of three sources of gains, or several with the same amount. */
export interface TopGain {
  names: string[];
  amount_minor: number;
  /** Nothing else was won. */
  isAll: boolean;
}

type Gains = Pick<PeriodRow, "new_minor" | "reactivation_minor" | "add_on_minor" | "upgrade_minor">;

/** "What brought most?": new business, reactivation, or growth (add-on and upgrade as one); null when nothing was won. */
export function topGain(row: Gains): TopGain | null {
  const gains = [
    { name: "new business", amount: row.new_minor },
    { name: "reactivation", amount: row.reactivation_minor },
    { name: "add-on and upgrade", amount: row.add_on_minor + row.upgrade_minor },
  ].filter(({ amount }) => amount > 0);
  if (gains.length === 0) return null;
  const amount_minor = Math.max(...gains.map(({ amount }) => amount));
  const names = gains.filter(({ amount }) => amount === amount_minor).map(({ name }) => name);
  return { names, amount_minor, isAll: gains.length === 1 };
}

/** A label with its rate and the customers it rests on. */
export interface RatedLabel {
  label: string;
  rate: number | null;
  customers: number | null;
}

/** The ends of a range over labels, and which labels it is of. */
export interface LabelRange {
  lowest: string;
  highest: string;
  rated: number;
}

/**
 * "From which label to which does a rate run?" over labels of `fewest` customers or more; null where fewer than two have
 * a rate, or all have the same.
 */
export function labelRange(labels: readonly RatedLabel[], fewest: number): LabelRange | null {
  const rated = labels
    .flatMap(({ label, rate, customers }) =>
      rate !== null && (customers ?? 0) >= fewest ? [{ label, rate }] : [],
    )
    .sort((a, b) => a.rate - b.rate);
  const [low, high] = [rated[0], rated.at(-1)];
  if (!low || !high || shown(low.rate) === shown(high.rate)) return null;
  return { lowest: low.label, highest: high.label, rated: rated.length };
}

/**
 * What is drawn of many: those a claim names, and the largest up to `most`, in the order of `ranked`.
 *
 * @example
 * namedAndLargest(["a", "b", "c", "d"], ["d"], 3) // ["a", "b", "d"]
 */
export function namedAndLargest<One>(ranked: readonly One[], named: readonly One[], most: number): One[] {
  const kept = [...new Set([...named, ...ranked])].slice(0, most);
  return ranked.filter((one) => kept.includes(one));
}
