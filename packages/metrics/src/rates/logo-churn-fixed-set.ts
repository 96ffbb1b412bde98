import type { Definition } from "../definition.ts";
import { ratio } from "./ratio.ts";

export interface KeptLogos {
  opening_logos: number | null;
  kept_logos: number | null;
}

/**
 * Logo churn, fixed set: of the customers active then, which share is not active now?
 *
 * Lost of the opening / opening, point to point, over a retention row of the horizon wanted (3 for a quarter, 12 for a
 * year). Counts of customers in; a ratio from 0 to 1 out; null when nobody was active then.
 *
 * @example
 * logoChurnFixedSet({ opening_logos: 40, kept_logos: 30 }) // => 0.25
 *
 * Source: definitions, "Rates".
 */
export function logoChurnFixedSet(row: KeptLogos): number | null {
  if (row.opening_logos === null || row.kept_logos === null) return null;
  return ratio(row.opening_logos - row.kept_logos, row.opening_logos);
}

export const logoChurnFixedSetDefinition: Definition = {
  name: "logoChurnFixedSet",
  title: "Logo churn, fixed set",
  question: "Of the customers active then, which share is not active now?",
  formula: "customers active then and not active now / customers active then",
  unit: "ratio",
  direction: "lower is better",
  basis:
    "Point to point over 3 or 12 months: only the customers of the opening are followed, those won since are left out, and one who left and came back is kept.",
  example: {
    text: "40 customers a year ago, 30 of them still active: (40 - 30) / 40 = 25 %",
    run: () => logoChurnFixedSet({ opening_logos: 40, kept_logos: 30 }),
    result: 0.25,
  },
  source: "definitions.md, Rates: logo churn, fixed-set form for a quarter or year",
  variants: [{ title: "Logo churn", difference: "Also counts customers won and lost inside the period." }],
  not_available: "nobody was active at the start of the period, or the period begins before the first month",
};
