import type { NeutralLayout } from "../../src/read/layout.ts";

/** One row a customer (account) with the labels reports are cut by. */
export const customers = {
  name: "customers",
  row: "a customer",
  columns: {
    customer_id: { kind: "id", required: true, meaning: "the customer's key, unique; lines point at it" },
    name: { kind: "text", meaning: "the customer's name; empty: the key is shown" },
    industry: { kind: "text", meaning: "industry; empty: unknown" },
    region: { kind: "text", meaning: "region or country; empty: unknown" },
    size_band: { kind: "text", meaning: "size band of the customer; empty: unknown" },
    sales_channel: { kind: "text", meaning: "who sold it; empty: unknown" },
    csm: { kind: "text", meaning: "customer-success manager; empty: nobody" },
    touch_tier: { kind: "text", meaning: "high, low or tech touch; empty: unknown" },
    use_case: { kind: "text", meaning: "what the product is used for; empty: unknown" },
    plan: { kind: "text", meaning: "plan the account is on; empty: unknown" },
    parent_id: { kind: "id", meaning: "customer_id of the group it belongs to; empty: stands alone" },
  },
} as const satisfies NeutralLayout;
