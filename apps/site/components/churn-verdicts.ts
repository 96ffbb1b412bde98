import type { WaterfallComponents } from "@tideline/metrics";
import type { ReasonSum } from "./behind.ts";

type Row = WaterfallComponents;

/** Customers lost, as who left altogether and who keeps only an archive fee; counts, both from 0. */
export function lostCustomers(rows: readonly Pick<Row, "churned_logos" | "archived_in_logos">[]): {
  left: number;
  archived: number;
} {
  let left = 0;
  let archived = 0;
  for (const { churned_logos, archived_in_logos } of rows) {
    const kept = Math.min(archived_in_logos, -churned_logos);
    archived += kept;
    left -= churned_logos + kept;
  }
  return { left: left + 0, archived: archived + 0 };
}

/** A number's place in a sentence. */
export type LossSlot = { slot: "left" | "archived" | "opening" | "churn" | "contraction" | "rate" };

type LossRow = Pick<
  Row,
  | "opening_minor"
  | "opening_logos"
  | "churn_minor"
  | "contraction_minor"
  | "churned_logos"
  | "archived_in_logos"
>;

/** What a period lost, as words and places for its numbers: customers against those of the start, then money. */
export function lossWords(row: LossRow): (string | LossSlot)[] {
  const { left, archived } = lostCustomers([row]);
  const isAny = left + archived > 0;
  const words: (string | LossSlot)[] = [];
  if (left > 0) words.push({ slot: "left" }, left === 1 ? " customer left" : " customers left");
  if (left > 0 && archived > 0) words.push(" and ");
  if (archived > 0) {
    const noun = left > 0 ? "" : archived === 1 ? " customer" : " customers";
    words.push({ slot: "archived" }, `${noun} ${archived === 1 ? "keeps" : "keep"} only an archive`);
  }
  if (!isAny) words.push("no customer was lost");
  if (row.opening_logos === 0)
    words.push(isAny ? ", none of whom paid at the start" : ": none paid at the start");
  else words.push(", against ", { slot: "opening" }, " at the start");
  words.push(". ");
  const hasChurn = row.churn_minor !== 0;
  const hasCut = row.contraction_minor !== 0;
  if (!hasChurn && !hasCut) return [...words, "No MRR was lost."];
  words.push("Churn took ", ...(hasChurn ? [{ slot: "churn" } as const, " a month"] : ["nothing"]));
  words.push(" and contraction ", ...(hasCut ? [{ slot: "contraction" } as const] : ["nothing"]));
  if (hasCut && !hasChurn) words.push(" a month");
  if (row.opening_minor !== 0) words.push(": ", { slot: "rate" }, " of the opening MRR went");
  return [...words, "."];
}

/** Fewer lost customers than this say nothing of their size. */
export const fewLost = 20;

export type SizeVerdict =
  | { kind: "nobody" | "few" }
  /** What a customer who left had paid, and the mean balance over the same months; minor units a month. */
  | { kind: "smaller" | "alike" | "larger"; lost_minor: number; mean_minor: number };

/**
 * Were the customers who left smaller or larger than the average? Churn / customers who left, against the sum of the
 * months' openings / the sum of their customers; within a tenth of each other they are alike. Archived customers lost
 * their money as an archive, so they are left out of the divisor.
 */
export function sizeVerdict(
  rows: readonly Pick<
    Row,
    "churn_minor" | "churned_logos" | "archived_in_logos" | "opening_minor" | "opening_logos"
  >[],
): SizeVerdict {
  const sum = (column: "churn_minor" | "opening_minor" | "opening_logos") =>
    rows.reduce((total, row) => total + row[column], 0);
  const { left, archived } = lostCustomers(rows);
  const churn = -sum("churn_minor");
  if (left + archived === 0 && churn + 0 === 0) return { kind: "nobody" };
  const mean_minor = sum("opening_minor") / sum("opening_logos");
  if (left < fewLost || !(mean_minor > 0) || !Number.isFinite(mean_minor)) return { kind: "few" };
  const lost_minor = churn / left;
  const ratio = lost_minor / mean_minor;
  return { kind: ratio < 0.9 ? "smaller" : ratio > 1.1 ? "larger" : "alike", lost_minor, mean_minor };
}

/** What a claim about labels rests on. */
export interface LabelRate {
  label: string;
  rate: number | null;
  customers: number;
  /** What changed its label in or out of it in these months / its opening. */
  moved_rate: number;
}

/** More than this moved in or out, and a label's losses are those of other customers than its opening's. */
export const mostMoved = 0.2;

/** What changed its label in or out, month by month, over the opening of the first; 0 where rows know of none. */
export function movedRate(rows: readonly { opening_minor: number; moved_minor?: number }[]): number {
  const moved = rows.reduce((sum, row) => sum + Math.abs(row.moved_minor ?? 0), 0);
  return moved === 0 ? 0 : moved / (rows[0]?.opening_minor ?? 0);
}

/**
 * The labels with the highest rate, several only when exactly equal. None under two labels that can be compared (enough
 * customers, a rate, few moved), when the highest is 0, or when all are equal.
 */
export function topLabels(rows: readonly LabelRate[], few: number): string[] {
  const rated = rows.flatMap(({ label, rate, customers, moved_rate }) =>
    rate !== null && customers >= few && moved_rate <= mostMoved ? [{ label, rate }] : [],
  );
  const highest = Math.max(0, ...rated.map(({ rate }) => rate));
  const top = rated.filter(({ rate }) => rate === highest).map(({ label }) => label);
  return highest > 0 && top.length < rated.length ? top : [];
}

export interface ReasonVerdict {
  /** Nothing lost; no reason known; the one reason of all that was lost; or those that cost most. */
  kind: "nothing" | "unknown" | "only" | "most";
  /** The reasons that cost most, several only when exactly equal. */
  top: (string | null)[];
  /** Share of all losses of each of them. */
  share: number;
  /** Share of all losses without a reason. */
  unknown_share: number;
  /** More was lost without a reason than for any. */
  isUnknownLargest: boolean;
}

/** Which reason cost most, by amount, and how much has none. Sums of losses in minor units, negative. */
export function reasonVerdict(rows: readonly Pick<ReasonSum, "reason" | "amount_minor">[]): ReasonVerdict {
  const total = rows.reduce((sum, row) => sum + row.amount_minor, 0);
  const isKnown = (reason: string | null) => reason !== null && reason !== "unknown";
  const known = rows.filter(({ reason, amount_minor }) => isKnown(reason) && amount_minor < 0);
  const unknown = rows.reduce((sum, row) => sum + (isKnown(row.reason) ? 0 : row.amount_minor), 0);
  const worst = Math.min(0, ...known.map(({ amount_minor }) => amount_minor));
  const top = known.filter(({ amount_minor }) => amount_minor === worst).map(({ reason }) => reason);
  if (total === 0) return { kind: "nothing", top: [], share: 0, unknown_share: 0, isUnknownLargest: false };
  const rest = {
    top,
    share: worst / total,
    unknown_share: unknown / total + 0,
    isUnknownLargest: unknown < worst,
  };
  if (top.length === 0) return { ...rest, kind: "unknown" };
  return { ...rest, kind: worst === total ? "only" : "most" };
}
