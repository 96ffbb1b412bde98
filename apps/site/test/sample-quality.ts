import type { Quality } from "../components/data.ts";
import type { Quarantine } from "../components/quarantine-data.ts";

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
      lines: 429,
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
      lines: 2508,
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
    side_by_side: { customers: 12, most: 3 },
  },
  facts: {
    fact: ["tickets", "usage"],
    rows: [1_340, 25_012],
    customers: [310, 402],
    rows_before: [17, 0],
    customers_before: [9, 0],
    rows_after: [204, 31],
    customers_after: [40, 3],
    rows_without: [2, 0],
  },
  reported_churn: {
    source_no: [0, 1],
    reported: [61, 12],
    customers: [58, 12],
    without_day: [0, 12],
    agreed: [48, 9],
    still_paying: [7, 3],
    ledger: [55, null],
    ledger_only: [8, null],
  },
  notes: ["2 end dates past 2100 were read as open ends."],
};

const notANumber = "expected a number; write it without currency signs and words";

/** Why, with markup and a formula among the values; a customer nobody knows, a month and two numbers that are missing. */
export const sampleQuarantine: Quarantine = {
  reasons: [
    {
      file: accounts,
      code: "duplicate_id",
      column_name: "customer_id",
      reason: "an earlier row has the same id and was kept; give each row an id of its own",
      rows: 4,
      different_values: 4,
      first_line: 18,
    },
    {
      file: lines,
      code: "unknown_customer",
      column_name: "customer_id",
      reason: "no accepted row of the customers export has this id; add the customer, or correct the id",
      rows: 6,
      different_values: 2,
      first_line: 212,
    },
    {
      file: lines,
      code: "text_in_number",
      column_name: "amount",
      reason: notANumber,
      rows: 4,
      different_values: 3,
      first_line: 41,
    },
  ],
  examples: [
    ["C0017", 18, accounts, "customer_id", "duplicate_id"],
    ["12,50", 41, lines, "amount", "text_in_number"],
    ["<script>alert(1)</script>", 97, lines, "amount", "text_in_number"],
    ['=HYPERLINK("http://example.org")', 99, lines, "amount", "text_in_number"],
    ["ACME-TEST", 212, lines, "customer_id", "unknown_customer"],
  ].map(([value, line, file, column_name, code]) => ({
    file: String(file),
    line: Number(line),
    column_name: String(column_name),
    value: String(value),
    code: String(code),
    reason:
      {
        duplicate_id: "an earlier row has the same id and was kept; give each row an id of its own",
        unknown_customer:
          "no accepted row of the customers export has this id; add the customer, or correct the id",
      }[String(code)] ?? notANumber,
    row_count: 1,
  })),
  coverage: [
    {
      file: lines,
      known_customers: 420,
      unknown_customers: 2,
      unknown_rows: 6,
      unknown_example: "ACME-TEST",
    },
  ],
  unmatched: [
    { file: lines, column_name: "customer_id", key: "ACME-TEST", code: "unknown_customer", rows: 5, keys: 2 },
    {
      file: lines,
      column_name: "customer_id",
      key: "<b>nobody</b>",
      code: "unknown_customer",
      rows: 1,
      keys: 2,
    },
  ],
  // The last of sixty months is February 2023.
  months: [
    {
      file: lines,
      dated_by: "signed_on",
      first_month: "2019-03-01",
      last_month: "2022-12-01",
      rows: Array.from({ length: 60 }, (_, place) =>
        place < 12 || place === 40 || place > 57 ? 0 : 40 + place,
      ),
      every_months: 1,
      missing_months: ["2021-07-01"],
    },
    {
      file: "exports/surveys.csv",
      dated_by: "responded_on",
      first_month: "2018-09-01",
      last_month: "2022-09-01",
      rows: Array.from({ length: 60 }, (_, place) => (place % 6 === 0 && place > 5 ? 30 : 0)),
      every_months: 6,
      missing_months: [],
    },
  ],
  ids: [
    {
      file: lines,
      prefixes: "CL-",
      lowest: 1,
      highest: 2509,
      used: 2507,
      missing: 2,
      gaps: [
        { from: 77, to: 77 },
        { from: 1204, to: 1204 },
      ],
    },
  ],
};

/** What stands in quarantine.csv, short. */
export const sampleQuarantineCsv = `layout,file,line,column_name,value,code,reason,customer_id,row_text,row_count
contract_lines,${lines},99,amount,"'=HYPERLINK(""http://example.org"")",text_in_number,${notANumber},,,1
`;
