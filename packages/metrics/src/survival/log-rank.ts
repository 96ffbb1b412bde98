import { chiSquareTail } from "../statistics/chi-square-tail.ts";
import { type Observation, type ObservedGroup, observedGroups, riskWalk } from "./observation.ts";
import { quadraticForm } from "./quadratic-form.ts";

export interface LogRankGroup {
  group: string | null;
  observations: number;
  /** Events seen, and those expected if all groups had the same risk at every time. */
  observed: number;
  expected: number;
}

export interface LogRankTest {
  /** Null where there is nothing to compare: fewer than two groups ever at risk of an event, or never at the same time. */
  chiSquare: number | null;
  degreesOfFreedom: number;
  /** How likely a difference this large or larger is when the groups do not differ. */
  p: number | null;
  groups: LogRankGroup[];
}

/**
 * Log-rank test: do the groups' survival curves differ by more than chance?
 *
 * At each event time the events are shared out by how many of each group are at risk (entry < time <= duration); the
 * differences of observed and expected events are measured against their hypergeometric covariance, as one chi-square with
 * groups - 1 degrees of freedom. Takes observations in any order, with two or more groups; strata are not supported.
 * Returns chi-square, degrees of freedom, p, and per group (the one without a group first, then by name) observed and
 * expected events. Nothing to compare gives null with 0 degrees of freedom. Throws as kaplanMeier does on faulty
 * observations.
 *
 * @example
 * logRank([{ duration: 1, event: true, group: "a" }, { duration: 2, event: true, group: "b" }]).chiSquare // => 1
 *
 * Source: N. Mantel (1966), Cancer Chemotherapy Reports 50; R package survival, survdiff (rho = 0); with delayed entry the
 * score test of coxph(ties = "exact").
 */
export function logRank(observations: readonly Observation[]): LogRankTest {
  const groups = observedGroups("logRank", observations);
  const size = groups.length;
  const expected = new Array<number>(size).fill(0);
  const covariance = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  const walks = groups.map(riskWalk);
  const risks = new Float64Array(size);
  for (const time of eventTimes(groups)) {
    let [atRisk, events] = [0, 0];
    for (let i = 0; i < size; i++) {
      const own = (walks[i] as ReturnType<typeof riskWalk>)(time);
      risks[i] = own.atRisk;
      atRisk += own.atRisk;
      events += own.events;
    }
    const spread = atRisk > 1 ? (events * (atRisk - events)) / (atRisk - 1) : 0;
    for (let i = 0; i < size; i++) {
      const share = (risks[i] as number) / atRisk;
      expected[i] = (expected[i] as number) + events * share;
      const row = covariance[i] as number[];
      for (let k = 0; k < size; k++)
        row[k] = (row[k] as number) + spread * share * ((i === k ? 1 : 0) - (risks[k] as number) / atRisk);
    }
  }
  const observed = groups.map(({ events }) => events.reduce((sum, own) => sum + own, 0));
  const differences = observed.map((own, i) => own - (expected[i] as number));
  const { value, rank } = quadraticForm(covariance, differences);
  return {
    chiSquare: rank === 0 ? null : value,
    degreesOfFreedom: rank,
    p: rank === 0 ? null : chiSquareTail(value, rank),
    groups: groups.map(({ group, observations: count }, i) => ({
      group,
      observations: count,
      observed: observed[i] as number,
      expected: expected[i] as number,
    })),
  };
}

function eventTimes(groups: readonly ObservedGroup[]): number[] {
  const times = groups.flatMap((group) => group.times.filter((_, i) => (group.events[i] as number) > 0));
  return [...new Set(times)].sort((a, b) => a - b);
}
