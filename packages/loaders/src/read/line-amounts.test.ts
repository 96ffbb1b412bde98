import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plainColumns, readLines } from "./test-company.ts";

type Source = Readonly<Record<string, unknown>>;

const { monthly_amount: _, ...unpriced } = plainColumns;
const rates = { policy: "constant", as_of: "2025-12-31", rates: { JPY: 0.0065, BHD: 2.65, EUR: 1.08 } };

/** Maps one price column to `amount` and further columns to columns of their own names. */
const priced = (price: string, ...more: string[]) => ({
  columns: { ...unpriced, [price]: "amount", ...Object.fromEntries(more.map((name) => [name, name])) },
});
const per = (period: string, price = "amount") => ({
  columns: { ...unpriced, [price]: "amount", billing_period: { value: period } },
});

async function amounts(row: string, more: readonly string[], source: Source): Promise<readonly unknown[]> {
  const text = `id,customer,amount,start,end${more.map((name) => `,${name}`).join("")}\nL1,A,${row}\n`;
  const { query } = await readLines(text, source, { exchange_rates: rates });
  const rows = await query(
    "select monthly_minor, annual_minor, unit_monthly_minor from read_contract_lines union all select code, value, reason from quarantine",
  );
  return Object.values(rows[0] ?? {});
}

type Case = [name: string, row: string, more: string[], source: Source, expected: [string, string, string]];

