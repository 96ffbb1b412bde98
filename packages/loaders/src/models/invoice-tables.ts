/** What was billed: invoices, and their lines for a time of service. */
export const invoiceTables = {
  /** One row an invoice; status and due_minor only tell the present. */
  read_invoices: {
    invoice_id: "varchar",
    customer_id: "varchar",
    number: "varchar",
    currency: "varchar",
    /** Known from then on. */
    invoiced_on: "date",
    due_on: "date",
    paid_on: "date",
    voided_on: "date",
    status: "varchar",
    total_minor: "bigint",
    tax_minor: "bigint",
    due_minor: "bigint",
    source_no: "integer",
  },
  /** One row a line of an invoice: net of tax, after discounts. */
  read_invoice_lines: {
    invoice_line_id: "varchar",
    invoice_id: "varchar",
    customer_id: "varchar",
    order_id: "varchar",
    product: "varchar",
    currency: "varchar",
    invoiced_on: "date",
    status: "varchar",
    /** recurring, usage, one_off, proration, credit */
    kind: "varchar",
    service_from: "date",
    /** First day off. */
    service_to: "date",
    amount_minor: "bigint",
    /** The amount a month of service, rounded once; null without a time of service. */
    monthly_minor: "bigint",
    source_no: "integer",
  },
} as const;

export type InvoiceTable = keyof typeof invoiceTables;
