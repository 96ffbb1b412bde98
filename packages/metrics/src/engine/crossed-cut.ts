import { everyone } from "./carriers.ts";
import type { CutColumns, Ledger } from "./ledger.ts";
import { cutByName } from "./resolve.ts";

/** Only customers that carry one of these labels of a cut. */
export interface CutFilter {
  cut: string;
  labels: readonly string[];
}

/** No text of an export holds this sign, so no label of a cut is made of it. */
const sign = "\u001f";

/** The label of whoever a filter leaves out. */
export const OUTSIDE = `${sign}outside`;

/** The cut of a filtered ledger that has whoever passes under `INSIDE`. */
export const FILTERED = `${sign}filtered`;
export const INSIDE = "inside";

/**
 * The two labels of a crossed cut's label, "Media" and "Europe"; of a cut that is not crossed the label alone.
 *
 * @example
 * crossedParts("Media") // => ["Media"]
 */
export function crossedParts(label: string): string[] {
  return label.split(sign);
}

/**
 * The label of a crossed cut made of two: `crossedParts` gives them back.
 *
 * @example
 * crossedParts(crossedLabel("Media", "Europe")) // => ["Media", "Europe"]
 */
export function crossedLabel(first: string, second: string): string {
  return `${first}${sign}${second}`;
}

/**
 * A cut made of others: by two cuts at once, and only of customers that carry certain labels of further ones.
 *
 * A customer's label at a month is that of `by` (two cuts: both labels, see `crossedParts`; none: `INSIDE`) while it
 * carries a label of every filter in `only`, else `OUTSIDE`; so whoever comes to pass or no longer passes a filter is
 * `moved` like any change of label, and each label's waterfall foots. Labels are in the order of the first cut, then of
 * the second, `OUTSIDE` last; of two cuts only the pairs that occur. Throws on an unknown cut or label, naming those known.
 *
 * @example
 * crossedCut(openLedger(exampleLedgerFile), { name: "Ann's", by: [], only: [{ cut: "csm", labels: ["Ann"] }] }).labels[0] // => "inside"
 *
 * Source: definitions, "Cohorts, cuts and survival".
 */
export function crossedCut(
  ledger: Ledger,
  { name, by, only = [] }: { name: string; by: readonly string[]; only?: readonly CutFilter[] },
): CutColumns {
  const across = by.map((one) => cutByName(ledger, one));
  if (only.length === 0 || by.length === 0) return cross(ledger, name, across, filtersOf(ledger, only));
  const filter = filterOf(ledger, only);
  return { ...cross(ledger, name, across, [{ cut: filter, passes: Uint8Array.of(1, 0) }]), filter };
}

/**
 * A ledger of those customers that pass a filter: its cuts, those named in `cuts`, have everybody else under `OUTSIDE`, and
 * the cut `FILTERED` has whoever passes under `INSIDE`. Every function of the engine then takes it as any ledger, with
 * `{ cut: FILTERED, label: INSIDE }` for all who pass; of its cuts it looks at those alone who ever pass, so what is asked of
 * `OUTSIDE` is not whole. Throws as `crossedCut` does.
 *
 * @example
 * filteredLedger(openLedger(exampleLedgerFile), { only: [{ cut: "csm", labels: ["Ann"] }], cuts: [] }).cuts.length // => 1
 */
export function filteredLedger(
  ledger: Ledger,
  { only, cuts }: { only: readonly CutFilter[]; cuts: readonly string[] },
): Ledger {
  return {
    ...ledger,
    cuts: [
      ...cuts.map((name) => ({
        ...crossedCut(ledger, { name, by: [name], only }),
        title: cutByName(ledger, name).title,
      })),
      filterOf(ledger, only),
    ],
  };
}

/** A cut, and by its labels whether they pass. */
interface Filter {
  readonly cut: CutColumns;
  readonly passes: Uint8Array;
}

const known = new WeakMap<Ledger["cuts"], Map<string, CutColumns>>();

/** The cut of all filters, made once a ledger: whatever is cut within them is crossed with it. */
function filterOf(ledger: Ledger, only: readonly CutFilter[]): CutColumns {
  const made = known.get(ledger.cuts) ?? new Map<string, CutColumns>();
  known.set(ledger.cuts, made);
  const key = JSON.stringify(only);
  const found = made.get(key) ?? cross(ledger, FILTERED, [], filtersOf(ledger, only));
  made.set(key, found);
  return found;
}

