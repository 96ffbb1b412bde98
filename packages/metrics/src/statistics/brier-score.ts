/** A forecast probability, and whether what it foretold happened. */
export interface Forecast {
  probability: number;
  happened: boolean;
}

/**
 * Brier score: how far were the forecast probabilities from what happened?
 *
 * The mean of (probability - outcome)^2, outcome 1 where it happened and 0 where it did not. 0 is perfect, 0.25 is what
 * "50 %" for everyone gives, 1 is always certain and wrong. Null without forecasts. Throws on a probability outside 0
 * to 1.
 *
 * @example
 * brierScore([{ probability: 0.75, happened: true }, { probability: 0.5, happened: false }]) // => 0.15625
 *
 * Source: G. W. Brier (1950), Verification of forecasts expressed in terms of probability, Monthly Weather Review 78;
 * the two-class form, half of Brier's own.
 */
export function brierScore(forecasts: readonly Forecast[]): number | null {
  let sum = 0;
  for (const { probability, happened } of forecasts) {
    if (!(probability >= 0 && probability <= 1))
      throw new Error(`brierScore: not a probability, got ${probability}; give 0 to 1`);
    sum += (probability - Number(happened)) ** 2;
  }
  return forecasts.length === 0 ? null : sum / forecasts.length;
}
