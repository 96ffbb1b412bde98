import type { Ledger } from "./ledger.ts";

/**
 * Throws when the ledger does not hold balances: under exchange rates at month end the file leaves out the movements
 * that are exchange rate only, so nothing that adds movements up would be right.
 */
export function needsBalances(where: string, ledger: Ledger): void {
  if (!ledger.has_fx) return;
  throw new Error(
    `${where}: this ledger leaves out what exchange rates moved, got has_fx true; take the rows of the marts`,
  );
}
