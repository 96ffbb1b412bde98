import type { NeutralLayout } from "../../src/read/layout.ts";

/** One row an amount billed by use, beside what recurs. */
export const usageCharges = {
  name: "usage_charges",
  row: "an amount billed by use",
  columns: {
    charge_id: { kind: "id", meaning: "the charge's key, unique; not mapped: rows are taken as they are" },
    customer_id: { kind: "id", required: true, meaning: "the customer's key" },
    product: { kind: "text", meaning: "plan, tier or SKU; empty: 'All products'" },
    currency: {
      kind: "currency",
      unit: "ISO 4217",
      meaning: "billing currency; not mapped: the company's currency",
    },
    billed_for: { kind: "date", required: true, meaning: "any day of the month of use" },
    amount: {
      kind: "money",
      required: true,
      unit: "net, what was billed beyond recurring lines",
      meaning: "amount billed; below 0: a credit",
    },
  },
} as const satisfies NeutralLayout;