function cross(
  ledger: Ledger,
  name: string,
  across: readonly CutColumns[],
  filters: readonly Filter[],
): CutColumns {
  const all = [...across, ...filters.map(({ cut }) => cut)];
  const size = across.reduce((product, { labels }) => product * labels.length, 1);
  const customers = ledger.customers.id.length;
  const most = all.reduce((rows, { month }) => rows + month.length, customers);
  const start = new Int32Array(customers + 1);
  const month = new Int32Array(most);
  const label = new Int32Array(most);
  const isCarried = new Uint8Array(size + 1);
  const at = new Int32Array(all.length);
  const may = mayPass(filters, customers);
  const inside = new Int32Array(may.length);
  let passed = 0;
  let rows = 0;
  // Read once: the loop below runs over every customer and cut.
  const starts = all.map((cut) => cut.start);
  const cutMonths = all.map((cut) => cut.month);
  const cutLabels = all.map((cut) => cut.label);
  const sizes = across.map(({ labels }) => labels.length);
  const passes = filters.map((filter) => filter.passes);
  const { months } = ledger;
  for (let customer = 0, place = 0; customer < customers; customer++) {
    if (may[place] !== customer) {
      label[rows++] = size;
      start[customer + 1] = rows;
      continue;
    }
    place++;
    // Most labels never change: then the first row of each cut says all.
    let isFixed = true;
    for (let k = 0; k < all.length; k++) {
      const row = (starts[k] as Int32Array)[customer] as number;
      at[k] = row;
      if (row + 1 !== (starts[k] as Int32Array)[customer + 1]) isFixed = false;
    }
    let now = 0;
    let last = -1;
    let isInside = false;
    while (now < months || last < 0) {
      let code = 0;
      let next = months;
      for (let k = 0; k < all.length; k++) {
        let row = at[k] as number;
        if (!isFixed) {
          const end = (starts[k] as Int32Array)[customer + 1] as number;
          const from = cutMonths[k] as Int32Array;
          while (row + 1 < end && (from[row + 1] as number) <= now) row++;
          at[k] = row;
          if (row + 1 < end && (from[row + 1] as number) < next) next = from[row + 1] as number;
        }
        const own = (cutLabels[k] as Int32Array)[row] as number;
        if (k < across.length) code = code * (sizes[k] as number) + own;
        else if ((passes[k - across.length] as Uint8Array)[own] !== 1) code = size;
      }
      if (code !== last) {
        month[rows] = now;
        label[rows++] = code;
        isCarried[code] = 1;
        isInside ||= code !== size;
        last = code;
      }
      now = next;
    }
    if (isInside) inside[passed++] = customer;
    start[customer + 1] = rows;
  }
  const { names, codes } = namesOf(across, isCarried, filters.length > 0);
  const coded = label.slice(0, rows);
  for (let row = 0; row < rows; row++) coded[row] = codes[coded[row] as number] as number;
  const title = across.map((cut) => cut.title).join(" × ");
  const cut = { name, title, labels: names, start, month: month.slice(0, rows), label: coded };
  return filters.length > 0 ? { ...cut, inside: inside.slice(0, passed) } : cut;
}

/** Who carries a label that passes of every filter at some time, in order: nobody else can pass them all at once. */
function mayPass(filters: readonly Filter[], customers: number): Int32Array {
  let who = filters[0]?.cut.inside ?? everyone(customers);
  for (const { cut, passes } of filters) {
    if (cut.inside === who) continue;
    const { start, label } = cut;
    const kept = new Int32Array(who.length);
    let size = 0;
    for (let place = 0; place < who.length; place++) {
      const customer = who[place] as number;
      let row = start[customer] as number;
      const end = start[customer + 1] as number;
      while (row < end && passes[label[row] as number] !== 1) row++;
      if (row < end) kept[size++] = customer;
    }
    who = kept.subarray(0, size);
  }
  return who;
}

function filtersOf(ledger: Ledger, only: readonly CutFilter[]): Filter[] {
  return only.map((filter) => ({ cut: cutByName(ledger, filter.cut), passes: passing(ledger, filter) }));
}

function passing(ledger: Ledger, { cut, labels }: CutFilter): Uint8Array {
  const own = cutByName(ledger, cut);
  const passes = new Uint8Array(own.labels.length);
  for (const label of labels) {
    const index = own.labels.indexOf(label);
    if (index < 0)
      throw new Error(
        `ledger: unknown label of cut ${cut}, got ${JSON.stringify(label)}; use one of ${own.labels.slice(0, 20).join(", ") || "none"}`,
      );
    passes[index] = 1;
  }
  return passes;
}

/** Names of the crossed labels in order, and what each code becomes; of one cut all labels stay, carried or not. */
function namesOf(across: readonly CutColumns[], isCarried: Uint8Array, isFiltered: boolean) {
  const outside = isCarried.length - 1;
  const codes = new Int32Array(isCarried.length);
  const names: string[] = [];
  for (let code = 0; code < outside; code++) {
    if (across.length > 1 && isCarried[code] !== 1) continue;
    let rest = code;
    const parts: string[] = [];
    for (const { labels } of across.toReversed()) {
      parts.unshift(labels[rest % labels.length] as string);
      rest = Math.floor(rest / labels.length);
    }
    codes[code] = names.length;
    names.push(across.length === 0 ? INSIDE : parts.join(sign));
  }
  codes[outside] = names.length;
  return { names: isFiltered ? [...names, OUTSIDE] : names, codes };
}
