import { MOVEMENT_KINDS, MOVEMENT_SIDES } from "../ledger-file.ts";

/*
 * The layout of the money table by label and month: a cell for each kind x side, one for the quantity part of each
 * kind, one for what moved between labels, then the list and discount parts of the price and the churn that was
 * avoidable, unavoidable and not said. index = (label * months + month) * MONEY_CELLS + cell.
 */
const KINDS = MOVEMENT_KINDS.length;
const SIDES = MOVEMENT_SIDES.length;

/** The cell of a kind and a side, both as indexes into their lists. */
export const kindSideCell = (kind: number, side: number): number => kind * SIDES + side;
/** The cell of the quantity part of a kind. */
export const quantityCell = (kind: number): number => KINDS * SIDES + kind;
export const MOVED = KINDS * (SIDES + 1);
export const LIST = MOVED + 1;
export const DISCOUNT = MOVED + 2;
/** Three cells: see `avoidableCell`. */
const CHURN_PARTS = MOVED + 3;
export const MONEY_CELLS = MOVED + 6;

/** The cell of churn by whether it was avoidable: null is not said. */
export const avoidableCell = (avoidable: boolean | null): number =>
  CHURN_PARTS + (avoidable === null ? 2 : avoidable ? 0 : 1);

/*
 * The layout of the logo table: active customers won, back, lost (to nothing or to archived) and merged, archived
 * customers in and out, and both as moved between labels.
 */
export const LOGO = {
  new: 0,
  reactivation: 1,
  churned: 2,
  merged: 3,
  archived_in: 4,
  archived_out: 5,
  moved_active: 6,
  moved_archived: 7,
} as const;
export const LOGO_CELLS = 8;

const TRANSFER = MOVEMENT_KINDS.indexOf("transfer");
const NEW = MOVEMENT_KINDS.indexOf("new");

/** The cell of a change of `active`, by the kind of its logo row. */
export function activeCell(kind: number, active: number): number {
  if (kind === TRANSFER) return LOGO.merged;
  if (active < 0) return LOGO.churned;
  return kind === NEW ? LOGO.new : LOGO.reactivation;
}

/** The cell of a change of `archived`. */
export const archivedCell = (archived: number): number =>
  archived < 0 ? LOGO.archived_out : LOGO.archived_in;
