import type { CutFilter } from "./crossed-cut.ts";
import { rowsWith } from "./labelled-rows.ts";
import type { Ledger } from "./ledger.ts";
import { labelAt } from "./state-at.ts";

/**
 * Which customers carry certain labels now? Those that carry, at the end of the last month, one of the labels of every
 * filter.
 *
 * Rows of customers the ledger does not know pass no filter; without filters the rows themselves come back. Throws on an unknown cut.
 *
 * @example
 * customersNow(openLedger(exampleLedgerFile), [{ customer_id: "P" }], [{ cut: "csm", labels: ["Ann"] }]).length // => 1
 *
 * Source: definitions, "Cohorts, cuts and survival".
 */
export function customersNow<Row extends { customer_id: string }>(
  ledger: Ledger,
  rows: readonly Row[],
  only: readonly CutFilter[],
): readonly Row[] {
  return rowsWith(ledger, rows, {
    only,
    labelOf: (cut, customer) => labelAt(cut, customer, ledger.months - 1),
  });
}
