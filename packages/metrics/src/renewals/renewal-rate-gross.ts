import type { Definition } from "../definition.ts";
import { ratio } from "../rates/ratio.ts";
import { sumOf } from "./sum-of.ts";

/**
 * Renewal rate, gross: of each 100 that was due and decided in the period, how much was kept, increases left out?
 *
 * Sum of min(renewed, due) / due of the decided renewals, customer by customer, over the months given. Minor units in, a
 * ratio out, never above 1; null when nothing was decided, or there are no rows.
 *
 * @example
 * renewalRateGross([{ due_minor: 100, kept_minor: 100 }, { due_minor: 100, kept_minor: 50 }]) // => 0.75
 *
 * Source: definitions, "Renewals".
 */
export function renewalRateGross(rows: readonly { due_minor: number; kept_minor: number }[]): number | null {
  return ratio(
    sumOf(rows, (row) => row.kept_minor),
    sumOf(rows, (row) => row.due_minor),
  );
}

export const renewalRateGrossDefinition: Definition = {
  name: "renewalRateGross",
  title: "Renewal rate, gross",
  question: "Of each 100 that was due and decided in the period, how much was kept, increases left out?",
  formula: "sum of the smaller of renewed and due / due, of the renewals decided",
  unit: "ratio",
  direction: "higher is better",
  basis:
    "Renewals decided in the period, each counted once in the later of the month due and the month decided, from contract lines and so on neither basis. What is late or still open is in neither number. Several months: the components are summed first, never the rates. An archive fee is kept money.",
  example: {
    text: "April 1,000 kept of 1,300 due, May 400 of 500: 1,400 / 1,800 = 77.78 %",
    run: () =>
      renewalRateGross([
        { due_minor: 130_000, kept_minor: 100_000 },
        { due_minor: 50_000, kept_minor: 40_000 },
      ]),
    result: 7 / 9,
  },
  source: "definitions.md, Renewals: rates; ledger case 9",
  variants: [
    {
      title: "Gross revenue retention",
      difference:
        "Balance-based: the balance of all customers then, due or not, and losses between renewals too.",
    },
    { title: "Renewal rate, net", difference: "Counts increases at the renewal." },
  ],
  not_available: "no renewal was decided in the period",
};
