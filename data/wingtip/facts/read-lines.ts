import type { Cells } from "./read-csv.ts";

/** A record of a system as a contract line under the neutral names, with the system's own cells and column names. */
export type Contracted = {
  cells: Cells;
  printed: Cells;
  columns: Record<"id" | "customer" | "price" | "currency" | "end", string> & {
    status?: string;
    ended?: string;
  };
};

const dayAfter = (day = ""): string =>
  day === "" ? "" : new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
const word = (text: string, words: Record<string, string>): string => words[text] ?? "";

const ORDER_TYPES = {
  New: "new",
  "Add-on": "add_on",
  Renewal: "renewal",
  Amendment: "replacement",
  "Step-up": "step",
  Archive: "archive",
};
const ENDS = { Term: "term", Cancelled: "cancelled", Amended: "replaced" };

/** A line of Salesforce's contracts: an end is a last day. */
export function fromSalesforce(row: Cells): Contracted {
  const cells = {
    line_id: row.ID ?? "",
    customer_id: row.ACCOUNT__C ?? "",
    order_id: row.CONTRACT__C ?? "",
    order_type: word(row.ORDER_TYPE__C ?? "", ORDER_TYPES),
    product: row.PRODUCT_NAME__C ?? "",
    quantity: row.QUANTITY__C ?? "",
    unit_price: row.UNIT_PRICE__C ?? "",
    billing_period: row.PRICE_PERIOD__C ?? "",
    list_price: row.LIST_PRICE__C ?? "",
    discount_rate: String(Number(row.DISCOUNT__C) / 100),
    currency: row.CURRENCYISOCODE ?? "",
    signed_on: row.SIGNED_DATE__C ?? "",
    start_on: row.START_DATE__C ?? "",
    end_on: dayAfter(row.END_DATE__C),
    end_means: word(row.END_TYPE__C ?? "", ENDS),
    notice_on: row.NOTICE_DATE__C ?? "",
    notice_amount: row.REMAINING_AMOUNT__C ?? "",
    notice_withdrawn_on: row.NOTICE_WITHDRAWN_DATE__C ?? "",
    paused_on: row.PAUSED_FROM__C ?? "",
    resumes_on: row.RESUMES_ON__C ?? "",
    auto_renews: row.AUTO_RENEW__C === "1" ? "true" : "",
    renewal_months: row.RENEWAL_TERM__C ?? "",
    renewal_of: row.RENEWAL_OF__C ?? "",
    replaces: row.REPLACES__C ?? "",
    reason: row.CHURN_REASON__C ?? "",
    is_recurring: "true",
    is_trial: "false",
    last_changed_on: (row.LASTMODIFIEDDATE ?? "").slice(0, 10),
  };
  const columns = {
    id: "ID",
    customer: "ACCOUNT__C",
    price: "UNIT_PRICE__C",
    currency: "CURRENCYISOCODE",
    end: "END_DATE__C",
  };
  return { cells, printed: row, columns };
}

/** An onboarding package among Salesforce's opportunities; null for any other. */
export function fromOpportunity(row: Cells): Contracted | null {
  if (row.TYPE !== "Services" || row.STAGENAME !== "Closed Won") return null;
  const cells = {
    line_id: row.ID ?? "",
    customer_id: row.ACCOUNTID ?? "",
    product: row.PRODUCT__C ?? "",
    quantity: "1",
    unit_price: row.AMOUNT ?? "",
    list_price: row.AMOUNT ?? "",
    discount_rate: "0",
    currency: row.CURRENCYISOCODE ?? "",
    signed_on: row.CLOSEDATE ?? "",
    start_on: row.CONTRACT_START_DATE__C ?? "",
    end_on: dayAfter(row.CONTRACT_END_DATE__C),
    notice_on: "",
    notice_amount: "",
    reason: "",
    renewal_of: "",
    replaces: "",
    is_recurring: "false",
    is_trial: "false",
  };
  const columns = {
    id: "ID",
    customer: "ACCOUNTID",
    price: "AMOUNT",
    currency: "CURRENCYISOCODE",
    end: "CONTRACT_END_DATE__C",
  };
  return { cells, printed: row, columns };
}

const PERIODS: Record<string, string> = { "year 1": "annual", "month 3": "quarterly", "month 1": "monthly" };

type Stated = {
  created: string;
  start: string;
  canceled: string;
  ended: string;
  stops: string;
  trialEnd: string;
  list: string;
  unit: string;
  every: string;
  metadata: Cells;
};

