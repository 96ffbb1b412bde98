import type { NeutralLayout } from "../../src/read/layout.ts";

/** One row something a customer-success manager did with a customer. */
export const activities = {
  name: "activities",
  row: "something done with a customer",
  atLeastOne: ["customer_id", "person_id"],
  unique: ["activity_id"],
  happensOn: "activity_on",
  columns: {
    activity_id: {
      kind: "id",
      meaning: "the activity's key, unique; not mapped: rows are taken as they are",
    },
    customer_id: { kind: "id", meaning: "the customer's key; empty: that of the person in contacts" },
    person_id: { kind: "person", meaning: "with whom: an email or a user's key; empty: not said" },
    activity_on: { kind: "date", required: true, meaning: "the day of the activity; may be to come" },
    activity_type: {
      kind: "label",
      meaning:
        "call, meeting, business_review, ...; risk and risk_closed: something to worry about, until it is closed; empty: 'other'",
    },
    subject: { kind: "text", meaning: "what it was about; empty: not said" },
    notes: { kind: "text", meaning: "what was said or decided; empty: nothing noted" },
    csm: { kind: "text", meaning: "who did it, as csm_roster names them; empty: unknown" },
    duration_minutes: {
      kind: "number",
      unit: "minutes, 0 or more",
      range: [0, 100_000],
      meaning: "how long it took; empty: unknown",
    },
    pulse: {
      kind: "number",
      unit: "the company's own scale, higher is healthier",
      range: [-1_000, 1_000],
      meaning: "how the CSM judged the customer then; empty: not judged",
    },
    known_on: { kind: "date", meaning: "the day it was entered; empty: the day of the activity" },
  },
} as const satisfies NeutralLayout;
