import type { NeutralLayout } from "../../src/read/layout.ts";

/** One row a period in which a customer pays one monthly amount. */
export const subscriptionPeriods = {
  name: "subscription_periods",
  row: "a subscription period",
  endMeans: "cancelled",
  columns: {
    line_id: { kind: "id", meaning: "the period's key; not mapped: made of customer and start" },
    customer_id: { kind: "id", required: true, meaning: "the customer's key" },
    start_on: { kind: "date", required: true, meaning: "first day" },
    end_on: { kind: "date", meaning: "first day off; empty, 9999-12-31, 2050-01-01, past 2100: open" },
    monthly_amount: {
      kind: "money",
      required: true,
      unit: "net, for a month",
      meaning: "what the customer pays a month",
    },
    currency: {
      kind: "currency",
      unit: "ISO 4217",
      meaning: "billing currency; not mapped: the company's currency",
    },
    reason: { kind: "text", meaning: "reason code of the end or the change; empty: unknown" },
    is_trial: { kind: "boolean", meaning: "true: a trial; empty: not a trial" },
  },
} as const satisfies NeutralLayout;
