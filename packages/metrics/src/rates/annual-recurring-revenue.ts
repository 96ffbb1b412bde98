import type { Definition } from "../definition.ts";

/**
 * ARR, annual recurring revenue: what do the contracts that count bring in a year?
 *
 * The sum of the lines' annual amounts, each rounded once to minor units; minor units in and out. 0 without lines. Not MRR
 * x 12: that is the run-rate, which carries the rounding of each month twelve times.
 *
 * @example
 * annualRecurringRevenue([{ annual_minor: 100000000 }, { annual_minor: 100000000 }]) // => 200000000
 *
 * Source: definitions, "Money".
 */
export function annualRecurringRevenue(lines: readonly { annual_minor: number }[]): number {
  return lines.reduce((sum, { annual_minor }) => sum + annual_minor, 0);
}

export const annualRecurringRevenueDefinition: Definition = {
  name: "annualRecurringRevenue",
  title: "Annual recurring revenue (ARR)",
  question: "What do the contracts that count bring in a year?",
  formula: "sum of the annual amounts of the recurring lines that count, each rounded once to minor units",
  unit: "money",
  direction: "higher is better",
  basis: "At the last day of the period, on the basis shown; the same lines as MRR.",
  example: {
    text: "Six two-year contracts worth 2,000,000.00 each: 6 x 1,000,000.00 = 6,000,000.00 a year",
    run: () => annualRecurringRevenue(Array.from({ length: 6 }, () => ({ annual_minor: 100_000_000 }))),
    result: 600_000_000,
  },
  source: "definitions.md, Money; ledger case 14 (iii)",
  variants: [{ title: "ARR run-rate", difference: "MRR x 12: 5,999,999.76 for the same six contracts." }],
  not_available: "the month is not reported",
};
