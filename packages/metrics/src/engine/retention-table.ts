import type { CutColumns } from "./ledger.ts";

/** The cells of a label and month: index = (label * (months + 1) + month) * RETENTION_CELLS + cell. */
export const RETENTION = {
  opening: 0,
  retained: 1,
  kept: 2,
  opening_logos: 3,
  kept_logos: 4,
  opening_customers: 5,
  running_kept: 6,
  returned: 7,
} as const;
export const RETENTION_CELLS = 8;

/** Differences from month to month, one label after the other; summed over the months they become the values. */
export interface RetentionTable {
  readonly cells: Float64Array;
  readonly horizon: number;
  readonly months: number;
  /** The label at "then" decides; null: all customers are one label. */
  readonly cut: CutColumns | null;
  /** The customers looked at, in order. */
  readonly customers: Int32Array;
  /** Customers that are added apart, because contracts of theirs were assigned. */
  readonly apart: { has(customer: number): boolean };
}

/** What to add for one customer: a value in one cell over the months [from, to). */
export interface Stretch {
  customer: number;
  cell: number;
  value: number;
  from: number;
  to: number;
}

/** Adds a stretch, split where the label of the customer at "then" changes. */
export function addStretch(table: RetentionTable, { customer, cell, value, from, to }: Stretch): void {
  const { cells, cut, horizon } = table;
  const stride = table.months + 1;
  let row = 0;
  let end = 0;
  if (cut !== null) {
    row = cut.start[customer] as number;
    end = cut.start[customer + 1] as number;
    while (row + 1 < end && (cut.month[row + 1] as number) + horizon <= from) row++;
  }
  for (let at = from; at < to; row++) {
    const label = cut === null ? 0 : (cut.label[row] as number);
    let until = to;
    if (cut !== null && row + 1 < end) until = Math.min((cut.month[row + 1] as number) + horizon, to);
    const begins = (label * stride + at) * RETENTION_CELLS + cell;
    const ends = (label * stride + until) * RETENTION_CELLS + cell;
    cells[begins] = (cells[begins] as number) + value;
    cells[ends] = (cells[ends] as number) - value;
    at = until;
  }
}
