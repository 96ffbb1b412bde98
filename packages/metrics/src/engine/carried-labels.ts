import { carriers, lookedAt } from "./carriers.ts";
import type { CutColumns, Ledger } from "./ledger.ts";
import { stateAt } from "./state-at.ts";

/**
 * What a cut makes of a ledger: the label each movement and logo row is booked on, and the balances that moved from
 * label to label, one row a customer and month.
 */
export interface CarriedLabels {
  /** Whose rows these are, in order: those of all others are not filled. */
  readonly customers: Int32Array;
  readonly movement: Int32Array;
  readonly logo: Int32Array;
  readonly moved: Moved;
  /** The same summed: balance, active and archived by label and month, three cells each. */
  readonly movedSums: Float64Array;
}

/** One row a customer and month in which a balance moved from one label to another. */
export interface Moved {
  readonly customer: Int32Array;
  readonly month: Int32Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** The customer's balance and logos at the month's end. */
  readonly amount: Float64Array;
  readonly active: Uint8Array;
  readonly archived: Uint8Array;
}

/** What is known of a cut: of all its labels, and of the one asked for last. */
interface Known {
  all?: CarriedLabels;
  label?: number;
  one?: CarriedLabels;
}

const known = new WeakMap<CutColumns, Known>();

/**
 * Month m's rows carry the label at the end of m-1, or of m for a customer that stood at 0; the balance of a customer
 * whose label changed, and who stood and still stands above 0, moves. Worked out once a cut, kept as long as the cut. With
 * `label`, where not all labels are known, of the customers that ever carry it alone: what is booked on it is right.
 */
export function carriedLabels(ledger: Ledger, cut: CutColumns, label?: number): CarriedLabels {
  const found = known.get(cut) ?? {};
  known.set(cut, found);
  if (found.all !== undefined) return found.all;
  if (label === undefined) {
    found.all = carry(ledger, cut, lookedAt(cut));
    delete found.one;
    return found.all;
  }
  if (found.one === undefined || found.label !== label)
    found.one = carry(ledger, cut, carriers(cut)[label] as Int32Array);
  found.label = label;
  return found.one;
}

function carry(ledger: Ledger, cut: CutColumns, customers: Int32Array): CarriedLabels {
  const { movements, logos, states } = ledger;
  const whole = ledger.whole ?? states;
  const movement = new Int32Array(movements.month.length);
  const logo = new Int32Array(logos.month.length);
  const most = cut.month.length - ledger.customers.id.length;
  const moved = {
    customer: new Int32Array(most),
    month: new Int32Array(most),
    from: new Int32Array(most),
    to: new Int32Array(most),
    amount: new Float64Array(most),
    active: new Uint8Array(most),
    archived: new Uint8Array(most),
  };
  let moves = 0;
  for (let at = 0; at < customers.length; at++) {
    const customer = customers[at] as number;
    const change = cut.start[customer] as number;
    const changeEnd = cut.start[customer + 1] as number;
    const rowEnd = movements.start[customer + 1] as number;
    const logoEnd = logos.start[customer + 1] as number;
    const stateEnd = whole.start[customer + 1] as number;
    let row = movements.start[customer] as number;
    let logoRow = logos.start[customer] as number;
    let state = (whole.start[customer] as number) - 1;
    const stateFirst = state + 1;
    let label = cut.label[change] as number;
    for (let i = change + 1; i < changeEnd; i++) {
      const month = cut.month[i] as number;
      const next = cut.label[i] as number;
      while (row < rowEnd && (movements.month[row] as number) < month) movement[row++] = label;
      while (logoRow < logoEnd && (logos.month[logoRow] as number) < month) logo[logoRow++] = label;
      while (state + 1 < stateEnd && (whole.month[state + 1] as number) < month) state++;
      const stood = state >= stateFirst && (whole.balance[state] as number) !== 0;
      const carried = stood ? label : next;
      while (row < rowEnd && movements.month[row] === month) movement[row++] = carried;
      while (logoRow < logoEnd && logos.month[logoRow] === month) logo[logoRow++] = carried;
      if (state + 1 < stateEnd && whole.month[state + 1] === month) state++;
      const own = whole === states ? state : stateAt(ledger, customer, month);
      const amount = stood && own >= 0 ? (states.balance[own] as number) : 0;
      if (amount !== 0) {
        moved.customer[moves] = customer;
        moved.month[moves] = month;
        moved.from[moves] = label;
        moved.to[moves] = next;
        moved.amount[moves] = amount;
        moved.active[moves] = states.active[own] as number;
        moved.archived[moves++] = states.archived[own] as number;
      }
      label = next;
    }
    while (row < rowEnd) movement[row++] = label;
    while (logoRow < logoEnd) logo[logoRow++] = label;
  }
  const rows = first(moved, moves);
  return {
    customers,
    movement,
    logo,
    moved: rows,
    movedSums: sumMoved(rows, cut.labels.length, ledger.months),
  };
}

function first(moved: Moved, rows: number): Moved {
  return {
    customer: moved.customer.slice(0, rows),
    month: moved.month.slice(0, rows),
    from: moved.from.slice(0, rows),
    to: moved.to.slice(0, rows),
    amount: moved.amount.slice(0, rows),
    active: moved.active.slice(0, rows),
    archived: moved.archived.slice(0, rows),
  };
}

function sumMoved(moved: Moved, labels: number, months: number): Float64Array {
  const sums = new Float64Array(labels * months * 3);
  for (let row = 0; row < moved.month.length; row++) {
    const month = moved.month[row] as number;
    const from = ((moved.from[row] as number) * months + month) * 3;
    const to = ((moved.to[row] as number) * months + month) * 3;
    pass(sums, from, to, moved.amount[row] as number);
    pass(sums, from + 1, to + 1, moved.active[row] as number);
    pass(sums, from + 2, to + 2, moved.archived[row] as number);
  }
  return sums;
}

function pass(sums: Float64Array, from: number, to: number, value: number): void {
  sums[from] = (sums[from] as number) - value;
  sums[to] = (sums[to] as number) + value;
}