describe("amounts are rounded once, half away from zero, from the printed amount", () => {
  // Source: definitions, "Money"; ledger case 14 for the rows named so; the others by hand.
  test.each<Case>([
    ["monthly", "100.10,2024-01-01,", [], {}, ["10010", "120120", "10010.000000000"]],
    ["monthly, half a cent", "0.005,2024-01-01,", [], {}, ["1", "6", "0.500000000"]],
    ["monthly, minus half a cent", "-0.005,2024-01-01,", [], {}, ["-1", "-6", "-0.500000000"]],
    ["monthly, a little less than half a cent", "0.0049,2024-01-01,", [], {}, ["0", "6", "0.490000000"]],
    ["monthly, many decimals", "0.333333333333333333,2024-01-01,", [], {}, ["33", "400", "33.333333300"]],
    ["monthly, an exponent", "1.5e3,2024-01-01,", [], {}, ["150000", "1800000", "150000.000000000"]],
    ["monthly, free", "0,2024-01-01,", [], {}, ["0", "0", "0.000000000"]],
    ...["3", "3.0"].map(
      (count): Case => [
        `of ${count} months, in two columns`,
        `300,2024-01-01,,${count}`,
        ["count"],
        { columns: { ...per("month").columns, billing_period_count: "count" } },
        ["10000", "120000", "10000.000000000"],
      ],
    ),
    [
      "of one year, in two columns, the count empty",
      "1200,2024-01-01,,",
      ["count"],
      { columns: { ...per("annual").columns, billing_period_count: "count" } },
      ["10000", "120000", "10000.000000000"],
    ],
    [
      "annual, case 14 (i)",
      "100.00,2024-01-01,,10",
      ["quantity"],
      { columns: { ...per("annual", "unit_price").columns, quantity: "quantity" } },
      ["8333", "100000", "833.333333333"],
    ],
    [
      "annual, case 14 (i) after",
      "110.00,2024-01-01,,13",
      ["quantity"],
      { columns: { ...per("annual", "unit_price").columns, quantity: "quantity" } },
      ["11917", "143000", "916.666666667"],
    ],
    [
      "annual, case 14 (ii) after",
      "100.00,2024-01-01,,13",
      ["quantity"],
      { columns: { ...per("annual", "unit_price").columns, quantity: "quantity" } },
      ["10833", "130000", "833.333333333"],
    ],
    [
      "term value of two years, case 14 (iii)",
      "2000000.00,2024-01-01,2026-01-01",
      [],
      priced("term_value"),
      ["8333333", "100000000", "8333333.333333333"],
    ],
    ["annual, yearly", "1200,2024-01-01,", [], per("yearly"), ["10000", "120000", "10000.000000000"]],
    ["annual, half a cent", "0.30,2024-01-01,", [], per("Annually"), ["3", "30", "2.500000000"]],
    ["quarterly", "100,2024-01-01,", [], per("quarterly"), ["3333", "40000", "3333.333333333"]],
    ["a half year", "100,2024-01-01,", [], per("semi-annual"), ["1667", "20000", "1666.666666667"]],
    ["6 months", "100,2024-01-01,", [], per("6 months"), ["1667", "20000", "1666.666666667"]],
    ["18-monthly", "100,2024-01-01,", [], per("18-monthly"), ["556", "6667", "555.555555556"]],
    ["every 2 years", "2400,2024-01-01,", [], per("every 2 years"), ["10000", "120000", "10000.000000000"]],
    ["2 quarters", "100,2024-01-01,", [], per("2 quarters"), ["1667", "20000", "1666.666666667"]],
    ["weekly", "10,2024-01-01,", [], per("weekly"), ["4333", "52000", "4333.333333333"]],
    ["2 weeks", "10,2024-01-01,", [], per("2 weeks"), ["2167", "26000", "2166.666666667"]],
    ["daily", "1,2024-01-01,", [], per("daily"), ["3042", "36500", "3041.666666667"]],
    ["30 days", "30,2024-01-01,", [], per("30_days"), ["3042", "36500", "3041.666666667"]],
    [
      "a period from its column",
      "1200,2024-01-01,,Annual",
      ["billing_period"],
      priced("amount", "billing_period"),
      ["10000", "120000", "10000.000000000"],
    ],
    [
      "a term of a year",
      "1200,2024-01-01,2025-01-01",
      [],
      priced("term_value"),
      ["10000", "120000", "10000.000000000"],
    ],
    [
      "a term of 14 months, free months inside",
      "1200,2024-01-01,2025-03-01",
      [],
      priced("term_value"),
      ["8571", "102857", "8571.428571429"],
    ],
    // 11 months and 30 days: 11 + 30 x 12 / 365 months
    [
      "a term with days left over",
      "1200,2024-01-02,2025-01-01",
      [],
      priced("term_value"),
      ["10011", "120137", "10011.428571429"],
    ],
    [
      "a term of ten days",
      "10,2024-01-01,2024-01-11",
      [],
      priced("term_value"),
      ["3042", "36500", "3041.666666667"],
    ],
    [
      "a term to its last day of service",
      "1200,2024-01-01,2024-12-31",
      [],
      { ...priced("term_value"), end_on_is: "last_day_of_service" },
      ["10000", "120000", "10000.000000000"],
    ],
    [
      "the whole line, with a quantity",
      "70.00,2024-01-01,,7",
      ["quantity"],
      { columns: { ...plainColumns, quantity: "quantity" } },
      ["7000", "84000", "1000.000000000"],
    ],
    [
      "the whole line, with a quantity that does not divide it",
      "100,2024-01-01,,3",
      ["quantity"],
      { columns: { ...plainColumns, quantity: "quantity" } },
      ["10000", "120000", "3333.333333333"],
    ],
    [
      "a quantity with decimals",
      "100,2024-01-01,,2.5",
      ["quantity"],
      { columns: { ...plainColumns, quantity: "quantity" } },
      ["10000", "120000", "4000.000000000"],
    ],
    [
      "a unit price at a quantity with decimals",
      "0.333,2024-01-01,,1.5",
      ["quantity"],
      { columns: { ...per("monthly", "unit_price").columns, quantity: "quantity" } },
      ["50", "599", "33.300000000"],
    ],
    [
      "no quantity is 1",
      "70,2024-01-01,,",
      ["quantity"],
      { columns: { ...per("monthly", "unit_price").columns, quantity: "quantity" } },
      ["7000", "84000", "7000.000000000"],
    ],
    [
      "a quantity of 0 at a unit price",
      "70,2024-01-01,,0",
      ["quantity"],
      { columns: { ...per("monthly", "unit_price").columns, quantity: "quantity" } },
      ["0", "0", "7000.000000000"],
    ],
    [
      "a quantity of 0 beside an amount",
      "70,2024-01-01,,0",
      ["quantity"],
      { columns: { ...plainColumns, quantity: "quantity" } },
      ["7000", "84000", "7000.000000000"],
    ],
    ["minor units", "1050,2024-01-01,", [], { units: "minor" }, ["1050", "12600", "1050.000000000"]],
    [
      "yen have no minor units",
      "1050,2024-01-01,,jpy",
      ["currency"],
      priced("monthly_amount", "currency"),
      ["1050", "12600", "1050.000000000"],
    ],
    [
      "yen in minor units",
      "1050,2024-01-01,,JPY",
      ["currency"],
      { ...priced("monthly_amount", "currency"), units: "minor" },
      ["1050", "12600", "1050.000000000"],
    ],
    [
      "dinars have three decimals",
      "1.0505,2024-01-01,,BHD",
      ["currency"],
      priced("monthly_amount", "currency"),
      ["1051", "12606", "1050.500000000"],
    ],
    ["a fixed currency", "10,2024-01-01,", [], { currency: "BHD" }, ["10000", "120000", "10000.000000000"]],
    [
      "a fixed currency where the column is empty",
      "10,2024-01-01,,",
      ["currency"],
      { ...priced("monthly_amount", "currency"), currency: "JPY" },
      ["10", "120", "10.000000000"],
    ],
    [
      "a decimal comma",
      '"1234,5",2024-01-01,',
      [],
      { decimal: "," },
      ["123450", "1481400", "123450.000000000"],
    ],
    [
      "a decimal comma and points",
      '"1.234,5",2024-01-01,',
      [],
      { decimal: ",", thousands: "." },
      ["123450", "1481400", "123450.000000000"],
    ],
    [
      "commas between thousands",
      '"1,234.5",2024-01-01,',
      [],
      { thousands: "," },
      ["123450", "1481400", "123450.000000000"],
    ],
    [
      "spaces between thousands",
      "1 234.5,2024-01-01,",
      [],
      { thousands: " " },
      ["123450", "1481400", "123450.000000000"],
    ],
    [
      "spaces that do not break between thousands",
      "1\u00a0234.5,2024-01-01,",
      [],
      { thousands: " " },
      ["123450", "1481400", "123450.000000000"],
    ],
    [
      "narrow ones, as French spreadsheets print, between thousands",
      "1\u202f234.5,2024-01-01,",
      [],
      { thousands: " " },
      ["123450", "1481400", "123450.000000000"],
    ],
    [
      "apostrophes between thousands",
      "1'234.5,2024-01-01,",
      [],
      { thousands: "'" },
      ["123450", "1481400", "123450.000000000"],
    ],
    [
      "curved ones, as Swiss spreadsheets print, between thousands",
      "1\u2019234.5,2024-01-01,",
      [],
      { thousands: "'" },
      ["123450", "1481400", "123450.000000000"],
    ],
    [
      "the largest amount",
      "10000000000000,2024-01-01,",
      [],
      {},
      ["1000000000000000", "12000000000000000", "1000000000000000.000000000"],
    ],
    [
      "a large amount with its cents",
      "9007199254740.93,2024-01-01,",
      [],
      {},
      ["900719925474093", "10808639105689116", "900719925474093.000000000"],
    ],
  ])("%s", async (_, row, more, source, expected) => {
    expect(await amounts(row, more, source)).toEqual(expected);
  });
});

