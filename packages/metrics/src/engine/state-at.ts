import type { CutColumns, Ledger } from "./ledger.ts";

/** The row of `ledger.states` that holds at the end of a month; -1 before the customer's first. */
export function stateAt({ states }: Ledger, customer: number, month: number): number {
  return lastRowAt(states, customer, month);
}

/** The label (index into `cut.labels`) that a customer carries at the end of a month; month -1 counts as 0. */
export function labelAt(cut: CutColumns, customer: number, month: number): number {
  return cut.label[lastRowAt(cut, customer, Math.max(month, 0))] as number;
}

type ByCustomer = { readonly start: Int32Array; readonly month: Int32Array };

/** The customer's last row whose month is not after the one given, searched for in halves unless it is its last of all; -1 when there is none. */
function lastRowAt({ start, month }: ByCustomer, customer: number, at: number): number {
  const begin = start[customer] as number;
  let low = begin;
  let high = start[customer + 1] as number;
  if (high > begin && (month[high - 1] as number) <= at) return high - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((month[middle] as number) <= at) low = middle + 1;
    else high = middle;
  }
  return low === begin ? -1 : low - 1;
}
