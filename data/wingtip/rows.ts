import type { Book } from "./book.ts";
import { iso } from "./days.ts";
import { type Account, type Line, NEVER } from "./records.ts";
import { assignOwners, type Owner } from "./roster.ts";
import { salesforceId } from "./salesforce-ids.ts";

/** A row of an export: column name to printed text. */
export type Row = Record<string, string>;

const date = (day: number | null): string => (day === null || day >= NEVER ? "" : iso(day));

/** Minor units as a plain decimal, "1234.50". */
export const decimal = (minor: number): string =>
  `${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, "0")}`;

/** Line links the old contract system did not keep: on-time renewals signed before this month are left to be guessed. */
const LINKS_KEPT_FROM = "2022-07-01";

const isLinkLost = (line: Line): boolean =>
  line.orderType === "renewal" && line.start === line.renewalOf?.end && iso(line.signed) < LINKS_KEPT_FROM;

function lineRow(line: Line, id: Map<Line, string>, customerId: string, orderId: string): Row {
  const renewed = line.renewalOf === null || isLinkLost(line) ? undefined : id.get(line.renewalOf);
  return {
    line_id: id.get(line) ?? "",
    customer_id: customerId,
    order_id: orderId,
    order_type: line.orderType,
    product: line.sku.name,
    quantity: String(line.quantity),
    unit_price: decimal(line.unitMinor),
    billing_period: line.period,
    currency: line.currency,
    list_price: decimal(line.listMinor),
    discount_rate: decimal(line.discountPerCent),
    signed_on: date(line.signed),
    start_on: date(line.start),
    end_on: date(line.end),
    end_means: line.end === null ? "" : line.endMeans,
    notice_on: date(line.noticeOn),
    notice_amount: line.noticeMinor === null ? "" : decimal(line.noticeMinor),
    reason: line.reason,
    renewal_of: renewed ?? "",
    replaces: line.replaces === null ? "" : (id.get(line.replaces) ?? ""),
    is_recurring: String(line.isRecurring),
    is_trial: String(line.isTrial),
    last_changed_on: date(line.changed),
  };
}

const idOf = (prefix: string, number: number): string => `${prefix}${String(number).padStart(5, "0")}`;

/** An account with its number, its key in every export, who looks after it, and which system keeps its contracts. */
export type Numbered = {
  number: number;
  id: string;
  account: Account;
  owner: Owner;
  book: Book;
  /** The number of each contract line. */
  lineNumbers: ReadonlyMap<Line, number>;
};

/**
 * Prints accounts and their lines under their numbers, in the order they were first signed; and the accounts in the order
 * of the customers, for what is told about them elsewhere.
 */
export function exportRows(accounts: readonly Account[]): {
  customers: Row[];
  contractLines: Row[];
  numbered: Omit<Numbered, "book">[];
} {
  const firstSigned = (account: Account) => Math.min(...account.lines.map((line) => line.signed));
  const inOrder = [...accounts].sort((a, b) => firstSigned(a) - firstSigned(b) || (a.name < b.name ? -1 : 1));
  const owners = assignOwners(inOrder);
  const customerId = new Map(inOrder.map((account, index) => [account, idOf("W-", index + 1)] as const));
  const lines = inOrder
    .flatMap((account) => account.lines.map((line) => ({ account, line })))
    .sort(
      (a, b) =>
        a.line.signed - b.line.signed || compare(customerId.get(a.account), customerId.get(b.account)),
    );
  const lineId = new Map(lines.map(({ line }, index) => [line, idOf("CL-", index + 1)] as const));
  const lineNumbers = new Map(lines.map(({ line }, index) => [line, index + 1] as const));
  const orderId = new Map<object, string>();
  for (const { line } of lines) {
    if (!orderId.has(line.order)) orderId.set(line.order, idOf("SO-", orderId.size + 1));
  }
  const customers = inOrder.map((account) => ({
    customer_id: customerId.get(account) ?? "",
    name: account.name,
    industry: account.industry,
    region: account.region,
    size_band: account.sizeBand,
    sales_channel: account.channel,
    csm: owners.get(account)?.csm ?? "",
    touch_tier: owners.get(account)?.touchTier ?? "",
    use_case: account.useCase,
    plan: planOf(account),
  }));
  const contractLines = lines.map(({ account, line }) =>
    lineRow(line, lineId, customerId.get(account) ?? "", orderId.get(line.order) ?? ""),
  );
  const numbered = inOrder.flatMap((account, index) => {
    const owner = owners.get(account);
    const number = index + 1;
    return owner === undefined
      ? []
      : [{ number, id: salesforceId("account", number), account, owner, lineNumbers }];
  });
  return { customers, contractLines, numbered };
}

const compare = (a = "", b = ""): number => (a < b ? -1 : a > b ? 1 : 0);

/** The Workspace plan the account is or was last on; empty if it never went past a trial. */
function planOf(account: Account): string {
  const plans = account.lines.filter(
    (line) =>
      line.sku.family === "Workspace" && line.isRecurring && !line.isTrial && line.orderType !== "archive",
  );
  return plans.sort((a, b) => a.start - b.start).at(-1)?.sku.name ?? "";
}
