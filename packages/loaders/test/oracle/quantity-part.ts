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

/** What is on one side only in this currency came from, or went to, lines in another currency that change as well. */
function isCurrencyChange(before: readonly Entry[], after: readonly Entry[], currency: string): boolean {
  const isElsewhere = (entry: Entry) => entry.currency !== currency;
  const isIn = (entries: readonly Entry[], one: Entry) =>
    entries.some((each) => each.line === one.line && each.amount === one.amount);
  const gone = before.filter((entry) => isElsewhere(entry) && !isIn(after, entry));
  const come = after.filter((entry) => isElsewhere(entry) && !isIn(before, entry));
  return gone.length > 0 || come.length > 0;
}

/** The quantity part of what is compared as one: a chain, or a product whose lines have no counterpart. */
function partOf(before: readonly Entry[], after: readonly Entry[], currency: string): number {
  const then = before.filter((entry) => entry.currency === currency);
  const now = after.filter((entry) => entry.currency === currency);
  if (then.length > 0 && now.length > 0) return split(then, now);
  // A change of billing currency is a price; else what is on one side only is quantity.
  return isCurrencyChange(before, after, currency) ? 0 : amountOf(now) - amountOf(then);
}

/**
 * The quantity part of an upgrade or downgrade of one product in one billing currency, in billing minor units.
 * `before` and `after` are all entries of the product at the two month ends, in every currency.
 */
export function quantityPart(before: readonly Entry[], after: readonly Entry[], currency: string): number {
  const ofChain = (entries: readonly Entry[], chain: string) =>
    entries.filter((entry) => entry.chain === chain);
  const chains = [...new Set([...before, ...after].map((entry) => entry.chain))];
  const hasCounterpart = (chain: string) =>
    ofChain(before, chain).length > 0 && ofChain(after, chain).length > 0;
  // Only where no line of the product has a counterpart, both sides are pooled.
  if (!chains.some(hasCounterpart)) return partOf(before, after, currency);
  return sumOf(chains.map((chain) => partOf(ofChain(before, chain), ofChain(after, chain), currency)));
}
