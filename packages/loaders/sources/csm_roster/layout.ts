import type { NeutralLayout } from "../../src/read/layout.ts";

/** One row a person of customer success, in one role for a time. */
export const csmRoster = {
  name: "csm_roster",
  row: "a person of customer success in a role",
  inOrder: [["from_on", "to_on"]],
  columns: {
    csm: {
      kind: "id",
      required: true,
      meaning: "name or key, as customers, csm_assignments and activities give it",
    },
    name: { kind: "text", meaning: "the name to show; empty: csm" },
    role: { kind: "label", meaning: "csm, director, operations, ...; empty: csm" },
    team: { kind: "text", meaning: "team or segment; empty: none" },
    from_on: { kind: "date", meaning: "first day in the role; empty: always was" },
    to_on: { kind: "date", meaning: "first day no longer in the role; empty: still" },
    annual_cost: { kind: "money", unit: "a year, 0 or more", meaning: "cost of the person; empty: unknown" },
    currency: {
      kind: "currency",
      unit: "ISO 4217",
      meaning: "currency of the cost; not mapped: the company's currency",
    },
  },
} as const satisfies NeutralLayout;
