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
 * has a balance of the product, as active or archived as the whole of it is; it may have several, so counts do not add up
 * over products. Its first month is the first with the product that is reported. Labels are carried as those of the whole: what a customer
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
  const made = known.get(ledger.movements) ?? new Map<number, ProductRows>();
  known.set(ledger.movements, made);
  const rows = made.get(index) ?? productRows(ledger, index);
  made.set(index, rows);
  const { id, name } = ledger.customers;
  // Labels are carried anew, so each cut is one of this ledger.
  const cuts = ledger.cuts.map((cut) => ({ ...cut }));
  return { ...ledger, customers: { id, name }, ...rows, cuts };
}

type ProductRows = Required<Pick<Ledger, "movements" | "opening" | "states" | "whole" | "logos">>;

/** Made once a product: a filtered ledger shares its movements with its whole. */
const known = new WeakMap<Ledger["movements"], Map<number, ProductRows>>();

function productRows(ledger: Ledger, product: number): ProductRows {
  const movements = movementsOf(ledger, product);
  const opening = openingOf(ledger, product);
  const whole = ledger.whole ?? ledger.states;
  return { movements, opening, whole, ...heldOf(whole, movements, opening) };
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
    archived: take(opening.archived, rows),
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

/** Rows that are filled one after the other. */
class Held {
  readonly month: Int32Array;
  readonly balance: Float64Array;
  readonly kind: Uint8Array;
  readonly active: Int8Array;
  readonly archived: Int8Array;
  readonly start: Int32Array;
  rows = 0;

  constructor(most: number, customers: number) {
    this.month = new Int32Array(most);
    this.balance = new Float64Array(most);
    this.kind = new Uint8Array(most);
    this.active = new Int8Array(most);
    this.archived = new Int8Array(most);
    this.start = new Int32Array(customers + 1);
  }

  add(month: number, row: { balance?: number; kind?: number; active: number; archived: number }): void {
    this.month[this.rows] = month;
    this.balance[this.rows] = row.balance ?? 0;
    this.kind[this.rows] = row.kind ?? 0;
    this.active[this.rows] = row.active;
    this.archived[this.rows++] = row.archived;
  }
}

/**
 * Each customer's balance of the product, and a logo row where it begins to have one or stops. A month in which it changes
 * is one in which the whole customer does.
 */
function heldOf(
  whole: StateColumns,
  movements: MovementColumns,
  opening: OpeningColumns,
): { states: StateColumns; logos: LogoColumns } {
  const customers = whole.start.length - 1;
  const states = new Held(whole.month.length, customers);
  const logos = new Held(whole.month.length, customers);
  for (let customer = 0; customer < customers; customer++) {
    const end = movements.start[customer + 1] as number;
    let row = movements.start[customer] as number;
    let [balance, active, archived] = [0, 0, 0];
    let wasHeld = false;
    for (let at = opening.start[customer] as number; at < (opening.start[customer + 1] as number); at++)
      balance += opening.amount[at] as number;
    let opened = balance;
    for (let at = whole.start[customer] as number; at < (whole.start[customer + 1] as number); at++) {
      const month = whole.month[at] as number;
      let isMoved = opened !== 0;
      opened = 0;
      let isTransfer = false;
      for (; row < end && movements.month[row] === month; row++) {
        balance += movements.amount[row] as number;
        isTransfer ||= movements.kind[row] === TRANSFER;
        isMoved = true;
      }
      const isActive = balance > 0 ? (whole.active[at] as number) : 0;
      const isArchived = balance > 0 ? (whole.archived[at] as number) : 0;
      const change = { active: isActive - active, archived: isArchived - archived };
      const isChanged = change.active !== 0 || change.archived !== 0;
      if (isMoved || isChanged) states.add(month, { balance, active: isActive, archived: isArchived });
      // The opening, month -1, is no movement.
      if (isChanged && month >= 0) {
        const own = change.active < 0 ? CHURN : wasHeld ? REACTIVATION : NEW;
        logos.add(month, { ...change, kind: isTransfer ? TRANSFER : own });
      }
      [active, archived] = [isActive, isArchived];
      wasHeld ||= balance > 0;
    }
    states.start[customer + 1] = states.rows;
    logos.start[customer + 1] = logos.rows;
  }
  return {
    states: {
      start: states.start,
      month: states.month.slice(0, states.rows),
      balance: states.balance.slice(0, states.rows),
      active: Uint8Array.from(states.active.subarray(0, states.rows)),
      archived: Uint8Array.from(states.archived.subarray(0, states.rows)),
    },
    logos: logoColumns({
      start: logos.start,
      month: logos.month.slice(0, logos.rows),
      kind: logos.kind.slice(0, logos.rows),
      active: logos.active.slice(0, logos.rows),
      archived: logos.archived.slice(0, logos.rows),
    }),
  };
}

function take<A extends Int32Array | Uint8Array | Float64Array>(values: A, rows: Int32Array): A {
  const out = new (values.constructor as new (length: number) => A)(rows.length);
  for (let i = 0; i < rows.length; i++) out[i] = values[rows[i] as number] as number;
  return out;
}