test("what a notice leaves and the list price follow the price's unit and period", async () => {
  const text = [
    "id,customer,amount,start,end,quantity,billing_period,noticed,left,list,off",
    "L1,A,1200,2024-01-01,,10,annual,2024-06-01,8400,1500,0.2",
    "L2,A,1200,2024-01-01,,10,annual,2024-06-01,,,",
    "L3,A,1200,2024-01-01,,10,annual,,8400,,",
    "",
  ].join("\n");
  const more = { notice_on: "noticed", notice_amount: "left", list_price: "list", discount_rate: "off" };
  const { query } = await readLines(text, {
    columns: { ...priced("unit_price", "quantity", "billing_period").columns, ...more },
  });
  expect(
    await query(
      "select line_id, monthly_minor, notice_monthly_minor, list_unit_monthly_minor from read_contract_lines order by 1",
    ),
  ).toEqual([
    {
      line_id: "L1",
      monthly_minor: "100000",
      notice_monthly_minor: "70000",
      list_unit_monthly_minor: "12500.000000000",
    },
    {
      line_id: "L2",
      monthly_minor: "100000",
      notice_monthly_minor: null,
      list_unit_monthly_minor: null,
    },
    {
      line_id: "L3",
      monthly_minor: "100000",
      notice_monthly_minor: null,
      list_unit_monthly_minor: null,
    },
  ]);
});

