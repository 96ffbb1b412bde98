import { monthOfDay } from "../month-of-day.ts";
import type { RenewalColumns } from "../renewals/renewal-columns.ts";
import type { CutFilter } from "./crossed-cut.ts";
import {
  customersOf,
  type LabelOf,
  placesByLabel,
  placesWith,
  rowsByLabel,
  rowsWith,
} from "./labelled-rows.ts";
import type { Ledger } from "./ledger.ts";
import { labelAt } from "./state-at.ts";

/** A renewal: whose, and the day its terms end, "YYYY-MM-DD". */
type Due = { customer_id: string; due_on: string };

/**
 * The label a renewal stands under: that of the end of the month before it fell due; of the month's own end for a customer
 * without a balance up to then. One that gave notice stands at 0 on the committed basis before the due day, and keeps the label it had:
 * what became of the renewal does not choose. A due day after the last month has the newest label. Months are those of the
 * renewals as `monthOfDay` has them.
 */
function labelWhenDue({ first_month, states }: Ledger, dueMonths: Int32Array): LabelOf {
  const first = monthOfDay(first_month);
  return (cut, customer, at) => {
    const begin = cut.start[customer] as number;
    // Most labels never change: then the day does not matter.
    if (begin + 1 === cut.start[customer + 1]) return cut.label[begin] as number;
    const month = (dueMonths[at] as number) - first;
    const state = states.start[customer] as number;
    const isKnown = state < (states.start[customer + 1] as number) && (states.month[state] as number) < month;
    return labelAt(cut, customer, isKnown ? month - 1 : month);
  };
}

const dueMonths = new WeakMap<object, Int32Array>();

/** Months of renewals, found once for a list. */
function dueMonthsOf(list: { readonly length: number }, monthAt: (at: number) => number): Int32Array {
  const known = dueMonths.get(list) ?? new Int32Array(list.length).map((_, at) => monthAt(at));
  dueMonths.set(list, known);
  return known;
}

const labelOfRows = (ledger: Ledger, rows: readonly Due[]) =>
  labelWhenDue(
    ledger,
    dueMonthsOf(rows, (at) => monthOfDay((rows[at] as Due).due_on)),
  );

/** Renewals as a list whose entries are customers'. */
function ofColumns(ledger: Ledger, { customers, customer, due_on, days }: RenewalColumns) {
  return {
    customers: customersOf(ledger, customer, (at) => customers.id[customer[at] as number] as string),
    labelOf: labelWhenDue(
      ledger,
      dueMonthsOf(due_on, (at) => monthOfDay(days[due_on[at] as number] as string)),
    ),
  };
}

/**
 * Which renewals are of customers that carried certain labels when they fell due? Those whose customer carried one of the
 * labels of every filter at the end of the month before the due day.
 *
 * A renewal so stands under one label wherever it counts, early or late; one still ahead under the newest. Renewals of
 * customers the ledger does not know pass no filter; without filters the rows themselves come back. Throws on an unknown cut.
 *
 * @example
 * renewalsLike(openLedger(exampleLedgerFile), [{ customer_id: "P", due_on: "2025-05-31" }], [{ cut: "csm", labels: ["Ann"] }]).length // => 1
 *
 * Source: definitions, "Cohorts, cuts and survival".
 */
export function renewalsLike<Row extends Due>(
  ledger: Ledger,
  rows: readonly Row[],
  only: readonly CutFilter[],
): readonly Row[] {
  return rowsWith(ledger, rows, { only, labelOf: labelOfRows(ledger, rows) });
}

/**
 * Which renewals fell due under which label? Rows by the label of one cut, or of two at once, at the end of the month before
 * the due day (`renewalsLike`), in the order of the labels; labels without a renewal are left out.
 *
 * Renewals of customers the ledger does not know are in no group. No rows give no groups. Throws on an unknown cut.
 *
 * @returns the labels of the cuts, one each, with their rows
 *
 * @example
 * renewalsByLabel(openLedger(exampleLedgerFile), [{ customer_id: "P", due_on: "2025-05-31" }], ["csm"]).length // => 1
 *
 * Source: definitions, "Cohorts, cuts and survival".
 */
export function renewalsByLabel<Row extends Due>(
  ledger: Ledger,
  rows: readonly Row[],
  cutNames: readonly string[],
): { labels: string[]; rows: Row[] }[] {
  return rowsByLabel(ledger, rows, { cuts: cutNames, labelOf: labelOfRows(ledger, rows) });
}

/**
 * The same of renewals as columns (`renewalsLike`): those that pass share the columns, and without filters the renewals
 * themselves come back. Throws on an unknown cut.
 *
 * @example
 * renewalColumnsLike(openLedger(exampleLedgerFile), openRenewals(codeRenewals([])), [{ cut: "csm", labels: ["Ann"] }]).places.length // => 0
 *
 * Source: definitions, "Cohorts, cuts and survival".
 */
export function renewalColumnsLike(
  ledger: Ledger,
  renewals: RenewalColumns,
  only: readonly CutFilter[],
): RenewalColumns {
  if (only.length === 0) return renewals;
  const list = ofColumns(ledger, renewals);
  return { ...renewals, places: placesWith(ledger, renewals.places, { only, ...list }) };
}

/**
 * The same of renewals as columns (`renewalsByLabel`): those of each label share the columns. Throws on an unknown cut.
 *
 * @returns the labels of the cuts, one each, with their renewals
 *
 * @example
 * renewalColumnsByLabel(openLedger(exampleLedgerFile), openRenewals(codeRenewals([])), ["csm"]) // => []
 *
 * Source: definitions, "Cohorts, cuts and survival".
 */
export function renewalColumnsByLabel(
  ledger: Ledger,
  renewals: RenewalColumns,
  cutNames: readonly string[],
): { labels: string[]; renewals: RenewalColumns }[] {
  const list = ofColumns(ledger, renewals);
  return placesByLabel(ledger, renewals.places, { cuts: cutNames, ...list }).map(({ labels, places }) => ({
    labels,
    renewals: { ...renewals, places },
  }));
}
