import { addGrowth, type CustomerGrowth, noGrowth } from "./customer-growth.ts";
import type { TenureGrowthRow } from "./renewal-rows.ts";

/**
 * What do customers pay now, against what they began with, by years of tenure? What `contract__growth_by_tenure` holds, of any
 * customers.
 *
 * A row for each whole year of tenure that occurs, shortest first. Contracts in minor units a month; who has nothing in force
 * now (null) is in no row. Nobody gives no rows.
 *
 * @example
 * growthByTenure([{ tenure_months: 14, original_minor: 100, contract_minor: 150 }], { currency: "USD" })[0].tenure_years // => 1
 *
 * Source: definitions, "Renewals".
 */
export function growthByTenure(
  rows: readonly (CustomerGrowth & { tenure_months: number | null })[],
  { currency }: { currency: string },
): TenureGrowthRow[] {
  const found = new Map<number, TenureGrowthRow>();
  for (const row of rows) {
    if (row.tenure_months === null) continue;
    const tenure_years = Math.floor(row.tenure_months / 12);
    const known = found.get(tenure_years) ?? { tenure_years, currency, customers: 0, ...noGrowth() };
    if (!addGrowth(known, row)) continue;
    known.customers += 1;
    found.set(tenure_years, known);
  }
  return [...found.values()].sort((a, b) => a.tenure_years - b.tenure_years);
}
