import type { MovementRow } from "@tideline/metrics";
import { queryRows, type RowsQuery } from "./rows-query.ts";
import type { View } from "./view.ts";

/** What one customer did in a set of movements. */
export interface CustomerSum {
  customer_id: string;
  name: string;
  amount_minor: number;
  /** The kinds of its movements, largest first. */
  kinds: string[];
}

/** Sums movements by customer, largest absolute sum first; ties by id. */
export function sumByCustomer(rows: readonly MovementRow[]): CustomerSum[] {
  const sums = new Map<number, CustomerSum>();
  for (const row of rows) {
    const known = sums.get(row.customer);
    if (!known) {
      const { customer_id, name, amount_minor, kind } = row;
      sums.set(row.customer, { customer_id, name: name ?? customer_id, amount_minor, kinds: [kind] });
      continue;
    }
    known.amount_minor += row.amount_minor;
    if (!known.kinds.includes(row.kind)) known.kinds.push(row.kind);
  }
  return [...sums.values()].sort(
    (a, b) => Math.abs(b.amount_minor) - Math.abs(a.amount_minor) || (a.customer_id < b.customer_id ? -1 : 1),
  );
}

/** The customers with the largest sums of one sign. */
export function largest(view: View, query: RowsQuery, sign: 1 | -1, most: number): CustomerSum[] {
  return sumByCustomer(queryRows(view, query))
    .filter(({ amount_minor }) => amount_minor * sign > 0)
    .slice(0, most);
}

/** What was lost for one reason. */
export interface ReasonSum {
  reason: string | null;
  amount_minor: number;
  customers: number;
}

/** Sums movements by reason, largest loss first; ties by reason. */
export function sumByReason(rows: readonly MovementRow[]): ReasonSum[] {
  const sums = new Map<string | null, { amount_minor: number; customers: Set<number> }>();
  for (const row of rows) {
    const known = sums.get(row.reason) ?? { amount_minor: 0, customers: new Set<number>() };
    known.amount_minor += row.amount_minor;
    known.customers.add(row.customer);
    sums.set(row.reason, known);
  }
  return [...sums]
    .map(([reason, { amount_minor, customers }]) => ({ reason, amount_minor, customers: customers.size }))
    .sort((a, b) => a.amount_minor - b.amount_minor || ((a.reason ?? "") < (b.reason ?? "") ? -1 : 1));
}
