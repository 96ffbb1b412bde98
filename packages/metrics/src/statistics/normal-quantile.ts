import { erfc } from "./erfc.ts";

/**
 * Quantile of the standard normal distribution: below which value does this share of it lie?
 *
 * Takes a probability strictly between 0 and 1. Starts from the rational approximation of Hastings (Abramowitz and
 * Stegun 26.2.23) and lets Halley's method finish on the exact tail; relative error below 1e-14. Throws on a probability
 * that is not between 0 and 1.
 *
 * @example
 * normalQuantile(0.975).toFixed(12) // => "1.959963984540"
 *
 * Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 26.2.
 */
export function normalQuantile(probability: number): number {
  if (!(probability > 0 && probability < 1))
    throw new Error(
      `normalQuantile: not a probability between 0 and 1, got ${probability}; give for example 0.975`,
    );
  if (probability > 0.5) return -normalQuantile(1 - probability);
  const t = Math.sqrt(-2 * Math.log(probability));
  const above = 2.515517 + t * (0.802853 + t * 0.010328);
  const below = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308));
  let x = Math.max(t - above / below, 0);
  for (let step = 0; step < 4; step++) {
    const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
    const error = (erfc(x / Math.SQRT2) / 2 - probability) / density;
    x += error / (1 - (x * error) / 2);
  }
  return -x + 0;
}
