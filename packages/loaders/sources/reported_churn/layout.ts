import type { NeutralLayout } from "../../src/read/layout.ts";

/** One row a loss of a customer as another system tells it: beside the ledger's own, never instead of it. */
export const reportedChurn = {
  name: "reported_churn",
  row: "a loss of a customer, as another system tells it",
  columns: {
    customer_id: { kind: "id", required: true, meaning: "the customer's key" },
    churned_on: { kind: "date", meaning: "the day it was lost; empty: only that it is gone now" },
    reason: { kind: "label", meaning: "why, in that system's words; empty: not said" },
  },
} as const satisfies NeutralLayout;
