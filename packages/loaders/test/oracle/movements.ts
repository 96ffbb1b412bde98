import { billingOf, cellsOf, type State } from "./balances.ts";
import { addMonths, lastDayOf } from "./calendar.ts";
import type { Entry } from "./chains.ts";
import type { Customer } from "./customers.ts";
import { type Lead, leadOf } from "./lead.ts";
import { converted, type Rates, sumOf } from "./money.ts";
import type { Basis, OracleCompany } from "./oracle-line.ts";
import { type Parts, partsOfProduct } from "./parts.ts";
import { comebackOf } from "./returns.ts";

export type Kind =
  | "new"
  | "reactivation"
  | "churn"
  | "archive"
  | "add_on"
  | "product_churn"
  | "upgrade"
  | "downgrade"
  | "fx"
  | "transfer";

export type Side = "expansion" | "contraction" | "swap" | "none";

/** One customer x product x billing currency x kind (x counterparty) x month; money in reporting minor units. */
export type MovementRow = {
  report_month: string;
  basis: Basis;
  customer_id: string;
  product: string;
  currency: string;
  kind: Kind;
  side: Side;
  occasion: "initial" | "renewal" | "contracted_step" | "mid_term" | null;
  reason: string | null;
  reasons: string | null;
  category: string | null;
  avoidable: boolean | null;
  counterparty_id: string | null;
  line_id: string | null;
  amount_minor: number;
  quantity_minor: number;
  /** List-price part of the price; null where it is not known. */
  list_minor: number | null;
};

/** One customer x month in which the customer's state changes; `merged_` is what assignments alone change. */
export type LogoRow = {
  report_month: string;
  basis: Basis;
  customer_id: string;
  kind: "new" | "reactivation" | "churn" | "archive" | "transfer";
  active_delta: number;
  archived_delta: number;
  merged_delta: number;
  merged_archived_delta: number;
};

/**
 * A month of a customer. `before` is what counted at the end of the month before on the chains the customer has at the
 * end of this one: assignments come first, then everything else.
 */
type Visit = {
  basis: Basis;
  month: string;
  before: Entry[];
  after: Entry[];
  from: State;
  to: State;
  hadBalance: boolean;
  rates: Rates;
  company: OracleCompany;
};

/** One product x billing currency of a visit. */
type Cell = { product: string; currency: string; amount: number; fx: number; opening: number };

/** The movements of one customer in one month. */
export function movementsOf(
  customer: Customer,
  month: string,
  { basis, rates, company }: { basis: Basis; rates: Rates; company: OracleCompany },
): { rows: MovementRow[]; logos: LogoRow[] } {
  const past = addMonths(month, -1);
  const opening = customer.entries(past, past);
  const before = customer.entries(past, month);
  const after = customer.entries(month, month);
  const isSame = (a: readonly Entry[], b: readonly Entry[]) =>
    a.length === b.length &&
    a.every((entry, at) => entry.line === b[at]?.line && entry.amount === b[at]?.amount);
  const isFlat =
    company.month_rates === undefined || after.every((entry) => entry.currency === company.currency);
  if (isSame(before, after) && isSame(opening, before) && isFlat) return { rows: [], logos: [] };
  const visit: Visit = {
    basis,
    month,
    before,
    after,
    from: customer.state(past, month),
    to: customer.state(month, month),
    hadBalance: customer.hadBalance(month),
    rates,
    company,
  };
  const base = { report_month: month, basis, customer_id: customer.customer_id };
  const transfers = transfersOf(customer, visit, base);
  const rows = withSides(rowsOf(visit, opening, transfers, base), company);
  return { rows: [...transfers, ...rows], logos: logosOf(visit, customer.state(past, past), base) };
}

type Base = Pick<MovementRow, "report_month" | "basis" | "customer_id">;

const plain = {
  side: "none",
  occasion: null,
  reason: null,
  reasons: null,
  category: null,
  avoidable: null,
  counterparty_id: null,
  line_id: null,
  quantity_minor: 0,
  list_minor: 0,
} as const;

