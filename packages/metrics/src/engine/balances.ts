import type { BalanceRow } from "../rows.ts";
import type { Ledger } from "./ledger.ts";
import { needsBalances } from "./needs-balances.ts";
import { type CutChoice, chosenLabel, type MonthRef, monthIndex } from "./resolve.ts";
import { labelAt, stateAt } from "./state-at.ts";

/**
 * Balances: who pays how much at the end of a month?
 *
 * Takes a month (index, "YYYY-MM" or report_month) and optionally one label of a cut, as it stands at that month's
 * end. Returns the customers with a balance above 0, largest first, then by customer id; minor units of the ledger's
 * currency. Nobody with a balance gives an empty list. Throws on an unknown month, cut or label.
 *
 * @example
 * balances(openLedger(exampleLedgerFile), "2025-09").map((row) => row.minor) // => [25000]
 *
 * Source: definitions, "Time and the edges of the exports".
 */
export function balances(ledger: Ledger, month: MonthRef, choice: CutChoice = {}): BalanceRow[] {
  needsBalances("balances", ledger);
  const at = monthIndex(ledger, month);
  const chosen = chosenLabel(ledger, choice);
  const rows: BalanceRow[] = [];
  for (let customer = 0; customer < ledger.customers.id.length; customer++) {
    const row = stateAt(ledger, customer, at);
    const minor = row < 0 ? 0 : (ledger.states.balance[row] as number);
    if (minor === 0) continue;
    if (chosen !== null && labelAt(chosen.cut, customer, at) !== chosen.label) continue;
    rows.push({
      customer,
      customer_id: ledger.customers.id[customer] as string,
      name: ledger.customers.name[customer] ?? null,
      minor,
      active: ledger.states.active[row] === 1,
      archived: ledger.states.archived[row] === 1,
    });
  }
  return rows.sort((a, b) => b.minor - a.minor || (a.customer_id < b.customer_id ? -1 : 1));
}
