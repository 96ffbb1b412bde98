import type { Definition } from "../definition.ts";
import { ratio } from "./ratio.ts";

/**
 * Activation: which share of the customers that had time to get going did?
 *
 * Activated customers / customers past the minimum age. Counts in; a ratio out; null when nobody is old enough.
 *
 * @example
 * activationRate({ activated: 190, old_enough: 220 }).toFixed(4) // => "0.8636"
 *
 * Source: definitions, "Rates".
 */
export function activationRate(row: { activated: number; old_enough: number }): number | null {
  return ratio(row.activated, row.old_enough);
}

export const activationRateDefinition: Definition = {
  name: "activationRate",
  title: "Activation",
  question: "Which share of the customers that had time to get going did?",
  formula: "activated customers / customers past the minimum age",
  unit: "ratio",
  direction: "higher is better",
  basis:
    "Customers younger than the minimum age are in neither count. What counts as activated is the company's own.",
  example: {
    text: "300 customers, 220 of them old enough, 190 activated: 190 / 220 = 86.36 %",
    run: () => activationRate({ activated: 190, old_enough: 220 }),
    result: 190 / 220,
  },
  source: "definitions.md, Rates: activation",
  variants: [
    {
      title: "Activated of all",
      difference: "Takes the too young into the denominator: 190 / 300 = 63.33 %.",
    },
  ],
  not_available: "no customer is past the minimum age",
};
