import type { NeutralLayout } from "../../src/read/layout.ts";

/** One row use of the product: an event, or a count of events of a day. */
export const usage = {
  name: "usage",
  row: "use of the product on a day",
  atLeastOne: ["customer_id", "person_id", "line_id"],
  happensOn: "used_on",
  columns: {
    event_id: {
      kind: "text",
      meaning:
        "the event's key; one that comes twice is told, and both rows count; not mapped: not looked at",
    },
    customer_id: { kind: "id", meaning: "the customer's key; empty: that of the person in contacts" },
    person_id: {
      kind: "person",
      meaning: "who used it: an email or a user's key; empty: not said, and no active user",
    },
    line_id: { kind: "id", meaning: "contract line used, where the export has no customer; empty: not said" },
    used_on: { kind: "date", required: true, meaning: "the day of use" },
    feature: { kind: "text", meaning: "feature or event; empty: 'All features'" },
    event_count: {
      kind: "number",
      unit: "whole, 0 or more",
      isWhole: true,
      range: [0, 1_000_000_000],
      meaning: "how often; empty: once",
    },
    known_on: { kind: "date", meaning: "the day it was recorded; empty: the day of use" },
  },
} as const satisfies NeutralLayout;
