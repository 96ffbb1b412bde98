import type { VendorLayout } from "../../src/read/layout.ts";

/** Xero's sales invoices: one row a line, on which the invoice's totals repeat. */
export const xeroSalesInvoices = {
  name: "xero_sales_invoices",
  row: "a line of an invoice",
  columns: {
    contact: {
      kind: "id",
      required: true,
      names: ["ContactName", "*ContactName"],
      meaning: "the customer's name, which is its key",
    },
    number: {
      kind: "id",
      required: true,
      names: ["InvoiceNumber", "*InvoiceNumber"],
      meaning: "the invoice's key",
    },
    reference: { kind: "text", names: ["Reference"], meaning: "the order or contract, as firms use it" },
    invoice_date: {
      kind: "date",
      required: true,
      names: ["InvoiceDate", "*InvoiceDate"],
      meaning: "the day of issue: recorded",
    },
    due_date: { kind: "date", names: ["DueDate", "*DueDate"], meaning: "the day it is to be paid by" },
    total: { kind: "money", names: ["Total"], meaning: "of the invoice, with tax; repeats on each row" },
    tax_total: { kind: "money", names: ["TaxTotal"], meaning: "tax of the invoice; repeats on each row" },
    paid: { kind: "money", names: ["InvoiceAmountPaid"], meaning: "what was paid; repeats on each row" },
    due: {
      kind: "money",
      names: ["InvoiceAmountDue"],
      meaning: "what is still to be paid; repeats on each row",
    },
    item: {
      kind: "text",
      names: ["InventoryItemCode"],
      meaning: "the item, by which the option items says what recurs",
    },
    description: {
      kind: "text",
      names: ["Description", "*Description"],
      meaning: "text of the line; not used",
    },
    quantity: {
      kind: "number",
      names: ["Quantity", "*Quantity"],
      meaning: "units; not used: LineAmount has them",
    },
    line_amount: {
      kind: "money",
      required: true,
      names: ["LineAmount"],
      meaning: "of the line, after its discount",
    },
    tax_amount: { kind: "money", names: ["TaxAmount"], meaning: "tax of the line" },
    currency: { kind: "currency", names: ["Currency"], meaning: "ISO 4217; no column: the company's" },
    type: { kind: "word", names: ["Type"], meaning: "Sales invoice, Sales credit note" },
    status: {
      kind: "word",
      names: ["Status"],
      meaning: "Draft, Submitted, Awaiting Payment, Paid, Voided, ...",
    },
  },
  vendor: {
    title: "Xero, sales invoices",
    tells: ["line_amount", ["total", "tax_total", "item"]],
    written: { units: "major" },
    asks: {
      date_format:
        'add "date_format": "%d/%m/%Y" or "%m/%d/%Y": Xero prints dates as the organisation\'s country does',
    },
    options: {
      items: {
        words: ["monthly", "quarterly", "semiannual", "annual", "one_off", "usage"],
        map: {},
        meaning: "how often each item code is billed; * stands for every other code, and for none",
      },
      line_amounts: {
        words: ["exclusive", "inclusive"],
        isAsked: true,
        meaning: "where a line has tax: is LineAmount without it or with it?",
      },
      billed: {
        words: ["in_advance", "in_arrears"],
        meaning: "service begins on the day of the invoice, or ends on it",
      },
    },
    into: {
      invoices: {
        invoice_id: ["number"],
        customer_id: ["contact"],
        number: ["number"],
        currency: ["currency"],
        invoiced_on: ["invoice_date"],
        due_on: ["due_date"],
        status: ["status"],
        total: ["total", "line_amount"],
        tax: ["tax_total"],
        due: ["due"],
      },
      invoice_lines: {
        invoice_id: ["number"],
        customer_id: ["contact"],
        order_id: ["reference"],
        product: ["item"],
        currency: ["currency"],
        invoiced_on: ["invoice_date"],
        status: ["status"],
        kind: ["item"],
        service_from: ["item"],
        service_to: ["item"],
        amount: ["line_amount", "tax_amount"],
      },
    },
  },
} as const satisfies VendorLayout;
