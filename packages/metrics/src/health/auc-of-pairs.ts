import type { Definition } from "../definition.ts";
import { ratio } from "../rates/ratio.ts";

/** Pairs of a renewal lost and one kept, as the mart counts them. */
export interface ScoredPairs {
  /** Renewals decided whose customer had a score. */
  readonly decisions: number;
  /** Of these, lost. */
  readonly lost: number;
  /** 2 for each pair in which the lost one scored lower, 1 for each tie. */
  readonly twice_right: number;
}

/**
 * Area under the ROC curve of the health score: how often had a renewal that was lost a lower score than one that was kept?
 *
 * twice_right / (2 x lost x kept). Counts in, a share from 0 to 1 out, not rounded: 1 is a perfect order, 0.5 a coin; null
 * where none was lost or none was kept.
 *
 * @example
 * aucOfPairs({ decisions: 4, lost: 2, twice_right: 6 }) // => 0.75
 *
 * Source: definitions, "Health" (validation); J. A. Hanley and B. J. McNeil (1982), Radiology 143.
 */
export function aucOfPairs({ decisions, lost, twice_right }: ScoredPairs): number | null {
  return ratio(twice_right, 2 * lost * (decisions - lost));
}

export const aucOfPairsDefinition: Definition = {
  name: "aucOfPairs",
  title: "Area under the ROC curve (AUC) of the health score",
  question: "How often had a renewal that was lost a lower score than one that was kept?",
  formula: "pairs of one lost and one kept in which the lost one scored lower (ties half) / all such pairs",
  unit: "ratio",
  direction: "higher is better",
  basis:
    "Renewals that were decided, with the score as it stood 180, 90 or 30 days before. 50 % is a coin, 100 % a perfect order. Customers without a score are left out.",
  example: {
    text: "2 lost and 2 kept are 4 pairs; in 3 of them the lost one scored lower: 75 %",
    run: () => aucOfPairs({ decisions: 4, lost: 2, twice_right: 6 }),
    result: 0.75,
  },
  source: "definitions.md, Health: validation",
  variants: [
    {
      title: "Banding by the last known score",
      difference: "Looks ahead: the score of a customer that is leaving has already fallen.",
    },
  ],
  not_available: "none of the scored renewals was lost, or none was kept",
};
