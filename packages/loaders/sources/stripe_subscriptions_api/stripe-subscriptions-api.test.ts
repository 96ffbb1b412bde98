import { describe, expect, test } from "vitest";
import { faultTexts, layoutFixture, lineTexts, readFixture } from "../../src/read/test-vendor.ts";

const fixture = layoutFixture("stripe_subscriptions_api");
const at = (day: string) => Date.parse(`${day}T00:00:00Z`) / 1000;

const price = {
  id: "price_1",
  object: "price",
  currency: "usd",
  product: "prod_1",
  recurring: { interval: "month", interval_count: 1, usage_type: "licensed" },
  unit_amount: 1000,
};
const item = (cells: object = {}) => ({
  id: "si_1",
  created: at("2024-01-10"),
  price,
  quantity: 1,
  ...cells,
});
const items = (...data: object[]) => ({ object: "list", data, has_more: false });
const subscription = {
  id: "sub_1",
  object: "subscription",
  customer: "cus_1",
  status: "active",
  currency: "usd",
  created: at("2024-01-10"),
  start_date: at("2024-01-10"),
  current_period_start: at("2025-03-10"),
  current_period_end: at("2025-04-10"),
  cancel_at_period_end: false,
  items: items(item()),
};

async function read(cells: object, options: Readonly<Record<string, string>> = {}) {
  const page = { object: "list", data: [{ ...subscription, ...cells }], has_more: false };
  const files = { "exports/subscriptions.json": Buffer.from(JSON.stringify(page)) };
  const company = await readFixture({ ...fixture, files }, { options });
  const { accepted, quarantined, left_out } = company.summary.totals;
  expect(accepted + quarantined + left_out).toBe(1);
  return [...(await lineTexts(company)), ...(await faultTexts(company))];
}

test("each item is a line, and a discount that ends makes two of it", async () => {
  const company = await readFixture(fixture);
  expect(await faultTexts(company)).toEqual([]);
  expect(await lineTexts(company)).toEqual([
    "si_A1 cus_A prod_team 5.0 6250 USD signed 2024-01-10 from 2024-01-10 to open",
    "si_B1 cus_B prod_team 2.0 2000 EUR signed 2024-01-10 from 2024-01-10 to open",
    "si_B2 cus_B prod_add 1.0 900 EUR signed 2024-06-05 from 2024-06-05 to open",
    "si_C1 cus_C prod_team 1.0 1000 USD signed 2024-01-10 from 2024-01-10 to 2025-04-10 notice 2025-03-12 because too_expensive",
    "si_E1 cus_E prod_team 4.0 4000 USD signed 2024-01-10 from 2024-01-10 to 2024-07-10",
    "si_E1:3 cus_E prod_team 4.0 5000 USD signed 2024-01-10 from 2024-07-10 to 2025-04-10 notice 2025-03-20",
    "si_F1 cus_F prod_team 1.0 1250 USD signed 2024-01-10 from 2024-01-10 to 2024-10-05",
    "si_F1:2 cus_F prod_team 1.0 750 USD signed 2024-01-10 from 2024-10-05 to open",
    "si_G1 cus_G prod_team 1.0 1250 USD signed 2025-03-20 from 2025-03-20 to open trial",
    "si_H1 cus_H prod_team 1.0 4000 JPY signed 2024-01-10 from 2024-01-24 to open",
    "si_L1 cus_L prod_team 100.0 45 USD signed 2024-01-10 from 2024-01-10 to open",
    "si_L2 cus_L prod_team 21.0 2100 USD signed 2024-01-10 from 2024-01-10 to open",
    "sub_D cus_D prod_gold 2.0 8000 USD signed 2024-01-10 from 2024-01-10 to 2024-09-10 notice 2024-08-20",
  ]);
  expect(company.summary.totals).toEqual({ rows_in: 12, accepted: 9, quarantined: 0, left_out: 3 });
});

test("a list from before items, told by its columns, has the plan of each subscription", async () => {
  const { items: _, currency: __, ...older } = subscription;
  const plan = { id: "gold", amount: 2000, currency: "usd", interval: "month", interval_count: 3 };
  const page = { object: "list", data: [{ ...older, plan, quantity: 2 }], has_more: false };
  const files = { "exports/subscriptions.json": Buffer.from(JSON.stringify(page)) };
  const company = await readFixture({ ...fixture, files }, { layout: null });
  expect(await lineTexts(company)).toEqual([
    "sub_1 cus_1 gold 2.0 1333 USD signed 2024-01-10 from 2024-01-10 to open",
  ]);
});

