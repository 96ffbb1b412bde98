import type { CutWaterfallRow } from "../rows.ts";
import type { Ledger } from "./ledger.ts";
import { needsBalances } from "./needs-balances.ts";
import { cutByName } from "./resolve.ts";
import type { WaterfallOptions } from "./waterfall.ts";
import { waterfallRows } from "./waterfall-rows.ts";
import { waterfallSums } from "./waterfall-sums.ts";

/**
 * Waterfall by cut: how did each label of a cut (each industry, CSM, ...) get from opening to closing?
 *
 * Every label of the cut in its own order, each with the rows of `waterfall(ledger, { cut, label })`, all computed in
 * one pass. Each label foots (opening + movements + moved = closing) and the labels add up to the total, where moved
 * is 0. A label that no customer carries has rows of zeros. Throws on an unknown cut, naming those known.
 *
 * @example
 * waterfallByCut(openLedger(exampleLedgerFile), "csm").map(({ label }) => label) // => ["Ann", "Bo"]
 *
 * Source: definitions, "Cohorts, cuts and survival".
 */
export function waterfallByCut(
  ledger: Ledger,
  cutName: string,
  options: Pick<WaterfallOptions, "kinds"> = {},
): { label: string; rows: CutWaterfallRow[] }[] {
  needsBalances("waterfallByCut", ledger);
  const { kinds } = options;
  const cut = cutByName(ledger, cutName);
  const sums = waterfallSums(ledger, cut);
  return cut.labels.map((label, index) => ({
    label,
    rows: waterfallRows(ledger, sums, { label: index, kinds }).map((row) => ({
      ...row,
      cut: cut.name,
      label,
    })),
  }));
}
