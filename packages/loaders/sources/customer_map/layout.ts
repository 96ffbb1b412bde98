import type { NeutralLayout } from "../../src/read/layout.ts";

/** One row a customer key that stands for another customer. */
export const customerMap = {
  name: "customer_map",
  row: "a customer key that stands for another customer",
  columns: {
    customer_id: { kind: "id", required: true, meaning: "the key that is not used; unique" },
    mapped_to: { kind: "id", required: true, meaning: "the customer it is, in all months" },
  },
} as const satisfies NeutralLayout;