/** What both of the payment service's exports say: metadata comes first, a trial ends on its last day. */
function subscription(id: string, customer: string, said: Stated): Cells {
  const { metadata: own } = said;
  const isTrial = said.trialEnd > said.start && (said.ended === "" || said.ended <= said.trialEnd);
  return {
    line_id: id,
    customer_id: customer,
    order_id: own.order_id ?? "",
    order_type: own.order_type ?? "",
    unit_price: said.unit,
    billing_period: PERIODS[said.every] ?? "",
    list_price: said.list,
    discount_rate: (Math.round(100 * (1 - Number(said.unit) / Number(said.list))) / 100).toString(),
    signed_on: said.created,
    start_on: own.start_on || said.start,
    end_on: own.end_on || said.ended || (said.canceled === "" ? "" : said.stops),
    end_means: own.end_means ?? "",
    notice_on: said.canceled,
    notice_amount: "",
    notice_withdrawn_on: "",
    paused_on: "",
    resumes_on: "",
    auto_renews: own.auto_renews ?? "",
    renewal_months: own.renewal_months ?? "",
    renewal_of: own.renewal_of ?? "",
    replaces: own.replaces ?? "",
    reason: own.reason ?? "",
    is_recurring: "true",
    is_trial: String(isTrial),
  };
}

/** A row of the payment service's dashboard. */
export function fromDashboard(row: Cells, customer: string): Contracted {
  const on = (name: string) => (row[`${name} (UTC)`] ?? "").slice(0, 10);
  const own = Object.entries(row).flatMap(([name, value]) =>
    name.endsWith(" (metadata)") ? [[name.slice(0, -" (metadata)".length), value] as const] : [],
  );
  const metadata: Cells = Object.fromEntries(own);
  const cells = subscription(row.id ?? "", customer, {
    created: on("Created"),
    start: on("Start Date"),
    canceled: on("Canceled At"),
    ended: on("Ended At"),
    stops: on("Cancel At"),
    trialEnd: on("Trial End"),
    list: metadata.list_price ?? "",
    unit: row.Amount ?? "",
    every: `${row.Interval} ${row["Interval Count"]}`,
    metadata,
  });
  const rest = {
    product: row.Product ?? "",
    quantity: row.Quantity ?? "",
    currency: (row.Currency ?? "").toUpperCase(),
  };
  const columns = {
    id: "id",
    customer: "Customer ID",
    price: "Amount",
    currency: "Currency",
    end: "end_on (metadata)",
    status: "Status",
    ended: "Ended At (UTC)",
  };
  return { cells: { ...cells, ...rest }, printed: { ...row, status: row.Status ?? "" }, columns };
}

type Item = {
  id: string;
  quantity: number;
  price: {
    unit_amount: number;
    product: { name: string };
    recurring: { interval: string; interval_count: number };
  };
};
type Discount = { coupon: { percent_off: number } };
/** A record of the payment service's API. */
export type Subscription = {
  id: string;
  customer: string;
  status: string;
  currency: string;
  created: number;
  start_date: number;
  canceled_at: number | null;
  ended_at: number | null;
  cancel_at: number | null;
  trial_end: number | null;
  discount?: Discount | null;
  discounts?: Discount[];
  items: { data: Item[] };
  metadata: Cells;
};

/** A record of the API; null where its item was not exported. */
export function fromApi(record: Subscription, customer: string): Contracted | null {
  const [item] = record.items.data;
  if (item === undefined) return null;
  const on = (seconds: number | null) =>
    seconds === null ? "" : new Date(seconds * 1000).toISOString().slice(0, 10);
  const percent = (record.discount ?? record.discounts?.[0])?.coupon.percent_off ?? 0;
  const full = item.price.unit_amount;
  const money = (minor: number) => (minor / 100).toFixed(2);
  const cells = subscription(item.id, customer, {
    created: on(record.created),
    start: on(record.start_date),
    canceled: on(record.canceled_at),
    ended: on(record.ended_at),
    stops: on(record.cancel_at),
    trialEnd: on(record.trial_end),
    list: money(Number(record.metadata.list_price ?? full)),
    unit: money((full * (100 - percent)) / 100),
    every: `${item.price.recurring.interval} ${item.price.recurring.interval_count}`,
    metadata: record.metadata,
  });
  const rest = {
    product: item.price.product.name,
    quantity: String(item.quantity),
    currency: record.currency.toUpperCase(),
  };
  const columns = {
    id: "items",
    customer: "customer",
    price: "items",
    currency: "currency",
    end: "metadata.end_on",
    status: "status",
    ended: "ended_at",
  };
  const printed = { customer: record.customer, items: item.id, status: record.status, ended_at: "" };
  return { cells: { ...cells, ...rest }, printed, columns };
}
