import { MOVEMENT_KINDS } from "../ledger-file.ts";
import type { Ledger } from "./ledger.ts";
import { stateAt } from "./state-at.ts";

/** A customer's month ends as they look from some month on; index 0 is the day before the first month. */
export interface Version {
  /** First month from which history looks like this. */
  readonly from: number;
  readonly balance: Float64Array;
  readonly active: Uint8Array;
  /** Reactivation booked in each month. */
  readonly returned: Float64Array;
}

/** The customers that gave or received contracts, each with the versions of its history, oldest first. */
export type Regrouped = ReadonlyMap<number, readonly Version[]>;

const TRANSFER = MOVEMENT_KINDS.indexOf("transfer");
const REACTIVATION = MOVEMENT_KINDS.indexOf("reactivation");
/** Kept by the movements, which a filtered ledger shares with its whole. */
const known = new WeakMap<Ledger["movements"], Regrouped>();

/**
 * "Then" is grouped by the assignments in force "now": from the month of an assignment on, the receiver's past holds what
 * the assigned contracts counted with, and the giver's does not.
 *
 * A transfer says what passed in its month, not the contracts' past. Where it is all the giver had of a product in a
 * billing currency, all the past of that product goes along, which is exact. Where it is a part, the past that goes along
 * is that amount, as far as the giver had it then. Empty without transfers; throws when a transfer does not say from whom.
 */
export function regrouped(ledger: Ledger): Regrouped {
  if (!ledger.has_transfers) return new Map();
  const found = known.get(ledger.movements) ?? regroup(ledger);
  known.set(ledger.movements, found);
  return found;
}

interface Passed {
  month: number;
  giver: number;
  receiver: number;
  slot: number;
  amount: number;
}

interface Working {
  balance: Map<number, Float64Array>;
  returned: Map<number, Float64Array>;
  active: Uint8Array;
  versions: Version[];
}

function regroup(ledger: Ledger): Regrouped {
  const passed = transfersOf(ledger);
  const working = new Map<number, Working>();
  for (const { giver, receiver } of passed)
    for (const customer of [giver, receiver])
      if (!working.has(customer)) working.set(customer, begin(ledger, customer));
  for (let i = 0; i < passed.length; ) {
    const { month } = passed[i] as Passed;
    const touched = new Set<Working>();
    for (; passed[i]?.month === month; i++) {
      const one = passed[i] as Passed;
      const [giver, receiver] = [working.get(one.giver), working.get(one.receiver)] as [Working, Working];
      passOn(giver, receiver, { ...one, ledger });
      touched.add(giver).add(receiver);
    }
    for (const own of touched) own.versions.push(versionOf(own, month, ledger.months));
  }
  return new Map([...working].map(([customer, { versions }]) => [customer, versions]));
}

function transfersOf({ movements, customers, products }: Ledger): Passed[] {
  const passed: Passed[] = [];
  for (let customer = 0; customer < customers.id.length; customer++)
    for (
      let row = movements.start[customer] as number;
      row < (movements.start[customer + 1] as number);
      row++
    ) {
      if (movements.kind[row] !== TRANSFER) continue;
      const giver = movements.counterparty[row] as number;
      const amount = movements.amount[row] as number;
      if (giver < 0)
        throw new Error(
          `ledger: a transfer of customer ${JSON.stringify(customers.id[customer])} does not say from whom, got counterparty ${giver}; build the company's data again`,
        );
      if (amount <= 0) continue;
      const slot = (movements.currency[row] as number) * products.length + (movements.product[row] as number);
      passed.push({ month: movements.month[row] as number, giver, receiver: customer, slot, amount });
    }
  return passed.sort((a, b) => a.month - b.month);
}

/** The customer's history as it was booked, by product and billing currency. */
function begin(ledger: Ledger, customer: number): Working {
  const { movements, opening, months, products } = ledger;
  const own: Working = {
    balance: new Map(),
    returned: new Map(),
    active: new Uint8Array(months + 1),
    versions: [],
  };
  const series = (of: Map<number, Float64Array>, slot: number) => {
    const found = of.get(slot) ?? new Float64Array(months + 1);
    of.set(slot, found);
    return found;
  };
  for (let row = opening.start[customer] as number; row < (opening.start[customer + 1] as number); row++) {
    const slot = (opening.currency[row] as number) * products.length + (opening.product[row] as number);
    series(own.balance, slot).forEach((value, at, all) => {
      all[at] = value + (opening.amount[row] as number);
    });
  }
  for (
    let row = movements.start[customer] as number;
    row < (movements.start[customer + 1] as number);
    row++
  ) {
    const slot = (movements.currency[row] as number) * products.length + (movements.product[row] as number);
    const amount = movements.amount[row] as number;
    const from = (movements.month[row] as number) + 1;
    const balance = series(own.balance, slot);
    for (let at = from; at <= months; at++) balance[at] = (balance[at] as number) + amount;
    if (movements.kind[row] !== REACTIVATION) continue;
    const returned = series(own.returned, slot);
    returned[from] = (returned[from] as number) + amount;
  }
  for (let month = -1; month < months; month++) {
    const state = stateAt(ledger, customer, month);
    own.active[month + 1] = state < 0 ? 0 : (ledger.states.active[state] as number);
  }
  own.versions.push(versionOf(own, -1, months));
  return own;
}

/** Moves the past of what was passed in a month from the giver's history to the receiver's. */
function passOn(
  giver: Working,
  receiver: Working,
  { month, slot, amount, ledger }: Passed & { ledger: Ledger },
): void {
  const from = giver.balance.get(slot) ?? new Float64Array(ledger.months + 1);
  const to = receiver.balance.get(slot) ?? new Float64Array(ledger.months + 1);
  receiver.balance.set(slot, to);
  const isWhole = amount >= (from[month] as number);
  // Index month is the end of the month before.
  for (let at = 0; at <= month; at++) {
    const had = from[at] as number;
    const share = isWhole ? had : Math.min(amount, had);
    from[at] = had - share;
    to[at] = (to[at] as number) + share;
    if (share > 0 && giver.active[at] === 1) receiver.active[at] = 1;
  }
  for (let at = 0; at <= month; at++) {
    let left = 0;
    for (const balance of giver.balance.values()) left += balance[at] as number;
    if (left === 0) giver.active[at] = 0;
  }
  const returned = giver.returned.get(slot);
  if (!isWhole || returned === undefined) return;
  const back = receiver.returned.get(slot) ?? new Float64Array(ledger.months + 1);
  receiver.returned.set(slot, back);
  for (let at = 0; at <= month; at++) {
    back[at] = (back[at] as number) + (returned[at] as number);
    returned[at] = 0;
  }
}

function versionOf(own: Working, from: number, months: number): Version {
  const total = (of: Map<number, Float64Array>) => {
    const sum = new Float64Array(months + 1);
    for (const series of of.values())
      for (let at = 0; at <= months; at++) sum[at] = (sum[at] as number) + (series[at] as number);
    return sum;
  };
  return { from, balance: total(own.balance), active: own.active.slice(), returned: total(own.returned) };
}

/** How history looks from a month: the last version that had begun. */
export function versionAt(versions: readonly Version[], month: number): Version {
  let at = versions.length - 1;
  while (at > 0 && (versions[at] as Version).from > month) at--;
  return versions[at] as Version;
}
