import type { CutFilter } from "./crossed-cut.ts";
import { firstMonth } from "./first-month.ts";
import { rowsByLabel, rowsWith } from "./labelled-rows.ts";
import type { CutColumns, Ledger } from "./ledger.ts";

/** A cut's label of a customer at the month of its first balance; null where the ledger has no balance of it. */
export function labelAtFirst(ledger: Ledger, cut: CutColumns, customer: number): number | null {
  const first = firstMonth(ledger, customer);
  if (first === null) return null;
  let row = cut.start[customer] as number;
  const end = cut.start[customer + 1] as number;
  while (row + 1 < end && (cut.month[row + 1] as number) <= first) row++;
  return cut.label[row] as number;
}

/**
 * Which customers were like this one when they came? Those that carried, at their first month end, one of the labels of
 * every filter. The ledger says who carried what on its basis; without filters the rows themselves come back. Throws on an unknown
 * cut or label.
 *
 * @example
 * customersLike(openLedger(exampleLedgerFile), [], [{ cut: "csm", labels: ["Ann"] }]).length // => 0
 *
 * Source: definitions, "Cohorts, cuts and survival".
 */
export function customersLike<Row extends { customer_id: string }>(
  ledger: Ledger,
  rows: readonly Row[],
  only: readonly CutFilter[],
): readonly Row[] {
  return rowsWith(ledger, rows, { only, labelOf: (cut, customer) => labelAtFirst(ledger, cut, customer) });
}

/**
 * Which customers carried which label when they came? Rows by their label of one cut, or of two at once, at the first month
 * end, in the order of the labels; labels nobody carried are left out.
 *
 * Rows of a customer without a balance on the ledger's basis are in no group. No rows give no groups. Throws on an unknown
 * cut.
 *
 * @returns the labels of the cuts, one each, with their rows
 *
 * @example
 * byLabelAtFirst(openLedger(exampleLedgerFile), [{ customer_id: "P" }], ["csm"]) // => [{ labels: ["Ann"], rows: [{ customer_id: "P" }] }]
 *
 * Source: definitions, "Cohorts, cuts and survival".
 */
export function byLabelAtFirst<Row extends { customer_id: string }>(
  ledger: Ledger,
  rows: readonly Row[],
  cutNames: readonly string[],
): { labels: string[]; rows: Row[] }[] {
  const labelOf = (cut: CutColumns, customer: number) => labelAtFirst(ledger, cut, customer);
  return rowsByLabel(ledger, rows, { cuts: cutNames, labelOf });
}
