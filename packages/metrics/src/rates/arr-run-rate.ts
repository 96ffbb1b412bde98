import type { Definition } from "../definition.ts";

/**
 * ARR run-rate: what would a year at the present month's recurring revenue bring?
 *
 * Closing MRR x 12, minor units in and out. Not the ARR of the contracts, which adds each line's annual amount, rounded
 * for itself: label it run-rate. 0 when nobody pays.
 *
 * @example
 * arrRunRate({ closing_minor: 33000 }) // => 396000
 *
 * Source: definitions, "Money".
 */
export function arrRunRate(row: { closing_minor: number }): number {
  return row.closing_minor * 12;
}

export const arrRunRateDefinition: Definition = {
  name: "arrRunRate",
  title: "ARR run-rate",
  question: "What would a year at the present month's recurring revenue bring?",
  formula: "MRR x 12",
  unit: "money",
  direction: "higher is better",
  basis: "At the last day of the period, live basis. A run-rate: neither a forecast nor what was invoiced.",
  example: {
    text: "499,999.98 a month x 12 = 5,999,999.76",
    run: () => arrRunRate({ closing_minor: 49_999_998 }),
    result: 599_999_976,
  },
  source: "definitions.md, Money; ledger case 14 (iii)",
  variants: [
    {
      title: "ARR",
      difference:
        "The sum of the lines' annual amounts, each rounded once: 6,000,000.00 for the same six contracts.",
    },
  ],
  not_available: "the month is not reported",
};
