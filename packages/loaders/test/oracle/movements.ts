import {
  balanceOf,
  type CustomerBook,
  cellsOf,
  converted,
  type Entry,
  type State,
  sumOf,
} from "./balances.ts";
import { addMonths, monthOf } from "./calendar.ts";
import { leadOf } from "./lead.ts";
import type { OracleCompany } from "./oracle-line.ts";
import { quantityPart } from "./quantity-part.ts";

export type Kind =
  | "new"
  | "reactivation"
  | "churn"
  | "archive"
  | "add_on"
  | "product_churn"
  | "upgrade"
  | "downgrade";

export type Side = "expansion" | "contraction" | "swap" | "none";

/** One customer x product x billing currency x month; money in reporting minor units. */
export type MovementRow = {
  report_month: string;
  basis: "live";
  customer_id: string;
  product: string;
  currency: string;
  kind: Kind;
  side: Side;
  occasion: "initial" | "renewal" | "contracted_step" | "mid_term";
  reason: string | null;
  line_id: string;
  amount_minor: number;
  quantity_minor: number;
};

/** One customer x month in which the customer's state changes. */
export type LogoRow = {
  report_month: string;
  basis: "live";
  customer_id: string;
  kind: "new" | "reactivation" | "churn" | "archive";
  active_delta: number;
  archived_delta: number;
};

/** The month before, this month, and whether the customer ever had a balance before this month. */
type Visit = { month: string; before: Entry[]; after: Entry[]; from: State; to: State; hadBalance: boolean };

/** The movements of one customer in one month. `months` are all months up to this one, in order. */
export function movementsOf(
  book: CustomerBook,
  month: string,
  earlier: readonly string[],
  company: OracleCompany,
) {
  const before = book.entries(addMonths(month, -1));
  const after = book.entries(month);
  const isQuiet =
    before.length === after.length &&
    before.every((entry, at) => entry.line === after[at]?.line && entry.amount === after[at]?.amount);
  if (isQuiet) return { rows: [], logo: null };
  const from = book.state(addMonths(month, -1));
  const to = book.state(month);
  const hadBalance = earlier.some((past) => book.state(past) !== "gone");
  const visit: Visit = { month, before, after, from, to, hadBalance };
  const rows = rowsOf(book, visit, earlier, company);
  return { rows: withSides(rows, company), logo: logoOf(book.customer_id, visit) };
}

/** What happens to the customer as a whole, or null when the customer stays and each product speaks for itself. */
function customerKind({ from, to, hadBalance }: Visit): "new" | "reactivation" | "churn" | null {
  if (from === "gone" && to !== "gone") return hadBalance ? "reactivation" : "new";
  if (from !== "gone" && to === "gone") return "churn";
  if (from === "archived" && to === "active") return "reactivation";
  return null;
}

/** What happens to one product of a customer who stays, from its sums over currencies. */
function productKind(
  book: CustomerBook,
  visit: Visit,
  product: string,
  earlier: readonly string[],
  company: OracleCompany,
): Kind {
  const then = visit.before.filter((entry) => entry.product === product);
  const now = visit.after.filter((entry) => entry.product === product);
  const opening = balanceOf(then, company);
  const closing = balanceOf(now, company);
  if (closing > opening && now.some((entry) => isReturning(book, entry.chain, visit, earlier)))
    return "reactivation";
  if (opening === 0 && closing > 0) return "add_on";
  if (opening > 0 && closing === 0) return "product_churn";
  if (closing >= opening) return "upgrade";
  const isReadOnly = now.every((entry) => entry.isArchive) && then.some((entry) => !entry.isArchive);
  return isReadOnly ? "archive" : "downgrade";
}

/** A chain that stood at 0 and counts again because a renewal signed after its window took over this month. */
function isReturning(book: CustomerBook, chain: string, visit: Visit, earlier: readonly string[]): boolean {
  const counts = (entries: readonly Entry[]) => entries.some((entry) => entry.chain === chain);
  if (counts(visit.before) || !earlier.some((past) => counts(book.entries(past)))) return false;
  return book.spans.some(
    (span) => span.isLate && monthOf(span.on) === visit.month && book.chainOf(span.line) === chain,
  );
}

/** The rows of one customer in one month, sides still open. */
function rowsOf(
  book: CustomerBook,
  visit: Visit,
  earlier: readonly string[],
  company: OracleCompany,
): MovementRow[] {
  const { month, before, after } = visit;
  const whole = customerKind(visit);
  const rows: MovementRow[] = [];
  for (const { product, currency } of cellsOf([...before, ...after])) {
    const inProduct = (entry: Entry) => entry.product === product;
    const inCell = (entry: Entry) => inProduct(entry) && entry.currency === currency;
    const then = before.filter(inCell);
    const now = after.filter(inCell);
    const amount = balanceOf(now, company) - balanceOf(then, company);
    const kind = whole ?? productKind(book, visit, product, earlier, company);
    const isSplit = kind === "upgrade" || kind === "downgrade";
    const quantity = isSplit ? quantityPart(before.filter(inProduct), after.filter(inProduct), currency) : 0;
    const quantityMinor = converted(quantity, currency, company);
    if (amount === 0 && quantityMinor === 0) continue;
    const lead = leadOf(book, then, now);
    rows.push({
      report_month: month,
      basis: "live",
      customer_id: book.customer_id,
      product,
      currency,
      kind,
      side: "none",
      occasion: kind === "new" || kind === "reactivation" ? "initial" : lead.occasion,
      reason: amount > 0 ? null : (lead.reason ?? "unknown"),
      line_id: lead.line_id,
      amount_minor: amount,
      quantity_minor: quantityMinor,
    });
  }
  return rows;
}

const isNetted = (row: MovementRow): boolean =>
  row.kind !== "new" && row.kind !== "reactivation" && row.kind !== "churn";

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

/** Logos follow the customer's state, not the rows' kinds. Null when the state stays. */
function logoOf(customerId: string, { month, from, to, hadBalance }: Visit): LogoRow | null {
  if (from === to) return null;
  const kind =
    to === "gone"
      ? "churn"
      : to === "archived" && from === "active"
        ? "archive"
        : hadBalance
          ? "reactivation"
          : "new";
  return {
    report_month: month,
    basis: "live",
    customer_id: customerId,
    kind,
    active_delta: Number(to === "active") - Number(from === "active"),
    archived_delta: Number(to === "archived") - Number(from === "archived"),
  };
}
