import type { Definition } from "../definition.ts";
import { ratio } from "../rates/ratio.ts";
import { sumOf } from "./sum-of.ts";

/**
 * Renewal rate, logos: of the renewals decided in the period, which share was renewed?
 *
 * Renewed / decided, over the months given: rows of `renewals__by_month` (or of one due month). A renewal that leaves only
 * a read-only fee is not renewed. Returns a ratio; null when nothing was decided, or there are no rows.
 *
 * @example
 * renewalRateLogo([{ decided: 2, renewed_logos: 1 }, { decided: 2, renewed_logos: 2 }]) // => 0.75
 *
 * Source: definitions, "Renewals".
 */
export function renewalRateLogo(rows: readonly { decided: number; renewed_logos: number }[]): number | null {
  return ratio(
    sumOf(rows, (row) => row.renewed_logos),
    sumOf(rows, (row) => row.decided),
  );
}

export const renewalRateLogoDefinition: Definition = {
  name: "renewalRateLogo",
  title: "Renewal rate, logos",
  question: "Of the renewals decided in the period, which share was renewed?",
  formula: "renewals renewed / renewals decided",
  unit: "ratio",
  direction: "higher is better",
  basis:
    "Renewals decided in the period, each counted once in the later of the month due and the month decided, from contract lines and so on neither basis. What is late or still open is in neither number. Several months: the components are summed first, never the rates.",
  example: {
    text: "April 1 of 2, May 1 of 1: 2 / 3 = 66.67 %",
    run: () =>
      renewalRateLogo([
        { decided: 2, renewed_logos: 1 },
        { decided: 1, renewed_logos: 1 },
      ]),
    result: 2 / 3,
  },
  source: "definitions.md, Renewals: rates; ledger case 9",
  variants: [
    {
      title: "Logo churn",
      difference:
        "Balance-based: of all customers at the start, due or not; a customer may also leave between renewals.",
    },
    { title: "Renewal rate, gross", difference: "The same renewals by money, without increases." },
  ],
  not_available: "no renewal was decided in the period",
};