/** What assignments of this month bring to and take from the customer: the balances of the end of the month before. */
function transfersOf(customer: Customer, visit: Visit, base: Base): MovementRow[] {
  const [then, now] = [lastDayOf(addMonths(visit.month, -1)), lastDayOf(visit.month)];
  const own = customer.customer_id;
  const moving = customer.chains
    .map((chain) => ({ chain, giver: chain.ownerOn(then), taker: chain.ownerOn(now) }))
    .filter(({ giver, taker }) => giver !== taker && (giver === own || taker === own));
  const rows: MovementRow[] = [];
  for (const other of new Set(moving.flatMap(({ giver, taker }) => [giver, taker]))) {
    if (other === own) continue;
    for (const sign of [1, -1]) {
      const entries = moving
        .filter(({ giver, taker }) => (sign > 0 ? giver : taker) === other)
        .flatMap(({ chain }) => chain.entries(addMonths(visit.month, -1)));
      for (const { product, currency } of cellsOf(entries)) {
        const inCell = entries.filter((each) => each.product === product && each.currency === currency);
        const amount = sign * converted(billingOf(inCell), openingRate(visit, currency));
        const line_id = inCell.map((entry) => entry.line.line_id).sort()[0] ?? null;
        if (amount !== 0)
          rows.push({
            ...base,
            ...plain,
            product,
            currency,
            kind: "transfer",
            counterparty_id: other,
            line_id,
            amount_minor: amount,
          });
      }
    }
  }
  return rows;
}

const openingRate = ({ rates, month }: Visit, currency: string) => rates(currency, addMonths(month, -1));

/** "Every movement is measured at the opening rate; fx comes last; only new and reactivation use the rate of m." */
function cellOf(
  visit: Visit,
  { product, currency }: { product: string; currency: string },
  opening: readonly Entry[],
  transfers: readonly MovementRow[],
): Cell {
  const own = (entries: readonly Entry[]) =>
    billingOf(entries.filter((entry) => entry.product === product && entry.currency === currency));
  const [then, now] = [openingRate(visit, currency), visit.rates(currency, visit.month)];
  const moved = transfers.filter((row) => row.product === product && row.currency === currency);
  const stood = converted(own(opening), then) + sumOf(moved.map((row) => row.amount_minor));
  const [billed, bills] = [own(visit.before), own(visit.after)];
  const rise = converted(bills, now) - stood;
  const isFxOnly = billed === bills;
  const fx = isFxOnly
    ? rise
    : visit.from === "gone"
      ? 0
      : converted(bills, {
          over: now.over * then.under - then.over * now.under,
          under: now.under * then.under,
        });
  return { product, currency, amount: rise - fx, fx, opening: stood };
}

/** What happens to the customer as a whole, or null when the customer stays and each product speaks for itself. */
function customerKind({ from, to, hadBalance }: Visit): "new" | "reactivation" | "churn" | null {
  if (from === "gone" && to !== "gone") return hadBalance ? "reactivation" : "new";
  if (from !== "gone" && to === "gone") return "churn";
  if (from === "archived" && to === "active") return "reactivation";
  return null;
}

/** What happens to one product of a customer who stays, from its sums over currencies at the opening rate. */
function productKind(opening: number, closing: number, then: readonly Entry[], now: readonly Entry[]): Kind {
  if (opening === 0 && closing > 0) return "add_on";
  if (opening > 0 && closing === 0) return "product_churn";
  if (closing >= opening) return "upgrade";
  const isReadOnly = now.every((entry) => entry.isArchive) && then.some((entry) => !entry.isArchive);
  return isReadOnly ? "archive" : "downgrade";
}

