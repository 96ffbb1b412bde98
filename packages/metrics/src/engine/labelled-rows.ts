import type { CutFilter } from "./crossed-cut.ts";
import type { CutColumns, Ledger } from "./ledger.ts";
import { cutByName } from "./resolve.ts";

/** Which label of a cut (index into its labels) a row stands under; null where it stands under none. */
export type LabelOf<Row> = (cut: CutColumns, customer: number, row: Row) => number | null;

const places = new WeakMap<Ledger["customers"], ReadonlyMap<string, number>>();

/** The index of each customer of a ledger by its key, found once. */
function placesOf({ customers }: Ledger): ReadonlyMap<string, number> {
  const known = places.get(customers) ?? new Map(customers.id.map((id, at) => [id, at]));
  places.set(customers, known);
  return known;
}

const ofRows = new WeakMap<readonly object[], { customers: Ledger["customers"]; index: Int32Array }>();

/** The customer of each row as the ledger counts them, -1 where it does not know it; found once for a list of rows. */
export function customersOf<Row extends { customer_id: string }>(
  ledger: Ledger,
  rows: readonly Row[],
): Int32Array {
  const known = ofRows.get(rows);
  if (known?.customers === ledger.customers) return known.index;
  const place = placesOf(ledger);
  const index = new Int32Array(rows.length);
  for (let at = 0; at < rows.length; at++) index[at] = place.get((rows[at] as Row).customer_id) ?? -1;
  ofRows.set(rows, { customers: ledger.customers, index });
  return index;
}

/** The rows that stand under one of the labels of every filter; without filters the rows themselves. Throws on an unknown cut. */
export function rowsWith<Row extends { customer_id: string }>(
  ledger: Ledger,
  rows: readonly Row[],
  { only, labelOf }: { only: readonly CutFilter[]; labelOf: LabelOf<Row> },
): readonly Row[] {
  const filters = only.map(({ cut: name, labels }) => {
    const cut = cutByName(ledger, name);
    return { cut, wanted: new Set(labels.map((label) => cut.labels.indexOf(label))) };
  });
  if (filters.length === 0) return rows;
  const may = mayPass(filters, ledger.customers.id.length);
  const customers = customersOf(ledger, rows);
  return rows.filter((row, at) => {
    const customer = customers[at] as number;
    return (
      may[customer] === 1 &&
      filters.every(({ cut, wanted }) => {
        const label = labelOf(cut, customer, row);
        return label !== null && wanted.has(label);
      })
    );
  });
}

/** By customer 1 where it carries a wanted label of every filter at some time: the rows of all others need not be looked at. */
function mayPass(
  filters: readonly { cut: CutColumns; wanted: ReadonlySet<number> }[],
  customers: number,
): Uint8Array {
  const may = new Uint8Array(customers).fill(1);
  for (const { cut, wanted } of filters) {
    const isWanted = Uint8Array.from(cut.labels, (_, label) => (wanted.has(label) ? 1 : 0));
    for (let customer = 0; customer < customers; customer++) {
      let passes = 0;
      for (let row = cut.start[customer] as number; row < (cut.start[customer + 1] as number); row++)
        passes |= isWanted[cut.label[row] as number] as number;
      may[customer] = (may[customer] as number) & passes;
    }
  }
  return may;
}

/** Rows by the labels of one cut or several, in the order of the labels; rows without a label are in no group. */
export function rowsByLabel<Row extends { customer_id: string }>(
  ledger: Ledger,
  rows: readonly Row[],
  { cuts: names, labelOf }: { cuts: readonly string[]; labelOf: LabelOf<Row> },
): { labels: string[]; rows: Row[] }[] {
  const cuts = names.map((name) => cutByName(ledger, name));
  const customers = customersOf(ledger, rows);
  const groups = new Map<number, { labels: string[]; rows: Row[] }>();
  for (const [at, row] of rows.entries()) {
    const customer = customers[at] as number;
    if (customer < 0) continue;
    let place = 0;
    for (const cut of cuts) {
      const label = labelOf(cut, customer, row);
      place = label === null ? Number.NaN : place * cut.labels.length + label;
    }
    if (Number.isNaN(place)) continue;
    const known = groups.get(place);
    if (known) known.rows.push(row);
    else groups.set(place, { labels: labelsAt(cuts, place), rows: [row] });
  }
  return [...groups].sort(([a], [b]) => a - b).map(([, group]) => group);
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
