import type { Definition } from "../definition.ts";
import { ratio } from "../rates/ratio.ts";
import { sumOf } from "./sum-of.ts";

/**
 * Renewal rate, net: of each 100 that was due and decided in the period, what was renewed, increases included?
 *
 * Sum of renewed / due of the decided renewals, over the months given. Minor units in, a ratio out; null when nothing was
 * decided, or there are no rows.
 *
 * @example
 * renewalRateNet([{ due_minor: 100, renewed_minor: 120 }, { due_minor: 100, renewed_minor: 50 }]) // => 0.85
 *
 * Source: definitions, "Renewals".
 */
export function renewalRateNet(rows: readonly { due_minor: number; renewed_minor: number }[]): number | null {
  return ratio(
    sumOf(rows, (row) => row.renewed_minor),
    sumOf(rows, (row) => row.due_minor),
  );
}

export const renewalRateNetDefinition: Definition = {
  name: "renewalRateNet",
  title: "Renewal rate, net",
  question: "Of each 100 that was due and decided in the period, what was renewed, increases included?",
  formula: "monthly amounts renewed / monthly amounts due, of the renewals decided",
  unit: "ratio",
  direction: "higher is better",
  basis:
    "Renewals decided in the period, each counted once in the later of the month due and the month decided, from contract lines and so on neither basis. What is late or still open is in neither number. Several months: the components are summed first, never the rates. An archive fee is renewed money.",
  example: {
    text: "April 1,200 renewed of 1,300 due, May 400 of 500: 1,600 / 1,800 = 88.89 %",
    run: () =>
      renewalRateNet([
        { due_minor: 130_000, renewed_minor: 120_000 },
        { due_minor: 50_000, renewed_minor: 40_000 },
      ]),
    result: 8 / 9,
  },
  source: "definitions.md, Renewals: rates; ledger case 9",
  variants: [
    {
      title: "Net revenue retention",
      difference:
        "Balance-based: every customer then, also those with nothing due, and every movement between, not only those at a renewal.",
    },
    { title: "Renewal rate, gross", difference: "Leaves increases out." },
  ],
  not_available: "no renewal was decided in the period",
};
