import type { CutFilter } from "./crossed-cut.ts";
import type { CutColumns, Ledger } from "./ledger.ts";
import { cutByName } from "./resolve.ts";

/** Which label of a cut (index into its labels) the entry at a place of a list stands under; null where it stands under none. */
export type LabelOf = (cut: CutColumns, customer: number, at: number) => number | null;

/** A list whose entries are customers': the customer of each as the ledger counts them (-1: unknown), and its label. */
interface Labelled {
  readonly customers: Int32Array;
  readonly labelOf: LabelOf;
}

const indexes = new WeakMap<Ledger["customers"], ReadonlyMap<string, number>>();

/** The index of each customer of a ledger by its key, found once. */
function indexOf({ customers }: Ledger): ReadonlyMap<string, number> {
  const known = indexes.get(customers) ?? new Map(customers.id.map((id, at) => [id, at]));
  indexes.set(customers, known);
  return known;
}

const ofList = new WeakMap<object, { customers: Ledger["customers"]; index: Int32Array }>();

/**
 * The customer of each entry of a list as the ledger counts them, -1 where it does not know it: found once for a list and
 * a ledger. `idOf` tells the key of the customer at a place.
 */
export function customersOf(
  ledger: Ledger,
  list: { readonly length: number },
  idOf: (at: number) => string,
): Int32Array {
  const known = ofList.get(list);
  if (known?.customers === ledger.customers) return known.index;
  const found = indexOf(ledger);
  const index = new Int32Array(list.length).map((_, at) => found.get(idOf(at)) ?? -1);
  ofList.set(list, { customers: ledger.customers, index });
  return index;
}

/** Of some places of a list, those that stand under one of the labels of every filter. Throws on an unknown cut. */
export function placesWith(
  ledger: Ledger,
  places: Int32Array,
  { only, customers, labelOf }: Labelled & { only: readonly CutFilter[] },
): Int32Array {
  const filters = only.map(({ cut: name, labels }) => {
    const cut = cutByName(ledger, name);
    return { cut, isWanted: Uint8Array.from(cut.labels, (label) => (labels.includes(label) ? 1 : 0)) };
  });
  const may = mayPass(filters, ledger.customers.id.length);
  const passes = (customer: number, at: number) => {
    for (const { cut, isWanted } of filters) {
      const label = labelOf(cut, customer, at);
      if (label === null || isWanted[label] !== 1) return false;
    }
    return true;
  };
  const found = new Int32Array(places.length);
  let count = 0;
  for (let place = 0; place < places.length; place++) {
    const at = places[place] as number;
    const customer = customers[at] as number;
    if (may[customer] === 1 && passes(customer, at)) found[count++] = at;
  }
  return found.slice(0, count);
}

/** By customer 1 where it carries a wanted label of every filter at some time: what others have need not be looked at. */
function mayPass(
  filters: readonly { cut: CutColumns; isWanted: Uint8Array }[],
  customers: number,
): Uint8Array {
  const may = new Uint8Array(customers).fill(1);
  for (const { cut, isWanted } of filters) {
    for (let customer = 0; customer < customers; customer++) {
      let passes = 0;
      for (let row = cut.start[customer] as number; row < (cut.start[customer + 1] as number); row++)
        passes |= isWanted[cut.label[row] as number] as number;
      may[customer] = (may[customer] as number) & passes;
    }
  }
  return may;
}

/** Places of a list by the labels of one cut or several, in the order of the labels; those without a label are in no group. */
export function placesByLabel(
  ledger: Ledger,
  places: Int32Array,
  { cuts: names, customers, labelOf }: Labelled & { cuts: readonly string[] },
): { labels: string[]; places: Int32Array }[] {
  const cuts = names.map((name) => cutByName(ledger, name));
  const groups = new Map<number, number[]>();
  for (const at of places) {
    const customer = customers[at] as number;
    let group = customer < 0 ? -1 : 0;
    for (const cut of cuts) {
      const label = group < 0 ? null : labelOf(cut, customer, at);
      group = label === null ? -1 : group * cut.labels.length + label;
    }
    const own = groups.get(group);
    if (own) own.push(at);
    else if (group >= 0) groups.set(group, [at]);
  }
  return [...groups]
    .sort(([a], [b]) => a - b)
    .map(([group, own]) => ({ labels: labelsAt(cuts, group), places: new Int32Array(own) }));
}

/** The label of each cut at a place among all their combinations. */
function labelsAt(cuts: readonly CutColumns[], place: number): string[] {
  const names: string[] = [];
  let rest = place;
  for (const { labels } of cuts.toReversed()) {
    names.unshift(labels[rest % labels.length] ?? "");
    rest = Math.floor(rest / labels.length);
  }
  return names;
}

/** Rows as a list whose entries are customers'. */
const labelledRows = <Row extends { customer_id: string }>(
  ledger: Ledger,
  rows: readonly Row[],
  labelOf: LabelOf,
) => ({
  customers: customersOf(ledger, rows, (at) => (rows[at] as Row).customer_id),
  labelOf,
});

const allOf = (rows: readonly unknown[]) => new Int32Array(rows.length).map((_, at) => at);

const rowsAt = <Row>(rows: readonly Row[], places: Int32Array) => [...places].map((at) => rows[at] as Row);

/** The rows that stand under one of the labels of every filter; without filters the rows themselves. Throws on an unknown cut. */
export function rowsWith<Row extends { customer_id: string }>(
  ledger: Ledger,
  rows: readonly Row[],
  { only, labelOf }: { only: readonly CutFilter[]; labelOf: LabelOf },
): readonly Row[] {
  if (only.length === 0) return rows;
  const list = labelledRows(ledger, rows, labelOf);
  return rowsAt(rows, placesWith(ledger, allOf(rows), { only, ...list }));
}

/** Rows by the labels of one cut or several, in the order of the labels; rows without a label are in no group. */
export function rowsByLabel<Row extends { customer_id: string }>(
  ledger: Ledger,
  rows: readonly Row[],
  { cuts, labelOf }: { cuts: readonly string[]; labelOf: LabelOf },
): { labels: string[]; rows: Row[] }[] {
  const list = labelledRows(ledger, rows, labelOf);
  return placesByLabel(ledger, allOf(rows), { cuts, ...list }).map(({ labels, places }) => ({
    labels,
    rows: rowsAt(rows, places),
  }));
}
