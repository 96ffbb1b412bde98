import type { Ledger } from "./ledger.ts";

/** The month of a customer's first balance on the ledger's basis, below 0 before the first month; null: there is none. */
export function firstMonth({ customers, states }: Ledger, customer: number): number | null {
  const given = customers.first?.[customer];
  if (given !== undefined && given !== null && given < 0) return given;
  const begin = states.start[customer] as number;
  return begin < (states.start[customer + 1] as number) ? (states.month[begin] as number) : null;
}
