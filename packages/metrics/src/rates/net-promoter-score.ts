import type { Definition } from "../definition.ts";
import { ratio } from "./ratio.ts";

export interface SurveyCounts {
  answers: number;
  /** Answers of 9 or 10. */
  promoters: number;
  /** Answers of 0 to 6. */
  detractors: number;
}

/**
 * Counts the answers to "how likely are you to recommend us?", from 0 to 10: how many promote, how many detract?
 *
 * Takes whole numbers from 0 to 10 and returns the counts that `netPromoterScore` takes; no answers give zeros. Throws on
 * another answer.
 *
 * @example
 * surveyCounts([10, 9, 8, 6]) // => { answers: 4, promoters: 2, detractors: 1 }
 *
 * Source: definitions, "Rates" (NPS).
 */
export function surveyCounts(scores: readonly number[]): SurveyCounts {
  const counts = { answers: scores.length, promoters: 0, detractors: 0 };
  for (const score of scores) {
    if (!Number.isInteger(score) || score < 0 || score > 10)
      throw new Error(`surveyCounts: not an answer, got ${score}; give whole numbers from 0 to 10`);
    if (score >= 9) counts.promoters += 1;
    if (score <= 6) counts.detractors += 1;
  }
  return counts;
}

/**
 * NPS, net promoter score: do more customers recommend us than warn of us?
 *
 * 100 x (promoters - detractors) / answers. Counts in; points from -100 to 100 out, not rounded; null without answers.
 *
 * @example
 * netPromoterScore({ answers: 200, promoters: 50, detractors: 20 }) // => 15
 *
 * Source: definitions, "Rates".
 */
export function netPromoterScore({ answers, promoters, detractors }: SurveyCounts): number | null {
  return ratio(100 * (promoters - detractors), answers);
}

export const netPromoterScoreDefinition: Definition = {
  name: "netPromoterScore",
  title: "Net promoter score (NPS)",
  question: "Do more customers recommend us than warn of us?",
  formula: "share of answers of 9 or 10 - share of answers of 0 to 6, in points",
  unit: "points",
  direction: "higher is better",
  basis: "Answers to one survey question on a scale of 0 to 10. Points from -100 to 100, not percent.",
  example: {
    text: "200 answers, 50 promoters, 20 detractors: 25 - 10 = 15",
    run: () => netPromoterScore({ answers: 200, promoters: 50, detractors: 20 }),
    result: 15,
  },
  source: "definitions.md, Rates: NPS",
  variants: [
    {
      title: "By answer, by person, by customer",
      difference:
        "By answer every answer of the period counts; by person the latest of each within twelve months; by customer each customer weighs the same, by the shares among its people.",
    },
    { title: "Mean answer", difference: "An average of 0 to 10 hides how many would warn of us." },
  ],
  not_available: "nobody answered",
};
