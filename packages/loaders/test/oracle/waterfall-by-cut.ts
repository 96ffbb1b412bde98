import { addMonths, monthOf } from "./calendar.ts";
import type { Customer } from "./customers.ts";
import { groupBy } from "./group-by.ts";
import type { LogoRow, MovementRow } from "./movements.ts";
import type { Basis, OracleCut } from "./oracle-line.ts";
import { closingOf, type Moved, monthRow, type Opening, openingOf, type WaterfallRow } from "./waterfall.ts";

/** The bridge of one label of a cut; what moved to or from other labels has its own columns. */
export type CutRow = WaterfallRow & {
  cut: string;
  label: string;
  moved_minor: number;
  moved_logos: number;
  archived_moved_logos: number;
};

/** The label of a customer at the end of a month, from the rows of ONE cut: the newest that has begun. */
export function labelsOf(rows: readonly OracleCut[]): (customerId: string, month: string) => string {
  const byCustomer = groupBy(
    [...rows].sort((a, b) => (a.from_month < b.from_month ? -1 : 1)),
    (row) => row.customer_id,
  );
  return (customerId, month) => {
    let label: string | null = null;
    for (const row of byCustomer.get(customerId) ?? [])
      if (monthOf(row.from_month) <= month) label = row.label;
    if (label === null)
      throw new Error(`labelsOf: no label, got ${customerId} at ${month}; add a row from its start`);
    return label;
  };
}

/**
 * The bridge of every label of ONE cut, every month. A month's movements carry the label of the end of the month
 * before (of the month itself for a customer who was at 0); a changed label is the zero-sum `moved`.
 */
export function waterfallOfCut(input: {
  cut: string;
  rows: readonly OracleCut[];
  months: readonly string[];
  book: { basis: Basis; currency: string };
  standing: (month: string) => readonly Customer[];
  movementsIn: ReadonlyMap<string, readonly MovementRow[]>;
  logosIn: ReadonlyMap<string, readonly LogoRow[]>;
}): CutRow[] {
  const { cut, months, book, standing } = input;
  const labelAt = labelsOf(input.rows);
  const labels = [...new Set(input.rows.map((row) => row.label))].sort();
  const openings = new Map<string, Opening>();
  return months.flatMap((month) => {
    const past = addMonths(month, -1);
    const stood = standing(past);
    const stayed = new Set(stood.map((customer) => customer.customer_id));
    const carried = (id: string) => labelAt(id, stayed.has(id) ? past : month);
    const movements = groupBy(input.movementsIn.get(month) ?? [], (row) => carried(row.customer_id));
    const logos = groupBy(input.logosIn.get(month) ?? [], (row) => carried(row.customer_id));
    const moved = movedBetween(labels, standing(month), month, carried, (id) => labelAt(id, month));
    return labels.map((label) => {
      const own = moved.get(label) ?? { minor: 0, active: 0, archived: 0 };
      const beforeFirst = () => stood.filter((customer) => labelAt(customer.customer_id, past) === label);
      const opening = openings.get(label) ?? openingOf(beforeFirst(), past);
      const row = monthRow(month, book, opening, movements.get(label) ?? [], logos.get(label) ?? [], own);
      openings.set(label, closingOf(row));
      const columns = { moved_minor: own.minor, moved_logos: own.active, archived_moved_logos: own.archived };
      return { cut, label, ...row, ...columns };
    });
  });
}

/** The closing balance of each customer whose label changed, out of the old and into the new. */
function movedBetween(
  labels: readonly string[],
  customers: readonly Customer[],
  month: string,
  from: (customerId: string) => string,
  to: (customerId: string) => string,
): Map<string, Moved> {
  const moved = new Map(labels.map((label) => [label, { minor: 0, active: 0, archived: 0 }]));
  for (const customer of customers) {
    const { customer_id } = customer;
    const state = customer.state(month, month);
    if (from(customer_id) === to(customer_id)) continue;
    const minor = customer.balance(month, month);
    for (const [label, sign] of [[from(customer_id), -1] as const, [to(customer_id), 1] as const]) {
      const own = moved.get(label);
      if (!own) continue;
      own.minor += sign * minor;
      own.active += sign * Number(state === "active");
      own.archived += sign * Number(state === "archived");
    }
  }
  return moved;
}
