import type { BillingPeriod, Currency, Sku } from "./catalogue.ts";
import { AS_OF, type Day } from "./days.ts";
import type { Channel, Industry, Region, SizeBand } from "./market.ts";

export type Account = {
  name: string;
  industry: Industry;
  region: Region;
  sizeBand: SizeBand;
  channel: Channel;
  useCase: string;
  currency: Currency;
  period: BillingPeriod;
  /** Days from signing to first value, the milestone Go-live; slow starts churn more. */
  daysToValue: number;
  /** One of the accounts that grow past 150,000 a year. */
  isKey: boolean;
  /** Its months beside the contract are told by hand, not drawn. */
  isTold?: boolean;
  lines: Line[];
};

export type Order = { signed: Day };
export type OrderType = "new" | "add_on" | "renewal" | "replacement" | "step" | "archive";

export type Line = {
  sku: Sku;
  quantity: number;
  /** Net and list price of one unit a billing period, minor units. */
  unitMinor: number;
  listMinor: number;
  discountPerCent: number;
  period: BillingPeriod;
  currency: Currency;
  signed: Day;
  start: Day;
  end: Day | null;
  endMeans: "term" | "cancelled" | "replaced";
  noticeOn: Day | null;
  noticeMinor: number | null;
  orderType: OrderType;
  order: Order;
  reason: string;
  renewalOf: Line | null;
  replaces: Line | null;
  isRecurring: boolean;
  isTrial: boolean;
  /** The day the row was last touched in the contract system. */
  changed: Day;
  /** The days it pays for, half-open, as far as as_of can tell: late renewals and grace included. */
  paidFrom: Day;
  paidUntil: Day;
};

/** Later than every date of the sample. */
export const NEVER: Day = AS_OF + 10_000;