/** The rows of one customer in one month, sides still open. */
function rowsOf(
  visit: Visit,
  opening: readonly Entry[],
  transfers: readonly MovementRow[],
  base: Base,
): MovementRow[] {
  const whole = customerKind(visit);
  const rows: MovementRow[] = [];
  const cells = cellsOf([...opening, ...visit.before, ...visit.after]).map((each) =>
    cellOf(visit, each, opening, transfers),
  );
  for (const product of new Set(cells.map((cell) => cell.product))) {
    const own = cells.filter((cell) => cell.product === product);
    const then = visit.before.filter((entry) => entry.product === product);
    const now = visit.after.filter((entry) => entry.product === product);
    const stood = sumOf(own.map((cell) => cell.opening));
    const rise = sumOf(own.map((cell) => cell.amount));
    const comeback = comebackOf(visit.month, then, now);
    const isBack = whole === null && rise > 0 && comeback.isReturn;
    const kind = whole ?? (isBack ? "reactivation" : productKind(stood, stood + rise, then, now));
    for (const cell of own) {
      const { currency } = cell;
      const rate = openingRate(visit, currency);
      const inCell = (entries: readonly Entry[]) => entries.filter((entry) => entry.currency === currency);
      const isAbove =
        comeback.cap !== null && billingOf(inCell(now)) - billingOf(inCell(then)) > comeback.cap;
      const back =
        isBack && isAbove ? Math.min(cell.amount, converted(comeback.cap ?? 0, rate)) : cell.amount;
      const add = (row: { kind: Kind; amount: number; parts?: Parts; restored?: number }) =>
        rows.push(
          ...rowOf(visit, base, cell, row, () => leadOf(inCell(then), inCell(now)), comeback.isTakenBack),
        );
      if (isBack && back < cell.amount) {
        add({ kind: "reactivation", amount: back });
        const { quantity, list } = partsOfProduct(then, now, currency);
        const parts = { quantity, list: comeback.price === 0 ? list : null };
        const restored = back + converted(comeback.price, rate);
        add({ kind: "upgrade", amount: cell.amount - back, parts, restored });
      } else if (kind === "upgrade" || kind === "downgrade")
        add({ kind, amount: cell.amount, parts: partsOfProduct(then, now, currency) });
      else add({ kind, amount: cell.amount });
      if (cell.fx !== 0)
        rows.push({ ...base, ...plain, product, currency, kind: "fx", amount_minor: cell.fx });
    }
  }
  return rows;
}

function rowOf(
  visit: Visit,
  base: Base,
  { product, currency }: Cell,
  row: { kind: Kind; amount: number; parts?: Parts; restored?: number },
  lead: () => Lead,
  isTakenBack: boolean,
): MovementRow[] {
  const { kind, amount, parts } = row;
  const rate = openingRate(visit, currency);
  // What is restored, and the price of what came back with more, is no quantity of the upgrade.
  const quantity = parts ? converted(parts.quantity, rate) - (row.restored ?? 0) : 0;
  if (amount === 0 && quantity === 0) return [];
  const { line_id, occasion, reason, reasons } = lead();
  const isBack = kind === "reactivation" && isTakenBack;
  const said = amount > 0 ? (isBack ? "notice withdrawn" : null) : (reason ?? "unknown");
  const meaning = said === null ? undefined : visit.company.reasons?.[said];
  return [
    {
      ...base,
      product,
      currency,
      kind,
      side: "none",
      occasion: kind === "new" || kind === "reactivation" ? "initial" : occasion,
      reason: said,
      reasons: amount > 0 ? null : reasons,
      category: meaning?.category ?? null,
      avoidable: meaning?.avoidable ?? null,
      counterparty_id: null,
      line_id,
      amount_minor: amount,
      quantity_minor: quantity,
      list_minor: !parts ? 0 : parts.list === null ? null : converted(parts.list, rate),
    },
  ];
}

const isNetted = ({ kind }: MovementRow): boolean =>
  kind !== "new" && kind !== "reactivation" && kind !== "churn" && kind !== "fx" && kind !== "transfer";

/** The side of each row: the sign of the product's sum, or of the customer's, as the company nets. */
function withSides(rows: readonly MovementRow[], company: OracleCompany): MovementRow[] {
  return rows.map((row) => {
    if (!isNetted(row)) return row;
    const netted = rows.filter(
      (other) => isNetted(other) && (company.netting === "customer" || other.product === row.product),
    );
    const sum = sumOf(netted.map((other) => other.amount_minor));
    return { ...row, side: sum > 0 ? "expansion" : sum < 0 ? "contraction" : "swap" };
  });
}

/** Logos follow the customer's state, not the rows' kinds: assignments first, then everything else. */
function logosOf({ from, to, hadBalance }: Visit, opening: State, base: Base): LogoRow[] {
  if (opening === from && from === to) return [];
  const change = (then: State, now: State, state: State) => Number(now === state) - Number(then === state);
  const kind =
    from === to
      ? "transfer"
      : to === "gone"
        ? "churn"
        : to === "archived" && from === "active"
          ? "archive"
          : hadBalance
            ? "reactivation"
            : "new";
  return [
    {
      ...base,
      kind,
      active_delta: change(from, to, "active"),
      archived_delta: change(from, to, "archived"),
      merged_delta: change(opening, from, "active"),
      merged_archived_delta: change(opening, from, "archived"),
    },
  ];
}
