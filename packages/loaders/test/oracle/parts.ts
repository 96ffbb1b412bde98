import { billingOf } from "./balances.ts";
import type { Entry } from "./chains.ts";
import {
  dividedBy,
  type Fraction,
  fraction,
  isZero,
  minus,
  plus,
  rounded,
  same,
  times,
  zero,
} from "./fraction.ts";
import { sumOf } from "./money.ts";

/** Parts of an upgrade or downgrade in billing minor units; the list part is null where list prices are not known. */
export type Parts = { quantity: number; list: number | null };

/** What of a change is quantity, what is price, and what of the price is list. */
type Share = { quantity: number; price: number; list: number | null };

/** Quantity and net unit price of what counts together: q = sum of q, p = sum of q x p / q. */
function priceOf(entries: readonly Entry[]): { quantity: Fraction; unit: Fraction | null } {
  const prices = entries.map((entry) => entry.price());
  const quantity = prices.reduce((sum, price) => plus(sum, price.quantity), zero);
  const value = prices.reduce((sum, price) => plus(sum, times(price.quantity, price.unit)), zero);
  return { quantity, unit: isZero(quantity) ? null : dividedBy(value, quantity) };
}

/** List price of one unit of what counts together, weighted by quantity; null where a line has none. */
function listOf(entries: readonly Entry[], quantity: Fraction): Fraction | null {
  let value = zero;
  for (const entry of entries) {
    const list = entry.line.list_unit_monthly_minor;
    if (list === null) return null;
    value = plus(value, times(entry.price().quantity, fraction(list)));
  }
  return isZero(quantity) ? null : dividedBy(value, quantity);
}

/**
 * If p1 = p0 all of the change is quantity; else round((q1 - q0) x p0), and the rest is price:
 * list = q1 x (list1 - list0) x (1 - discount0), discount the rest.
 */
export function split(before: readonly Entry[], after: readonly Entry[]): Share {
  const change = billingOf(after) - billingOf(before);
  const then = priceOf(before);
  const now = priceOf(after);
  if (then.unit === null) return { quantity: 0, price: change, list: null };
  const [list0, list1] = [listOf(before, then.quantity), listOf(after, now.quantity)];
  const isKnown = list0 !== null && list1 !== null && !isZero(list0);
  if (now.unit !== null && same(now.unit, then.unit))
    return { quantity: change, price: 0, list: isKnown ? 0 : null };
  const quantity = rounded(times(minus(now.quantity, then.quantity), then.unit));
  const price = change - quantity;
  if (!isKnown) return { quantity, price, list: null };
  const kept = dividedBy(then.unit, list0);
  return { quantity, price, list: rounded(times(times(now.quantity, minus(list1, list0)), kept)) };
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

/** The shares of what is compared as one: a chain, or a product whose lines have no counterpart. */
function shareOf(before: readonly Entry[], after: readonly Entry[], currency: string): Share {
  const then = before.filter((entry) => entry.currency === currency);
  const now = after.filter((entry) => entry.currency === currency);
  if (then.length > 0 && now.length > 0) return split(then, now);
  const change = billingOf(now) - billingOf(then);
  // A change of billing currency is a price; else what is on one side only is quantity.
  return isCurrencyChange(before, after, currency)
    ? { quantity: 0, price: change, list: null }
    : { quantity: change, price: 0, list: null };
}

const isUnchanged = (before: readonly Entry[], after: readonly Entry[]): boolean =>
  before.length === after.length &&
  before.every((entry) => after.some((other) => other.line === entry.line && other.amount === entry.amount));

/**
 * The parts of an upgrade or downgrade of one product in one billing currency. `before` and `after` are all entries of
 * the product at the two month ends, in every currency.
 */
export function partsOfProduct(before: readonly Entry[], after: readonly Entry[], currency: string): Parts {
  const chains = [...new Set([...before, ...after].map((entry) => entry.chain))].map((chain) => ({
    was: before.filter((entry) => entry.chain === chain),
    is: after.filter((entry) => entry.chain === chain),
  }));
  // Only where no line of the product has a counterpart, both sides are pooled.
  if (!chains.some(({ was, is }) => was.length > 0 && is.length > 0))
    return { quantity: shareOf(before, after, currency).quantity, list: null };
  const shares = chains
    .filter(({ was, is }) => !isUnchanged(was, is))
    .map(({ was, is }) => shareOf(was, is, currency));
  const isKnown =
    shares.some((share) => share.list !== null) &&
    shares.every((share) => share.list !== null || share.price === 0);
  return {
    quantity: sumOf(shares.map((share) => share.quantity)),
    list: isKnown ? sumOf(shares.map((share) => share.list ?? 0)) : null,
  };
}
