import { MOVEMENT_KINDS } from "../ledger-file.ts";
import type { Ledger } from "./ledger.ts";
import { addStretch, RETENTION, type RetentionTable } from "./retention-table.ts";
import { stateAt } from "./state-at.ts";

const REACTIVATION = MOVEMENT_KINDS.indexOf("reactivation");

/** Reactivation of month r counts in every month whose window (then, now] holds r, if there was a balance then. */
export function addReturned(table: RetentionTable, ledger: Ledger): void {
  const { movements, states, months } = ledger;
  const { horizon, apart, customers } = table;
  for (let place = 0; place < customers.length; place++) {
    const customer = customers[place] as number;
    if (apart.has(customer)) continue;
    const end = states.start[customer + 1] as number;
    for (
      let row = movements.start[customer] as number;
      row < (movements.start[customer + 1] as number);
      row++
    ) {
      if (movements.kind[row] !== REACTIVATION) continue;
      const returned = movements.month[row] as number;
      const value = movements.amount[row] as number;
      const until = Math.min(returned + horizon, months);
      const first = stateAt(ledger, customer, returned - horizon);
      for (let then = Math.max(first, states.start[customer] as number); then < end; then++) {
        const from = Math.max((states.month[then] as number) + horizon, returned);
        if (from >= until) break;
        const ends = then + 1 < end ? (states.month[then + 1] as number) + horizon : until;
        if (states.balance[then] !== 0)
          addStretch(table, { customer, cell: RETENTION.returned, value, from, to: Math.min(ends, until) });
      }
    }
  }
}
