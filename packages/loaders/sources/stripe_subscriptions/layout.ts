import type { VendorLayout } from "../../src/read/layout.ts";

/** Stripe's subscriptions as its dashboard exports them: one row a subscription, in the state of the day. */
export const stripeSubscriptions = {
  name: "stripe_subscriptions",
  row: "a subscription as it stands on the day of the export",
  endMeans: "cancelled",
  columns: {
    id: { kind: "id", required: true, names: ["id", "Subscription ID"], meaning: "sub_..., the line's key" },
    customer: { kind: "id", required: true, names: ["Customer ID", "Customer"], meaning: "cus_..." },
    product: { kind: "text", names: ["Product", "Product Name"], meaning: "the product; empty: the plan" },
    plan: {
      kind: "text",
      names: ["Plan", "Plan Name", "Price", "Price ID", "Plan ID"],
      meaning: "the plan or price",
    },
    quantity: { kind: "number", names: ["Quantity"], meaning: "units; empty: 1" },
    currency: { kind: "currency", names: ["Currency", "Plan Currency"], meaning: "lower-case ISO 4217" },
    interval: {
      kind: "period",
      required: true,
      names: ["Interval", "Plan Interval", "Billing Interval"],
      meaning: "day, week, month or year",
    },
    interval_count: {
      kind: "number",
      names: ["Interval Count", "Plan Interval Count", "Billing Interval Count"],
      meaning: "how many of them a period has; empty: 1",
    },
    amount: {
      kind: "money",
      required: true,
      unit: "as declared by units, and by amount_is where a quantity is not 1",
      names: ["Amount", "Plan Amount"],
      meaning: "price a period, before coupons and tax",
    },
    coupon: {
      kind: "text",
      names: ["Coupon", "Coupon ID", "Discount Coupon", "Discount"],
      meaning: "a coupon in force; what it takes off is not in the export",
    },
    status: {
      kind: "word",
      required: true,
      names: ["Status"],
      meaning: "Stripe's state of the subscription",
    },
    created: { kind: "date", names: ["Created (UTC)", "Created"], meaning: "when it was made: recorded" },
    start_date: {
      kind: "date",
      names: ["Start Date (UTC)", "Start Date"],
      meaning: "when it began; empty: when it was made",
    },
    plan_start: {
      kind: "date",
      names: ["Start (UTC)", "Start"],
      meaning: "when its present plan began; only used where nothing else says a start",
    },
    current_period_start: {
      kind: "date",
      names: ["Current Period Start (UTC)", "Current Period Start"],
      meaning: "start of the period that is billed",
    },
    current_period_end: {
      kind: "date",
      names: ["Current Period End (UTC)", "Current Period End"],
      meaning: "end of the period that is billed",
    },
    trial_end: { kind: "date", names: ["Trial End (UTC)", "Trial End"], meaning: "end of a trial" },
    cancel_at_period_end: {
      kind: "boolean",
      names: ["Cancel At Period End"],
      meaning: "true: it stops with its period",
    },
    cancel_at: { kind: "date", names: ["Cancel At (UTC)", "Cancel At"], meaning: "when it will stop" },
    canceled_at: {
      kind: "date",
      names: ["Canceled At (UTC)", "Canceled At", "Cancelled At (UTC)"],
      meaning: "when its cancellation was asked for: recorded, and not its end",
    },
    ended_at: { kind: "date", names: ["Ended At (UTC)", "Ended At"], meaning: "when it stopped" },
    reason: {
      kind: "text",
      names: ["Cancellation Reason", "Cancellation Feedback"],
      meaning: "why it was cancelled",
    },
  },
  vendor: {
    title: "Stripe, subscriptions CSV of the dashboard",
    tells: ["created", "current_period_end"],
    written: { date_format: "iso", moments_in: "UTC" },
    asks: { units: 'add "units": "major" where 12.50 is printed for 12.50, "minor" where 1250 is' },
    options: {
      amount_is: {
        words: ["unit", "total"],
        isAsked: true,
        meaning: "is Amount the price of one unit, or of the whole quantity?",
      },
      coupons: {
        words: ["in_amount", "one_off"],
        isAsked: true,
        meaning: "a coupon: is Amount lowered by it already, or does it lower one invoice only?",
      },
      unpaid: {
        words: ["counts", "ended"],
        isAsked: true,
        meaning: "status unpaid: does service go on, or did it stop with the period before the unpaid one?",
      },
    },
    into: {
      contract_lines: {
        line_id: ["id"],
        customer_id: ["customer"],
        product: ["product", "plan"],
        quantity: ["quantity"],
        unit_price: { of: ["amount"], when: { amount_is: ["unit", null] } },
        amount: { of: ["amount"], when: { amount_is: ["total"] } },
        billing_period: ["interval", "interval_count"],
        currency: ["currency"],
        signed_on: ["created"],
        start_on: ["start_date", "created", "plan_start"],
        end_on: ["ended_at", "cancel_at", "current_period_end"],
        notice_on: ["canceled_at"],
        is_trial: ["status"],
        reason: ["reason"],
      },
    },
  },
} as const satisfies VendorLayout;
