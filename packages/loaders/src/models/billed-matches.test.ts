import { expect, test } from "vitest";
import { testDatabase } from "./test-database.ts";
import { modelRows } from "./test-model.ts";

/* What explains a difference, each rule at both sides of its edge. Months are numbers, amounts minor units. */

const connection = await testDatabase();

type Span = [from: number, to: number | null, minor: number];

interface Case {
  /** First month, first month no longer, billed less MRR. */
  compared: [from: number, to: number, rest: number];
  spans?: Span[];
  bills?: Span[];
  /** The contract is assigned to the customer compared, or away from it, in this month. */
  given?: { to: "it" | "another"; month: number };
  basis?: string;
  kind?: string;
  currency?: number;
}

const cases: [name: string, expected: string, told: Case][] = [
  ["as much is missing as a contract", "contract", { compared: [100, 103, -500], spans: [[90, null, 500]] }],
  ["but for two minor units", "contract", { compared: [100, 103, -502], spans: [[90, null, 500]] }],
  ["but for three", "", { compared: [100, 103, -503], spans: [[90, null, 500]] }],
  ["as much too much", "", { compared: [100, 103, 500], spans: [[90, null, 500]] }],
  ["a contract of less than a year ago", "contract", { compared: [100, 103, -500], spans: [[80, 89, 500]] }],
  ["of a year ago", "", { compared: [100, 103, -500], spans: [[80, 88, 500]] }],
  ["one that begins then", "contract near", { compared: [100, 103, -500], spans: [[100, null, 500]] }],
  ["one that begins later", "near", { compared: [100, 103, -500], spans: [[101, null, 500]] }],
  ["on committed alone", "", { compared: [100, 103, -500], spans: [[90, null, 500]], basis: "committed" }],
  ["in another currency", "", { compared: [100, 103, -500], spans: [[90, null, 500]], currency: 2 }],
  [
    "contracts that begin together, one of which ended long ago",
    "contract",
    {
      compared: [100, 103, -500],
      spans: [
        [80, 85, 300],
        [80, 95, 200],
      ],
    },
  ],
  [
    "that begin apart",
    "",
    {
      compared: [100, 103, -500],
      spans: [
        [80, null, 300],
        [81, null, 200],
      ],
    },
  ],
  ["as much too much as a bill", "invoice", { compared: [100, 103, 500], bills: [[90, 110, 500]] }],
  ["but for two minor units", "invoice", { compared: [100, 103, 502], bills: [[90, 110, 500]] }],
  ["but for three", "", { compared: [100, 103, 503], bills: [[90, 110, 500]] }],
  ["a bill that begins then", "invoice near", { compared: [100, 103, 500], bills: [[100, 110, 500]] }],
  ["one that has ended", "near", { compared: [100, 103, 500], bills: [[90, 100, 500]] }],
  ["one that begins later", "near", { compared: [100, 103, 500], bills: [[101, 110, 500]] }],
  ["one that recurs not", "", { compared: [100, 103, 500], bills: [[90, 110, 500]], kind: "one_off" }],
  ["one in another currency", "", { compared: [100, 103, 500], bills: [[90, 110, 500]], currency: 2 }],
  [
    "bills that begin together",
    "invoice",
    {
      compared: [100, 103, 500],
      bills: [
        [90, 98, 300],
        [90, 105, 200],
      ],
    },
  ],
  [
    "as much is missing as a bill just before",
    "contract",
    { compared: [100, 103, -500], bills: [[98, 100, 500]] },
  ],
  ["just after", "contract", { compared: [100, 103, -500], bills: [[103, 104, 500]] }],
  ["a month before", "", { compared: [100, 103, -500], bills: [[97, 99, 500]] }],
  ["of no month", "", { compared: [95, 103, -500], bills: [[95, 95, 500]] }],
  ["of three months just before", "contract near", { compared: [100, 103, -500], bills: [[97, 100, 500]] }],
  ["a contract ends then", "near", { compared: [100, 103, -7], spans: [[80, 100, 500]] }],
  ["a month later", "near", { compared: [100, 103, -7], spans: [[80, 101, 500]] }],
  ["two months later", "", { compared: [100, 103, -7], spans: [[80, 102, 500]] }],
  ["a month before", "", { compared: [100, 103, -7], spans: [[80, 99, 500]] }],
  ["a contract begins two months later", "", { compared: [100, 103, -7], spans: [[102, null, 500]] }],
  [
    "a bill of three months begins a month later",
    "near",
    { compared: [100, 103, -7], bills: [[101, 104, 500]] },
  ],
  ["ends a month later", "near", { compared: [100, 103, -7], bills: [[98, 101, 500]] }],
  ["ends two months later", "", { compared: [100, 103, -7], bills: [[98, 102, 500]] }],
  ["a bill of two months", "", { compared: [100, 103, -7], bills: [[100, 102, 500]] }],
  [
    "a contract it was given",
    "contract",
    { compared: [110, 112, -500], spans: [[80, null, 500]], given: { to: "it", month: 95 } },
  ],
  [
    "that it will be given",
    "",
    { compared: [93, 94, -500], spans: [[80, null, 500]], given: { to: "it", month: 95 } },
  ],
  [
    "that had ended before",
    "",
    { compared: [95, 97, -7], spans: [[80, 95, 500]], given: { to: "it", month: 95 } },
  ],
  [
    "one it gave away over a year ago",
    "",
    { compared: [110, 112, -500], spans: [[80, null, 500]], given: { to: "another", month: 95 } },
  ],
  [
    "one that began when it was given away",
    "",
    { compared: [95, 97, -7], spans: [[95, null, 500]], given: { to: "another", month: 95 } },
  ],
];

