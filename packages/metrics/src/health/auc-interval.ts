import { normalQuantile } from "../statistics/normal-quantile.ts";
import { aucOfPairs, type ScoredPairs } from "./auc-of-pairs.ts";

/** Pairs with what the uncertainty of their share is made of, as `health__validation_order` counts them. */
export interface PlacedPairs extends ScoredPairs {
  /** Sum over the lost of (share of the kept that scored higher, ties half)^2, in millionths. */
  readonly lost_squares_micros: number;
  /** Sum over the kept of (share of the lost that scored lower, ties half)^2, in millionths. */
  readonly kept_squares_micros: number;
}

export interface AucInterval {
  readonly standardError: number;
  /** From 0 to 1. */
  readonly lower: number;
  readonly upper: number;
}

/** Variance of placements whose mean is known, from the sum of their squares. */
const varianceOf = (squaresMicros: number, count: number, mean: number): number =>
  Math.max(squaresMicros / 1e6 - count * mean * mean, 0) / (count - 1);

/**
 * DeLong interval of the area under the ROC curve: between which areas does the true one lie, after so few renewals?
 *
 * AUC -+ z x root of (variance of the placements of the lost / lost + variance of those of the kept / kept), kept within 0
 * and 1; the placement of a lost renewal is the share of the kept that scored higher, that of a kept one the share of the
 * lost that scored lower, ties half. No shape of the scores is assumed; renewals are taken to be independent. Counts in;
 * null with fewer than two lost or two kept, and where the order is perfect, because the method then gives no width.
 * Throws on a level that is not between 0 and 1.
 *
 * @example
 * aucInterval({ decisions: 4, lost: 2, twice_right: 6, lost_squares_micros: 1250000, kept_squares_micros: 1250000 }).lower.toFixed(2) // => "0.06"
 *
 * Source: E. R. DeLong, D. M. DeLong and D. L. Clarke-Pearson (1988), Biometrics 44; R package pROC, ci.auc.
 */
export function aucInterval(
  pairs: PlacedPairs,
  { level = 0.95 }: { level?: number } = {},
): AucInterval | null {
  if (!(level > 0 && level < 1))
    throw new Error(`aucInterval: not a level between 0 and 1, got ${level}; give for example 0.95`);
  const { lost, decisions } = pairs;
  const [auc, kept] = [aucOfPairs(pairs), decisions - lost];
  if (auc === null || lost < 2 || kept < 2) return null;
  const standardError = Math.sqrt(
    varianceOf(pairs.lost_squares_micros, lost, auc) / lost +
      varianceOf(pairs.kept_squares_micros, kept, auc) / kept,
  );
  if (standardError === 0 || auc === 0 || auc === 1) return null;
  const half = normalQuantile(0.5 + level / 2) * standardError;
  return { standardError, lower: Math.max(auc - half, 0), upper: Math.min(auc + half, 1) };
}
