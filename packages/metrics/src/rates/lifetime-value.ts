import type { Definition } from "../definition.ts";
import { averageRevenuePerAccount } from "./average-revenue-per-account.ts";
import { pooledLogoChurn } from "./pooled-logo-churn.ts";

export interface LifetimeValueComponents {
  opening_logos: number;
  churned_logos: number;
  closing_logos: number;
  closing_minor: number;
}

/**
 * LTV, lifetime value of a customer: what will a customer of today pay before it leaves?
 *
 * ARPA / (logos lost in the last six whole months / sum of their six openings), optionally x gross margin. Takes the
 * last six monthly rows of a waterfall, oldest first (minor units, churned logos negative) and a gross margin from 0
 * to 1; returns minor units, not rounded. Null when there are not exactly six rows, nobody is active, or nobody was
 * lost. Throws on a gross margin outside 0 to 1.
 *
 * @example
 * lifetimeValue(Array(6).fill({ opening_logos: 50, churned_logos: -1, closing_logos: 50, closing_minor: 500000 })) // => 500000
 *
 * Source: definitions, "Rates".
 */
export function lifetimeValue(
  rows: readonly LifetimeValueComponents[],
  { grossMargin = 1 }: { grossMargin?: number | undefined } = {},
): number | null {
  if (!(grossMargin >= 0 && grossMargin <= 1))
    throw new Error(
      `lifetimeValue: gross margin is not a share, got ${grossMargin}; give 0 to 1, for example 0.8`,
    );
  const last = rows.at(-1);
  if (rows.length !== 6 || last === undefined) return null;
  const arpa = averageRevenuePerAccount(last);
  const loss = pooledLogoChurn(rows);
  if (arpa === null || loss === null || loss === 0) return null;
  return (arpa / loss) * grossMargin;
}

export const lifetimeValueDefinition: Definition = {
  name: "lifetimeValue",
  title: "Lifetime value (LTV)",
  question: "What will a customer of today pay before it leaves?",
  formula: "ARPA / (customers lost in the last six whole months / sum of their six openings)",
  unit: "money",
  direction: "higher is better",
  basis:
    "Live basis, before gross margin unless one is given. An estimate: it takes the last half year's losses for ever.",
  example: {
    text: "50 customers pay 5,000 a month in all and one leaves each month, one joins: 100 / 2 % = 5,000",
    run: () =>
      lifetimeValue(
        Array.from({ length: 6 }, () => ({
          opening_logos: 50,
          churned_logos: -1,
          closing_logos: 50,
          closing_minor: 500_000,
        })),
      ),
    result: 500_000,
  },
  source:
    "definitions.md, Rates: LTV (numbers of our own; its loss rate is the table's, see pooled logo churn)",
  variants: [
    { title: "LTV x gross margin", difference: "Counts only what is left of each payment after its costs." },
  ],
  not_available:
    "no customer was lost in the last six whole months, fewer than six are reported, or nobody pays",
};