test("a list that goes on is noted", async () => {
  const page = { object: "list", data: [subscription], has_more: true };
  const files = { "exports/subscriptions.json": Buffer.from(JSON.stringify(page)) };
  const company = await readFixture({ ...fixture, files });
  expect(company.summary.notes).toEqual([
    "exports/subscriptions.json ends with a list that says there is more: export what follows too.",
  ]);
});

const line = "si_1 cus_1 prod_1 1.0 1000 USD signed 2024-01-10 from 2024-01-10 to";

describe("a subscription is set aside whole", () => {
  test.each<[string, object, string]>([
    ["a status nobody knows", { status: "dormant" }, "row 1 status: unknown_status dormant"],
    ["no status at all", { status: null }, "row 1 status: unknown_status null"],
    ["ended, and nothing says when", { status: "canceled" }, "row 1 ended_at: ended_without_date canceled"],
    [
      "more items than the record has",
      { items: { ...items(item()), has_more: true } },
      "row 1 items: incomplete_record sub_1",
    ],
    [
      "one item without an amount, as tiers have none that are not expanded",
      { items: items(item(), item({ id: "si_2", price: { ...price, unit_amount: null } })) },
      "row 1 items: incomplete_record si_2",
    ],
    [
      "two discounts at once",
      {
        discounts: [1, 2].map((n) => ({
          coupon: { percent_off: n, duration: "forever" },
          start: at("2024-01-10"),
        })),
      },
      "row 1 discounts: unreadable_discount sub_1",
    ],
    [
      "an amount off two items",
      {
        items: items(item(), item({ id: "si_2" })),
        discount: { coupon: { amount_off: 100, duration: "forever" }, start: at("2024-01-10") },
      },
      "row 1 discount: unreadable_discount sub_1",
    ],
    ["no start", { created: null, start_date: null }, "row 1 start_date: missing_start null"],
    ["an impossible currency", { currency: "usdollar" }, "row 1 currency: unknown_currency usdollar"],
  ])("%s", async (_, cells, expected) => {
    expect(await read(cells)).toEqual([expected]);
  });
});

describe("what the record does not say is declared", () => {
  const unexpanded = { discounts: ["di_1"] };
  const paused = { pause_collection: { behavior: "void", resumes_at: null } };
  test.each<[string, object, Record<string, string>, string[]]>([
    ["a discount's id", unexpanded, {}, ["row 1 unexpanded_discounts: undeclared_option sub_1"]],
    ["a discount's id, of one invoice", unexpanded, { unexpanded_discounts: "one_off" }, [`${line} open`]],
    ["unpaid", { status: "unpaid" }, {}, ["row 1 unpaid: undeclared_option unpaid"]],
    ["unpaid that counts", { status: "unpaid" }, { unpaid: "counts" }, [`${line} open`]],
    ["unpaid that ended", { status: "unpaid" }, { unpaid: "ended" }, [`${line} 2025-03-10`]],
    ["a pause", paused, {}, ["row 1 paused_collection: undeclared_option active"]],
    ["a pause that counts", paused, { paused_collection: "counts" }, [`${line} open`]],
    ["a pause that is left out", paused, { paused_collection: "left_out" }, []],
  ])("%s", async (_, cells, options, expected) => {
    expect(await read(cells, options)).toEqual(expected);
  });
});

test("a discount of all of a line's time has no end of its own", async () => {
  const discount = {
    coupon: { percent_off: 25, duration: "repeating" },
    start: at("2024-01-10"),
    end: at("2025-01-10"),
  };
  const ended = { status: "canceled", canceled_at: at("2024-05-10"), ended_at: at("2024-05-10") };
  expect(await read({ discount, ...ended })).toEqual([
    `${line.replace("1000", "750")} 2024-05-10 notice 2024-05-10`,
  ]);
});

/** The price of so many units in two tiers: ten at 10.00, further ones at 7.00 with 20.00 on top. */
const tiered = (mode: string) => ({
  ...price,
  billing_scheme: "tiered",
  unit_amount: null,
  tiers_mode: mode,
  tiers: [
    { up_to: 10, unit_amount: 1000, unit_amount_decimal: "1000", flat_amount: null },
    { up_to: null, unit_amount: 700, unit_amount_decimal: "700", flat_amount: 2000 },
  ],
});

