import { addInside, carriers, everyone, lookedAt } from "./carriers.ts";
import type { CutColumns, Ledger } from "./ledger.ts";
import { regrouped } from "./regrouped.ts";
import { addRegrouped } from "./retention-regrouped.ts";
import { addReturned } from "./retention-returned.ts";
import { addRunningMinimum } from "./retention-running-minimum.ts";
import { RETENTION_CELLS, type RetentionTable } from "./retention-table.ts";

/** Retention components by label and month, laid out as in `retention-table.ts`. */
export interface RetentionSums {
  /** The first six cells. */
  readonly thenAndNow: Float64Array;
  /** The cell `running_kept`, and the cell `returned`: each is a walk of its own, made when first asked for. */
  readonly runningMinimum: () => Float64Array;
  readonly returned: () => Float64Array;
}

/** What to sum: `label` undefined is every label of the cut. */
export interface RetentionChoice {
  readonly horizon: number;
  readonly cut: CutColumns | null;
  readonly label: number | undefined;
}

const known = new WeakMap<object, Map<string, RetentionSums>>();
/** Sums of all labels of a cut within a filter. */
interface Within {
  readonly cut: CutColumns;
  readonly sums: RetentionSums;
}

/** By horizon what was summed last within a filter: it adds up to the sums of the filter. */
const within = new WeakMap<Ledger["states"], Map<number, Within>>();

/**
 * Retention components by label and month. With `label` only that label's sums are whole, from the customers that ever
 * carry it. Worked out once a cut (or a ledger), label and horizon, and kept as long as it.
 *
 * Per customer the pair (balance then, balance now) is constant between change points, so each change point writes a
 * difference, summed over the months at the end: time grows with change points, not with months. The label is the one
 * at "then".
 */
export function retentionSums(ledger: Ledger, { horizon, cut, label }: RetentionChoice): RetentionSums {
  const owner = cut ?? ledger.states;
  const made = known.get(owner) ?? new Map<string, RetentionSums>();
  known.set(owner, made);
  const found = made.get(`${horizon}`) ?? made.get(`${horizon} ${label}`);
  if (found !== undefined) return found;
  const sums = insideOf(ledger, cut, horizon) ?? walk(ledger, { horizon, cut, label });
  made.set(label === undefined ? `${horizon}` : `${horizon} ${label}`, sums);
  if (cut?.filter && label === undefined) {
    const last = within.get(ledger.states) ?? new Map<number, Within>();
    within.set(ledger.states, last.set(horizon, { cut, sums }));
  }
  return sums;
}

/** The sums of who passes a filter out of those of a cut within it; null where there are none. */
function insideOf(ledger: Ledger, cut: CutColumns | null, horizon: number): RetentionSums | null {
  const found = within.get(ledger.states)?.get(horizon);
  if (!found || cut === null || found.cut.filter !== cut) return null;
  const { length } = found.cut.labels;
  return {
    thenAndNow: addInside(found.sums.thenAndNow, length),
    runningMinimum: () => addInside(found.sums.runningMinimum(), length),
    returned: () => addInside(found.sums.returned(), length),
  };
}

type Add = (table: RetentionTable, ledger: Ledger) => void;

function walk(ledger: Ledger, { horizon, cut, label }: RetentionChoice): RetentionSums {
  const { months } = ledger;
  const apart = regrouped(ledger);
  const customers =
    cut === null
      ? everyone(ledger.customers.id.length)
      : label === undefined
        ? lookedAt(cut)
        : (carriers(cut)[label] as Int32Array);
  const labels = cut === null ? 1 : cut.labels.length;
  const sum = (add: Add) => {
    const cells = new Float64Array(labels * (months + 1) * RETENTION_CELLS);
    const table: RetentionTable = { cells, horizon, months, cut, apart, customers };
    add(table, ledger);
    addRegrouped(table, ledger, apart);
    for (let of = 0; of < labels; of++) {
      const from = of * (months + 1) * RETENTION_CELLS;
      for (let i = from + RETENTION_CELLS; i < from + months * RETENTION_CELLS; i++)
        cells[i] = (cells[i] as number) + (cells[i - RETENTION_CELLS] as number);
    }
    return cells;
  };
  const later = (add: Add) => {
    let cells: Float64Array | null = null;
    return () => {
      cells ??= sum(add);
      return cells;
    };
  };
  return {
    thenAndNow: sum(addThenAndNow),
    runningMinimum: later(addRunningMinimum),
    returned: later(addReturned),
  };
}