test.each<[string, string[], string, string | null]>([
  [
    "a list price for one unit",
    ["unit_price", "1200", "10", "annual", "1500", ""],
    "1500 / 12",
    "12500.000000000",
  ],
  [
    "an amount for the whole line",
    ["amount", "12000", "10", "annual", "15000", ""],
    "15000 / 12 / 10",
    "12500.000000000",
  ],
  [
    "thirds, rounded at the ninth decimal",
    ["amount", "100", "3", "monthly", "100", ""],
    "100 / 3",
    "3333.333333333",
  ],
  ["a discount of 20 %", ["unit_price", "80", "10", "annual", "", "0.2"], "80 / 12 / 0.8", "833.333333333"],
  [
    "a discount on a whole line",
    ["amount", "800", "10", "monthly", "", "0.2"],
    "800 / 10 / 0.8",
    "10000.000000000",
  ],
  [
    "a discount with decimals",
    ["amount", "875", "7", "monthly", "", "0.125"],
    "875 / 7 / 0.875",
    "14285.714285714",
  ],
  [
    "both: the list price is taken",
    ["unit_price", "80", "10", "monthly", "99", "0.2"],
    "99",
    "9900.000000000",
  ],
  ["a list price of 0 says nothing", ["unit_price", "80", "10", "monthly", "0", ""], "", null],
  ["a discount of 100 % says nothing", ["unit_price", "0", "10", "monthly", "", "1"], "", null],
  ["no discount is the price", ["unit_price", "80", "10", "monthly", "", "0"], "80", "8000.000000000"],
  ["neither", ["unit_price", "80", "10", "monthly", "", ""], "", null],
])("list price of one unit a month: %s", async (_, [price = "", ...cells], __, expected) => {
  const { query } = await readLines(
    `id,customer,start,end,amount,quantity,billing_period,list,off\nL1,A,2024-01-01,,${cells.join(",")}\n`,
    {
      columns: {
        ...priced(price, "quantity", "billing_period").columns,
        list_price: "list",
        discount_rate: "off",
      },
    },
  );
  expect(await query("select list_unit_monthly_minor as list from read_contract_lines")).toEqual([
    { list: expected },
  ]);
});

test("a discount alone gives the list price, to the ninth decimal", async () => {
  const rows = fc.sample(
    fc.tuple(
      fc.integer({ min: 1, max: 10 ** 9 }),
      fc.integer({ min: 0, max: 999 }),
      fc.integer({ min: 1, max: 400 }),
    ),
    { numRuns: 500, seed: 5 },
  );
  const text = rows.map(([cents, mille, seats], i) => {
    return `L${i},A,${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, "0")},2024-01-01,,${seats},annual,${mille / 1000}`;
  });
  const { query } = await readLines(
    `id,customer,amount,start,end,quantity,billing_period,off\n${text.join("\n")}\n`,
    { columns: { ...priced("amount", "quantity", "billing_period").columns, discount_rate: "off" } },
  );
  const read = await query("select list_unit_monthly_minor as list from read_contract_lines order by rowid");
  expect(read.map(({ list }) => scaled(String(list), 9))).toEqual(
    rows.map(([cents, mille, seats]) =>
      rounded(BigInt(cents) * 1000n * 10n ** 9n, 12n * BigInt(seats) * BigInt(1000 - mille)),
    ),
  );
});

