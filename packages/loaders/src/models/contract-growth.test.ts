import { expect, test } from "vitest";
import { testDatabase } from "./test-database.ts";
import { modelRows } from "./test-model.ts";

/* The contract now against that of the first month end, each rule at both sides of its edge. The last month is 200. */

const connection = await testDatabase();
const [dollars, euros, yen] = [1, 2, 3];

interface Span {
  from: number;
  to?: number;
  minor: number;
  product?: number;
  currency?: number;
  basis?: string;
  isOverdrawn?: boolean;
}

interface Case {
  spans: Span[];
  /** First month after its balance; the month after the last one is still so. */
  until?: number;
  isActive?: boolean;
  basis?: string;
  /** The first contract is assigned to the customer, or away from it, in this month. */
  given?: { to: "it" | "another"; month: number };
}

const none = null;
const grown = (tenure: number, original: number, contract: number) => ({
  tenure_months: tenure,
  original_minor: original,
  contract_minor: contract,
  growth_micros: Math.round((contract / original) * 1_000_000),
});

const cases: [name: string, expected: ReturnType<typeof grown> | null, told: Case][] = [
  ["a contract as it was", grown(100, 500, 500), { spans: [{ from: 100, minor: 500 }] }],
  [
    "one that grew",
    grown(100, 500, 750),
    {
      spans: [
        { from: 100, to: 150, minor: 500 },
        { from: 150, minor: 750 },
      ],
    },
  ],
  [
    "lines of the first month together, those of now together",
    grown(100, 500, 250),
    {
      spans: [
        { from: 100, to: 120, minor: 300 },
        { from: 100, minor: 200 },
        { from: 110, minor: 50 },
      ],
    },
  ],
  ["a customer gone in the last month", none, { spans: [{ from: 100, minor: 500 }], until: 200 }],
  ["one that pays only to read", none, { spans: [{ from: 100, minor: 500 }], isActive: false }],
  ["one with a balance on committed alone", none, { spans: [{ from: 100, minor: 500 }], basis: "committed" }],
  [
    "what counts on committed alone",
    grown(100, 500, 500),
    {
      spans: [
        { from: 90, minor: 900, basis: "committed" },
        { from: 100, minor: 500 },
      ],
    },
  ],
  [
    "products rounded one by one at the printed rate of 1.5",
    grown(100, 1_000, 1_000),
    {
      spans: [
        { from: 100, minor: 333, product: 1, currency: euros },
        { from: 100, minor: 333, product: 2, currency: euros },
      ],
    },
  ],
  [
    "lines of one product rounded together",
    grown(100, 999, 999),
    {
      spans: [
        { from: 100, minor: 333, currency: euros },
        { from: 100, minor: 333, currency: euros },
      ],
    },
  ],
  [
    "both at the rate of the last month, 3 after 5",
    grown(100, 300, 600),
    {
      spans: [
        { from: 100, to: 150, minor: 100, currency: yen },
        { from: 150, minor: 200, currency: yen },
      ],
    },
  ],
  [
    "a credit that was set aside",
    grown(100, 500, 500),
    {
      spans: [
        { from: 100, minor: 500 },
        { from: 100, minor: -400, isOverdrawn: true },
      ],
    },
  ],
  [
    "a contract that came to nothing at first",
    none,
    {
      spans: [
        { from: 100, to: 120, minor: 500 },
        { from: 100, to: 110, minor: -500 },
        { from: 150, minor: 400 },
      ],
    },
  ],
  ["one that comes to nothing now", none, { spans: [{ from: 100, to: 180, minor: 500 }] }],
  [
    "a contract it was given brings its past along",
    grown(100, 500, 500),
    { spans: [{ from: 100, minor: 500 }], given: { to: "it", month: 150 } },
  ],
  [
    "one it was given in the last month",
    grown(100, 500, 500),
    { spans: [{ from: 100, minor: 500 }], given: { to: "it", month: 200 } },
  ],
  ["one it will be given", none, { spans: [{ from: 100, minor: 500 }], given: { to: "it", month: 201 } }],
  [
    "one it gave away in the last month",
    none,
    { spans: [{ from: 100, minor: 500 }], given: { to: "another", month: 200 } },
  ],
  [
    "one it will give away",
    grown(100, 500, 500),
    { spans: [{ from: 100, minor: 500 }], given: { to: "another", month: 201 } },
  ],
];

/** Each case is two customers: the one asked about, and one to give to or take from. */
const customerOf = (at: number) => 2 * at + 1;
const each = <Row>(of: (told: Case, at: number) => Row[]) => cases.flatMap(([, , told], at) => of(told, at));

const found = await modelRows(connection, "ledger/contract_growth", {
  company: { like: { last_month_no: 0 }, rows: [{ last_month_no: 200 }] },
  currencies: {
    like: { currency_no: 0, currency: "", factor: 0 },
    rows: [
      { currency_no: dollars, currency: "USD", factor: 1 },
      { currency_no: euros, currency: "EUR", factor: 1.5 },
      { currency_no: yen, currency: "JPY", factor: 7 },
    ],
  },
  month_factor: {
    like: { currency: "", month_no: 0, factor: 0 },
    rows: [
      { currency: "JPY", month_no: 199, factor: 5 },
      { currency: "JPY", month_no: 200, factor: 3 },
    ],
  },
  customer_balances: {
    like: { basis: "live", customer_no: 0, to_month_no: 201, is_active: true },
    rows: each(({ until = 201, isActive = true, basis = "live" }, at) => [
      { basis, customer_no: customerOf(at), to_month_no: until, is_active: isActive },
    ]),
  },
  line_spans: {
    like: {
      basis: "live",
      line_no: 0,
      chain_no: 0,
      customer_no: 0,
      product_no: 1,
      currency_no: 1,
      from_month_no: 0,
      to_month_no: 0,
      amount_minor: 0,
    },
    rows: each(({ spans, given }, at) =>
      spans.map(({ from, to, minor, product = 1, currency = dollars, basis = "live" }, part) => ({
        basis,
        line_no: 10 * at + part,
        chain_no: 10 * at + part,
        customer_no: customerOf(at) + (given?.to === "it" ? 1 : 0),
        product_no: product,
        currency_no: currency,
        from_month_no: from,
        to_month_no: to ?? null,
        amount_minor: minor,
      })),
    ),
  },
  overdrawn_lines: {
    like: { line_no: 0 },
    rows: each(({ spans }, at) =>
      spans.flatMap(({ isOverdrawn }, part) => (isOverdrawn ? [{ line_no: 10 * at + part }] : [])),
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

test.each(cases.map(([name, expected], at) => ({ at, name, expected })))("$name", ({ at, expected }) => {
  const rows = found.filter(({ customer_no }) => Number(customer_no) === customerOf(at));
  const told = rows.map(({ customer_no: _, ...row }) =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [name, Number(value)])),
  );
  expect(told).toEqual(expected ? [expected] : []);
});
