import { divide, inUsd, listMinor, PERIODS_A_YEAR, type Sku } from "./catalogue.ts";
import { type Day, yearOf } from "./days.ts";
import { type Account, type Line, NEVER, type Order, type OrderType } from "./records.ts";

type Draft = {
  order: Order;
  orderType: OrderType;
  sku: Sku;
  quantity: number;
  discountPerCent: number;
  start: Day;
  end: Day | null;
  renewalOf?: Line;
  replaces?: Line;
  /** Another list price a unit than that of the signing year, in minor units. */
  listMinor?: number;
};

/** Writes a line of an order into the account, at the list price of the year it is signed. */
export function addLine(account: Account, draft: Draft): Line {
  const { order, start } = draft;
  const list =
    draft.listMinor ?? listMinor(draft.sku, yearOf(order.signed), account.currency, account.period);
  const line: Line = {
    sku: draft.sku,
    quantity: draft.quantity,
    listMinor: list,
    unitMinor: divide(list * (100 - draft.discountPerCent), 100),
    discountPerCent: draft.discountPerCent,
    period: account.period,
    currency: account.currency,
    signed: order.signed,
    start,
    end: draft.end,
    endMeans: "term",
    noticeOn: null,
    noticeMinor: null,
    orderType: draft.orderType,
    order,
    reason: "",
    renewalOf: draft.renewalOf ?? null,
    replaces: draft.replaces ?? null,
    isRecurring: true,
    isTrial: false,
    changed: order.signed,
    paidFrom: start,
    paidUntil: draft.end ?? NEVER,
  };
  account.lines.push(line);
  return line;
}

/** Writes the onboarding package of an order: paid once, never MRR. */
export function addOnboarding(account: Account, order: Order, sku: Sku, start: Day, minor: number): void {
  const line = addLine(account, {
    order,
    orderType: "new",
    sku,
    quantity: 1,
    discountPerCent: 0,
    start,
    end: start + 90,
    listMinor: minor,
  });
  line.isRecurring = false;
  line.endMeans = "cancelled";
}

/** Ends a line in the middle of its term where another takes its place. */
export function replaceOn(line: Line, day: Day, signed: Day, reason = ""): void {
  line.end = day;
  line.endMeans = "replaced";
  line.paidUntil = day;
  line.changed = Math.max(line.changed, signed);
  line.reason = reason;
}

export const annualMinor = (line: Pick<Line, "quantity" | "unitMinor" | "period">): number =>
  line.quantity * line.unitMinor * PERIODS_A_YEAR[line.period];

/** Whole US cents a year of several lines at the constant rates. */
export const annualCents = (lines: readonly Line[]): number =>
  lines.reduce((sum, line) => sum + inUsd(annualMinor(line), line.currency), 0);

/** What an account pays a year on a day, in US cents. */
export const annualCentsOn = (lines: readonly Line[], day: Day): number =>
  annualCents(
    lines.filter((line) => line.isRecurring && !line.isTrial && line.paidFrom <= day && line.paidUntil > day),
  );
