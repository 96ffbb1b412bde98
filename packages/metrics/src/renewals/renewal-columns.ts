import { RENEWAL_OUTCOMES } from "./renewal-outcomes.ts";
import type { RenewalRow } from "./renewal-rows.ts";

/** A renewal as pages list it: a row of `renewals__by_customer` with the customer's name. */
export type NamedRenewal = Pick<
  RenewalRow,
  | "customer_id"
  | "due_on"
  | "outcome"
  | "decided_on"
  | "counted_month"
  | "ordinal"
  | "lines"
  | "due_minor"
  | "renewed_minor"
> & { name: string | null };

/** Renewals one by one as the browser gets them: columns of one entry each, in any order, texts as places in lists. */
export interface RenewalsFile {
  customers: { id: string[]; name: (string | null)[] };
  /** Every day named below, "YYYY-MM-DD", oldest first. */
  days: string[];
  renewals: {
    /** Index into `customers`. */
    customer: number[];
    /** Indexes into `days`; null while undecided. */
    due_on: number[];
    decided_on: (number | null)[];
    counted_month: (number | null)[];
    /** Index into RENEWAL_OUTCOMES. */
    outcome: number[];
    ordinal: (number | null)[];
    lines: number[];
    /** Minor units a month; null while undecided. */
    due_minor: number[];
    renewed_minor: (number | null)[];
  };
}

/** Renewals as columns by customer: those at `places`. Made by `openRenewals`; a choice among them shares the columns. */
export interface RenewalColumns {
  readonly customers: RenewalsFile["customers"];
  readonly days: readonly string[];
  readonly customer: Int32Array;
  readonly due_on: Int32Array;
  /** -1 while undecided, as `counted_month`. */
  readonly decided_on: Int32Array;
  readonly counted_month: Int32Array;
  readonly outcome: Uint8Array;
  /** 0 where it is not known. */
  readonly ordinal: Int32Array;
  readonly lines: Int32Array;
  readonly due_minor: Float64Array;
  /** NaN while undecided. */
  readonly renewed_minor: Float64Array;
  readonly places: Int32Array;
}

const opened = new WeakMap<RenewalsFile, RenewalColumns>();

/**
 * Opens a file of renewals for computing: typed arrays, customers one after the other, all of its renewals chosen. A file
 * is opened once.
 *
 * @example
 * openRenewals(codeRenewals([])).places.length // => 0
 */
export function openRenewals(file: RenewalsFile): RenewalColumns {
  const known = opened.get(file) ?? makeColumns(file);
  opened.set(file, known);
  return known;
}

/** The places of entries by their customer, in the order of the customers: what is known of one is looked up at a stretch. */
function byCustomer(customer: readonly number[], customers: number): Int32Array {
  const next = new Int32Array(customers + 1);
  for (const own of customer) next[own + 1] = (next[own + 1] as number) + 1;
  for (let own = 1; own <= customers; own++) next[own] = (next[own] as number) + (next[own - 1] as number);
  const order = new Int32Array(customer.length);
  for (let at = 0; at < customer.length; at++) {
    const own = customer[at] as number;
    order[next[own] as number] = at;
    next[own] = (next[own] as number) + 1;
  }
  return order;
}

function makeColumns({ customers, days, renewals }: RenewalsFile): RenewalColumns {
  const order = byCustomer(renewals.customer, customers.id.length);
  const fill = <Column extends Int32Array | Uint8Array | Float64Array>(
    column: Column,
    values: readonly (number | null)[],
    missing: number,
  ): Column => {
    for (let at = 0; at < order.length; at++) column[at] = values[order[at] as number] ?? missing;
    return column;
  };
  const integers = (values: readonly (number | null)[], missing = -1) =>
    fill(new Int32Array(order.length), values, missing);
  const amounts = (values: readonly (number | null)[]) =>
    fill(new Float64Array(order.length), values, Number.NaN);
  return {
    customers,
    days,
    customer: integers(renewals.customer),
    due_on: integers(renewals.due_on),
    decided_on: integers(renewals.decided_on),
    counted_month: integers(renewals.counted_month),
    outcome: fill(new Uint8Array(order.length), renewals.outcome, 0),
    ordinal: integers(renewals.ordinal, 0),
    lines: integers(renewals.lines),
    due_minor: amounts(renewals.due_minor),
    renewed_minor: amounts(renewals.renewed_minor),
    places: order.map((_, at) => at),
  };
}

/**
 * Renewals written out one by one, as their file holds them.
 *
 * @example
 * codeRenewals([]).days // => []
 */
export function codeRenewals(rows: readonly NamedRenewal[]): RenewalsFile {
  const names = new Map(rows.map(({ customer_id, name }) => [customer_id, name]));
  const ids = [...names.keys()];
  const named = rows.flatMap((row) => [row.due_on, row.decided_on, row.counted_month]);
  const days = [...new Set(named)].filter((day) => day !== null).sort();
  const [customerAt, dayAt] = [ids, days].map((values) => new Map(values.map((value, at) => [value, at])));
  const placeOf = (day: string | null) => (day === null ? null : (dayAt?.get(day) ?? null));
  return {
    customers: { id: ids, name: [...names.values()] },
    days,
    renewals: {
      customer: rows.map(({ customer_id }) => customerAt?.get(customer_id) ?? -1),
      due_on: rows.map(({ due_on }) => placeOf(due_on) ?? -1),
      decided_on: rows.map(({ decided_on }) => placeOf(decided_on)),
      counted_month: rows.map(({ counted_month }) => placeOf(counted_month)),
      outcome: rows.map(({ outcome }) => RENEWAL_OUTCOMES.indexOf(outcome)),
      ordinal: rows.map(({ ordinal }) => ordinal),
      lines: rows.map(({ lines }) => lines),
      due_minor: rows.map(({ due_minor }) => due_minor),
      renewed_minor: rows.map(({ renewed_minor }) => renewed_minor),
    },
  };
}

/**
 * The renewals chosen, written out one by one: to list them.
 *
 * @example
 * renewalRows(openRenewals(codeRenewals([]))) // => []
 */
export function renewalRows(renewals: RenewalColumns): NamedRenewal[] {
  const { customers, days } = renewals;
  const dayAt = (column: "due_on" | "decided_on" | "counted_month", at: number) =>
    days[renewals[column][at] as number] ?? null;
  return Array.from(renewals.places, (at) => {
    const customer = renewals.customer[at] as number;
    const renewed = renewals.renewed_minor[at] as number;
    return {
      customer_id: customers.id[customer] ?? "",
      name: customers.name[customer] ?? null,
      due_on: dayAt("due_on", at) ?? "",
      outcome: RENEWAL_OUTCOMES[renewals.outcome[at] as number] ?? "open",
      decided_on: dayAt("decided_on", at),
      counted_month: dayAt("counted_month", at),
      ordinal: renewals.ordinal[at] || null,
      lines: renewals.lines[at] as number,
      due_minor: renewals.due_minor[at] as number,
      renewed_minor: Number.isNaN(renewed) ? null : renewed,
    };
  });
}
