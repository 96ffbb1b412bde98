/** A case with the score it had before, and whether what the score should foretell happened. */
export interface ScoredCase {
  score: number;
  happened: boolean;
}

/**
 * Area under the ROC curve: how often does a case in which it happened have a higher score than one in which it did not?
 *
 * The share of all pairs (happened, did not happen) in which the first has the higher score; pairs with equal scores
 * count half (the Mann-Whitney statistic over the number of pairs). 1 is a perfect order, 0.5 is a coin. Takes cases in
 * any order; null when all of them happened, none did, or there are none. Throws on a score that is no number.
 *
 * @example
 * rocAuc([{ score: 0.1, happened: false }, { score: 0.4, happened: false }, { score: 0.35, happened: true }, { score: 0.8, happened: true }]) // => 0.75
 *
 * Source: J. A. Hanley and B. J. McNeil (1982), The meaning and use of the area under a ROC curve, Radiology 143.
 */
export function rocAuc(cases: readonly ScoredCase[]): number | null {
  const sorted = [...cases].sort((a, b) => a.score - b.score);
  let without = 0;
  let pairs = 0;
  let positives = 0;
  for (let from = 0; from < sorted.length; ) {
    const { score } = sorted[from] as ScoredCase;
    if (!Number.isFinite(score))
      throw new Error(`rocAuc: a score is no number, got ${score}; leave cases without a score out`);
    let [happened, other, to] = [0, 0, from];
    for (; to < sorted.length && sorted[to]?.score === score; to++) {
      if (sorted[to]?.happened) happened += 1;
      else other += 1;
    }
    pairs += happened * (without + other / 2);
    without += other;
    positives += happened;
    from = to;
  }
  return positives === 0 || without === 0 ? null : pairs / (positives * without);
}
