import { type Observation, observedGroups, riskWalk } from "./observation.ts";

export interface NumbersAtRisk {
  group: string | null;
  /** One number for each time asked for, in the order given. */
  atRisk: number[];
}

/**
 * Numbers at risk: how many were still followed just before each of these times?
 *
 * The table under a survival chart: those with entry < time <= duration, per group, at times of one's own choice (at time 0
 * everybody without a delayed entry). Takes observations in any order; returns the groups as kaplanMeier does, the one
 * without a group first, then by name; no observations give no groups. Throws as kaplanMeier does on faulty observations,
 * and on a time that is no number from 0.
 *
 * @example
 * numbersAtRisk([{ duration: 5, event: true }, { duration: 8, event: false }], [0, 5, 6])[0].atRisk // => [2, 2, 1]
 *
 * Source: definitions, "Cohorts, cuts and survival"; R package survival, summary(survfit, times)$n.risk.
 */
export function numbersAtRisk(
  observations: readonly Observation[],
  times: readonly number[],
): NumbersAtRisk[] {
  for (const time of times)
    if (!(Number.isFinite(time) && time >= 0))
      throw new Error(`numbersAtRisk: not a time, got ${time}; give finite numbers from 0`);
  const ascending = [...times].sort((a, b) => a - b);
  return observedGroups("numbersAtRisk", observations).map((own) => {
    const riskAt = riskWalk(own);
    const at = new Map(ascending.map((time) => [time, riskAt(time).atRisk]));
    return { group: own.group, atRisk: times.map((time) => at.get(time) as number) };
  });
}
