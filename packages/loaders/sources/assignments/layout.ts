import type { NeutralLayout } from "../../src/read/layout.ts";

/** One row a contract line that passes to another customer on a day. */
export const assignments = {
  name: "assignments",
  row: "a contract line that passes to another customer",
  columns: {
    line_id: { kind: "id", required: true, meaning: "the line; its whole chain passes with it" },
    customer_id: { kind: "id", required: true, meaning: "the customer it belongs to from then on" },
    assigned_on: { kind: "date", required: true, meaning: "first day with the new customer" },
  },
} as const satisfies NeutralLayout;
