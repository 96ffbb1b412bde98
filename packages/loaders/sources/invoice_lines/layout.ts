import type { NeutralLayout } from "../../src/read/layout.ts";
import { invoiceStates } from "../invoices/layout.ts";

/** What lines of invoices bill, as billing systems name it. */
export const billingKinds = {
  recurring: "recurring",
  subscription: "recurring",
  usage: "usage",
  metered: "usage",
  one_off: "one_off",
  one_time: "one_off",
  onetime: "one_off",
  proration: "proration",
  credit: "credit",
} as const;

/** One row a line of an invoice: an amount for a time of service. */
export const invoiceLines = {
  name: "invoice_lines",
  row: "a line of an invoice",
  inOrder: [["service_from", "service_to"]],
  unique: ["invoice_line_id"],
  columns: {
    invoice_line_id: {
      kind: "id",
      meaning: "the line's key, unique; not mapped: rows are taken as they are",
    },
    invoice_id: { kind: "id", required: true, meaning: "the invoice it stands on" },
    customer_id: { kind: "id", required: true, meaning: "the customer's key" },
    order_id: { kind: "id", meaning: "the subscription, order or contract it bills; empty: not said" },
    product: { kind: "text", meaning: "plan, tier or SKU; empty: not said" },
    currency: {
      kind: "currency",
      unit: "ISO 4217",
      meaning: "billing currency; not mapped: the company's currency",
    },
    invoiced_on: {
      kind: "date",
      required: true,
      meaning: "the day the invoice was issued: known from then on",
    },
    status: {
      kind: "word",
      unit: "draft, open, paid, void, uncollectible",
      words: invoiceStates,
      presentOnly: true,
      meaning: "status of the invoice now; empty: open",
    },
    kind: {
      kind: "word",
      required: true,
      unit: "recurring, usage, one_off, proration, credit",
      words: billingKinds,
      meaning: "what it bills; proration: the difference a change makes within a period",
    },
    service_from: { kind: "date", meaning: "first day of service; needed for what recurs" },
    service_to: {
      kind: "date",
      meaning: "first day off (or last day of service, as declared); needed for what recurs",
    },
    amount: {
      kind: "money",
      required: true,
      unit: "net, after discounts",
      meaning: "the line's amount; below 0: a credit",
    },
  },
} as const satisfies NeutralLayout;
