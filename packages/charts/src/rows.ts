import type { MovementKind, PeriodRow } from "@tideline/metrics";

/** The kinds a chart draws: the ledger's, a changed label of a cut, and exchange rates. */
export type DrawnKind = MovementKind | "moved" | "fx";

/** What `customersBehind` can list: exchange rates have no movement of their own. */
export type ListedKind = Exclude<DrawnKind, "fx">;

/** The columns charts of movements need, of a month, quarter or year; what a sum of periods gives. */
export type BridgeRow = Pick<
  PeriodRow,
  | "period"
  | "opening_minor"
  | "closing_minor"
  | "new_minor"
  | "reactivation_minor"
  | "add_on_minor"
  | "upgrade_minor"
  | "downgrade_minor"
  | "product_churn_minor"
  | "archive_minor"
  | "churn_minor"
  | "transfer_minor"
  | "fx_minor"
> &
  Partial<Pick<PeriodRow, "moved_minor" | "is_partial" | "first_month" | "last_month">> & {
    /** The quantity part of upgrade_minor; with it the bridge shows quantity and price apart. */
    upgrade_quantity_minor?: number | undefined;
    /** The quantity part of downgrade_minor. */
    downgrade_quantity_minor?: number | undefined;
    /** The parts of churn_minor by reason; with one of them above 0 the bridge shows them apart, the rest as unknown. */
    avoidable_churn_minor?: number | undefined;
    unavoidable_churn_minor?: number | undefined;
  };

/** One kind's amount; what is absent or not a number counts as 0. */
export function movementOf(row: BridgeRow, kind: DrawnKind): number {
  return finite(row[`${kind}_minor`]);
}

/** A number that can be drawn: null, undefined, NaN and infinities become 0. */
export function finite(value: number | null | undefined): number {
  return value !== null && value !== undefined && Number.isFinite(value) ? value : 0;
}

/** The kinds whose rows can be listed. */
export function listedKinds(kinds: readonly DrawnKind[]): ListedKind[] {
  return kinds.filter((kind) => kind !== "fx");
}
