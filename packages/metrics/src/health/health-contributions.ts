import type { HealthPart, HealthScore } from "./health-score.ts";

export interface HealthContribution {
  readonly input: string;
  /** Points of the change. */
  readonly contribution: number;
}

/**
 * Contributions to a change of health: which inputs moved a customer's score, and by how much?
 *
 * An input's contribution is share x (score - middle) now less the same then, where middle is the mean of both scores and the
 * share of a missing input is 0: a better value, and weight shared out to what is better than the customer's mean, both show.
 * They add up to the change exactly, because the shares of each score add up to 1. Takes two results of `healthScore`;
 * returns the inputs of either in the order of their names, in points; nothing where one of the scores is null.
 *
 * @example
 * healthContributions({ score: 50, coverage: 1, parts: [{ input: "nps", value: 5, score: 50, share: 1 }] }, { score: 80, coverage: 1, parts: [{ input: "nps", value: 8, score: 80, share: 1 }] }) // => [{ input: "nps", contribution: 30 }]
 *
 * Source: definitions, "Health" (contributions that add up exactly to the change).
 */
export function healthContributions(then: HealthScore, now: HealthScore): HealthContribution[] {
  if (then.score === null || now.score === null) return [];
  const middle = (then.score + now.score) / 2;
  const lift = (part: HealthPart | undefined) =>
    part === undefined ? 0 : part.share * (part.score - middle);
  const names = [...new Set([...then.parts, ...now.parts].map(({ input }) => input))].sort();
  return names.map((input) => {
    const of = ({ parts }: HealthScore) => lift(parts.find((part) => part.input === input));
    return { input, contribution: of(now) - of(then) };
  });
}
