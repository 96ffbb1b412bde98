import { type Entry, sumOf } from "./balances.ts";
import { dividedBy, type Fraction, isZero, minus, plus, rounded, same, times, zero } from "./fraction.ts";

const amountOf = (entries: readonly Entry[]): number => sumOf(entries.map((entry) => entry.amount));

/** Quantity and net unit price of what counts together: q = sum of q, p = sum of q x p / q. */
function priceOf(entries: readonly Entry[]): { quantity: Fraction; unit: Fraction | null } {
  const quantity = entries.reduce((sum, entry) => plus(sum, entry.quantity), zero);
  const value = entries.reduce((sum, entry) => plus(sum, times(entry.quantity, entry.unit)), zero);
  return { quantity, unit: isZero(quantity) ? null : dividedBy(value, quantity) };
}

/** If p1 = p0 all of the change is quantity; else round((q1 - q0) x p0). */
function split(before: readonly Entry[], after: readonly Entry[]): number {
  const then = priceOf(before);
  const now = priceOf(after);
  if (then.unit === null) return 0;
  if (now.unit !== null && same(now.unit, then.unit)) return amountOf(after) - amountOf(before);
  return rounded(times(minus(now.quantity, then.quantity), then.unit));
}

/**
 * The quantity part of an upgrade or downgrade of one product in one billing currency, in billing minor units.
 * `before` and `after` are all entries of the product at the two month ends, in every currency.
 */
export function quantityPart(before: readonly Entry[], after: readonly Entry[], currency: string): number {
  const inCurrency = (entry: Entry) => entry.currency === currency;
  const counts = (entries: readonly Entry[], chain: string) => entries.some((entry) => entry.chain === chain);
  const chains = [...new Set([...before, ...after].map((entry) => entry.chain))];

  const hasCounterpart = (chain: string) => counts(before, chain) && counts(after, chain);
  if (!chains.some(hasCounterpart)) {
    // Only where no line of the product has a counterpart, both sides are pooled.
    const then = before.filter(inCurrency);
    const now = after.filter(inCurrency);
    return then.length > 0 && now.length > 0 ? split(then, now) : 0;
  }
  return sumOf(
    chains.map((chain) => {
      const then = before.filter((entry) => inCurrency(entry) && entry.chain === chain);
      const now = after.filter((entry) => inCurrency(entry) && entry.chain === chain);
      if (then.length > 0 && now.length > 0) return split(then, now);
      // A change of billing currency is a price.
      if (hasCounterpart(chain)) return 0;
      // Lines without a counterpart are quantity.
      return amountOf(now) - amountOf(then);
    }),
  );
}
