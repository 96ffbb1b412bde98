import type { Definition } from "../definition.ts";
import { ratio } from "../rates/ratio.ts";
import { sumOf } from "./sum-of.ts";

/**
 * Contract value at renewal: what do customers who renew pay, for each 100 that was due?
 *
 * Sum of renewed / sum of due over the customers who renewed: the ratio of sums, in which large contracts weigh more. Minor
 * units in, a ratio out; null when nobody renewed, or there are no rows.
 *
 * @example
 * renewalChange([{ changed_due_minor: 100, changed_renewed_minor: 120 }]) // => 1.2
 *
 * Source: definitions, "Renewals".
 */
export function renewalChange(
  rows: readonly { changed_due_minor: number; changed_renewed_minor: number }[],
): number | null {
  return ratio(
    sumOf(rows, (row) => row.changed_renewed_minor),
    sumOf(rows, (row) => row.changed_due_minor),
  );
}

export const renewalChangeDefinition: Definition = {
  name: "renewalChange",
  title: "Contract value at renewal",
  question: "What do customers who renew pay, for each 100 that was due?",
  formula: "monthly amounts renewed / monthly amounts due, of those who renewed",
  unit: "ratio",
  direction: "higher is better",
  basis:
    "Those who renewed in the period, at whatever amount; cancelled and archived are not in it. Monthly amounts, so that a longer term is no increase.",
  example: {
    text: "One renewed 1,000 at 1,200, another 500 at 400: 1,600 / 1,500 = 106.67 %",
    run: () => renewalChange([{ changed_due_minor: 150_000, changed_renewed_minor: 160_000 }]),
    result: 16 / 15,
  },
  source: "definitions.md, Renewals: change of contract value",
  variants: [
    { title: "Contract value at renewal, mean", difference: "Every customer weighs the same." },
    { title: "Renewal rate, net", difference: "Over all decided renewals, the lost included." },
  ],
  not_available: "nobody renewed in the period",
};
