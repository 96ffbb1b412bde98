import type { NeutralLayout } from "../../src/read/layout.ts";

/** One row a loss a customer-success manager expects, from the day it is flagged until it is cleared. */
export const expectedLosses = {
  name: "expected_losses",
  row: "a loss somebody expects",
  columns: {
    customer_id: { kind: "id", required: true, meaning: "the customer's key" },
    product: { kind: "text", meaning: "plan, tier or SKU at risk; empty: all of the customer's" },
    flagged_on: { kind: "date", required: true, meaning: "the day it was flagged" },
    cleared_on: { kind: "date", meaning: "first day it was no longer expected; empty: still open" },
    probability: { kind: "rate", required: true, unit: "0 to 1", meaning: "how likely the loss is" },
    amount: {
      kind: "money",
      unit: "net, a month, 0 or more",
      meaning: "what would be lost; empty: all of it",
    },
    currency: {
      kind: "currency",
      unit: "ISO 4217",
      meaning: "currency of the amount; not mapped: the company's currency",
    },
  },
} as const satisfies NeutralLayout;
