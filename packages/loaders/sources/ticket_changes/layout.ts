import type { NeutralLayout } from "../../src/read/layout.ts";
import { priorities, statuses } from "../tickets/layout.ts";

/** One row a change of a ticket's priority or status. */
export const ticketChanges = {
  name: "ticket_changes",
  row: "a change of a ticket",
  atLeastOne: ["priority", "status"],
  columns: {
    ticket_id: { kind: "id", required: true, meaning: "the ticket's key" },
    changed_at: { kind: "moment", required: true, meaning: "when it changed" },
    priority: {
      kind: "word",
      unit: "urgent, high, normal, low",
      words: priorities,
      meaning: "priority from then on; empty: as before",
    },
    status: {
      kind: "word",
      unit: "new, open, pending, hold, solved, closed",
      words: statuses,
      meaning: "status from then on; empty: as before",
    },
  },
} as const satisfies NeutralLayout;
