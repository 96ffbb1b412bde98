import type { CutColumns } from "./ledger.ts";

const known = new WeakMap<CutColumns, readonly Int32Array[]>();

/**
 * By label of a cut: the customers that ever carry it, in order. What is asked of one label looks at these alone. Worked
 * out once a cut, kept as long as the cut.
 */
export function carriers(cut: CutColumns): readonly Int32Array[] {
  const found = known.get(cut);
  if (found !== undefined) return found;
  const size = new Int32Array(cut.labels.length);
  eachCarrier(cut, (label) => {
    size[label] = (size[label] as number) + 1;
  });
  const lists = Array.from(size, (customers) => new Int32Array(customers));
  const next = new Int32Array(size.length);
  eachCarrier(cut, (label, customer) => {
    (lists[label] as Int32Array)[next[label] as number] = customer;
    next[label] = (next[label] as number) + 1;
  });
  known.set(cut, lists);
  return lists;
}

/** Calls `take` once for each customer and each label it carries at some time, customers in order. */
function eachCarrier(cut: CutColumns, take: (label: number, customer: number) => void): void {
  const { labels, start, label } = cut;
  const last = new Int32Array(labels.length).fill(-1);
  const customers = lookedAt(cut);
  for (let place = 0; place < customers.length; place++) {
    const customer = customers[place] as number;
    for (let row = start[customer] as number; row < (start[customer + 1] as number); row++) {
      const own = label[row] as number;
      if (last[own] === customer) continue;
      last[own] = customer;
      take(own, customer);
    }
  }
}

/** The customers a cut is about, in order: those that ever pass its filter, else all. */
export function lookedAt({ inside, start }: CutColumns): Int32Array {
  return inside ?? everyone(start.length - 1);
}

/** Cells laid out label by label, those of every label inside a filter (`OUTSIDE` is the last) added up. */
export function addInside(cells: Float64Array, labels: number): Float64Array {
  const size = cells.length / labels;
  const sums = new Float64Array(size * 2);
  for (let cell = 0; cell < size * (labels - 1); cell++)
    sums[cell % size] = (sums[cell % size] as number) + (cells[cell] as number);
  return sums;
}

/** Every customer of a ledger, in order. */
export function everyone(customers: number): Int32Array {
  const all = new Int32Array(customers);
  for (let customer = 0; customer < customers; customer++) all[customer] = customer;
  return all;
}

/** Where the rows of some customers lie: pairs of a first row and the one after the last; of everybody one pair. */
export function rangesOf(start: Int32Array, customers: Int32Array | null): Int32Array {
  const all = start.length - 1;
  if (customers === null || customers.length === all) return Int32Array.of(0, start[all] ?? 0);
  const ranges = new Int32Array(customers.length * 2);
  for (let at = 0; at < customers.length; at++) {
    const customer = customers[at] as number;
    ranges[at * 2] = start[customer] as number;
    ranges[at * 2 + 1] = start[customer + 1] as number;
  }
  return ranges;
}
