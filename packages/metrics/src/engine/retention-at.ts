import type { RetentionDetailRow } from "../rows.ts";
import { everyone } from "./carriers.ts";
import type { Ledger } from "./ledger.ts";
import { needsBalances } from "./needs-balances.ts";
import { regrouped, versionAt } from "./regrouped.ts";
import { type CutChoice, chosenLabel, cutByName, type MonthRef, monthIndex } from "./resolve.ts";
import { labelAt, stateAt } from "./state-at.ts";

export interface RetentionAtOptions {
  /** "Now": an index, "YYYY-MM" or a report_month. */
  month: MonthRef;
  /** How many months lie between "then" and "now": a whole number from 1. */
  horizonMonths: number;
  /** Only customers that carried this label of another cut then. */
  within?: CutChoice;
}

/** What `retentionAt` sums: all but the two columns that ask what happened between the two month ends. */
export type RetentionAtRow = Omit<RetentionDetailRow, "running_kept_minor" | "returned_minor">;

/** Who had a balance then, in order; what it was and is, and whether the customer was active then, and both times. */
interface ThenAndNow {
  then: number;
  now: number;
  /** Who was looked at. */
  among: Int32Array | null;
  customer: Int32Array;
  was: Float64Array;
  is: Float64Array;
  wasActive: Uint8Array;
  isActive: Uint8Array;
}

const last = new WeakMap<Ledger["states"], ThenAndNow>();

/**
 * Retention by cut at one month: which label's customers stayed and grew over the months that end with it?
 *
 * Every label of the cut in its own order with the row `retentionByCut` has for that month; several cuts of one month cost
 * little more than one. With `within` of those customers alone that carried a label of another cut then. Throws as
 * `retention` does, and on an unknown month.
 *
 * @example
 * retentionAt(openLedger(exampleLedgerFile), "csm", { month: 12, horizonMonths: 12 }).map(({ row }) => row.opening_minor) // => [10000, 20000]
 *
 * Source: definitions, "Cohorts, cuts and survival".
 */
export function retentionAt(
  ledger: Ledger,
  cutName: string,
  { month, horizonMonths, within = {} }: RetentionAtOptions,
): { label: string; row: RetentionAtRow }[] {
  needsBalances("retentionAt", ledger);
  const now = monthIndex(ledger, month);
  const then = now - horizonMonths;
  const cut = cutByName(ledger, cutName);
  const only = chosenLabel(ledger, within);
  const isKnown = !ledger.has_opening || then >= -1;
  const zero = isKnown ? 0 : null;
  const rows = cut.labels.map((label) => ({
    label,
    row: {
      report_month: ledger.report_months[now] as string,
      basis: ledger.basis,
      horizon_months: horizonMonths,
      opening_minor: zero,
      retained_minor: zero,
      kept_minor: zero,
      opening_logos: zero,
      kept_logos: zero,
      opening_customers: zero,
    },
  }));
  if (!isKnown) return rows;
  const sums = new Float64Array(rows.length * 6);
  const { customer, was, is, wasActive, isActive } = thenAndNow(ledger, {
    then,
    now,
    among: only?.cut.inside ?? null,
  });
  for (let place = 0; place < customer.length; place++) {
    const own = customer[place] as number;
    if (only !== null && labelAt(only.cut, own, then) !== only.label) continue;
    const at = labelAt(cut, own, then) * 6;
    const [before, after] = [was[place] as number, is[place] as number];
    add(sums, at, before);
    add(sums, at + 1, after);
    add(sums, at + 2, after < before ? after : before);
    add(sums, at + 3, wasActive[place] as number);
    add(sums, at + 4, (wasActive[place] as number) & (isActive[place] as number));
    add(sums, at + 5, 1);
  }
  for (const [label, { row }] of rows.entries()) {
    row.opening_minor = sums[label * 6] as number;
    row.retained_minor = sums[label * 6 + 1] as number;
    row.kept_minor = sums[label * 6 + 2] as number;
    row.opening_logos = sums[label * 6 + 3] as number;
    row.kept_logos = sums[label * 6 + 4] as number;
    row.opening_customers = sums[label * 6 + 5] as number;
  }
  return rows;
}

/** The two month ends side by side: those asked for last are kept, as several cuts are asked for one month. */
function thenAndNow(ledger: Ledger, asked: Pick<ThenAndNow, "then" | "now" | "among">): ThenAndNow {
  const { then, now, among } = asked;
  const known = last.get(ledger.states);
  if (known?.then === then && known.now === now && known.among === among) return known;
  const { states } = ledger;
  const apart = regrouped(ledger);
  const customers = among ?? everyone(ledger.customers.id.length);
  const most = customers.length;
  const found = {
    customer: new Int32Array(most),
    was: new Float64Array(most),
    is: new Float64Array(most),
    wasActive: new Uint8Array(most),
    isActive: new Uint8Array(most),
  };
  let rows = 0;
  for (let place = 0; place < most; place++) {
    const customer = customers[place] as number;
    const versions = apart.get(customer);
    const version = versions && versionAt(versions, now);
    const before = version ? then + 1 : stateAt(ledger, customer, then);
    if (before < 0) continue;
    const was = ((version ?? states).balance[before] as number) ?? 0;
    if (was <= 0) continue;
    const after = version ? now + 1 : stateAt(ledger, customer, now);
    found.customer[rows] = customer;
    found.was[rows] = was;
    found.is[rows] = (version ?? states).balance[after] as number;
    found.wasActive[rows] = (version ?? states).active[before] as number;
    found.isActive[rows++] = (version ?? states).active[after] as number;
  }
  const made = {
    ...asked,
    customer: found.customer.slice(0, rows),
    was: found.was.slice(0, rows),
    is: found.is.slice(0, rows),
    wasActive: found.wasActive.slice(0, rows),
    isActive: found.isActive.slice(0, rows),
  };
  last.set(states, made);
  return made;
}

function add(sums: Float64Array, at: number, value: number): void {
  sums[at] = (sums[at] as number) + value;
}
