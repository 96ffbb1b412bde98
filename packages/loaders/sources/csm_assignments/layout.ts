import type { NeutralLayout } from "../../src/read/layout.ts";

/** One row a customer in the care of a customer-success manager for a time. */
export const csmAssignments = {
  name: "csm_assignments",
  row: "a customer in the care of a CSM",
  inOrder: [["from_on", "to_on"]],
  happensOn: "from_on",
  columns: {
    customer_id: { kind: "id", required: true, meaning: "the customer's key" },
    csm: { kind: "id", required: true, meaning: "who takes care, as csm_roster names them" },
    from_on: { kind: "date", required: true, meaning: "first day" },
    to_on: { kind: "date", meaning: "first day no longer; empty: still" },
    known_on: { kind: "date", meaning: "the day it was entered; empty: the first day" },
  },
} as const satisfies NeutralLayout;
