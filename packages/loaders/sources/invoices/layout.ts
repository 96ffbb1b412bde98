import type { NeutralLayout } from "../../src/read/layout.ts";

/** States of an invoice as billing systems name them. */
export const invoiceStates = {
  draft: "draft",
  open: "open",
  sent: "open",
  authorised: "open",
  awaiting_payment: "open",
  overdue: "open",
  paid: "paid",
  void: "void",
  voided: "void",
  uncollectible: "uncollectible",
  written_off: "uncollectible",
} as const;

const states = "draft, open, paid, void, uncollectible";

/** One row an invoice, with what of it is paid and due. */
export const invoices = {
  name: "invoices",
  row: "an invoice or a credit note",
  unique: ["invoice_id"],
  columns: {
    invoice_id: {
      kind: "id",
      required: true,
      meaning: "the invoice's key, unique over all exports of invoices",
    },
    customer_id: { kind: "id", required: true, meaning: "the customer's key" },
    number: { kind: "text", meaning: "the number printed on it; empty: none" },
    currency: {
      kind: "currency",
      unit: "ISO 4217",
      meaning: "billing currency; not mapped: the company's currency",
    },
    invoiced_on: { kind: "date", required: true, meaning: "the day it was issued: known from then on" },
    due_on: { kind: "date", meaning: "the day it is to be paid by; empty: on issue" },
    paid_on: { kind: "date", meaning: "the day it was paid in full; empty: not paid, or not exported" },
    voided_on: { kind: "date", meaning: "the day it was made void; empty: not void, or not exported" },
    status: {
      kind: "word",
      unit: states,
      words: invoiceStates,
      presentOnly: true,
      meaning: "status now; empty: paid where paid_on is given, else open",
    },
    total: {
      kind: "money",
      required: true,
      unit: "with tax, after discounts",
      meaning: "what it asks for; below 0: a credit note",
    },
    tax: { kind: "money", unit: "part of the total", meaning: "tax; empty: unknown" },
    due: {
      kind: "money",
      unit: "with tax",
      presentOnly: true,
      meaning: "what is still to be paid now; empty: unknown",
    },
  },
} as const satisfies NeutralLayout;
