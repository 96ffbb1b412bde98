import type { Definition } from "../definition.ts";

/**
 * MRR, monthly recurring revenue: what do customers pay a month, as of the last day of the period?
 *
 * The closing balance of a waterfall row, in minor units of its currency: on the live basis the monthly amounts of all
 * lines alive on that day. 0 when nobody pays.
 *
 * @example
 * monthlyRecurringRevenue({ closing_minor: 33000 }) // => 33000
 *
 * Source: definitions, "Money" and "The two bases".
 */
export function monthlyRecurringRevenue(row: { closing_minor: number }): number {
  return row.closing_minor;
}

export const monthlyRecurringRevenueDefinition: Definition = {
  name: "monthlyRecurringRevenue",
  title: "Monthly recurring revenue (MRR, CMRR)",
  question: "What do customers pay a month, as of the last day of the period?",
  formula:
    "sum of the monthly amounts of the recurring lines that count on the last day, each rounded once to minor units",
  unit: "money",
  direction: "higher is better",
  basis:
    "MRR on the live basis: what is alive on that day. CMRR on the committed basis: what is signed and not noticed. Before tax, after recurring discounts; one-off, usage and trial lines are left out.",
  example: {
    text: "Six two-year contracts worth 2,000,000.00 each are 6 x 83,333.33 = 499,999.98 a month",
    run: () => monthlyRecurringRevenue({ closing_minor: 6 * Math.round(200_000_000 / 24) }),
    result: 49_999_998,
  },
  source: "definitions.md, Money; ledger case 14 (iii)",
  variants: [{ title: "ARR run-rate", difference: "The same times 12." }],
  not_available: "the month is not reported",
};
