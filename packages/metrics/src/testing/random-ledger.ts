import fc from "fast-check";
import {
  type LedgerFile,
  MOVEMENT_KINDS,
  MOVEMENT_SIDES,
  type MovementKind,
  type MovementSide,
} from "../ledger-file.ts";

/** One month of one customer: what it pays by product and currency, whether as archive, its label of each cut. */
interface RandomMonth {
  pay: number[];
  archived: boolean;
  labels: number[];
  /** Share of an upgrade or downgrade that is quantity, in quarters. */
  quantity: number;
  /** Whether gains of a staying customer are booked as reactivation (a notice withdrawn). */
  restored: boolean;
}

const PRODUCTS = ["Core", "Edge"];
const CURRENCIES = ["USD", "EUR"];
const SLOTS = PRODUCTS.length * CURRENCIES.length;
const CUTS = [
  { name: "csm", title: "CSM", labels: ["Ann", "Bo", "Cy"] },
  { name: "region", title: "Region", labels: ["North", "South"] },
];

/** Often nothing, often the same round amounts, so that products are swapped at equal price. */
const amount = fc.oneof(
  fc.constant(0),
  fc.constantFrom(0, 10_000, 20_000),
  fc.integer({ min: 1, max: 90_000 }),
);
const randomMonth: fc.Arbitrary<RandomMonth> = fc.record({
  pay: fc.array(amount, { minLength: SLOTS, maxLength: SLOTS }),
  archived: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
  labels: fc.tuple(fc.nat({ max: 2 }), fc.nat({ max: 1 })),
  quantity: fc.nat({ max: 4 }),
  restored: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
});
/** A customer is a list of months to take on and how long each lasts: balances that stay, as they do. */
const randomCustomer = fc.array(fc.record({ lasts: fc.integer({ min: 1, max: 9 }), month: randomMonth }), {
  minLength: 1,
  maxLength: 9,
});

/**
 * Random small ledger files: up to 6 customers over up to 30 months, two products in two currencies, returns, archives,
 * both netting policies, labels that change. Every branch of the definitions can occur.
 */
export const randomLedgerFile: fc.Arbitrary<LedgerFile> = randomLedgerOver(fc.integer({ min: 1, max: 30 }));

/** Two of them over the same months. */
export const twoRandomLedgerFiles: fc.Arbitrary<[LedgerFile, LedgerFile]> = fc
  .integer({ min: 1, max: 30 })
  .chain((months) => fc.tuple(randomLedgerOver(fc.constant(months)), randomLedgerOver(fc.constant(months))));

function randomLedgerOver(months: fc.Arbitrary<number>): fc.Arbitrary<LedgerFile> {
  return fc
    .record({
      months,
      netting: fc.constantFrom("product" as const, "customer" as const),
      customers: fc.array(randomCustomer, { minLength: 0, maxLength: 6 }),
    })
    .map(({ months, netting, customers }) => {
      const file = emptyFile(months, customers.length);
      for (const [customer, spells] of customers.entries()) {
        const path = spells
          .flatMap(({ lasts, month }) => Array.from({ length: lasts }, () => month))
          .slice(0, months);
        const last = path.at(-1) as RandomMonth;
        while (path.length < months) path.push(last);
        writeCustomer(file, { customer, path, netting });
      }
      return file;
    });
}

function emptyFile(months: number, customers: number): LedgerFile {
  return {
    version: 1,
    basis: "live",
    currency: "USD",
    exponent: 2,
    first_month: "2023-11",
    months,
    customers: {
      id: Array.from({ length: customers }, (_, i) => `C${i}`),
      name: Array.from({ length: customers }, (_, i) => (i % 2 === 0 ? `Customer ${i}` : null)),
    },
    products: [...PRODUCTS],
    currencies: [...CURRENCIES],
    kinds: [...MOVEMENT_KINDS].reverse(),
    sides: [...MOVEMENT_SIDES].reverse(),
    occasions: ["initial", "renewal", "mid_term"],
    reasons: [null, "unknown", "price", "bankrupt"],
    categories: [null, null, "product", "customer"],
    avoidable: [null, null, true, false],
    movements: {
      month: [],
      customer: [],
      product: [],
      currency: [],
      kind: [],
      side: [],
      occasion: [],
      reason: [],
      amount: [],
      quantity: [],
      line: [],
      list: [],
      discount: [],
    },
    logos: { month: [], customer: [], kind: [], active: [], archived: [] },
    cuts: CUTS.map((cut) => ({ ...cut, labels: [...cut.labels], customer: [], month: [], label: [] })),
  };
}

type Writing = { customer: number; path: RandomMonth[]; netting: "product" | "customer" };

