import type { Entry } from "./chains.ts";
import { converted, type Rates, sumOf } from "./money.ts";

export type State = "gone" | "active" | "archived";

/** The products x billing currencies of some entries, each once, in order. */
export function cellsOf(entries: readonly Entry[]): { product: string; currency: string }[] {
  const keys = new Map<string, { product: string; currency: string }>();
  for (const { product, currency } of entries) keys.set(`${product}\n${currency}`, { product, currency });
  return [...keys].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, cell]) => cell);
}

export const billingOf = (entries: readonly Entry[]): number => sumOf(entries.map((entry) => entry.amount));

/** Reporting balance of the entries at the rates of `month`: converted once per product x billing currency. */
export function balanceOf(entries: readonly Entry[], rates: Rates, month: string): number {
  return sumOf(
    cellsOf(entries).map(({ product, currency }) => {
      const inCell = entries.filter((entry) => entry.product === product && entry.currency === currency);
      return converted(billingOf(inCell), rates(currency, month));
    }),
  );
}

/** The customer's state at a month's end: gone, active, or archived when only archive fees remain. */
export function stateOf(entries: readonly Entry[], rates: Rates, month: string): State {
  if (entries.length === 0 || balanceOf(entries, rates, month) <= 0) return "gone";
  const paid = entries.filter((entry) => !entry.isArchive);
  const isPaid = cellsOf(paid).some(
    ({ product, currency }) =>
      billingOf(paid.filter((entry) => entry.product === product && entry.currency === currency)) > 0,
  );
  return isPaid ? "active" : "archived";
}
