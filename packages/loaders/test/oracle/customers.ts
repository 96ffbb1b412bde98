import { balanceOf, type State, stateOf } from "./balances.ts";
import { addMonths, lastDayOf } from "./calendar.ts";
import type { Chain, Entry } from "./chains.ts";
import type { Rates } from "./money.ts";

/** One customer on one basis, ready to be asked for any month. */
export type Customer = {
  customer_id: string;
  /** None of its chains ever belongs to another customer. */
  isAlone: boolean;
  /** Chains that belong to it at some time. */
  chains: Chain[];
  /** What counts at the end of `month` on chains that belong to it at the end of `owned`. */
  entries: (month: string, owned: string) => Entry[];
  balance: (month: string, owned: string) => number;
  state: (month: string, owned: string) => State;
  /** A balance at a month's end before `month`: its own, or one a contract assigned to it brings along. */
  hadBalance: (month: string) => boolean;
};

/** Every customer a chain ever belongs to. */
export function customersOf(chains: readonly Chain[], rates: Rates): Customer[] {
  const byOwner = new Map<string, Chain[]>();
  for (const chain of chains) {
    for (const owner of chain.owners) {
      const own = byOwner.get(owner);
      if (own) own.push(chain);
      else byOwner.set(owner, [chain]);
    }
  }
  return [...byOwner]
    .map(([customer_id, own]) => customerOf(customer_id, own, rates))
    .sort((a, b) => (a.customer_id < b.customer_id ? -1 : 1));
}

/** The customers who stand above 0 at the end of a month, each month asked once. */
export function standingOf(customers: readonly Customer[]): (month: string) => Customer[] {
  return remembered((month) => customers.filter((customer) => customer.state(month, month) !== "gone"));
}

/** What a question about a month was answered with before. */
function remembered<Result>(ask: (month: string) => Result): (month: string) => Result {
  const known = new Map<string, Result>();
  return (month) => {
    const found = known.get(month);
    if (found !== undefined) return found;
    const answer = ask(month);
    known.set(month, answer);
    return answer;
  };
}

function customerOf(customer_id: string, chains: Chain[], rates: Rates): Customer {
  const isAlone = chains.every((chain) => chain.owners.size === 1);
  const only = chains.length === 1 ? chains[0] : undefined;
  const all = remembered((month: string) => chains.flatMap((chain) => chain.entries(month)));
  const chainsAt = remembered((owned: string) => {
    const day = lastDayOf(owned);
    return chains.filter((chain) => chain.ownerOn(day) === customer_id);
  });
  const entries = (month: string, owned: string): Entry[] => {
    if (isAlone) return only ? only.entries(month) : all(month);
    return chainsAt(owned).flatMap((chain) => chain.entries(month));
  };
  const ofMonth = <Result>(ask: (entries: Entry[], month: string) => Result) => {
    const alone = remembered((month: string) => ask(entries(month, month), month));
    const known = new Map<string, (owned: string) => Result>();
    return (month: string, owned: string): Result => {
      if (isAlone) return alone(month);
      const own = known.get(month) ?? remembered((each: string) => ask(entries(month, each), month));
      known.set(month, own);
      return own(owned);
    };
  };
  const balance = ofMonth((each, month) => balanceOf(each, rates, month));
  const state = ofMonth((each, month) => stateOf(each, rates, month));
  const firstMonth = chains.flatMap((chain) => chain.firstMonth ?? []).sort()[0] ?? "9999-12";
  const had = new Map<string, boolean>();
  const hadBalance = (month: string): boolean => {
    if (month <= firstMonth) return false;
    const found = had.get(month);
    if (found !== undefined) return found;
    const before = addMonths(month, -1);
    // A contract brings its history along.
    const brought = chains.some((chain) => {
      const moved = chain.owners.size > 1 && chain.ownerOn("0000-01-01") !== customer_id;
      return moved && chain.ownerOn(lastDayOf(month)) === customer_id && chain.countedBefore(month);
    });
    const is = brought || state(before, before) !== "gone" || hadBalance(before);
    had.set(month, is);
    return is;
  };
  return { customer_id, isAlone, chains, entries, balance, state, hadBalance };
}
