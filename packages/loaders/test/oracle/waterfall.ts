import type { State } from "./balances.ts";
import type { Customer } from "./customers.ts";
import { sumOf } from "./money.ts";
import type { LogoRow, MovementRow } from "./movements.ts";
import type { Basis } from "./oracle-line.ts";

/** One month of the bridge from opening to closing; money in reporting minor units, losses negative. */
export type WaterfallRow = {
  report_month: string;
  basis: Basis;
  currency: string;
  opening_minor: number;
  new_minor: number;
  reactivation_minor: number;
  expansion_minor: number;
  contraction_minor: number;
  churn_minor: number;
  transfer_minor: number;
  fx_minor: number;
  closing_minor: number;
  opening_logos: number;
  new_logos: number;
  reactivation_logos: number;
  churned_logos: number;
  closing_logos: number;
  archived_opening_logos: number;
  archived_in_logos: number;
  archived_out_logos: number;
  archived_logos: number;
  merged_logos: number;
  add_on_minor: number;
  upgrade_minor: number;
  downgrade_minor: number;
  product_churn_minor: number;
  archive_minor: number;
  quantity_minor: number;
  price_minor: number;
  list_minor: number;
  discount_minor: number;
  avoidable_churn_minor: number;
  unavoidable_churn_minor: number;
  unknown_churn_minor: number;
};

/** What moved between labels in a month. */
export type Moved = { minor: number; active: number; archived: number };

const nothingMoved: Moved = { minor: 0, active: 0, archived: 0 };

/** Where the previous month ended. */
export type Opening = { minor: number; logos: number; archived: number };

/** Where some customers stood at the end of the month before the first one reported. */
export function openingOf(customers: readonly Customer[], month: string): Opening {
  const inState = (state: State) =>
    customers.filter((customer) => customer.state(month, month) === state).length;
  return {
    minor: sumOf(customers.map((customer) => customer.balance(month, month))),
    logos: inState("active"),
    archived: inState("archived"),
  };
}

/** One month from the rows of that month. */
export function monthRow(
  month: string,
  { basis, currency }: { basis: Basis; currency: string },
  opening: Opening,
  movements: readonly MovementRow[],
  logos: readonly LogoRow[],
  moved: Moved = nothingMoved,
): WaterfallRow {
  const ofKind = (kind: MovementRow["kind"]) => movements.filter((row) => row.kind === kind);
  const ofSide = (side: MovementRow["side"]) => movements.filter((row) => row.side === side);
  const money = (rows: readonly MovementRow[]) => sumOf(rows.map((row) => row.amount_minor));
  const active = (rows: readonly LogoRow[]) => sumOf(rows.map((row) => row.active_delta));
  const isMore = (row: LogoRow) => row.active_delta > 0;
  const churn = ofKind("churn");
  const split = [...ofKind("upgrade"), ...ofKind("downgrade")];
  const merged = sumOf(logos.map((row) => row.merged_delta));
  const archived = logos.flatMap((row) => [row.archived_delta, row.merged_archived_delta]);
  const archivedIn = sumOf(archived.map((delta) => Math.max(delta, 0)));
  const archivedOut = sumOf(archived.map((delta) => Math.min(delta, 0)));
  const listed = split.filter((row) => row.list_minor !== null);
  const list = sumOf(listed.map((row) => row.list_minor ?? 0));
  const quantity = sumOf(split.map((row) => row.quantity_minor));
  return {
    report_month: `${month}-01`,
    basis,
    currency,
    opening_minor: opening.minor,
    new_minor: money(ofKind("new")),
    reactivation_minor: money(ofKind("reactivation")),
    expansion_minor: money(ofSide("expansion")),
    contraction_minor: money(ofSide("contraction")),
    churn_minor: money(churn),
    transfer_minor: money(ofKind("transfer")),
    fx_minor: money(ofKind("fx")),
    closing_minor: opening.minor + money(movements) + moved.minor,
    opening_logos: opening.logos,
    new_logos: active(logos.filter((row) => isMore(row) && row.kind === "new")),
    reactivation_logos: active(logos.filter((row) => isMore(row) && row.kind === "reactivation")),
    churned_logos: active(logos.filter((row) => row.active_delta < 0)),
    closing_logos: opening.logos + active(logos) + merged + moved.active,
    archived_opening_logos: opening.archived,
    archived_in_logos: archivedIn,
    archived_out_logos: archivedOut,
    archived_logos: opening.archived + archivedIn + archivedOut + moved.archived,
    merged_logos: merged,
    add_on_minor: money(ofKind("add_on")),
    upgrade_minor: money(ofKind("upgrade")),
    downgrade_minor: money(ofKind("downgrade")),
    product_churn_minor: money(ofKind("product_churn")),
    archive_minor: money(ofKind("archive")),
    quantity_minor: quantity,
    price_minor: money(split) - quantity,
    list_minor: list,
    discount_minor: sumOf(listed.map((row) => row.amount_minor - row.quantity_minor)) - list,
    avoidable_churn_minor: money(churn.filter((row) => row.avoidable === true)),
    unavoidable_churn_minor: money(churn.filter((row) => row.avoidable === false)),
    unknown_churn_minor: money(churn.filter((row) => row.avoidable === null)),
  };
}

/** Where a month ended: the opening of the next. */
export const closingOf = (row: WaterfallRow): Opening => ({
  minor: row.closing_minor,
  logos: row.closing_logos,
  archived: row.archived_logos,
});
