import type { Observation } from "../survival/observation.ts";
import { Fraction } from "./fraction.ts";

/*
 * Survival by hand: exact fractions and plain filters over the observations at every time, written from the textbook
 * formulas and sharing nothing with the product but the shape of an observation.
 */
const one = new Fraction(1);
const zero = new Fraction(0);

const atRiskAt = (observations: readonly Observation[], time: number) =>
  observations.filter(({ duration, entry }) => duration >= time && (entry ? entry < time : true));
const eventsAt = (observations: readonly Observation[], time: number) =>
  observations.filter(({ duration, event }) => duration === time && Boolean(event));

/** Survival and Greenwood's variance of its logarithm (null at 0) after each distinct time. */
export function slowSurvival(observations: readonly Observation[]) {
  const times = [...new Set(observations.map(({ duration }) => duration))].sort((a, b) => a - b);
  let survival = one;
  let variance: Fraction | null = zero;
  return times.map((time) => {
    const atRisk = atRiskAt(observations, time).length;
    const events = eventsAt(observations, time).length;
    survival = survival.times(one.minus(new Fraction(events, atRisk)));
    if (events === atRisk) variance = null;
    if (events > 0 && variance !== null)
      variance = variance.plus(new Fraction(events, atRisk * (atRisk - events)));
    return { time, atRisk, events, survival, variance };
  });
}

/** Chi-square by solving the covariance of all groups but the first, as R's survdiff does; groups by name. */
export function slowLogRank(observations: readonly Observation[]) {
  const names = [...new Set(observations.map(({ group }) => group))].sort();
  const own = names.map((name) => observations.filter(({ group }) => group === name));
  const times = [...new Set(observations.filter(({ event }) => event).map(({ duration }) => duration))];
  let expected = names.map(() => zero);
  let covariance = names.map(() => names.map(() => zero));
  for (const time of times) {
    const events = eventsAt(observations, time).length;
    const n = atRiskAt(observations, time).length;
    const shares = own.map((group) => new Fraction(atRiskAt(group, time).length, n));
    const share = (i: number) => shares[i] as Fraction;
    expected = expected.map((sum, i) => sum.plus(new Fraction(events).times(share(i))));
    const spread = n === 1 ? zero : new Fraction(events * (n - events), n - 1);
    covariance = covariance.map((row, i) =>
      row.map((sum, k) => {
        const outer = share(i).times((i === k ? one : zero).minus(share(k)));
        return sum.plus(spread.times(outer));
      }),
    );
  }
  const differences = own.map((group, i) =>
    new Fraction(group.filter(({ event }) => event).length).minus(expected[i] as Fraction),
  );
  const rest = covariance.slice(1).map((row) => row.slice(1));
  const solved = solve(rest, differences.slice(1));
  const chiSquare = solved?.reduce((sum, x, i) => sum.plus(x.times(differences[i + 1] as Fraction)), zero);
  return { expected, chiSquare: chiSquare ?? null };
}

/** Gauss-Jordan; null when the matrix is singular. */
function solve(matrix: readonly Fraction[][], right: readonly Fraction[]): Fraction[] | null {
  const rows = matrix.map((row, i) => [...row, right[i] as Fraction]);
  for (let column = 0; column < rows.length; column++) {
    const pivot = rows.findIndex((row, i) => i >= column && !(row[column] as Fraction).isZero());
    if (pivot < 0) return null;
    const [moved] = rows.splice(pivot, 1) as [Fraction[]];
    const leading = moved.map((value) => value.by(moved[column] as Fraction));
    rows.splice(column, 0, leading);
    for (const [i, row] of rows.entries()) {
      if (i === column) continue;
      const factor = row[column] as Fraction;
      rows[i] = row.map((value, k) => value.minus(factor.times(leading[k] as Fraction)));
    }
  }
  return rows.map((row) => row.at(-1) as Fraction);
}
