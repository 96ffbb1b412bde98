import { expect, test } from "vitest";
import { testDatabase } from "./test-database.ts";
import { modelRows } from "./test-model.ts";

/*
 * The bridge from live to committed month by month, reported in dollars: a euro is 1.5, a pound 2 in month 100 and 3 in
 * month 101. The last month is 110.
 */

const connection = await testDatabase();
const [dollars, euros, pounds] = [1, 2, 3];

interface Case {
  /** Part, first month, first month no longer, minor units. */
  spans?: [part: string, from: number, to: number, minor: number, more?: object][];
  memos?: [memo: string, from: number, to: number, minor: number][];
  currency?: number;
  /** Customer, first month, balance in billing minor units. */
  balances?: [customer: number, month: number, minor: number, basis?: string][];
  /** Chain 1 goes from customer 1 to customer 2 in this month. */
  assigned?: number;
}

const cases: [name: string, expected: string[], told: Case][] = [
  [
    "a part in dollars, from its first month to the one it ends in",
    ["signed_change 100: 50", "signed_change 103: -50"],
    { spans: [["signed_change", 100, 103, 50]] },
  ],
  ["one that is open", ["paused 110: 50"], { spans: [["paused", 110, 99999, 50]] }],
  ["one after the last month", [], { spans: [["noticed", 111, 115, -50]] }],
  [
    "renewals up and down, and a step down",
    ["signed_renewal_down 100: -20", "signed_renewal_up 100: 30", "step_ahead 100: -5"],
    {
      memos: [
        ["signed_renewal", 100, 120, 30],
        ["signed_renewal", 100, 120, -20],
        ["step_ahead", 100, 120, -5],
      ],
    },
  ],
  [
    "in euros each part is what it adds to the rounded balance: 5, 6, 8, 6, 8",
    [
      "noticed 100: -2",
      "noticed 101: 2",
      "paused 100: 2",
      "paused 101: -2",
      "signed_change 100: 2",
      "signed_change 101: -2",
      "signed_not_started 100: 1",
      "signed_not_started 101: -1",
    ],
    {
      currency: euros,
      balances: [[1, 90, 3]],
      spans: [
        ["signed_not_started", 100, 101, 1],
        ["signed_change", 100, 101, 1],
        ["noticed", 100, 101, -1],
        ["paused", 100, 101, 1],
      ],
    },
  ],
  [
    "the balance is that of the month: 5 to 6, then 8 to 9",
    ["signed_change 100: 1", "signed_change 102: -1"],
    {
      currency: euros,
      balances: [
        [1, 90, 3],
        [1, 101, 5],
      ],
      spans: [["signed_change", 100, 102, 1]],
    },
  ],
  [
    "and that on live",
    ["signed_change 100: 1", "signed_change 102: -1"],
    {
      currency: euros,
      balances: [
        [1, 90, 3],
        [1, 100, 4, "committed"],
      ],
      spans: [["signed_change", 100, 102, 1]],
    },
  ],
  [
    "customers are rounded one by one",
    ["signed_change 100: 4", "signed_change 102: -4"],
    {
      currency: euros,
      spans: [
        ["signed_change", 100, 102, 1],
        ["signed_change", 100, 102, 1, { customer_no: 2 }],
      ],
    },
  ],
  [
    "lines of one product together",
    ["signed_change 100: 3", "signed_change 102: -3"],
    {
      currency: euros,
      spans: [
        ["signed_change", 100, 102, 1],
        ["signed_change", 100, 102, 1],
      ],
    },
  ],
  [
    "at the rate of the month",
    ["signed_change 100: 2", "signed_change 101: 1", "signed_change 102: -3"],
    { currency: pounds, spans: [["signed_change", 100, 102, 1]] },
  ],
  [
    "beside the balance of whom the contract belongs to in the month: 5 to 6, then 6 to 8",
    ["signed_change 100: 1", "signed_change 101: 1", "signed_change 102: -2"],
    {
      currency: euros,
      balances: [
        [1, 90, 3],
        [2, 90, 4],
      ],
      spans: [["signed_change", 100, 102, 1]],
      assigned: 101,
    },
  ],
  [
    "memos are rounded one by one",
    [
      "signed_renewal_down 100: -2",
      "signed_renewal_down 102: 2",
      "signed_renewal_up 100: 4",
      "signed_renewal_up 102: -4",
    ],
    {
      currency: euros,
      memos: [
        ["signed_renewal", 100, 102, 1],
        ["signed_renewal", 100, 102, 1],
        ["signed_renewal", 100, 102, -1],
      ],
    },
  ],
  [
    "at the rate of the month too",
    ["step_ahead 100: 2", "step_ahead 101: 1", "step_ahead 102: -3"],
    { currency: pounds, memos: [["step_ahead", 100, 102, 1]] },
  ],
  [
    "and up to the last month",
    ["step_ahead 109: 2"],
    { currency: euros, memos: [["step_ahead", 109, 115, 1]] },
  ],
];