/**
 * The first six cells of RETENTION. Walks each customer's two copies of its change points, one of them shifted by the
 * horizon, in order of month.
 */
function addThenAndNow(
  { cells, horizon, cut, apart, customers }: RetentionTable,
  { states, months }: Ledger,
): void {
  const { month, balance, active } = states;
  const stride = months + 1;
  const never = months + horizon + 1;
  for (let place = 0; place < customers.length; place++) {
    const customer = customers[place] as number;
    let then = states.start[customer] as number;
    const end = states.start[customer + 1] as number;
    if (then === end || apart.has(customer)) continue;
    let at = (month[then] as number) + horizon;
    if (at >= months) continue;
    let now = then;
    while (now + 1 < end && (month[now + 1] as number) <= at) now++;
    let row = 0;
    let label = 0;
    let nextLabel = never;
    const rowEnd = cut === null ? 0 : (cut.start[customer + 1] as number);
    if (cut !== null) {
      row = cut.start[customer] as number;
      while (row + 1 < rowEnd && (cut.month[row + 1] as number) <= at - horizon) row++;
      label = cut.label[row] as number;
      if (row + 1 < rowEnd) nextLabel = (cut.month[row + 1] as number) + horizon;
    }
    let nextThen = then + 1 < end ? (month[then + 1] as number) + horizon : never;
    let nextNow = now + 1 < end ? (month[now + 1] as number) : never;
    // What this customer has added to its label up to here.
    let opening = 0;
    let retained = 0;
    let kept = 0;
    let openingLogos = 0;
    let keptLogos = 0;
    let openingCustomers = 0;
    while (at < months) {
      const was = balance[then] as number;
      const is = balance[now] as number;
      const here = was > 0;
      const toCustomers = here ? 1 : 0;
      const logo = active[then] as number;
      const cell = (label * stride + at) * RETENTION_CELLS;
      const toRetained = here ? is : 0;
      const toKept = is < was ? is : was;
      const toKeptLogos = logo & (active[now] as number);
      cells[cell] = (cells[cell] as number) + was - opening;
      cells[cell + 1] = (cells[cell + 1] as number) + toRetained - retained;
      cells[cell + 2] = (cells[cell + 2] as number) + toKept - kept;
      cells[cell + 3] = (cells[cell + 3] as number) + logo - openingLogos;
      cells[cell + 4] = (cells[cell + 4] as number) + toKeptLogos - keptLogos;
      cells[cell + 5] = (cells[cell + 5] as number) + toCustomers - openingCustomers;
      opening = was;
      retained = toRetained;
      kept = toKept;
      openingLogos = logo;
      keptLogos = toKeptLogos;
      openingCustomers = toCustomers;
      at = nextThen < nextNow ? nextThen : nextNow;
      if (nextLabel <= at && nextLabel < months && cut !== null) {
        at = nextLabel;
        const leave = (label * stride + at) * RETENTION_CELLS;
        cells[leave] = (cells[leave] as number) - opening;
        cells[leave + 1] = (cells[leave + 1] as number) - retained;
        cells[leave + 2] = (cells[leave + 2] as number) - kept;
        cells[leave + 3] = (cells[leave + 3] as number) - openingLogos;
        cells[leave + 4] = (cells[leave + 4] as number) - keptLogos;
        cells[leave + 5] = (cells[leave + 5] as number) - openingCustomers;
        opening = retained = kept = openingLogos = keptLogos = openingCustomers = 0;
        row++;
        label = cut.label[row] as number;
        nextLabel = row + 1 < rowEnd ? (cut.month[row + 1] as number) + horizon : never;
      }
      if (nextThen === at) {
        then++;
        nextThen = then + 1 < end ? (month[then + 1] as number) + horizon : never;
      }
      if (nextNow === at) {
        now++;
        nextNow = now + 1 < end ? (month[now + 1] as number) : never;
      }
    }
  }
}
