import type { Definition } from "../definition.ts";
import { ratio } from "../rates/ratio.ts";

/** How far forecasts were off, as `health__forecasts` counts it. */
export interface ForecastErrors {
  /** Renewals that were forecast. */
  readonly decisions: number;
  /** Sum of (forecast - outcome)^2 in millionths: by the band, and by the rate of all bands. */
  readonly squared_error_micros: number;
  readonly base_squared_error_micros: number;
}

/**
 * Brier score of forecasts that were summed up: how far were they from what happened?
 *
 * Sum of squared errors / forecasts: 0 is perfect, 0.25 is what "50 %" for everybody gives. Millionths and a count in;
 * null without forecasts.
 *
 * @example
 * forecastError({ decisions: 4, squared_error_micros: 500000 }) // => 0.125
 *
 * Source: G. W. Brier (1950), Monthly Weather Review 78.
 */
export function forecastError({
  decisions,
  squared_error_micros,
}: Pick<ForecastErrors, "decisions" | "squared_error_micros">): number | null {
  return ratio(squared_error_micros / 1e6, decisions);
}

/**
 * Skill of a forecast by band: how much better is it than one rate for everybody?
 *
 * 1 - sum of squared errors / that of the rate of all bands. 1 is perfect, 0 no better, below 0 worse. Millionths in; null
 * where the one rate makes no error, or without forecasts.
 *
 * @example
 * forecastSkill({ decisions: 4, squared_error_micros: 600000, base_squared_error_micros: 750000 }).toFixed(2) // => "0.20"
 *
 * Source: D. S. Wilks (2011), Statistical Methods in the Atmospheric Sciences, 8.4.2 (Brier skill score).
 */
export function forecastSkill({
  squared_error_micros,
  base_squared_error_micros,
}: ForecastErrors): number | null {
  return ratio(base_squared_error_micros - squared_error_micros, base_squared_error_micros);
}

export const forecastSkillDefinition: Definition = {
  name: "forecastSkill",
  title: "Skill of a forecast by band of health (Brier skill score)",
  question: "How much better does the band foretell a renewal than one rate for everybody?",
  formula:
    "1 - sum of (share lost of the band - outcome)² / sum of (share lost of all - outcome)²; the outcome is 1 where lost, else 0",
  unit: "ratio",
  direction: "higher is better",
  basis:
    "Renewals that were decided; each is forecast from those decided by the day of its score, 180, 90 or 30 days before, where there were 20 of its band. 100 % is perfect, 0 % no better than one rate.",
  example: {
    text: "Squared errors of 0.6 by band and of 0.75 by one rate: 20 %",
    run: () =>
      forecastSkill({ decisions: 4, squared_error_micros: 600_000, base_squared_error_micros: 750_000 }),
    result: 0.2,
  },
  source:
    "D. S. Wilks (2011), Statistical Methods in the Atmospheric Sciences, 8.4.2; definitions.md, Health",
  variants: [
    {
      title: "Brier score",
      difference: "The mean squared error itself, which is low wherever losses are rare.",
    },
  ],
  not_available: "no renewal could be forecast from the past of its band",
};
