import type { NeutralLayout } from "../../src/read/layout.ts";

/** Priorities as help desks name them. */
export const priorities = {
  urgent: "urgent",
  critical: "urgent",
  p1: "urgent",
  high: "high",
  p2: "high",
  normal: "normal",
  medium: "normal",
  p3: "normal",
  low: "low",
  p4: "low",
} as const;

/** Statuses as help desks name them. */
export const statuses = {
  new: "new",
  open: "open",
  pending: "pending",
  hold: "hold",
  on_hold: "hold",
  solved: "solved",
  resolved: "solved",
  closed: "closed",
} as const;

/** One row a support ticket as it stands now. */
export const tickets = {
  name: "tickets",
  row: "a support ticket",
  atLeastOne: ["customer_id", "person_id"],
  inOrder: [["opened_on", "solved_on"]],
  unique: ["ticket_id"],
  latestBy: "changed_at",
  columns: {
    ticket_id: { kind: "id", required: true, meaning: "the ticket's key; the row changed last counts" },
    customer_id: { kind: "id", meaning: "the customer's key; empty: that of the person in contacts" },
    person_id: { kind: "person", meaning: "who asked: an email or a user's key; empty: not said" },
    opened_on: { kind: "date", required: true, meaning: "the day it was opened" },
    solved_on: {
      kind: "date",
      meaning: "the day it was solved, the last time; empty: not solved, or not exported",
    },
    priority: {
      kind: "word",
      unit: "urgent, high, normal, low",
      words: priorities,
      presentOnly: true,
      meaning: "priority now; empty: none given",
    },
    status: {
      kind: "word",
      unit: "new, open, pending, hold, solved, closed",
      words: statuses,
      presentOnly: true,
      meaning: "status now; empty: open until solved_on",
    },
    subject: { kind: "text", meaning: "what it is about; empty: not said" },
    changed_at: { kind: "moment", meaning: "when the ticket was last touched; empty: unknown" },
  },
} as const satisfies NeutralLayout;
