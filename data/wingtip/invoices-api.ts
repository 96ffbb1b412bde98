import type { Bill } from "./bills.ts";
import { subscriptionId } from "./book.ts";
import { inOrder, payment } from "./invoices.ts";
import { keysOf } from "./keys.ts";
import type { Json } from "./stripe-api.ts";
import { seconds } from "./subscriptions.ts";

/** What a line is of: a key of its own before 2025-03-31, under `parent` from then on; nothing of a bill paid once. */
function originOf(bill: Bill, subscription: string | null, shape: "older" | "2025"): Json {
  if (shape === "older") {
    return { proration: false, subscription, type: subscription === null ? "invoiceitem" : "subscription" };
  }
  if (subscription === null)
    return { parent: { type: "invoice_item_details", invoice_item_details: { proration: false } } };
  return {
    parent: {
      type: "subscription_item_details",
      subscription_item_details: { proration: false, subscription },
    },
    pricing: { price_details: { product: bill.line.sku.name } },
  };
}

function invoice(bill: Bill, index: number, shape: "older" | "2025"): Json {
  const id = `in_1${shape === "older" ? "e" : "k"}${(4_000_000 + index * 37).toString(36)}`;
  const currency = bill.line.currency.toLowerCase();
  const paid = payment(bill, index);
  const subscription =
    bill.months === 0 ? null : subscriptionId(bill.customer.lineNumbers.get(bill.line) ?? 0);
  const line = {
    id: `il_${id.slice(3)}`,
    object: "line_item",
    amount: bill.minor,
    currency,
    description: bill.line.sku.name,
    discount_amounts: [],
    period: { start: seconds(bill.from), end: seconds(bill.to) },
    quantity: bill.line.quantity,
    ...originOf(bill, subscription, shape),
  };
  return {
    id,
    object: "invoice",
    amount_due: bill.minor,
    amount_paid: paid === null ? 0 : bill.minor,
    amount_remaining: paid === null ? bill.minor : 0,
    billing_reason: subscription === null ? "manual" : "subscription_cycle",
    created: seconds(bill.on),
    currency,
    customer: keysOf(bill.customer).stripe,
    due_date: null,
    lines: { object: "list", data: [line], has_more: false, url: `/v1/invoices/${id}/lines` },
    number: `WT-${shape === "older" ? "EU" : "UK"}-${String(20_001 + index)}`,
    period_end: seconds(bill.on),
    period_start: seconds(bill.on),
    status: paid === null ? "open" : "paid",
    status_transitions: {
      finalized_at: seconds(bill.on),
      marked_uncollectible_at: null,
      paid_at: paid === null ? null : seconds(paid),
      voided_at: null,
    },
    ...(shape === "older" ? { subscription, tax: null } : { total_taxes: [] }),
    total: bill.minor,
  };
}

/** Bills as the API of the payment service lists them; `shape` is that of its version. */
export const apiInvoices = (bills: readonly Bill[], shape: "older" | "2025"): Json[] =>
  inOrder(bills).map((bill, index) => invoice(bill, index, shape));
