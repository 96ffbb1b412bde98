import { firstMonth } from "./first-month.ts";
import type { Ledger } from "./ledger.ts";
import { cutByName } from "./resolve.ts";
import { labelAt } from "./state-at.ts";

/**
 * Labels at the start: which label of a cut did each customer carry in the month of its first balance?
 *
 * One label a customer, in the order of `ledger.customers`; of whoever began before the first month, or never had a balance,
 * that of the first month. An empty ledger gives none. Throws on an unknown cut, naming those known.
 *
 * @example
 * labelsAtStart(openLedger(exampleLedgerFile), "csm") // => ["Ann", "Bo"]
 *
 * Source: definitions, "Cohorts, cuts and survival".
 */
export function labelsAtStart(ledger: Ledger, cutName: string): string[] {
  const cut = cutByName(ledger, cutName);
  return ledger.customers.id.map(
    (_, customer) => cut.labels[labelAt(cut, customer, firstMonth(ledger, customer) ?? 0)] as string,
  );
}
