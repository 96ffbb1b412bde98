import { normalQuantile } from "../statistics/normal-quantile.ts";
import { type Limits, limitsOf, type SurvivalInterval } from "./limits-of.ts";
import { type Observation, type ObservedGroup, observedGroups, riskWalk } from "./observation.ts";

export interface KaplanMeierOptions {
  /** How the interval is made; name it on the chart. Default "log-log"; R's default is "log". */
  interval?: SurvivalInterval | undefined;
  /** Confidence level, between 0 and 1; default 0.95. */
  level?: number | undefined;
}

/** One time at which somebody's observation ended. */
export interface SurvivalStep {
  time: number;
  /** At risk just before: entry < time <= duration. */
  atRisk: number;
  events: number;
  censored: number;
  /** Share without the event after this time, from 1 down to 0. */
  survival: number;
  /** Greenwood's, of the survival; null where survival is 0. */
  standardError: number | null;
  /** The interval; null where the method gives none (survival 0; for log-log also 1). */
  lower: number | null;
  upper: number | null;
}

export interface SurvivalCurve {
  group: string | null;
  observations: number;
  events: number;
  /** By time; from 0 up to the first step's time survival is 1. */
  steps: SurvivalStep[];
  /** When half of them had the event; null where the curve (or the limit) never comes down to 0.5. */
  median: { time: number | null; lower: number | null; upper: number | null };
}

/**
 * Kaplan-Meier estimate: which share of customers is still there after so many days, those who are still here included?
 *
 * Survival is the product over the event times of 1 - events / at risk, where at risk are those with entry < time <=
 * duration: a customer that is still there (censored) counts as long as it was followed, and at a tie events come before
 * censorings. Standard error by Greenwood: survival x the root of the sum of events / (at risk x (at risk - events)).
 * Intervals as R's survfit makes them: "plain" survival -+ z se, "log" on log survival, "log-log" on log(-log survival);
 * plain is clipped to 0 and 1, log to 1. The median is the first time with survival <= 0.5; where survival is exactly 0.5
 * until another event, the middle of the two times; its limits come from the curves of the limits in the same way.
 *
 * Takes observations in any order; durations of 0 count (an event at 0 is a drop at 0). Returns one curve a group, the
 * one without a group first, then by name; no observations give no curves. Throws on a duration that is no number from 0,
 * an event that is not true or false, an entry that is not before its duration, an unknown interval, and a level that is
 * not between 0 and 1.
 *
 * @example
 * kaplanMeier([{ duration: 5, event: true }, { duration: 8, event: false }, { duration: 9, event: true }])[0].median.time // => 9
 *
 * Source: E. L. Kaplan and P. Meier (1958), JASA 53; R package survival, survfit.
 */
export function kaplanMeier(
  observations: readonly Observation[],
  { interval = "log-log", level = 0.95 }: KaplanMeierOptions = {},
): SurvivalCurve[] {
  if (!(level > 0 && level < 1))
    throw new Error(`kaplanMeier: not a level between 0 and 1, got ${level}; give for example 0.95`);
  const limits = limitsOf(interval, normalQuantile(0.5 + level / 2));
  return observedGroups("kaplanMeier", observations).map((group) => curveOf(group, limits));
}

function curveOf(group: ObservedGroup, limits: Limits): SurvivalCurve {
  let survival = 1;
  let variance = 0;
  const riskAt = riskWalk(group);
  const steps = group.times.map((time, i): SurvivalStep => {
    const { atRisk, events } = riskAt(time);
    if (events > 0) {
      survival *= (atRisk - events) / atRisk;
      variance += events / (atRisk * (atRisk - events));
    }
    const logError = survival === 0 ? null : Math.sqrt(variance);
    return {
      time,
      atRisk,
      events,
      censored: group.censored[i] as number,
      survival,
      standardError: logError === null ? null : survival * logError,
      ...limits(survival, logError),
    };
  });
  return {
    group: group.group,
    observations: group.observations,
    events: group.events.reduce((sum, events) => sum + events, 0),
    steps,
    median: {
      time: medianOf(steps, ({ survival }) => survival),
      lower: medianOf(steps, ({ lower }) => lower),
      upper: medianOf(steps, ({ upper }) => upper),
    },
  };
}

/** R's tolerance: products of fractions that are exactly one half are not in binary. */
const tolerance = Math.sqrt(Number.EPSILON);

function medianOf(
  steps: readonly SurvivalStep[],
  limit: (step: SurvivalStep) => number | null,
): number | null {
  const values = steps.map(limit);
  const first = values.findIndex((value) => value !== null && value < 0.5 + tolerance);
  if (first < 0) return null;
  const { time } = steps[first] as SurvivalStep;
  const value = values[first] as number;
  if (Math.abs(value - 0.5) >= tolerance) return time;
  const next = values.findIndex((later, i) => i > first && later !== null && later < value - tolerance);
  return next < 0 ? time : (time + (steps[next] as SurvivalStep).time) / 2;
}
