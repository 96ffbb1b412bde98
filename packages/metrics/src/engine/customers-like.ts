import type { CutFilter } from "./crossed-cut.ts";
import { firstMonth } from "./first-month.ts";
import type { CutColumns, Ledger } from "./ledger.ts";
import { cutByName } from "./resolve.ts";

/** A cut's label of a customer at the month of its first balance; null where the ledger has no balance of it. */
export function labelAtFirst(ledger: Ledger, cut: CutColumns, customer: number): number | null {
  const first = firstMonth(ledger, customer);
  if (first === null) return null;
  let row = cut.start[customer] as number;
  const end = cut.start[customer + 1] as number;
  while (row + 1 < end && (cut.month[row + 1] as number) <= first) row++;
  return cut.label[row] as number;
}

/** The index of each customer of a ledger by its key. */
const indexOf = (ledger: Ledger) => new Map(ledger.customers.id.map((id, at) => [id, at]));

/**
 * Which customers were like this one when they came? Those that carried, at their first month end, one of the labels of
 * every filter. The ledger says who carried what on its basis; without filters every row is returned. Throws on an unknown
 * cut or label.
 *
 * @example
 * customersLike(openLedger(exampleLedgerFile), [], [{ cut: "csm", labels: ["Ann"] }]).length // => 0
 *
 * Source: definitions, "Cohorts, cuts and survival".
 */
export function customersLike<Row extends { customer_id: string }>(
  ledger: Ledger,
  rows: readonly Row[],
  only: readonly CutFilter[],
): Row[] {
  const filters = only.map(({ cut: name, labels }) => {
    const cut = cutByName(ledger, name);
    return { cut, wanted: new Set(labels.map((label) => cut.labels.indexOf(label))) };
  });
  if (filters.length === 0) return [...rows];
  const index = indexOf(ledger);
  return rows.filter(({ customer_id }) => {
    const customer = index.get(customer_id);
    return (
      customer !== undefined &&
      filters.every(({ cut, wanted }) => {
        const label = labelAtFirst(ledger, cut, customer);
        return label !== null && wanted.has(label);
      })
    );
  });
}

/**
 * Which customers carried which label when they came? Rows by their label of one cut, or of two at once, at the first month
 * end, in the order of the labels; labels nobody carried are left out.
 *
 * Rows of a customer without a balance on the ledger's basis are in no group. No rows give no groups. Throws on an unknown
 * cut.
 *
 * @returns the labels of the cuts, one each, with their rows
 *
 * @example
 * byLabelAtFirst(openLedger(exampleLedgerFile), [{ customer_id: "P" }], ["csm"]) // => [{ labels: ["Ann"], rows: [{ customer_id: "P" }] }]
 *
 * Source: definitions, "Cohorts, cuts and survival".
 */
export function byLabelAtFirst<Row extends { customer_id: string }>(
  ledger: Ledger,
  rows: readonly Row[],
  cutNames: readonly string[],
): { labels: string[]; rows: Row[] }[] {
  const cuts = cutNames.map((name) => cutByName(ledger, name));
  const index = indexOf(ledger);
  const groups = new Map<number, { labels: string[]; rows: Row[] }>();
  for (const row of rows) {
    const customer = index.get(row.customer_id);
    if (customer === undefined) continue;
    const codes = cuts.map((cut) => labelAtFirst(ledger, cut, customer));
    if (codes.some((code) => code === null)) continue;
    const place = codes.reduce<number>(
      (sum, code, at) => sum * (cuts[at]?.labels.length ?? 1) + (code ?? 0),
      0,
    );
    const known = groups.get(place);
    if (known) known.rows.push(row);
    else
      groups.set(place, { labels: codes.map((code, at) => cuts[at]?.labels[code ?? 0] ?? ""), rows: [row] });
  }
  return [...groups].sort(([a], [b]) => a - b).map(([, group]) => group);
}
