import { type HealthPoint, pointScore } from "./point-score.ts";

/** An input as a configuration counts it. */
export interface WeightedInput {
  readonly input: string;
  readonly group: string;
  /** Weight within its group, 0 or more. */
  readonly weight: number;
  readonly points: readonly HealthPoint[];
}

/** What a score is made with. */
export interface HealthWeights {
  readonly inputs: readonly WeightedInput[];
  /** Weight of each group, 0 or more; a group that is not named has none. */
  readonly groups: Readonly<Record<string, number>>;
}

/** An input's part of a score. */
export interface HealthPart {
  readonly input: string;
  readonly value: number;
  /** 0 to 100, by its points. */
  readonly score: number;
  /** Its share of the whole after what is missing was shared out; the shares of a score add up to 1. */
  readonly share: number;
}

/** A score before exceptions and overrides. */
export interface HealthScore {
  /** 0 to 100, higher is healthier; null where nothing is known. */
  readonly score: number | null;
  /** Share of the weight that is present, 0 to 1. */
  readonly coverage: number;
  /** In the order of the inputs' names. */
  readonly parts: readonly HealthPart[];
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** Sums settle on the twelfth decimal, so that a score of 70 is 70 whatever the order of the additions. */
const settled = (number: number): number => Math.round(number * 1e12) / 1e12;

/**
 * Health score: how well does it go with a customer, from 0 to 100?
 *
 * Each value present is scored by its points. An input's share is its group's weight over the weights of the groups with a
 * value, times its own weight over the weights of the inputs of its group with a value: so what is missing is shared out
 * within the group first, then among groups. The score is the sum of share x score; coverage the same with nothing shared
 * out and every score 1. Takes values by input, null or absent where missing; inputs of weight 0 do not count. Without any
 * value the score is null and coverage 0. Weights may be scaled freely. Throws on points as `pointScore` does.
 *
 * @example
 * healthScore({ logins: 5 }, { groups: { use: 60, surveys: 40 }, inputs: [{ input: "logins", group: "use", weight: 1, points: [[0, 0], [10, 100]] }, { input: "nps", group: "surveys", weight: 1, points: [[0, 0], [10, 100]] }] }) // => { score: 50, coverage: 0.6, parts: [{ input: "logins", value: 5, score: 50, share: 1 }] }
 *
 * Source: definitions, "Health".
 */
export function healthScore(
  values: Readonly<Record<string, number | null>>,
  { inputs, groups }: HealthWeights,
): HealthScore {
  const counted = inputs
    .map((one) => ({ ...one, groupWeight: groups[one.group] ?? 0, value: values[one.input] ?? null }))
    .filter(({ weight, groupWeight }) => weight > 0 && groupWeight > 0)
    .sort((a, b) => (a.input < b.input ? -1 : 1));
  const present = counted.flatMap((one) => (one.value === null ? [] : [{ ...one, value: one.value }]));
  const groupsPresent = [...new Set(present.map(({ group }) => group))];
  const whole = sum(groupsPresent.map((group) => groups[group] ?? 0));
  const all = sum(Object.values(groups));
  const within = (members: readonly { group: string; weight: number }[], group: string): number =>
    sum(members.filter((member) => member.group === group).map(({ weight }) => weight));
  const parts = present.map(({ input, group, groupWeight, weight, value, points }) => ({
    input,
    value,
    score: pointScore(value, points),
    share: (groupWeight / whole) * (weight / within(present, group)),
  }));
  const coverage = sum(
    present.map(({ group, groupWeight, weight }) => (groupWeight / all) * (weight / within(counted, group))),
  );
  const score = settled(sum(parts.map((part) => part.share * part.score)));
  return {
    score: parts.length === 0 ? null : Math.min(Math.max(score, 0), 100),
    coverage: settled(coverage),
    parts,
  };
}
