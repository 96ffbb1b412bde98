import type { NeutralLayout } from "../../src/read/layout.ts";

/** One row a milestone a customer has reached, or is to reach. */
export const milestones = {
  name: "milestones",
  row: "a milestone of a customer",
  atLeastOne: ["planned_on", "reached_on"],
  happensOn: "reached_on",
  columns: {
    customer_id: { kind: "id", required: true, meaning: "the customer's key" },
    milestone: {
      kind: "label",
      required: true,
      meaning: "handover, kickoff, go_live, ...; go_live ends the time to value",
    },
    planned_on: { kind: "date", meaning: "the day it was planned for; empty: not planned" },
    reached_on: { kind: "date", meaning: "the day it was reached; empty: not yet" },
    known_on: { kind: "date", meaning: "the day it was recorded; empty: the day it was reached" },
  },
} as const satisfies NeutralLayout;
