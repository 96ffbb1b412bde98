import { monthOfDay } from "../month-of-day.ts";
import type { CutFilter } from "./crossed-cut.ts";
import { type LabelOf, rowsByLabel, rowsWith } from "./labelled-rows.ts";
import type { Ledger } from "./ledger.ts";
import { labelAt, stateAt } from "./state-at.ts";

/** A renewal: whose, and the day its terms end, "YYYY-MM-DD". */
type Due = { customer_id: string; due_on: string };

/**
 * The label a renewal stands under: that of the end of the month before it fell due; of the month's own end for a customer
 * without a balance up to then. One that gave notice stands at 0 on the committed basis before the due day, and keeps the label it had:
 * what became of the renewal does not choose. A due day after the last month has the newest label.
 */
function labelWhenDue(ledger: Ledger): LabelOf<Due> {
  const first = monthOfDay(ledger.first_month);
  return (cut, customer, { due_on }) => {
    const begin = cut.start[customer] as number;
    // Most labels never change: then the day does not matter.
    if (begin + 1 === cut.start[customer + 1]) return cut.label[begin] as number;
    const month = monthOfDay(due_on) - first;
    const isKnown = stateAt(ledger, customer, month - 1) >= 0;
    return labelAt(cut, customer, isKnown ? month - 1 : month);
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
  return rowsWith(ledger, rows, { only, labelOf: labelWhenDue(ledger) });
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
  return rowsByLabel(ledger, rows, { cuts: cutNames, labelOf: labelWhenDue(ledger) });
}
