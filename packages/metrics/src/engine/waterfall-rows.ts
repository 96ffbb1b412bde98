import { MOVEMENT_KINDS, type MovementKind } from "../ledger-file.ts";
import type { CutWaterfallRow, WaterfallRow } from "../rows.ts";
import type { Ledger } from "./ledger.ts";
import * as cell from "./waterfall-sums.ts";

/** A waterfall row with what moved between labels; the caller names cut and label, or drops both. */
export type MovedRow = WaterfallRow & Pick<CutWaterfallRow, "moved_minor" | "moved_logos">;

/**
 * The rows of one label out of the sums, one a month; opening is the closing of the month before. With `kinds`, only
 * those kinds fill the movement columns; opening, closing and logos stay whole.
 */
export function waterfallRows(
  ledger: Ledger,
  sums: cell.WaterfallSums,
  { label, kinds }: { label: number; kinds: readonly MovementKind[] | undefined },
): MovedRow[] {
  let minor = 0;
  let active = 0;
  let archived = 0;
  return ledger.report_months.map((report_month, month) => {
    const m = (label * ledger.months + month) * cell.MONEY_CELLS;
    const g = (label * ledger.months + month) * cell.LOGO_CELLS;
    const money = (at: number) => sums.money[m + at] as number;
    const logo = (at: number) => sums.logos[g + at] as number;
    const kind = (name: MovementKind) =>
      kinds === undefined || kinds.includes(name) ? money(MOVEMENT_KINDS.indexOf(name)) : 0;

    const opening = { minor, active, archived };
    minor += money(cell.MOVED);
    for (let k = 0; k < MOVEMENT_KINDS.length; k++) minor += money(k);
    active += logo(cell.NEW) + logo(cell.REACTIVATION) + logo(cell.CHURNED) + logo(cell.MERGED);
    active += logo(cell.MOVED_ACTIVE);
    archived += logo(cell.ARCHIVED_IN) + logo(cell.ARCHIVED_OUT) + logo(cell.MOVED_ARCHIVED);
    return {
      report_month,
      basis: ledger.basis,
      currency: ledger.currency,
      opening_minor: opening.minor,
      new_minor: kind("new"),
      reactivation_minor: kind("reactivation"),
      expansion_minor: money(cell.EXPANSION),
      contraction_minor: money(cell.CONTRACTION),
      churn_minor: kind("churn"),
      transfer_minor: kind("transfer"),
      fx_minor: 0,
      closing_minor: minor,
      opening_logos: opening.active,
      new_logos: logo(cell.NEW),
      reactivation_logos: logo(cell.REACTIVATION),
      churned_logos: logo(cell.CHURNED),
      closing_logos: active,
      archived_opening_logos: opening.archived,
      archived_in_logos: logo(cell.ARCHIVED_IN),
      archived_out_logos: logo(cell.ARCHIVED_OUT),
      archived_logos: archived,
      merged_logos: logo(cell.MERGED),
      add_on_minor: kind("add_on"),
      upgrade_minor: kind("upgrade"),
      downgrade_minor: kind("downgrade"),
      product_churn_minor: kind("product_churn"),
      archive_minor: kind("archive"),
      quantity_minor: money(cell.QUANTITY),
      price_minor: kind("upgrade") + kind("downgrade") - money(cell.QUANTITY),
      moved_minor: money(cell.MOVED),
      moved_logos: logo(cell.MOVED_ACTIVE),
    };
  });
}
