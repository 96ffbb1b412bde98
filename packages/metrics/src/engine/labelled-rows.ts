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
function customersOf(ledger: Ledger, rows: readonly { customer_id: string }[]): Int32Array {
  const known = ofRows.get(rows);
  if (known?.customers === ledger.customers) return known.index;
  const place = placesOf(ledger);
  const index = Int32Array.from(rows, ({ customer_id }) => place.get(customer_id) ?? -1);
  ofRows.set(rows, { customers: ledger.customers, index });
  return index;
}

/** The rows that stand under one of the labels of every filter; without filters every row. Throws on an unknown cut. */
export function rowsWith<Row extends { customer_id: string }>(
  ledger: Ledger,
  rows: readonly Row[],
  { only, labelOf }: { only: readonly CutFilter[]; labelOf: LabelOf<Row> },
): Row[] {
  const filters = only.map(({ cut: name, labels }) => {
    const cut = cutByName(ledger, name);
    return { cut, wanted: new Set(labels.map((label) => cut.labels.indexOf(label))) };
  });
  if (filters.length === 0) return [...rows];
  const customers = customersOf(ledger, rows);
  return rows.filter((row, at) => {
    const customer = customers[at] as number;
    return (
      customer >= 0 &&
      filters.every(({ cut, wanted }) => {
        const label = labelOf(cut, customer, row);
        return label !== null && wanted.has(label);
      })
    );
  });
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
    const codes = cuts.map((cut) => labelOf(cut, customer, row));
    if (codes.some((code) => code === null)) continue;
    const place = codes.reduce<number>(
      (sum, code, place) => sum * (cuts[place]?.labels.length ?? 1) + (code ?? 0),
      0,
    );
    const known = groups.get(place);
    if (known) known.rows.push(row);
    else
      groups.set(place, { labels: codes.map((code, at) => cuts[at]?.labels[code ?? 0] ?? ""), rows: [row] });
  }
  return [...groups].sort(([a], [b]) => a - b).map(([, group]) => group);
}
