import { MOVEMENT_KINDS } from "../ledger-file.ts";
import { kindSideCell, MONEY_CELLS } from "./cells.ts";
import type { Ledger, LogoColumns, MovementColumns, OpeningColumns, StateColumns } from "./ledger.ts";
import { logoColumns } from "./logo-columns.ts";
import { needsBalances } from "./needs-balances.ts";
import { ownSide } from "./own-side.ts";
import { productIndex } from "./resolve.ts";

/**
 * One product of a ledger: a ledger of what every customer pays for it and of nothing else.
 *
 * Customers, months and cuts are those of the whole; movements, openings and balances are the product's own, in minor
 * units of the ledger's currency, so they add up over products to the whole. Kinds stay those of the customer (`add_on`:
 * it had others), sides are the product's own: alone it has nothing to be netted against. A customer is counted while it
 * has a balance of the product, read-only fees included; it may have several, so counts do not add up over products. Its
 * first month is the first with the product that is reported. Labels are carried as those of the whole: what a customer
 * that stood at 0 takes up goes under the label of the month's end. Every function of the engine takes it as any ledger.
 * Throws on an unknown product, naming those known, and on a ledger that leaves out exchange rates at month end.
 *
 * @example
 * waterfall(productLedger(openLedger(exampleLedgerFile), "All products"))[4].churn_minor // => -10000
 *
 * Source: definitions, "Movements".
 */
export function productLedger(ledger: Ledger, product: string): Ledger {
  needsBalances("productLedger", ledger);
  const index = productIndex(ledger, product);
  const movements = movementsOf(ledger, index);
  const opening = openingOf(ledger, index);
  const { states, logos } = heldOf(ledger, movements, opening);
  const { id, name } = ledger.customers;
  // Labels are carried anew, so each cut is one of this ledger.
  const cuts = ledger.cuts.map((cut) => ({ ...cut }));
  const whole = ledger.whole ?? ledger.states;
  return { ...ledger, customers: { id, name }, movements, opening, states, whole, logos, cuts };
}

function movementsOf({ movements }: Ledger, product: number): MovementColumns {
  const { rows, start } = rowsOf(movements, product);
  const kind = take(movements.kind, rows);
  const month = take(movements.month, rows);
  const side = take(movements.side, rows);
  const cell = new Int32Array(rows.length);
  for (let row = 0; row < rows.length; row++) {
    side[row] = ownSide(kind[row] as number, side[row] as number);
    cell[row] = (month[row] as number) * MONEY_CELLS + kindSideCell(kind[row] as number, side[row] as number);
  }
  return {
    start,
    month,
    kind,
    side,
    cell,
    quantityCell: take(movements.quantityCell, rows),
    product: take(movements.product, rows),
    currency: take(movements.currency, rows),
    occasion: take(movements.occasion, rows),
    reason: take(movements.reason, rows),
    amount: take(movements.amount, rows),
    quantity: take(movements.quantity, rows),
    line: take(movements.line, rows),
    counterparty: take(movements.counterparty, rows),
    list: movements.list && take(movements.list, rows),
    discount: movements.discount && take(movements.discount, rows),
  };
}

function openingOf({ opening }: Ledger, product: number): OpeningColumns {
  const { rows, start } = rowsOf(opening, product);
  return {
    start,
    product: take(opening.product, rows),
    currency: take(opening.currency, rows),
    amount: take(opening.amount, rows),
    archived: new Uint8Array(rows.length),
  };
}

type ByProduct = { readonly start: Int32Array; readonly product: Int32Array };

/** The rows of one product, and where each customer's start. */
function rowsOf({ start, product: productOf }: ByProduct, product: number) {
  const rows = new Int32Array(productOf.length);
  const starts = new Int32Array(start.length);
  let found = 0;
  for (let customer = 0; customer + 1 < start.length; customer++) {
    for (let row = start[customer] as number; row < (start[customer + 1] as number); row++)
      if (productOf[row] === product) rows[found++] = row;
    starts[customer + 1] = found;
  }
  return { rows: rows.subarray(0, found), start: starts };
}

const [NEW, REACTIVATION, CHURN, TRANSFER] = (["new", "reactivation", "churn", "transfer"] as const).map(
  (kind) => MOVEMENT_KINDS.indexOf(kind),
) as [number, number, number, number];

/** Each customer's balance of the product, and a logo row where it begins to have one or stops. */
function heldOf(
  { customers }: Ledger,
  movements: MovementColumns,
  opening: OpeningColumns,
): { states: StateColumns; logos: LogoColumns } {
  const most = movements.month.length + opening.amount.length;
  const states = {
    start: new Int32Array(customers.id.length + 1),
    month: new Int32Array(most),
    balance: new Float64Array(most),
    active: new Uint8Array(most),
  };
  const logos = {
    start: new Int32Array(customers.id.length + 1),
    month: new Int32Array(most),
    kind: new Uint8Array(most),
    active: new Int8Array(most),
  };
  let [stateRows, logoRows] = [0, 0];
  for (let customer = 0; customer < customers.id.length; customer++) {
    let balance = 0;
    const from = opening.start[customer] as number;
    const to = opening.start[customer + 1] as number;
    for (let row = from; row < to; row++) balance += opening.amount[row] as number;
    const write = (month: number) => {
      states.month[stateRows] = month;
      states.balance[stateRows] = balance;
      states.active[stateRows++] = balance > 0 ? 1 : 0;
    };
    if (to > from) write(-1);
    let wasHeld = to > from;
    const end = movements.start[customer + 1] as number;
    for (let row = movements.start[customer] as number; row < end; ) {
      const month = movements.month[row] as number;
      const before = balance;
      let isTransfer = false;
      for (; row < end && movements.month[row] === month; row++) {
        balance += movements.amount[row] as number;
        isTransfer ||= movements.kind[row] === TRANSFER;
      }
      write(month);
      const change = (balance > 0 ? 1 : 0) - (before > 0 ? 1 : 0);
      if (change === 0) continue;
      const own = change < 0 ? CHURN : wasHeld ? REACTIVATION : NEW;
      logos.month[logoRows] = month;
      logos.kind[logoRows] = isTransfer ? TRANSFER : own;
      logos.active[logoRows++] = change;
      wasHeld = true;
    }
    states.start[customer + 1] = stateRows;
    logos.start[customer + 1] = logoRows;
  }
  return {
    states: {
      start: states.start,
      month: states.month.slice(0, stateRows),
      balance: states.balance.slice(0, stateRows),
      active: states.active.slice(0, stateRows),
      archived: new Uint8Array(stateRows),
    },
    logos: logoColumns({
      start: logos.start,
      month: logos.month.slice(0, logoRows),
      kind: logos.kind.slice(0, logoRows),
      active: logos.active.slice(0, logoRows),
      archived: new Int8Array(logoRows),
    }),
  };
}

function take<A extends Int32Array | Uint8Array | Float64Array>(values: A, rows: Int32Array): A {
  const out = new (values.constructor as new (length: number) => A)(rows.length);
  for (let i = 0; i < rows.length; i++) out[i] = values[rows[i] as number] as number;
  return out;
}
