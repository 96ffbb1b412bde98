import { MOVEMENT_KINDS, MOVEMENT_SIDES, type MovementKind } from "../ledger-file.ts";
import type { CutColumns, Ledger } from "./ledger.ts";

const KINDS = MOVEMENT_KINDS.length;
/** Money cells of a label and month: one for each kind (in the order of MOVEMENT_KINDS), then these four. */
export const EXPANSION = KINDS;
export const CONTRACTION = KINDS + 1;
export const QUANTITY = KINDS + 2;
export const MOVED = KINDS + 3;
export const MONEY_CELLS = KINDS + 4;

/** Logo cells of a label and month. */
export const [NEW, REACTIVATION, CHURNED, MERGED, ARCHIVED_IN, ARCHIVED_OUT, MOVED_ACTIVE, MOVED_ARCHIVED] = [
  0, 1, 2, 3, 4, 5, 6, 7,
] as const;
export const LOGO_CELLS = 8;

const kindIndex = (kind: MovementKind) => MOVEMENT_KINDS.indexOf(kind);
const [NEW_KIND, TRANSFER_KIND] = [kindIndex("new"), kindIndex("transfer")];
const [UPGRADE_KIND, DOWNGRADE_KIND] = [kindIndex("upgrade"), kindIndex("downgrade")];
const SIDE_CELL = Int8Array.from(MOVEMENT_SIDES, (side) =>
  side === "expansion" ? EXPANSION : side === "contraction" ? CONTRACTION : -1,
);
const SWAP = MOVEMENT_SIDES.indexOf("swap");

/** Sums by label, month and cell: index = (label * months + month) * cells + cell. */
export interface WaterfallSums {
  money: Float64Array;
  logos: Float64Array;
}

export interface SumOptions {
  cut: CutColumns | null;
  /** Index of the one product to count; undefined: all. */
  product: number | undefined;
  /** Kinds that count as expansion, contraction and quantity; undefined: all. */
  kinds: readonly MovementKind[] | undefined;
}

/**
 * One pass over the movements and logos in customer order, each customer's label changes merged in: time grows with
 * movements and label changes, never with customers x months.
 *
 * Month m's rows carry the label at the end of m-1, or of m for a customer that stood at 0; the balance of a customer
 * whose label changed then moves from label to label.
 */
export function waterfallSums(ledger: Ledger, { cut, product, kinds }: SumOptions): WaterfallSums {
  const { months, movements, logos } = ledger;
  const { month, kind, side, amount, quantity } = movements;
  const labels = cut === null ? 1 : cut.labels.length;
  const money = new Float64Array(labels * months * MONEY_CELLS);
  const logo = new Float64Array(labels * months * LOGO_CELLS);
  const shown = Uint8Array.from(MOVEMENT_KINDS, (name) =>
    kinds === undefined || kinds.includes(name) ? 1 : 0,
  );
  const only = product ?? -1;

  /** Adds a movement to a label; returns what it adds to the balance looked at. */
  const addMovement = (row: number, label: number): number => {
    if (only >= 0 && movements.product[row] !== only) return 0;
    const value = amount[row] as number;
    const k = kind[row] as number;
    const s = side[row] as number;
    const at = (label * months + (month[row] as number)) * MONEY_CELLS;
    money[at + k] = (money[at + k] as number) + value;
    if (shown[k] === 0) return value;
    let cell = SIDE_CELL[s] as number;
    // A swap nets to 0 over a customer's products; of one product alone it is a gain or a loss.
    if (s === SWAP && only >= 0) cell = value > 0 ? EXPANSION : CONTRACTION;
    if (cell >= 0) money[at + cell] = (money[at + cell] as number) + value;
    if (k === UPGRADE_KIND || k === DOWNGRADE_KIND)
      money[at + QUANTITY] = (money[at + QUANTITY] as number) + (quantity[row] as number);
    return value;
  };
  const addLogo = (row: number, label: number): void => {
    const at = (label * months + (logos.month[row] as number)) * LOGO_CELLS;
    const active = logos.active[row] as number;
    const archived = logos.archived[row] as number;
    const k = logos.kind[row] as number;
    const gained = active < 0 ? CHURNED : k === NEW_KIND ? NEW : REACTIVATION;
    const cell = at + (k === TRANSFER_KIND ? MERGED : gained);
    logo[cell] = (logo[cell] as number) + active;
    const side = at + (archived < 0 ? ARCHIVED_OUT : ARCHIVED_IN);
    logo[side] = (logo[side] as number) + archived;
  };

  for (let customer = 0; customer + 1 < movements.start.length; customer++) {
    let m = movements.start[customer] as number;
    let g = logos.start[customer] as number;
    const mEnd = movements.start[customer + 1] as number;
    const gEnd = logos.start[customer + 1] as number;
    let label = 0;
    if (cut !== null) {
      let change = cut.start[customer] as number;
      const changeEnd = cut.start[customer + 1] as number;
      label = cut.label[change++] as number;
      let balance = 0;
      let part = 0;
      let active = 0;
      let archived = 0;
      for (; change < changeEnd; change++) {
        const at = cut.month[change] as number;
        const next = cut.label[change] as number;
        for (; m < mEnd && (month[m] as number) < at; m++) {
          balance += amount[m] as number;
          part += addMovement(m, label);
        }
        for (; g < gEnd && (logos.month[g] as number) < at; g++) {
          active += logos.active[g] as number;
          archived += logos.archived[g] as number;
          addLogo(g, label);
        }
        const stood = balance !== 0;
        for (; m < mEnd && month[m] === at; m++) {
          balance += amount[m] as number;
          part += addMovement(m, stood ? label : next);
        }
        for (; g < gEnd && logos.month[g] === at; g++) {
          active += logos.active[g] as number;
          archived += logos.archived[g] as number;
          addLogo(g, stood ? label : next);
        }
        if (stood && balance !== 0) {
          const from = label * months + at;
          const to = next * months + at;
          shift(money, from * MONEY_CELLS + MOVED, to * MONEY_CELLS + MOVED, part);
          shift(logo, from * LOGO_CELLS + MOVED_ACTIVE, to * LOGO_CELLS + MOVED_ACTIVE, active);
          shift(logo, from * LOGO_CELLS + MOVED_ARCHIVED, to * LOGO_CELLS + MOVED_ARCHIVED, archived);
        }
        label = next;
      }
    }
    for (; m < mEnd; m++) addMovement(m, label);
    for (; g < gEnd; g++) addLogo(g, label);
  }
  return { money, logos: logo };
}

function shift(cells: Float64Array, from: number, to: number, value: number): void {
  cells[from] = (cells[from] as number) - value;
  cells[to] = (cells[to] as number) + value;
}