test.each([
  ["graduated", 10, 10_000],
  ["graduated", 12, 13_400],
  ["graduated", 1, 1_000],
  ["volume", 10, 10_000],
  ["volume", 11, 9_700],
])("%s tiers: %i units are %i a month", async (mode, quantity, minor) => {
  expect(await read({ items: items(item({ price: tiered(mode), quantity })) })).toEqual([
    `si_1 cus_1 prod_1 ${quantity}.0 ${minor} USD signed 2024-01-10 from 2024-01-10 to open`,
  ]);
});

test.each([
  ["another mode", { ...tiered("stairs") }, 3],
  ["no units", { ...tiered("volume") }, 0],
])("tiers of %s are set aside", async (_, other, quantity) => {
  expect(await read({ items: items(item({ price: other, quantity })) })).toEqual([
    "row 1 items: incomplete_record si_1",
  ]);
});

test("a discount that begins later and ends makes three lines", async () => {
  const discount = {
    coupon: { percent_off: 25, duration: "repeating" },
    start: at("2024-03-10"),
    end: at("2024-06-10"),
  };
  expect(await read({ discount })).toEqual([
    `${line} 2024-03-10`,
    "si_1:2 cus_1 prod_1 1.0 750 USD signed 2024-01-10 from 2024-03-10 to 2024-06-10",
    "si_1:3 cus_1 prod_1 1.0 1000 USD signed 2024-01-10 from 2024-06-10 to open",
  ]);
});

describe("metadata", () => {
  const metadata = {
    start_on: "2024-02-01",
    end_on: "2025-02-01",
    end_means: "term",
    order_id: "SO-1",
    order_type: "renewal",
    renewal_of: "si_0",
    list_price: "1200",
    reason: "price",
  };
  const files = (cells: object) => {
    const page = { object: "list", data: [{ ...subscription, ...cells }], has_more: false };
    return { "exports/subscriptions.json": Buffer.from(JSON.stringify(page)) };
  };

  test.each(["UTC", "Pacific/Auckland"])(
    "comes before what Stripe says: dates in %s, order, links, list price, reason",
    async (zone) => {
      const settings = { ...fixture.settings, timeZone: zone };
      const company = await readFixture({ ...fixture, settings, files: files({ metadata }) });
      expect(await lineTexts(company)).toEqual([
        "si_1 cus_1 prod_1 1.0 1000 USD signed 2024-01-10 from 2024-02-01 to 2025-02-01 because price",
      ]);
      expect(
        await company.query(`select end_means, order_id, order_type, renewal_of,
        cast(list_unit_monthly_minor as integer) as list_minor from read_contract_lines`),
      ).toEqual([
        { end_means: "term", order_id: "SO-1", order_type: "renewal", renewal_of: "si_0", list_minor: 1200 },
      ]);
    },
  );

  test.each(["start_on", "end_on"])("%s that is no day sets the subscription aside", async (key) => {
    const company = await readFixture({ ...fixture, files: files({ metadata: { [key]: "soon" } }) });
    expect(await faultTexts(company)).toEqual([`row 1 metadata.${key}: text_in_date soon`]);
  });
});

describe("a subscription in another currency than its price", () => {
  const euros = { currency: "eur" };
  const options = { currency_options: { eur: { unit_amount: 900, unit_amount_decimal: "900" } } };
  const off = { amount_off: 300, currency: "usd", duration: "forever" };
  const inEuros = { items: items(item({ price: { ...price, currency: "eur" } })) };
  test.each<[string, object, string]>([
    [
      "counts by what the price is in that currency",
      { ...euros, items: items(item({ price: { ...price, ...options } })) },
      `${line.replace("1000 USD", "900 EUR")} open`,
    ],
    ["is set aside where that is not known", euros, "row 1 items: incomplete_record si_1"],
    [
      "and so is what an amount off is in it",
      {
        ...euros,
        ...inEuros,
        discount: { coupon: { ...off, currency_options: { eur: { amount_off: 250 } } } },
      },
      `${line.replace("1000 USD", "750 EUR")} open`,
    ],
    [
      "or set aside",
      { ...euros, ...inEuros, discount: { coupon: off } },
      "row 1 discount: unreadable_discount sub_1",
    ],
  ])("%s", async (_, cells, expected) => {
    expect(await read(cells)).toEqual([expected]);
  });
});