function writeCustomer(file: LedgerFile, { customer, path, netting }: Writing): void {
  let before: number[] = Array.from({ length: SLOTS }, () => 0);
  let state = "gone";
  let wasHere = false;
  for (const [month, now] of path.entries()) {
    writeLabels(file, { customer, month, now, previous: path[month - 1] });
    const opening = sum(before);
    const closing = sum(now.pay);
    const next = closing === 0 ? "gone" : now.archived ? "archived" : "active";
    const rows = now.pay
      .map((pay, slot) => ({ slot, change: pay - (before[slot] as number) }))
      .filter(({ change }) => change !== 0)
      .map((row) => ({
        ...row,
        kind: kindOf({ ...row, before, now, state, next, wasHere, opening, closing }),
      }));
    const net = sum(rows.filter((row) => hasSide(row.kind)).map((row) => row.change));
    for (const { slot, change, kind } of rows) {
      const own = netting === "product" ? productChange(before, now.pay, slot) : net;
      const side: MovementSide = !hasSide(kind)
        ? "none"
        : own > 0
          ? "expansion"
          : own < 0
            ? "contraction"
            : "swap";
      const split = kind === "upgrade" || kind === "downgrade";
      const { movements } = file;
      movements.month.push(month);
      movements.customer.push(customer);
      movements.product.push(Math.floor(slot / CURRENCIES.length));
      movements.currency.push(slot % CURRENCIES.length);
      movements.kind.push(file.kinds.indexOf(kind));
      movements.side.push(file.sides.indexOf(side));
      movements.occasion.push(kind === "new" ? 0 : 2);
      movements.reason.push(change < 0 ? 1 + ((month + slot) % 3) : 0);
      movements.amount.push(change);
      const quantity = split ? Math.trunc((change * now.quantity) / 4) : change;
      movements.quantity.push(quantity);
      const list = split ? Math.trunc((change - quantity) / 3) : 0;
      movements.list?.push(list);
      movements.discount?.push(split && slot > 0 ? change - quantity - list : 0);
      movements.line.push(0);
    }
    writeLogo(file, { customer, month, state, next, wasHere });
    state = next;
    wasHere ||= closing > 0;
    before = now.pay;
  }
}

type KindInput = {
  slot: number;
  before: number[];
  now: RandomMonth;
  state: string;
  next: string;
  wasHere: boolean;
  opening: number;
  closing: number;
};

function kindOf({ slot, before, now, state, next, wasHere, opening, closing }: KindInput): MovementKind {
  if (opening === 0) return wasHere ? "reactivation" : "new";
  if (closing === 0) return "churn";
  if (state === "archived" && next === "active") return "reactivation";
  const change = productChange(before, now.pay, slot);
  if (state === "active" && next === "archived" && change < 0) return "archive";
  if (now.restored && change > 0) return "reactivation";
  const was = productSum(before, slot);
  const is = productSum(now.pay, slot);
  if (was === 0) return "add_on";
  if (is === 0) return "product_churn";
  return is >= was ? "upgrade" : "downgrade";
}

const hasSide = (kind: MovementKind) => !["new", "reactivation", "churn", "transfer"].includes(kind);
const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);

function productSum(pay: number[], slot: number): number {
  const from = Math.floor(slot / CURRENCIES.length) * CURRENCIES.length;
  return sum(pay.slice(from, from + CURRENCIES.length));
}

const productChange = (before: number[], pay: number[], slot: number) =>
  productSum(pay, slot) - productSum(before, slot);

type LogoInput = { customer: number; month: number; state: string; next: string; wasHere: boolean };

function writeLogo(file: LedgerFile, { customer, month, state, next, wasHere }: LogoInput): void {
  if (state === next) return;
  const gained: MovementKind = state === "gone" && !wasHere ? "new" : "reactivation";
  const kind: MovementKind =
    next === "gone" ? "churn" : next === "archived" && state === "active" ? "archive" : gained;
  file.logos.month.push(month);
  file.logos.customer.push(customer);
  file.logos.kind.push(file.kinds.indexOf(kind));
  file.logos.active.push(Number(next === "active") - Number(state === "active"));
  file.logos.archived.push(Number(next === "archived") - Number(state === "archived"));
}

type LabelInput = { customer: number; month: number; now: RandomMonth; previous: RandomMonth | undefined };

function writeLabels(file: LedgerFile, { customer, month, now, previous }: LabelInput): void {
  for (const [i, cut] of file.cuts.entries()) {
    if (previous !== undefined && previous.labels[i] === now.labels[i] && month % 7 !== 0) continue;
    cut.customer.push(customer);
    cut.month.push(month);
    cut.label.push(now.labels[i] as number);
  }
}
