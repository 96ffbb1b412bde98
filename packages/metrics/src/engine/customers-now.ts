import type { CutFilter } from "./crossed-cut.ts";
import { customersOf } from "./labelled-rows.ts";
import type { Ledger } from "./ledger.ts";
import { cutByName } from "./resolve.ts";
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
  if (only.length === 0) return rows;
  const passes = passesNow(ledger, only);
  const customers = customersOf(ledger, rows, (at) => (rows[at] as Row).customer_id);
  return rows.filter((_, at) => passes[customers[at] as number] === 1);
}

/** By customer 1 where it carries a label of every filter at the end of the last month. */
function passesNow(ledger: Ledger, only: readonly CutFilter[]): Uint8Array {
  const passes = new Uint8Array(ledger.customers.id.length).fill(1);
  for (const { cut: name, labels } of only) {
    const cut = cutByName(ledger, name);
    const isWanted = Uint8Array.from(cut.labels, (label) => (labels.includes(label) ? 1 : 0));
    for (let customer = 0; customer < passes.length; customer++)
      passes[customer] =
        (passes[customer] as number) & (isWanted[labelAt(cut, customer, ledger.months - 1)] as number);
  }
  return passes;
}
