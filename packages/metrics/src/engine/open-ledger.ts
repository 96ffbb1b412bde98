import { checkLedgerFile } from "../check-ledger-file.ts";
import { type LedgerFile, MOVEMENT_KINDS, MOVEMENT_SIDES } from "../ledger-file.ts";
import { byCustomer } from "./by-customer.ts";
import { kindSideCell, MONEY_CELLS, quantityCell } from "./cells.ts";
import type { CutColumns, Ledger, LogoColumns, MovementColumns, OpeningColumns } from "./ledger.ts";
import { logoColumns } from "./logo-columns.ts";
import { customerStates } from "./states.ts";

/**
 * Opens a ledger file for computing: what every other function of the engine takes.
 *
 * Checks the file (shape, dictionaries, no balance below 0, logos that agree with balances) and sorts it into typed
 * arrays by customer and month, so the order of its rows does not matter. Amounts are minor units of `currency`.
 * An empty file gives an empty ledger. Throws an Error naming the place, the value and what to do.
 *
 * @example
 * openLedger(exampleLedgerFile).report_months[0] // => "2025-01-01"
 */
export function openLedger(file: LedgerFile): Ledger {
  checkLedgerFile(file);
  const size = { customers: file.customers.id.length, months: file.months };
  const movements = openMovements(file, size);
  const logos = openLogos(file, size);
  const opening = openOpening(file, size);
  const has_fx = file.has_fx === true;
  return {
    basis: file.basis,
    currency: file.currency,
    exponent: file.exponent,
    first_month: file.first_month,
    months: file.months,
    has_transfers: movements.kind.includes(MOVEMENT_KINDS.indexOf("transfer")),
    report_months: reportMonths(file.first_month, file.months),
    has_fx,
    has_opening: file.opening !== undefined,
    customers: file.customers,
    products: file.products,
    currencies: file.currencies,
    occasions: file.occasions,
    reasons: file.reasons,
    categories: file.categories ?? file.reasons.map(() => null),
    avoidable: file.avoidable ?? file.reasons.map(() => null),
    opening,
    movements,
    logos,
    states: customerStates({ opening, movements, logos, ids: file.customers.id, has_fx }),
    cuts: file.cuts.map((cut) => openCut(cut, size)),
  };
}

type Size = { customers: number; months: number };

function openOpening({ opening }: LedgerFile, size: Size): OpeningColumns {
  const { customer, product, currency, amount, archived } = opening ?? {
    customer: [],
    product: [],
    currency: [],
    amount: [],
    archived: [],
  };
  const noMonth = customer.map(() => 0);
  const { order, start } = byCustomer(customer, noMonth, { ...size, months: 1 });
  return {
    start,
    product: take(Int32Array, product, order),
    currency: take(Int32Array, currency, order),
    amount: take(Float64Array, amount, order),
    archived: take(Uint8Array, archived, order),
  };
}

function openMovements({ movements, kinds, sides }: LedgerFile, size: Size): MovementColumns {
  const { order, start } = byCustomer(movements.customer, movements.month, size);
  const kindOf = kinds.map((name) => MOVEMENT_KINDS.indexOf(name as (typeof MOVEMENT_KINDS)[number]));
  const sideOf = sides.map((name) => MOVEMENT_SIDES.indexOf(name as (typeof MOVEMENT_SIDES)[number]));
  const month = take(Int32Array, movements.month, order);
  const kind = recode(take(Uint8Array, movements.kind, order), kindOf);
  const side = recode(take(Uint8Array, movements.side, order), sideOf);
  const cell = new Int32Array(month.length);
  const toQuantity = new Int32Array(month.length);
  for (let row = 0; row < cell.length; row++) {
    const base = (month[row] as number) * MONEY_CELLS;
    cell[row] = base + kindSideCell(kind[row] as number, side[row] as number);
    toQuantity[row] = base + quantityCell(kind[row] as number);
  }
  return {
    start,
    month,
    kind,
    side,
    cell,
    quantityCell: toQuantity,
    product: take(Int32Array, movements.product, order),
    currency: take(Int32Array, movements.currency, order),
    occasion: take(Int32Array, movements.occasion, order),
    reason: take(Int32Array, movements.reason, order),
    amount: take(Float64Array, movements.amount, order),
    quantity: take(Float64Array, movements.quantity, order),
    line: take(Int32Array, movements.line, order),
    counterparty: take(Int32Array, movements.counterparty ?? movements.month.map(() => -1), order),
    list: movements.list === undefined ? null : take(Float64Array, movements.list, order),
    discount: movements.discount === undefined ? null : take(Float64Array, movements.discount, order),
  };
}

function openLogos({ logos, kinds }: LedgerFile, size: Size): LogoColumns {
  const { order, start } = byCustomer(logos.customer, logos.month, size);
  const kindOf = kinds.map((name) => MOVEMENT_KINDS.indexOf(name as (typeof MOVEMENT_KINDS)[number]));
  const month = take(Int32Array, logos.month, order);
  const kind = recode(take(Uint8Array, logos.kind, order), kindOf);
  const active = take(Int8Array, logos.active, order);
  const archived = take(Int8Array, logos.archived, order);
  return logoColumns({ start, month, kind, active, archived });
}

/** A row that repeats the customer's label is dropped, so that every row after the first is a change. */
function openCut(cut: LedgerFile["cuts"][number], size: Size): CutColumns {
  const { order, start: rowStart } = byCustomer(cut.customer, cut.month, {
    ...size,
    months: size.months || 1,
  });
  const start = new Int32Array(size.customers + 1);
  const month = new Int32Array(order.length);
  const label = new Int32Array(order.length);
  let rows = 0;
  for (let customer = 0; customer < size.customers; customer++) {
    let lastLabel = -1;
    let lastMonth = -1;
    for (let i = rowStart[customer] as number; i < (rowStart[customer + 1] as number); i++) {
      const row = order[i] as number;
      const at = cut.month[row] as number;
      if (at === lastMonth) twoLabels(cut.name, customer, at);
      lastMonth = at;
      if (cut.label[row] === lastLabel) continue;
      lastLabel = cut.label[row] as number;
      month[rows] = at;
      label[rows++] = lastLabel;
    }
    start[customer + 1] = rows;
  }
  const { name, title, labels } = cut;
  return { name, title, labels, start, month: month.slice(0, rows), label: label.slice(0, rows) };
}

function twoLabels(cut: string, customer: number, month: number): never {
  throw new Error(
    `openLedger: cut ${JSON.stringify(cut)} has two labels for customer ${customer} in one month, got month ${month}; keep one row a customer and month`,
  );
}

function take<A extends Int32Array | Uint8Array | Int8Array | Float64Array>(
  Kind: new (length: number) => A,
  values: readonly number[],
  order: Int32Array,
): A {
  const out = new Kind(order.length);
  for (let i = 0; i < order.length; i++) out[i] = values[order[i] as number] as number;
  return out;
}

/** In place: from the file's dictionary to the fixed lists. */
function recode(codes: Uint8Array, to: readonly number[]): Uint8Array {
  for (let row = 0; row < codes.length; row++) codes[row] = to[codes[row] as number] as number;
  return codes;
}

function reportMonths(first: string, months: number): string[] {
  const [year, month] = first.split("-").map(Number) as [number, number];
  return Array.from({ length: months }, (_, i) => {
    const at = year * 12 + (month - 1) + i;
    return `${String(Math.floor(at / 12)).padStart(4, "0")}-${String((at % 12) + 1).padStart(2, "0")}-01`;
  });
}
