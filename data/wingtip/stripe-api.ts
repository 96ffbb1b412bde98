import { itemId, subscriptionId } from "./book.ts";
import type { Day } from "./days.ts";
import { keysOf } from "./keys.ts";
import { numberOf } from "./printed-lines.ts";
import { feedbackOf, priceId, type Subscription, seconds } from "./subscriptions.ts";

/** A value of JSON. */
export type Json = Record<string, unknown>;

const at = (on: Day | null): number | null => (on === null ? null : seconds(on));
const minor = (text = ""): number => Math.round(Number(text) * 100);

/** Net price, and the list price with its coupon where that gives the net price to the cent. */
function prices({ line }: Subscription): { unit: number; percentOff: number; list: number } {
  const [unit, list] = [minor(line.unit_price), minor(line.list_price)];
  const percentOff = minor(line.discount_rate);
  const isExact = percentOff > 0 && list * (100 - percentOff) === unit * 100;
  return isExact ? { unit: list, percentOff, list } : { unit, percentOff: 0, list };
}

function priceOf(one: Subscription, unit: number): Json {
  const { line, months } = one;
  const product = (line.product ?? "").toLowerCase().replaceAll(" ", "_");
  return {
    id: priceId(one),
    object: "price",
    active: true,
    billing_scheme: "per_unit",
    currency: (line.currency ?? "").toLowerCase(),
    nickname: null,
    product: { id: `prod_${product}`, object: "product", name: line.product ?? "" },
    recurring: {
      interval: months === 12 ? "year" : "month",
      interval_count: months === 3 ? 3 : 1,
      usage_type: "licensed",
    },
    type: "recurring",
    unit_amount: unit,
    unit_amount_decimal: String(unit),
  };
}

function metadataOf(one: Subscription, { list, unit, percentOff }: ReturnType<typeof prices>): Json {
  const { list_price, ...others } = one.metadata;
  const own = percentOff > 0 || list === unit ? {} : { list_price: String(list) };
  return Object.fromEntries(Object.entries({ ...others, ...own }).filter(([, value]) => value !== ""));
}

/** A subscription as the API lists it; `shape` is that of the API's version: before 2025-03-31, or from then on. */
export function apiSubscription(one: Subscription, shape: "older" | "2025"): Json {
  const number = numberOf(one.line.line_id);
  const id = subscriptionId(number);
  const price = prices(one);
  const billed = {
    current_period_start: seconds(one.period.from),
    current_period_end: seconds(one.period.to),
  };
  const discount = {
    id: `di_${number.toString(36)}`,
    object: "discount",
    coupon: {
      id: `OFF${price.percentOff}`,
      object: "coupon",
      amount_off: null,
      duration: "forever",
      percent_off: price.percentOff,
      valid: true,
    },
    end: null,
    start: seconds(one.start),
    subscription: id,
  };
  const item = {
    id: itemId(number),
    object: "subscription_item",
    created: seconds(one.created),
    ...(shape === "2025" ? billed : {}),
    metadata: {},
    price: priceOf(one, price.unit),
    quantity: Number(one.line.quantity),
    subscription: id,
  };
  const feedback = feedbackOf(one);
  return {
    id,
    object: "subscription",
    cancel_at: at(one.stops),
    cancel_at_period_end: false,
    canceled_at: at(one.noticed),
    ...(shape === "2025"
      ? {
          cancellation_details: {
            comment: null,
            feedback,
            reason: feedback === null ? null : "cancellation_requested",
          },
        }
      : {}),
    collection_method: "charge_automatically",
    created: seconds(one.created),
    currency: (one.line.currency ?? "").toLowerCase(),
    ...(shape === "older" ? billed : {}),
    customer: keysOf({ number: numberOf(one.line.customer_id) }).stripe,
    ...(shape === "older" ? { discount: price.percentOff > 0 ? discount : null } : {}),
    ...(shape === "2025" ? { discounts: price.percentOff > 0 ? [discount] : [] } : {}),
    ended_at: at(one.ended),
    items: {
      object: "list",
      data: [item],
      has_more: false,
      url: `/v1/subscription_items?subscription=${id}`,
    },
    livemode: true,
    metadata: metadataOf(one, price),
    pause_collection: null,
    start_date: seconds(one.start),
    status: one.status,
    trial_end: at(one.trialEnds),
    trial_start: one.isTrial ? seconds(one.start) : null,
  };
}

/** Records as the API lists them, a hundred a page, one page a line. */
export function apiPages(records: readonly Json[], url: string): Json[] {
  const pages = Math.ceil(records.length / 100);
  return Array.from({ length: pages }, (_, page) => ({
    object: "list",
    data: records.slice(100 * page, 100 * page + 100),
    has_more: page < pages - 1,
    url,
  }));
}
