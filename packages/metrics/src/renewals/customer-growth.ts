import type { GrowthComponents } from "./renewal-rows.ts";

/** A customer's monthly amounts at its first and the last month end, minor units; null where nothing is in force now. */
export interface CustomerGrowth {
  original_minor: number | null;
  contract_minor: number | null;
}

/** Growth of nobody. */
export const noGrowth = (): GrowthComponents => ({
  increased: 0,
  unchanged: 0,
  decreased: 0,
  original_minor: 0,
  contract_minor: 0,
  growth_micros: 0,
});

/** Adds a customer to the growth of its row; false where nothing of it is in force now. */
export function addGrowth(
  sums: GrowthComponents,
  { original_minor, contract_minor }: CustomerGrowth,
): boolean {
  if (original_minor === null || contract_minor === null) return false;
  const step =
    contract_minor > original_minor
      ? "increased"
      : contract_minor === original_minor
        ? "unchanged"
        : "decreased";
  sums[step] += 1;
  sums.original_minor += original_minor;
  sums.contract_minor += contract_minor;
  sums.growth_micros += Math.round((1e6 * contract_minor) / original_minor);
  return true;
}
