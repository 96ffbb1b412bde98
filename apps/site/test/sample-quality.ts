import type { Quality } from "../components/data.ts";

const accounts = "exports/accounts.csv";
const lines = "exports/contract-lines.csv.gz";

/** What the loaders would say of two exports with faults of several kinds, one of them markup in a value. */
export const sampleQuality: Quality = {
  totals: { rows_in: 2931, accepted: 2899, quarantined: 14, left_out: 18 },
  sources: [
    {
      source_no: 0,
      layout: "customers",
      file: accounts,
      format: "csv",
      rows_in: 424,
      accepted: 420,
      quarantined: 4,
      left_out: 0,
      bytes: 38211,
    },
    {
      source_no: 1,
      layout: "contract_lines",
      file: lines,
      format: "csv",
      rows_in: 2507,
      accepted: 2479,
      quarantined: 10,
      left_out: 18,
      bytes: 211930,
    },
  ],
  reasons: [
    {
      file: accounts,
      code: "duplicate_id",
      column_name: "customer_id",
      reason_text: "the id stands in an earlier row",
      rows: 4,
    },
    { file: lines, code: "not_a_number", column_name: "amount", reason_text: "expected a number", rows: 3 },
    {
      file: lines,
      code: "end_before_start",
      column_name: "end_on",
      reason_text: "the end is not after the start",
      rows: 5,
    },
    {
      file: lines,
      code: "unknown_currency",
      column_name: "currency",
      reason_text: "no ISO 4217 currency, or none with an exchange rate",
      rows: 2,
    },
  ],
  examples: [
    {
      file: lines,
      line: 41,
      column_name: "amount",
      value: "12,50",
      code: "not_a_number",
      reason: 'expected a number, got "12,50"; a decimal comma is declared with "decimal": ","',
    },
    {
      file: lines,
      line: 97,
      column_name: "amount",
      value: "<script>alert(1)</script>",
      code: "not_a_number",
      reason: "expected a number",
    },
    {
      file: lines,
      line: 212,
      column_name: "end_on",
      value: "2023-01-01",
      code: "end_before_start",
      reason: "the end is not after the start 2023-02-01",
    },
    {
      file: accounts,
      line: 18,
      column_name: "customer_id",
      value: "C0017",
      code: "duplicate_id",
      reason: "the id stands in row 17",
    },
  ],
  checks: [
    {
      name: "waterfall__by_month__foots",
      claim: "opening + movements = closing in every month, to the minor unit",
      rows_checked: 48,
      offending: 0,
    },
    {
      name: "waterfall__by_month__next_opening",
      claim: "a month opens with what the month before closed with",
      rows_checked: 47,
      offending: 0,
    },
    {
      name: "ledger__customer_foots",
      claim: "every customer's movements add up to its balance",
      rows_checked: 420,
      offending: 0,
    },
    {
      name: "sources__rows_add_up",
      claim: "rows in = accepted + set aside + left out, for every file",
      rows_checked: 2,
      offending: 0,
    },
  ],
  ledger: {
    joined_and_left: 3,
    lines_not_counted: { trial: 12, one_off: 6, zero: 9 },
    links: { named: 31, guessed: 7, named_but_not_found: 2 },
    customers_without_lines: 1,
    signed_shortly_after_window: 4,
  },
  notes: ["2 end dates past 2100 were read as open ends."],
};
