import { MOVEMENT_KINDS } from "../ledger-file.ts";
import type { CutColumns, Ledger } from "./ledger.ts";

const REACTIVATION_KIND = MOVEMENT_KINDS.indexOf("reactivation");
export const [OPENING, RETAINED, KEPT, OPENING_LOGOS, KEPT_LOGOS, RUNNING_KEPT, RETURNED] = [
  0, 1, 2, 3, 4, 5, 6,
] as const;
export const RETENTION_CELLS = 7;

/**
 * Retention components by label and month, index = (label * months + month) * RETENTION_CELLS + cell.
 *
 * Per customer the pair (balance then, balance now) is constant between change points; each such stretch of months is
 * two entries of a difference array, summed over months at the end. So time grows with change points, not with months.
 * The label is the one at "then".
 */
export function retentionSums(ledger: Ledger, horizon: number, cut: CutColumns | null): Float64Array {
  const { states, movements } = ledger;
  const labels = cut === null ? 1 : cut.labels.length;
  const last = ledger.months;
  const stride = last + 1;
  const sums = new Float64Array(labels * stride * RETENTION_CELLS);
  // Stacks of the running minimum: rows of states whose value is still a candidate, with the month it holds from.
  const stack = new Int32Array(last + 2);
  const since = new Int32Array(last + 2);

  const put = (label: number, from: number, to: number, cell: number, value: number): void => {
    const a = (label * stride + from) * RETENTION_CELLS + cell;
    const b = (label * stride + to) * RETENTION_CELLS + cell;
    sums[a] = (sums[a] as number) + value;
    sums[b] = (sums[b] as number) - value;
  };
  /** The label a customer carried at month `then`, found from a position that only moves forward. */
  const labelRow = (customer: number, then: number): number => {
    if (cut === null) return 0;
    let row = cut.start[customer] as number;
    const end = cut.start[customer + 1] as number;
    while (row + 1 < end && (cut.month[row + 1] as number) <= then) row++;
    return row;
  };
  /** Adds a value over months [from, to), split where the customer's label then changes. */
  const putByLabel = (customer: number, from: number, to: number, cell: number, value: number): void => {
    if (from >= to) return;
    if (cut === null) {
      put(0, from, to, cell, value);
      return;
    }
    const end = cut.start[customer + 1] as number;
    let row = labelRow(customer, from - horizon);
    for (let at = from; at < to; row++) {
      const until = row + 1 < end ? Math.min((cut.month[row + 1] as number) + horizon, to) : to;
      put(cut.label[row] as number, at, until, cell, value);
      at = until;
    }
  };

  for (let customer = 0; customer + 1 < states.start.length; customer++) {
    const begin = states.start[customer] as number;
    const end = states.start[customer + 1] as number;
    if (begin === end) continue;
    thenAndNow(customer, begin, end);
    runningMinimum(customer, begin, end);
    returned(customer, begin, end);
  }

  function thenAndNow(customer: number, begin: number, end: number): void {
    let then = begin;
    let now = begin;
    let month = (states.month[begin] as number) + horizon;
    let row = labelRow(customer, month - horizon);
    const rowEnd = cut === null ? 0 : (cut.start[customer + 1] as number);
    while (month < last) {
      while (now + 1 < end && (states.month[now + 1] as number) <= month) now++;
      let until = last;
      if (then + 1 < end) until = Math.min(until, (states.month[then + 1] as number) + horizon);
      if (now + 1 < end) until = Math.min(until, states.month[now + 1] as number);
      if (row + 1 < rowEnd) until = Math.min(until, (cut?.month[row + 1] as number) + horizon);
      const was = states.balance[then] as number;
      if (was > 0) {
        const is = states.balance[now] as number;
        const label = cut === null ? 0 : (cut.label[row] as number);
        const a = (label * stride + month) * RETENTION_CELLS;
        const b = (label * stride + until) * RETENTION_CELLS;
        const kept = is < was ? is : was;
        sums[a + OPENING] = (sums[a + OPENING] as number) + was;
        sums[b + OPENING] = (sums[b + OPENING] as number) - was;
        sums[a + RETAINED] = (sums[a + RETAINED] as number) + is;
        sums[b + RETAINED] = (sums[b + RETAINED] as number) - is;
        sums[a + KEPT] = (sums[a + KEPT] as number) + kept;
        sums[b + KEPT] = (sums[b + KEPT] as number) - kept;
        if (states.active[then] === 1) {
          sums[a + OPENING_LOGOS] = (sums[a + OPENING_LOGOS] as number) + 1;
          sums[b + OPENING_LOGOS] = (sums[b + OPENING_LOGOS] as number) - 1;
          const still = states.active[now] as number;
          sums[a + KEPT_LOGOS] = (sums[a + KEPT_LOGOS] as number) + still;
          sums[b + KEPT_LOGOS] = (sums[b + KEPT_LOGOS] as number) - still;
        }
      }
      month = until;
      if (then + 1 < end && (states.month[then + 1] as number) + horizon === month) then++;
      if (row + 1 < rowEnd && (cut?.month[row + 1] as number) + horizon === month) row++;
    }
  }

  /**
   * The stretch of balance at row i is the minimum of a window [now - horizon, now] that meets it, from after the last
   * lower stretch before it to before the next lower or equal one after it. A stack of rising balances finds both.
   */
  function runningMinimum(customer: number, begin: number, end: number): void {
    let depth = 0;
    // Before the first row the balance is 0: no window that reaches there has a minimum above 0.
    let floor = states.month[begin] as number;
    for (let row = begin; row <= end; row++) {
      const value = row < end ? (states.balance[row] as number) : -1;
      const month = row < end ? (states.month[row] as number) : last;
      while (depth > 0 && (states.balance[stack[depth - 1] as number] as number) >= value) {
        const top = stack[--depth] as number;
        const holds = top + 1 < end ? (states.month[top + 1] as number) : last;
        const from = Math.max(states.month[top] as number, (since[depth] as number) + horizon);
        const to = Math.min(month, holds + horizon, last);
        putByLabel(customer, from, to, RUNNING_KEPT, states.balance[top] as number);
      }
      if (row === end) break;
      if (value === 0) {
        floor = row + 1 < end ? (states.month[row + 1] as number) : last;
        continue;
      }
      const below = depth > 0 ? (stack[depth - 1] as number) : -1;
      since[depth] = below < 0 ? floor : (states.month[below + 1] as number);
      stack[depth++] = row;
    }
  }

  function returned(customer: number, begin: number, end: number): void {
    for (let i = movements.start[customer] as number; i < (movements.start[customer + 1] as number); i++) {
      if (movements.kind[i] !== REACTIVATION_KIND) continue;
      const at = movements.month[i] as number;
      const value = movements.amount[i] as number;
      let then = begin;
      for (let month = Math.max(at, horizon); month < Math.min(at + horizon, last); month++) {
        while (then + 1 < end && (states.month[then + 1] as number) <= month - horizon) then++;
        const had = (states.month[then] as number) <= month - horizon && (states.balance[then] as number) > 0;
        if (had) putByLabel(customer, month, month + 1, RETURNED, value);
      }
    }
  }

  return runningTotals(sums, labels, last);
}

/** Difference arrays of length months + 1 to values of length months. */
function runningTotals(sums: Float64Array, labels: number, months: number): Float64Array {
  const totals = new Float64Array(labels * months * RETENTION_CELLS);
  for (let label = 0; label < labels; label++) {
    const from = label * (months + 1) * RETENTION_CELLS;
    const to = label * months * RETENTION_CELLS;
    for (let i = 0; i < months * RETENTION_CELLS; i++) {
      const before = i < RETENTION_CELLS ? 0 : (totals[to + i - RETENTION_CELLS] as number);
      totals[to + i] = before + (sums[from + i] as number);
    }
  }
  return totals;
}