const settings = {
  company: { like: { currency: "", last_month_no: 0 }, rows: [{ currency: "USD", last_month_no: 110 }] },
  calendar: { like: { month_no: 0 }, rows: Array.from({ length: 40 }, (_, at) => ({ month_no: 80 + at })) },
  currencies: {
    like: { currency_no: 0, currency: "", factor: 0 },
    rows: [
      { currency_no: dollars, currency: "USD", factor: 1 },
      { currency_no: euros, currency: "EUR", factor: 1.5 },
      { currency_no: pounds, currency: "GBP", factor: 9 },
    ],
  },
  currency_months: {
    like: { currency_no: 0, month_no: 0, closing_factor: 0 },
    rows: [
      { currency_no: pounds, month_no: 99, closing_factor: 7 },
      { currency_no: pounds, month_no: 100, closing_factor: 2 },
      { currency_no: pounds, month_no: 101, closing_factor: 3 },
      { currency_no: pounds, month_no: 102, closing_factor: 8 },
    ],
  },
};

test.each(cases.map(([name, expected, told]) => ({ name, expected, told })))(
  "$name",
  async ({ expected, told: { spans = [], memos = [], currency = dollars, balances = [], assigned } }) => {
    const rows = await modelRows(connection, "ledger/bridge_changes", {
      ...settings,
      bridge_spans: {
        like: {
          part: "",
          from_month_no: 0,
          to_month_no: 0,
          part_minor: 0,
          currency_no: currency,
          chain_no: 1,
          customer_no: 1,
          product_no: 1,
        },
        rows: spans.map(([part, from_month_no, to_month_no, part_minor, more = {}]) => ({
          part,
          from_month_no,
          to_month_no,
          part_minor,
          ...more,
        })),
      },
      bridge_memos: {
        like: { memo: "", from_month_no: 0, to_month_no: 0, memo_minor: 0, currency_no: currency },
        rows: memos.map(([memo, from_month_no, to_month_no, memo_minor]) => ({
          memo,
          from_month_no,
          to_month_no,
          memo_minor,
        })),
      },
      product_balances: {
        like: {
          basis: "live",
          customer_no: 0,
          product_no: 1,
          currency_no: currency,
          month_no: 0,
          closing_billing: 0,
        },
        rows: balances.map(([customer_no, month_no, closing_billing, basis = "live"]) => ({
          customer_no,
          month_no,
          closing_billing,
          basis,
        })),
      },
      chain_owners: {
        like: { chain_no: 1, customer_no: 0, from_month_no: 0, to_month_no: 0 },
        rows: assigned
          ? [
              { customer_no: 1, from_month_no: 0, to_month_no: assigned },
              { customer_no: 2, from_month_no: assigned, to_month_no: 99999 },
            ]
          : [],
      },
    });
    const told = rows
      .filter(({ delta_minor }) => Number(delta_minor) !== 0)
      .map(({ part, month_no, delta_minor }) => `${part} ${month_no}: ${delta_minor}`);
    expect(told.sort()).toEqual(expected);
  },
);
