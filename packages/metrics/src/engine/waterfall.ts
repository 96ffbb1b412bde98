import type { MovementKind } from "../ledger-file.ts";
import type { CutWaterfallRow, WaterfallRow } from "../rows.ts";
import type { Ledger } from "./ledger.ts";
import { needsBalances } from "./needs-balances.ts";
import { type CutChoice, chosenLabel } from "./resolve.ts";
import { waterfallRows } from "./waterfall-rows.ts";
import { waterfallSums } from "./waterfall-sums.ts";

export interface WaterfallOptions extends CutChoice {
  /** Kinds that fill the movement columns; opening, closing and logos stay whole. */
  kinds?: readonly MovementKind[] | undefined;
}

/**
 * Recurring revenue waterfall: how did we get from the opening balance to the closing one, month by month?
 *
 * Opening + new + reactivation + expansion + contraction + churn + transfer + fx (+ moved) = closing, in minor units
 * of the ledger's currency, losses negative; the same for logos. One row a month, months without activity included,
 * with the columns of the mart `waterfall__by_month`. A cut with a label gives that label's rows, with the
 * moved columns of `waterfall__by_cut`: a month's movements carry the customer's label at the end of the month
 * before (of the month itself for a customer that stood at 0). A cut without a label is all customers.
 * Of one product: of its `productLedger`. An empty ledger gives rows of zeros. Throws on an unknown cut or label, naming
 * those known, and on a ledger that leaves out exchange rates at month end.
 *
 * @example
 * waterfall(openLedger(exampleLedgerFile))[4].churn_minor // => -10000
 *
 * Source: definitions, "Movements" and "Cohorts, cuts and survival".
 */
export function waterfall(
  ledger: Ledger,
  options: WaterfallOptions & { cut: string; label: string },
): CutWaterfallRow[];
export function waterfall(ledger: Ledger, options?: WaterfallOptions): (WaterfallRow | CutWaterfallRow)[];
export function waterfall(
  ledger: Ledger,
  options: WaterfallOptions = {},
): (WaterfallRow | CutWaterfallRow)[] {
  needsBalances("waterfall", ledger);
  const { kinds } = options;
  const chosen = chosenLabel(ledger, options);
  if (chosen !== null) {
    const { cut, label } = chosen;
    const sums = waterfallSums(ledger, cut, label);
    const named = { cut: cut.name, label: cut.labels[label] as string };
    return waterfallRows(ledger, sums, { label, kinds }).map((row) => ({ ...row, ...named }));
  }
  const sums = waterfallSums(ledger, null);
  return waterfallRows(ledger, sums, { label: 0, kinds }).map(
    ({ moved_minor: _minor, moved_logos: _logos, archived_moved_logos: _archived, ...row }) => row,
  );
}
