import type { VendorLayout } from "../../src/read/layout.ts";

/** Stripe's subscriptions as its API lists them: one record a subscription, with its items. */
export const stripeSubscriptionsApi = {
  name: "stripe_subscriptions_api",
  row: "a subscription with its items, as it stands on the day of the export",
  endMeans: "cancelled",
  columns: {
    id: { kind: "id", required: true, names: ["id"], meaning: "sub_..., the order of its lines" },
    customer: { kind: "id", required: true, names: ["customer"], meaning: "cus_..., or the customer itself" },
    status: {
      kind: "word",
      required: true,
      names: ["status"],
      meaning: "Stripe's state of the subscription",
    },
    items: {
      kind: "text",
      names: ["items"],
      meaning: "a list of items, each with price (older: plan) and quantity",
    },
    plan: { kind: "text", names: ["plan"], meaning: "the plan, where there are no items" },
    quantity: { kind: "number", names: ["quantity"], meaning: "units of the plan, where there are no items" },
    currency: { kind: "currency", names: ["currency"], meaning: "ISO 4217; empty: the price's" },
    created: { kind: "date", required: true, names: ["created"], meaning: "when it was made: recorded" },
    start_date: {
      kind: "date",
      names: ["start_date"],
      meaning: "when it began; empty: when it was made",
    },
    trial_end: { kind: "date", names: ["trial_end"], meaning: "end of a trial" },
    current_period_start: {
      kind: "date",
      names: ["current_period_start"],
      meaning: "start of the period that is billed; from 2025 on the items say it",
    },
    current_period_end: {
      kind: "date",
      names: ["current_period_end"],
      meaning: "end of the period that is billed; from 2025 on the items say it",
    },
    cancel_at_period_end: {
      kind: "boolean",
      names: ["cancel_at_period_end"],
      meaning: "true: it stops with its period",
    },
    cancel_at: { kind: "date", names: ["cancel_at"], meaning: "when it will stop" },
    canceled_at: {
      kind: "date",
      names: ["canceled_at"],
      meaning: "when its cancellation was asked for: recorded, and not its end",
    },
    ended_at: { kind: "date", names: ["ended_at"], meaning: "when it stopped" },
    discount: { kind: "text", names: ["discount"], meaning: "the discount in force (before 2025)" },
    discounts: { kind: "text", names: ["discounts"], meaning: "discounts in force, or only their ids" },
    cancellation: { kind: "text", names: ["cancellation_details"], meaning: "why it was cancelled" },
    collection_pause: { kind: "text", names: ["pause_collection"], meaning: "invoices are not collected" },
  },
  vendor: {
    title: "Stripe, list of subscriptions from the API",
    tells: ["items", "cancel_at_period_end"],
    written: { units: "minor", date_format: "epoch" },
    envelope: "data",
    options: {
      unexpanded_discounts: {
        words: ["one_off"],
        isAsked: true,
        meaning: "discounts of which only the id is there: do they lower one invoice only?",
      },
      unpaid: {
        words: ["counts", "ended"],
        isAsked: true,
        meaning: "status unpaid: does service go on, or did it stop with the period before the unpaid one?",
      },
      paused_collection: {
        words: ["counts", "left_out"],
        isAsked: true,
        meaning: "pause_collection is set, since a day nobody prints: does the subscription count?",
      },
    },
    into: {
      contract_lines: {
        line_id: ["items", "id"],
        order_id: ["id"],
        customer_id: ["customer"],
        product: ["items", "plan"],
        quantity: ["items", "quantity"],
        amount: ["items", "plan"],
        list_price: ["discounts", "discount"],
        billing_period: ["items", "plan"],
        currency: ["currency", "items", "plan"],
        signed_on: ["created"],
        start_on: ["start_date", "created"],
        end_on: ["ended_at", "cancel_at", "current_period_end", "items"],
        notice_on: ["canceled_at"],
        is_trial: ["status"],
        reason: ["cancellation"],
      },
    },
  },
} as const satisfies VendorLayout;
