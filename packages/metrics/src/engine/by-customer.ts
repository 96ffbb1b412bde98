/**
 * The order of rows by customer, then month: stable counting sorts, so it takes time in proportion to the rows.
 * Returns the row numbers in that order and where each customer's rows start (length customers + 1).
 */
export function byCustomer(
  customer: readonly number[],
  month: readonly number[],
  size: { customers: number; months: number },
): { order: Int32Array; start: Int32Array } {
  const rows = new Int32Array(customer.length);
  let isSorted = true;
  for (let row = 0; row < rows.length; row++) {
    rows[row] = row;
    if (row > 0 && (month[row] as number) < (month[row - 1] as number)) isSorted = false;
  }
  const byMonth = isSorted ? rows : countingSort(rows, month, size.months).order;
  return countingSort(byMonth, customer, size.customers);
}

function countingSort(rows: Int32Array, key: readonly number[], keys: number) {
  const start = new Int32Array(keys + 1);
  for (let i = 0; i < rows.length; i++) {
    const slot = (key[rows[i] as number] as number) + 1;
    start[slot] = (start[slot] as number) + 1;
  }
  for (let k = 0; k < keys; k++) start[k + 1] = (start[k + 1] as number) + (start[k] as number);
  const next = start.slice();
  const order = new Int32Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    const k = key[row] as number;
    const to = next[k] as number;
    order[to] = row;
    next[k] = to + 1;
  }
  return { order, start };
}
