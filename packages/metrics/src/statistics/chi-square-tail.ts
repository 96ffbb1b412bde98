import { erfc } from "./erfc.ts";

/**
 * Upper tail of the chi-square distribution: how likely is a statistic this large or larger by chance?
 *
 * For whole degrees of freedom the tail is a finite sum: of exp(-x/2) (x/2)^j / j! when they are even; of the normal tail
 * and the same terms at half-integers when they are odd. All terms are positive, so the far tail keeps its digits.
 * Takes a statistic from 0 and degrees of freedom from 1; returns a probability. Throws on others.
 *
 * @example
 * chiSquareTail(3.841458820694124, 1).toFixed(10) // => "0.0500000000"
 *
 * Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 26.4.4 and 26.4.5; R's pchisq(lower.tail = FALSE).
 */
export function chiSquareTail(statistic: number, degreesOfFreedom: number): number {
  if (!(statistic >= 0))
    throw new Error(`chiSquareTail: not a statistic, got ${statistic}; give a number from 0`);
  if (!Number.isInteger(degreesOfFreedom) || degreesOfFreedom < 1)
    throw new Error(
      `chiSquareTail: not degrees of freedom, got ${degreesOfFreedom}; give a whole number from 1`,
    );
  if (statistic === 0) return 1;
  if (statistic === Number.POSITIVE_INFINITY) return 0;
  const half = statistic / 2;
  const isOdd = degreesOfFreedom % 2 === 1;
  let sum = isOdd ? erfc(Math.sqrt(half)) : 0;
  // The logarithm of the next term: exp(-half) half^j / gamma(j + 1), for j = 0, 1, ... or 1/2, 3/2, ...
  let j = isOdd ? 0.5 : 0;
  let term = isOdd ? 0.5 * Math.log(half) - half - Math.log(Math.sqrt(Math.PI) / 2) : -half;
  for (; j <= degreesOfFreedom / 2 - 1; j++) {
    sum += Math.exp(term);
    term += Math.log(half / (j + 1));
  }
  return Math.min(sum, 1);
}