test("agrees with whole-number arithmetic on any amount, quantity and period", async () => {
  const amount = fc
    .tuple(fc.boolean(), fc.bigInt(0n, 10n ** 13n), fc.integer({ min: 0, max: 9 }))
    .map(([minus, digits, decimals]) => {
      const text = digits.toString().padStart(decimals + 1, "0");
      const point = text.length - decimals;
      return `${minus ? "-" : ""}${text.slice(0, point)}${decimals > 0 ? `.${text.slice(point)}` : ""}`;
    });
  const quantity = fc.oneof(
    fc.integer({ min: 0, max: 5_000 }).map(String),
    fc.integer({ min: 1, max: 5_000 }).map((n) => `${n}.25`),
  );
  const period = fc.constantFrom<[string, bigint, bigint]>(
    ["monthly", 1n, 1n],
    ["annual", 1n, 12n],
    ["quarterly", 1n, 3n],
    ["7 months", 1n, 7n],
    ["weekly", 52n, 12n],
    ["3 days", 365n, 36n],
  );
  const rows = fc.sample(fc.tuple(amount, quantity, period), { numRuns: 4_000, seed: 17 });
  const text = rows.map(([price, seats, [name]], i) => `L${i},A,${price},2024-01-01,,${seats},${name}`);
  const { query } = await readLines(
    `id,customer,amount,start,end,quantity,billing_period\n${text.join("\n")}\n`,
    priced("unit_price", "quantity", "billing_period"),
  );
  const read = await query(
    "select line_id, monthly_minor, annual_minor, unit_monthly_minor from read_contract_lines",
  );
  const byId = new Map(read.map((row) => [row.line_id, row]));
  let compared = 0;
  for (const [i, [price, seats, [, up, down]]] of rows.entries()) {
    const row = byId.get(`L${i}`);
    const exact = scaled(price, 9) * scaled(seats, 6) * 100n * up;
    const one = scaled(price, 9) * 10n ** 8n * up;
    const isTooLarge = [exact, one, -exact, -one].some((value) => value > 10n ** 30n * down);
    expect(row === undefined).toBe(isTooLarge);
    if (row === undefined) continue;
    compared += 1;
    const unit = rounded(scaled(price, 9) * 100n * up, down);
    expect([row.monthly_minor, row.annual_minor, scaled(String(row.unit_monthly_minor), 9)]).toEqual([
      rounded(exact, 10n ** 15n * down).toString(),
      rounded(exact * 12n, 10n ** 15n * down).toString(),
      unit,
    ]);
  }
  expect(compared).toBeGreaterThan(2_500);
});

/** A decimal text x 10^decimals as a whole number. */
function scaled(text: string, decimals: number): bigint {
  const [whole = "", part = ""] = text.replace("-", "").split(".");
  const value = BigInt(whole + part.padEnd(decimals, "0"));
  return text.startsWith("-") ? -value : value;
}

function rounded(n: bigint, d: bigint): bigint {
  const size = ((n < 0n ? -n : n) * 2n + d) / (2n * d);
  return n < 0n ? -size : size;
}

test("a one-off line keeps its whole amount as printed, whatever its term, times its units", async () => {
  const oneOff = async (row: string, source: Source) => {
    const more = ["quantity", "is_recurring"];
    const { query } = await readLines(
      `id,customer,amount,start,end,${more.join(",")}\nL1,A,${row}\nL2,A,10,2024-01-01,2025-01-01,1,true\n`,
      source,
    );
    const rows = await query("select one_off_minor from read_contract_lines order by line_id");
    return rows.map(({ one_off_minor }) => one_off_minor);
  };
  const term = priced("term_value", "quantity", "is_recurring");
  expect(await oneOff("15000.00,2025-06-30,2025-09-29,1,false", term)).toEqual(["1500000", null]);
  const each = priced("unit_price", "quantity", "is_recurring");
  const annual = { columns: { ...each.columns, billing_period: { value: "annual" } } };
  expect(await oneOff("19.99,2025-06-30,,3,false", annual)).toEqual(["5997", null]);
});
