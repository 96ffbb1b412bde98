import { MOVEMENT_KINDS } from "../ledger-file.ts";
import type { Ledger } from "./ledger.ts";
import { type CutChoice, chosenLabel, type MonthRef, monthIndex } from "./resolve.ts";
import { labelAt, stateAt } from "./state-at.ts";

export interface UpsoldOptions extends CutChoice {
  /** First and last month of the period, both included: an index, "YYYY-MM" or a report_month. */
  fromMonth: MonthRef;
  toMonth: MonthRef;
}

/** Components of the upsell and cross-sell rates. */
export interface UpsoldCounts {
  /** Customers active at the start of the period. */
  opening_logos: number;
  /** Those of them with an upgrade, and with an add-on, above 0 in the period. */
  upsold_logos: number;
  cross_sold_logos: number;
}

const UPGRADE = MOVEMENT_KINDS.indexOf("upgrade");
const ADD_ON = MOVEMENT_KINDS.indexOf("add_on");

/**
 * Upsold customers: how many of the customers we had bought more, or something further?
 *
 * Takes a period, and optionally one label of a cut as customers carried it at its start. Each customer counts once, and
 * only if it was active at the end of the month before the period. Nobody gives zeros. Throws on an unknown month, cut or
 * label.
 *
 * @example
 * upsoldCustomers(openLedger(exampleLedgerFile), { fromMonth: "2025-02", toMonth: "2025-12" }) // => { opening_logos: 2, upsold_logos: 1, cross_sold_logos: 0 }
 *
 * Source: definitions, "Rates": upsell / cross-sell rate.
 */
export function upsoldCustomers(ledger: Ledger, options: UpsoldOptions): UpsoldCounts {
  const from = monthIndex(ledger, options.fromMonth);
  const to = monthIndex(ledger, options.toMonth);
  const chosen = chosenLabel(ledger, options);
  const { movements, states } = ledger;
  const counts = { opening_logos: 0, upsold_logos: 0, cross_sold_logos: 0 };
  for (let customer = 0; customer < ledger.customers.id.length; customer++) {
    const state = stateAt(ledger, customer, from - 1);
    if (state < 0 || states.active[state] !== 1) continue;
    if (chosen !== null && labelAt(chosen.cut, customer, from - 1) !== chosen.label) continue;
    counts.opening_logos += 1;
    let [upsold, crossSold] = [0, 0];
    for (
      let row = movements.start[customer] as number;
      row < (movements.start[customer + 1] as number);
      row++
    ) {
      const month = movements.month[row] as number;
      if (month < from || month > to || (movements.amount[row] as number) <= 0) continue;
      if (movements.kind[row] === UPGRADE) upsold = 1;
      if (movements.kind[row] === ADD_ON) crossSold = 1;
    }
    counts.upsold_logos += upsold;
    counts.cross_sold_logos += crossSold;
  }
  return counts;
}
