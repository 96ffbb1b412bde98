import { MOVEMENT_KINDS } from "../ledger-file.ts";
import { type CarriedLabels, carriedLabels } from "./carried-labels.ts";
import { addInside, rangesOf } from "./carriers.ts";
import { avoidableCell, DISCOUNT, LIST, LOGO, LOGO_CELLS, MONEY_CELLS, MOVED } from "./cells.ts";
import type { CutColumns, Ledger } from "./ledger.ts";

/** Tables by label and month, laid out as in `cells.ts`. */
export interface WaterfallSums {
  money: Float64Array;
  logos: Float64Array;
  /** By label the balance, active and archived customers on the day before the first month: three cells each. */
  opening: Float64Array;
}

const CHURN = MOVEMENT_KINDS.indexOf("churn");

/** The sums asked for last: a page asks for several things of one selection. */
interface Last {
  readonly cut: CutColumns | null;
  readonly label: number | undefined;
  readonly sums: WaterfallSums;
}

const last = new WeakMap<Ledger["movements"], Last>();

/**
 * Money and logos by label and month, in one pass over the movements and one over the logo rows: time grows with
 * what happened, never with customers x months. With `label` only that label's sums are whole, from the customers that
 * ever carry it.
 */
export function waterfallSums(ledger: Ledger, cut: CutColumns | null, label?: number): WaterfallSums {
  const known = last.get(ledger.movements);
  if (known?.cut === cut && (known.label === undefined || known.label === label)) return known.sums;
  const isWhole = known?.label === undefined && cut !== null && known?.cut?.filter === cut;
  const sums = isWhole ? insideOf(known as Last) : sumUp(ledger, cut, label);
  last.set(ledger.movements, { cut, label, sums });
  return sums;
}

/** The sums of who passes a filter out of those of a cut within it. */
function insideOf({ cut, sums }: Last): WaterfallSums {
  const labels = cut?.labels.length ?? 1;
  return {
    money: addInside(sums.money, labels),
    logos: addInside(sums.logos, labels),
    opening: addInside(sums.opening, labels),
  };
}

function sumUp(ledger: Ledger, cut: CutColumns | null, label: number | undefined): WaterfallSums {
  const labels = cut === null ? 1 : cut.labels.length;
  const carried = cut === null ? null : carriedLabels(ledger, cut, label);
  const money = new Float64Array(labels * ledger.months * MONEY_CELLS);
  const logos = new Float64Array(labels * ledger.months * LOGO_CELLS);
  addMoney(money, ledger, carried);
  addParts(money, ledger, carried);
  addLogos(logos, ledger, carried);
  if (carried !== null) addMoved({ money, logos }, carried);
  return { money, logos, opening: openingSums(ledger, cut) };
}

/** Month -1 carries the label of month 0. */
function openingSums({ opening }: Ledger, cut: CutColumns | null): Float64Array {
  const sums = new Float64Array((cut === null ? 1 : cut.labels.length) * 3);
  if (opening.amount.length === 0) return sums;
  for (let customer = 0; customer + 1 < opening.start.length; customer++) {
    const from = opening.start[customer] as number;
    const to = opening.start[customer + 1] as number;
    if (from === to) continue;
    const label = cut === null ? 0 : (cut.label[cut.start[customer] as number] as number);
    for (let row = from; row < to; row++) add(sums, label * 3, opening.amount[row] as number);
    add(sums, label * 3 + 1 + (opening.archived[from] as number), 1);
  }
  return sums;
}

/** Amounts by kind and side, and quantities. */
function addMoney(money: Float64Array, ledger: Ledger, carried: CarriedLabels | null): void {
  const { start, amount, quantity, cell, quantityCell } = ledger.movements;
  const stride = ledger.months * MONEY_CELLS;
  const labels = carried?.movement;
  const ranges = rangesOf(start, carried?.customers ?? null);
  for (let range = 0; range < ranges.length; range += 2) {
    const end = ranges[range + 1] as number;
    for (let row = ranges[range] as number; row < end; row++) {
      const base = labels === undefined ? 0 : (labels[row] as number) * stride;
      const at = base + (cell[row] as number);
      money[at] = (money[at] as number) + (amount[row] as number);
      const part = base + (quantityCell[row] as number);
      money[part] = (money[part] as number) + (quantity[row] as number);
    }
  }
}

/** List price and discount, and churn by whether it was avoidable. */
function addParts(money: Float64Array, ledger: Ledger, carried: CarriedLabels | null): void {
  const { start, kind, month, amount, reason, list, discount } = ledger.movements;
  const churnCell = ledger.avoidable.map(avoidableCell);
  const labels = carried?.movement;
  const ranges = rangesOf(start, carried?.customers ?? null);
  for (let range = 0; range < ranges.length; range += 2) {
    const end = ranges[range + 1] as number;
    for (let row = ranges[range] as number; row < end; row++) {
      const isChurn = kind[row] === CHURN;
      if (!isChurn && list === null) continue;
      const label = labels === undefined ? 0 : (labels[row] as number);
      const at = (label * ledger.months + (month[row] as number)) * MONEY_CELLS;
      if (isChurn) add(money, at + (churnCell[reason[row] as number] as number), amount[row] as number);
      if (list === null || discount === null) continue;
      add(money, at + LIST, list[row] as number);
      add(money, at + DISCOUNT, discount[row] as number);
    }
  }
}

function addLogos(cells: Float64Array, ledger: Ledger, carried: CarriedLabels | null): void {
  const { start, active, archived, activeCell, archivedCell } = ledger.logos;
  const stride = ledger.months * LOGO_CELLS;
  const labels = carried?.logo;
  const ranges = rangesOf(start, carried?.customers ?? null);
  for (let range = 0; range < ranges.length; range += 2) {
    const end = ranges[range + 1] as number;
    for (let row = ranges[range] as number; row < end; row++) {
      const base = labels === undefined ? 0 : (labels[row] as number) * stride;
      add(cells, base + (activeCell[row] as number), active[row] as number);
      add(cells, base + (archivedCell[row] as number), archived[row] as number);
    }
  }
}

function addMoved(
  { money, logos }: Pick<WaterfallSums, "money" | "logos">,
  { movedSums }: CarriedLabels,
): void {
  for (let at = 0; at * 3 < movedSums.length; at++) {
    add(money, at * MONEY_CELLS + MOVED, movedSums[at * 3] as number);
    add(logos, at * LOGO_CELLS + LOGO.moved_active, movedSums[at * 3 + 1] as number);
    add(logos, at * LOGO_CELLS + LOGO.moved_archived, movedSums[at * 3 + 2] as number);
  }
}

function add(cells: Float64Array, at: number, value: number): void {
  cells[at] = (cells[at] as number) + value;
}