/** Each case is two customers: the one compared, and one to give to or take from. */
const customerOf = (at: number) => 2 * at + 1;
const each = <Row>(of: (told: Case, at: number) => Row[]) => cases.flatMap(([, , told], at) => of(told, at));

const found = await modelRows(connection, "ledger/billed_matches", {
  billed_compared: {
    like: { customer_no: 0, currency_no: 1, from_month_no: 0, to_month_no: 0, rest_billing: 0 },
    rows: each(({ compared: [from, to, rest] }, at) => [
      { customer_no: customerOf(at), from_month_no: from, to_month_no: to, rest_billing: rest },
    ]),
  },
  line_spans: {
    like: {
      basis: "live",
      chain_no: 0,
      customer_no: 0,
      currency_no: 1,
      from_month_no: 0,
      to_month_no: 0,
      amount_minor: 0,
    },
    rows: each(({ spans = [], given, basis = "live", currency = 1 }, at) =>
      spans.map(([from, to, minor], part) => ({
        basis,
        chain_no: 10 * at + part,
        customer_no: customerOf(at) + (given?.to === "it" ? 1 : 0),
        currency_no: currency,
        from_month_no: from,
        to_month_no: to,
        amount_minor: minor,
      })),
    ),
  },
  billed_lines: {
    like: { customer_no: 0, currency_no: 1, kind: "", from_month_no: 0, to_month_no: 0, monthly_minor: 0 },
    rows: each(({ bills = [], kind = "recurring", currency = 1 }, at) =>
      bills.map(([from, to, minor]) => ({
        customer_no: customerOf(at),
        currency_no: currency,
        kind,
        from_month_no: from,
        to_month_no: to,
        monthly_minor: minor,
      })),
    ),
  },
  chain_owners: {
    like: { chain_no: 0, customer_no: 0, from_month_no: 0, to_month_no: 0 },
    rows: each(({ given }, at) => {
      if (!given) return [];
      const [one, other] = [customerOf(at), customerOf(at) + 1];
      const [first, then] = given.to === "it" ? [other, one] : [one, other];
      return [
        { chain_no: 10 * at, customer_no: first, from_month_no: 0, to_month_no: given.month },
        { chain_no: 10 * at, customer_no: then, from_month_no: given.month, to_month_no: 99999 },
      ];
    }),
  },
});

test.each(cases.map(([name, expected, told], at) => ({ at, name, expected, told })))(
  "$name: $told is $expected",
  ({ at, expected }) => {
    const row = found.find(({ customer_no }) => Number(customer_no) === customerOf(at));
    const words = row && [
      row.is_of_contracts && "contract",
      row.is_of_invoices && "invoice",
      row.is_near_change && "near",
    ];
    expect((words ?? []).filter(Boolean).join(" ")).toBe(expected);
  },
);
