import type { Definition } from "../definition.ts";

/**
 * Annualised monthly churn: what would a year of months with this churn lose?
 *
 * 1 - (1 - c)^12 for a monthly churn c, a ratio (logo or revenue). Returns a ratio; null when c is null, not finite,
 * or above 1 (a rate that may pass 100 % cannot be compounded).
 *
 * @example
 * annualisedChurn(0.08).toFixed(5) // => "0.63233"
 *
 * Source: definitions, "Rates".
 */
export function annualisedChurn(monthlyChurn: number | null): number | null {
  if (monthlyChurn === null || !Number.isFinite(monthlyChurn) || monthlyChurn > 1) return null;
  return 1 - (1 - monthlyChurn) ** 12;
}

export const annualisedChurnDefinition: Definition = {
  name: "annualisedChurn",
  title: "Annualised monthly churn",
  question: "What would a year of months with this churn lose?",
  formula: "1 - (1 - monthly churn)^12",
  unit: "ratio",
  direction: "lower is better",
  basis: "One month's logo or gross revenue churn, compounded: each month loses from what the last one left.",
  example: {
    text: "8 % a month: 1 - 0.92^12 = 63.233 % a year, never 96 %",
    run: () => annualisedChurn(0.08),
    result: 1 - 0.92 ** 12,
  },
  source: "definitions.md, Rates: annualised monthly churn",
  variants: [
    { title: "Logo churn of a year", difference: "What was lost in the twelve months that happened." },
  ],
  not_available: "the monthly churn is n/a or above 100 %",
};
