import type { Ledger } from "./ledger.ts";
import { type Regrouped, type Version, versionAt } from "./regrouped.ts";
import { addStretch, RETENTION, type RetentionTable } from "./retention-table.ts";

/** The customers that gave or received contracts, month by month: their "then" is what it is from each "now". */
export function addRegrouped(table: RetentionTable, { months }: Ledger, customers: Regrouped): void {
  const { horizon } = table;
  for (const [customer, versions] of customers)
    for (let now = Math.max(horizon - 1, 0); now < months; now++) {
      const version = versionAt(versions, now);
      const then = now - horizon + 1;
      if ((version.balance[then] as number) <= 0) continue;
      for (const [cell, value] of valuesOf(version, then, now + 1))
        addStretch(table, { customer, cell, value, from: now, to: now + 1 });
    }
}

function valuesOf({ balance, active, returned }: Version, then: number, now: number): [number, number][] {
  const [was, is] = [balance[then] as number, balance[now] as number];
  let [lowest, back] = [was, 0];
  for (let at = then + 1; at <= now; at++) {
    lowest = Math.min(lowest, balance[at] as number);
    back += returned[at] as number;
  }
  const wasActive = active[then] as number;
  return [
    [RETENTION.opening, was],
    [RETENTION.retained, is],
    [RETENTION.kept, Math.min(was, is)],
    [RETENTION.opening_logos, wasActive],
    [RETENTION.kept_logos, wasActive & (active[now] as number)],
    [RETENTION.opening_customers, 1],
    [RETENTION.running_kept, lowest],
    [RETENTION.returned, back],
  ];
}
