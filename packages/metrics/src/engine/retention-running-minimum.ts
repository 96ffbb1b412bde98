import type { Ledger } from "./ledger.ts";
import { addStretch, RETENTION, type RetentionTable } from "./retention-table.ts";

/**
 * Each customer's lowest month-end balance in the window [then, now], for every now.
 *
 * A balance that holds over the months [begins, ends) is the minimum of a window that meets it, that starts after the
 * last lower balance before it and stops before the next lower or equal one after it. A stack of rising balances finds
 * both in one walk over the change points, so each balance is written once.
 */
export function addRunningMinimum(table: RetentionTable, { states, months }: Ledger): void {
  const { month, balance } = states;
  const { horizon, apart, customers } = table;
  // The rows on the stack, and for each the first month after the last lower balance.
  const stack = new Int32Array(months + 1);
  const since = new Int32Array(months + 1);
  const stretch = { customer: 0, cell: RETENTION.running_kept, value: 0, from: 0, to: 0 };
  for (let place = 0; place < customers.length; place++) {
    const customer = customers[place] as number;
    if (apart.has(customer)) continue;
    const end = states.start[customer + 1] as number;
    let depth = 0;
    // Before the first change point the balance is 0, and so is every minimum that reaches back there.
    let afterZero = month[states.start[customer] as number] as number;
    stretch.customer = customer;
    for (let row = states.start[customer] as number; row <= end; row++) {
      const value = row < end ? (balance[row] as number) : 0;
      const begins = row < end ? (month[row] as number) : months;
      while (depth > 0 && (balance[stack[depth - 1] as number] as number) >= value) {
        const top = stack[--depth] as number;
        const ends = top + 1 < end ? (month[top + 1] as number) : months;
        stretch.value = balance[top] as number;
        stretch.from = Math.max(month[top] as number, (since[depth] as number) + horizon);
        stretch.to = Math.min(begins, ends + horizon);
        if (stretch.from < stretch.to) addStretch(table, stretch);
      }
      if (value === 0) {
        afterZero = row + 1 < end ? (month[row + 1] as number) : months;
        continue;
      }
      const below = depth > 0 ? (stack[depth - 1] as number) : -1;
      since[depth] = below >= 0 ? (month[below + 1] as number) : afterZero;
      stack[depth++] = row;
    }
  }
}
