import type { NeutralLayout } from "../../src/read/layout.ts";

/** The bases a plan can be made on. */
export const planBases = { live: "live", committed: "committed", cmrr: "committed" } as const;

/** One row a month of the plan: what recurring revenue was planned to be. */
export const plan = {
  name: "plan",
  row: "a month of the plan",
  atLeastOne: ["closing", "new", "expansion", "contraction", "churn", "customers"],
  unique: ["plan_month", "basis"],
  columns: {
    plan_month: { kind: "date", required: true, meaning: "any day of the month" },
    basis: {
      kind: "word",
      unit: "live, committed",
      words: planBases,
      meaning: "the basis planned on; empty: committed",
    },
    closing: {
      kind: "money",
      unit: "a month",
      meaning: "planned MRR at the end of the month; empty: not planned",
    },
    new: {
      kind: "money",
      unit: "a month, 0 or more",
      meaning: "planned new MRR, reactivation included; empty: not planned",
    },
    expansion: {
      kind: "money",
      unit: "a month, 0 or more",
      meaning: "planned expansion; empty: not planned",
    },
    contraction: {
      kind: "money",
      unit: "a month, 0 or less",
      meaning: "planned contraction; empty: not planned",
    },
    churn: { kind: "money", unit: "a month, 0 or less", meaning: "planned churn; empty: not planned" },
    customers: {
      kind: "number",
      unit: "whole, 0 or more",
      isWhole: true,
      range: [0, 1_000_000_000],
      meaning: "planned paying customers at the end of the month; empty: not planned",
    },
  },
} as const satisfies NeutralLayout;
