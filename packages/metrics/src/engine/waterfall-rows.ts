import { MOVEMENT_KINDS, MOVEMENT_SIDES, type MovementKind } from "../ledger-file.ts";
import type { MovedComponents, WaterfallRow } from "../rows.ts";
import {
  avoidableCell,
  DISCOUNT,
  kindSideCell,
  LIST,
  LOGO,
  LOGO_CELLS,
  MONEY_CELLS,
  MOVED,
  quantityCell,
} from "./cells.ts";
import type { Ledger } from "./ledger.ts";
import type { WaterfallSums } from "./waterfall-sums.ts";

/** A waterfall row with what moved between labels; the caller names cut and label, or drops both. */
export type MovedRow = WaterfallRow & MovedComponents;

const EXPANSION = MOVEMENT_SIDES.indexOf("expansion");
const CONTRACTION = MOVEMENT_SIDES.indexOf("contraction");
const KIND = Object.fromEntries(MOVEMENT_KINDS.map((name, kind) => [name, kind])) as Record<
  MovementKind,
  number
>;

/**
 * The rows of one label out of the sums, one a month; opening is the closing of the month before. With `kinds`, only
 * those kinds fill the movement columns; opening, closing and logos stay whole.
 */
export function waterfallRows(
  ledger: Ledger,
  sums: WaterfallSums,
  { label, kinds }: { label: number; kinds: readonly MovementKind[] | undefined },
): MovedRow[] {
  let minor = sums.opening[label * 3] as number;
  let active = sums.opening[label * 3 + 1] as number;
  let archived = sums.opening[label * 3 + 2] as number;
  const isAsked = MOVEMENT_KINDS.map((name) => kinds === undefined || kinds.includes(name));
  return ledger.report_months.map((report_month, month) => {
    const at = label * ledger.months + month;
    const money = moneyOf(sums.money, at * MONEY_CELLS, isAsked);
    const logo = (cell: number) => sums.logos[at * LOGO_CELLS + cell] as number;
    const opening = { minor, active, archived };
    const moved_minor = sums.money[at * MONEY_CELLS + MOVED] as number;
    minor += money.change + moved_minor;
    active += logo(LOGO.new) + logo(LOGO.reactivation) + logo(LOGO.churned) + logo(LOGO.merged);
    active += logo(LOGO.moved_active);
    archived += logo(LOGO.archived_in) + logo(LOGO.archived_out) + logo(LOGO.moved_archived);
    return {
      report_month,
      basis: ledger.basis,
      currency: ledger.currency,
      opening_minor: opening.minor,
      new_minor: money.kind("new"),
      reactivation_minor: money.kind("reactivation"),
      expansion_minor: money.expansion,
      contraction_minor: money.contraction,
      churn_minor: money.kind("churn"),
      transfer_minor: money.kind("transfer"),
      fx_minor: 0,
      closing_minor: minor,
      opening_logos: opening.active,
      new_logos: logo(LOGO.new),
      reactivation_logos: logo(LOGO.reactivation),
      churned_logos: logo(LOGO.churned),
      closing_logos: active,
      archived_opening_logos: opening.archived,
      archived_in_logos: logo(LOGO.archived_in),
      archived_out_logos: logo(LOGO.archived_out),
      archived_logos: archived,
      merged_logos: logo(LOGO.merged),
      add_on_minor: money.kind("add_on"),
      upgrade_minor: money.kind("upgrade"),
      downgrade_minor: money.kind("downgrade"),
      product_churn_minor: money.kind("product_churn"),
      archive_minor: money.kind("archive"),
      quantity_minor: money.quantity,
      price_minor: money.kind("upgrade") + money.kind("downgrade") - money.quantity,
      list_minor: money.part(LIST, "upgrade"),
      discount_minor: money.part(DISCOUNT, "upgrade"),
      avoidable_churn_minor: money.part(avoidableCell(true), "churn"),
      unavoidable_churn_minor: money.part(avoidableCell(false), "churn"),
      unknown_churn_minor: money.part(avoidableCell(null), "churn"),
      moved_minor,
      moved_logos: logo(LOGO.moved_active),
      archived_moved_logos: logo(LOGO.moved_archived),
    };
  });
}

/** The money of one label and month by kind; `change` is the sum of all kinds, the rest of those asked for. */
function moneyOf(cells: Float64Array, at: number, isAsked: readonly boolean[]) {
  const byKind = new Float64Array(MOVEMENT_KINDS.length);
  let [change, expansion, contraction, quantity] = [0, 0, 0, 0];
  for (let kind = 0; kind < byKind.length; kind++) {
    let sum = 0;
    for (let side = 0; side < MOVEMENT_SIDES.length; side++)
      sum += cells[at + kindSideCell(kind, side)] as number;
    change += sum;
    if (!isAsked[kind]) continue;
    byKind[kind] = sum;
    expansion += cells[at + kindSideCell(kind, EXPANSION)] as number;
    contraction += cells[at + kindSideCell(kind, CONTRACTION)] as number;
    if (kind === KIND.upgrade || kind === KIND.downgrade)
      quantity += cells[at + quantityCell(kind)] as number;
  }
  /** A part of a kind, nothing where the kind was not asked for. */
  const part = (cell: number, of: MovementKind) => (isAsked[KIND[of]] ? (cells[at + cell] as number) : 0);
  const kind = (name: MovementKind) => byKind[KIND[name]] as number;
  return { change, expansion, contraction, quantity, kind, part };
}
