import type { NeutralLayout } from "../../src/read/layout.ts";

/** One row a contract line: a product at a quantity and a price from a start to an end. */
export const contractLines = {
  name: "contract_lines",
  row: "a contract line",
  endMeans: "term",
  exactlyOne: ["unit_price", "amount", "monthly_amount", "term_value"],
  columns: {
    line_id: { kind: "id", required: true, meaning: "the line's key, unique over all exports of lines" },
    customer_id: { kind: "id", required: true, meaning: "the customer's key" },
    product: { kind: "text", meaning: "plan, tier or SKU; empty: 'All products'" },
    quantity: { kind: "number", unit: "seats, units; 0 or more", meaning: "empty: 1" },
    unit_price: {
      kind: "money",
      unit: "net, for one unit and one billing period",
      meaning: "price after discounts",
    },
    amount: {
      kind: "money",
      unit: "net, for the whole line and one billing period",
      meaning: "amount after discounts",
    },
    monthly_amount: {
      kind: "money",
      unit: "net, for the whole line and a month",
      meaning: "monthly amount after discounts",
    },
    term_value: {
      kind: "money",
      unit: "net, for the whole line from start to end",
      meaning: "contract value; needs an end",
    },
    billing_period: {
      kind: "period",
      unit: "monthly, quarterly, semiannual, annual, weekly, daily, or a count: '6 months', '2 weeks'",
      meaning: "the period of unit_price and amount",
    },
    billing_period_count: {
      kind: "number",
      unit: "whole number, 1 or more",
      meaning: "how many of them a price is for, where a column of its own says so: 3 beside month; empty: 1",
    },
    currency: {
      kind: "currency",
      unit: "ISO 4217",
      meaning: "billing currency; not mapped: the company's currency",
    },
    signed_on: { kind: "date", meaning: "when it was signed; empty: on its start" },
    start_on: { kind: "date", required: true, meaning: "first day" },
    end_on: {
      kind: "date",
      meaning:
        "first day off (or last day of service, as declared); empty, 9999-12-31, 2050-01-01, past 2100: open",
    },
    end_means: {
      kind: "word",
      unit: "term, cancelled, replaced",
      meaning: "what the end is; empty: as the source says",
    },
    auto_renews: { kind: "boolean", meaning: "true: renewed on each due day unless noticed; empty: not" },
    renewal_months: {
      kind: "number",
      unit: "whole months, 1 to 1200",
      meaning: "length of each automatic renewal; empty: that of the printed term",
    },
    notice_on: { kind: "date", meaning: "when the notice was recorded; empty: none" },
    notice_withdrawn_on: { kind: "date", meaning: "when the notice was taken back; empty: it stands" },
    notice_amount: {
      kind: "money",
      unit: "as the price, but always for the whole line",
      meaning: "what remains after the notice; empty: nothing remains",
    },
    notice_quantity: { kind: "number", unit: "units", meaning: "quantity that remains; empty: not said" },
    paused_on: { kind: "date", meaning: "first day of a pause; empty: none" },
    resumes_on: { kind: "date", meaning: "first day after the pause; empty: none known" },
    order_type: {
      kind: "word",
      unit: "new, add_on, renewal, replacement, step, archive",
      meaning: "what kind of order it was; empty: not said",
    },
    order_id: { kind: "id", meaning: "the order or contract the line belongs to; empty: unknown" },
    reason: { kind: "text", meaning: "reason code of a loss or a change; empty: unknown" },
    renewal_of: { kind: "id", meaning: "line_id of the line it renews; empty: not said" },
    replaces: { kind: "id", meaning: "line_id of the line it replaces; empty: not said" },
    is_recurring: { kind: "boolean", meaning: "false: a one-off; empty: recurring" },
    is_trial: { kind: "boolean", meaning: "true: a trial; empty: not a trial" },
    list_price: {
      kind: "money",
      unit: "as the price, before discounts",
      meaning: "list price; empty: unknown",
    },
    discount_rate: { kind: "rate", unit: "0 to 1", meaning: "discount off the list price; empty: unknown" },
  },
} as const satisfies NeutralLayout;
