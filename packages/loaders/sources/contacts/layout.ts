import type { NeutralLayout } from "../../src/read/layout.ts";

/** One row a person at a customer, or a user of the product. */
export const contacts = {
  name: "contacts",
  row: "a person at a customer",
  inOrder: [["from_on", "left_on"]],
  unique: ["person_id"],
  happensOn: "left_on",
  columns: {
    person_id: {
      kind: "person",
      required: true,
      meaning: "the person's key: an email, or a user's key; unique",
    },
    email: { kind: "person", meaning: "email, a second key of the person; empty: unknown" },
    customer_id: { kind: "id", required: true, meaning: "the customer's key" },
    name: { kind: "text", meaning: "the person's name; empty: the key is shown" },
    role: { kind: "label", meaning: "sponsor, champion, admin, user, ...; empty: unknown" },
    from_on: { kind: "date", meaning: "first day in the role; empty: always was" },
    left_on: { kind: "date", meaning: "first day gone from the customer or the role; empty: still there" },
    unsubscribed_on: { kind: "date", meaning: "the day the person unsubscribed; empty: did not" },
    known_on: { kind: "date", meaning: "the day the leaving was recorded; empty: the day itself" },
  },
} as const satisfies NeutralLayout;
