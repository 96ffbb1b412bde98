import type { Definition } from "../definition.ts";
import { ratio } from "./ratio.ts";

/**
 * Gross revenue retention, running minimum: how much of what customers paid then was there at every month end since?
 *
 * Sum of each customer's lowest month-end balance from then to now / sum of then, over a retention row of the engine.
 * Minor units in; a ratio from 0 to 1 out, never above the point-to-point GRR; null when nobody had a balance then.
 *
 * @example
 * grrRunningMinimum({ opening_minor: 40000, running_kept_minor: 30000 }) // => 0.75
 *
 * Source: definitions, "Rates" (running minimum).
 */
export function grrRunningMinimum(row: {
  opening_minor: number | null;
  running_kept_minor: number | null;
}): number | null {
  return ratio(row.running_kept_minor, row.opening_minor);
}

export const grrRunningMinimumDefinition: Definition = {
  name: "grrRunningMinimum",
  title: "Gross revenue retention, running minimum",
  question: "How much of what customers paid 12 months ago was there at every month end since?",
  formula:
    "sum over customers of the lowest month-end recurring revenue from then to now / recurring revenue then",
  unit: "ratio",
  direction: "higher is better",
  basis: "As gross revenue retention, over 12 months on the basis shown, but what was once lost stays lost.",
  example: {
    text: "Two customers paid 10,000 and 20,000; one left and came back, the other grew: (0 + 20,000) / 30,000 = 66.67 %",
    run: () => grrRunningMinimum({ opening_minor: 30_000, running_kept_minor: 20_000 }),
    result: 20 / 30,
  },
  source: "definitions.md, Rates: GRR, running minimum; ledger case 19",
  variants: [{ title: "Gross revenue retention", difference: "Compares now with then only." }],
  not_available: "no customer had a balance 12 months before, or the ledger does not reach back that far",
};
