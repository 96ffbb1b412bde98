import { expect, test } from "vitest";
import { faultTexts, invoiceTexts, layoutFixture, readFixture } from "../../src/read/test-vendor.ts";

const fixture = layoutFixture("stripe_invoices_api");

test("lines of both shapes, net of discounts and of tax within", async () => {
  const company = await readFixture(fixture);
  expect(await faultTexts(company)).toEqual([]);
  expect(await invoiceTexts(company)).toEqual({
    invoices: [
      "in_1 cus_A USD on 2025-01-10 due 2025-01-10 paid 2025-01-10 paid 7500 tax 1250 open 0",
      "in_2 cus_A USD on 2025-02-10 due 2025-02-10 paid 2025-02-10 paid 10370 open 0",
      "in_3 cus_B USD on 2025-01-01 due 2025-01-31 open 12000 tax 2000 open 12000",
      "in_4 cus_B USD on 2025-02-01 due 2025-02-01 void 2025-02-03 void 500 open 0",
      "in_6 cus_B USD on 2025-03-02 due 2025-03-02 paid 2025-03-02 paid 0 open 0",
    ],
    lines: [
      "il_1 cus_A sub_A prod_team USD paid recurring 6250 from 2025-01-10 to 2025-02-10 6250 a month",
      "il_2 cus_A sub_A prod_team USD paid recurring 6250 from 2025-02-10 to 2025-03-10 6250 a month",
      "il_3 cus_A sub_A prod_team USD paid proration -1000 from 2025-01-20 to 2025-02-10 -1448 a month",
      "il_4 cus_A sub_A prod_api USD paid usage 420 from 2025-01-10 to 2025-02-10 420 a month",
      "il_5 cus_A prod_setup USD paid one_off 5000",
      "il_6 cus_A USD paid credit -300 from 2025-02-10 to 2025-03-10 -300 a month",
      "il_7 cus_B sub_B prod_year USD open recurring 10000 from 2025-01-01 to 2026-01-01 833 a month",
      "il_8 cus_B sub_B prod_year USD void recurring 500 from 2025-02-01 to 2025-03-01 500 a month",
    ],
  });
  expect(company.summary.totals).toEqual({ rows_in: 6, accepted: 5, quarantined: 0, left_out: 1 });
});

const line = {
  id: "sub_1",
  amount: 1000,
  type: "subscription",
  period: { start: 1736500000, end: 1739200000 },
};
const invoice = {
  id: "in_1",
  customer: "cus_1",
  status: "paid",
  currency: "usd",
  date: 1736500000,
  total: 1000,
  lines: { data: [line], has_more: false },
};

async function read(cells: object, source: Readonly<Record<string, unknown>> = {}) {
  const files = { "exports/invoices.json": Buffer.from(`${JSON.stringify({ ...invoice, ...cells })}\n`) };
  const company = await readFixture({ ...fixture, files }, source);
  return [...(await invoiceTexts(company)).lines, ...(await faultTexts(company))];
}

test.each<[name: string, says: object, status: string]>([
  ["paid", { paid: true, closed: true, attempted: true }, "paid"],
  ["given up", { paid: false, closed: true, forgiven: true, attempted: true }, "uncollectible"],
  ["no longer collected", { paid: false, closed: true, forgiven: false, attempted: true }, "open"],
  ["sent to be paid", { paid: false, attempted: false, billing: "send_invoice" }, "open"],
])("an invoice without a status, as until 2018: %s", async (_, says, status) => {
  expect(await read({ status: undefined, ...says })).toEqual([
    `in_1:sub_1 cus_1 USD ${status} recurring 1000 from 2025-01-10 to 2025-02-10 1000 a month`,
  ]);
});

test("one that is still to be charged is a draft; one that says nothing is set aside", async () => {
  expect(await read({ status: undefined, paid: false, attempted: false })).toEqual([]);
  expect(await read({ status: undefined, paid: null })).toEqual(["row 1 paid: unknown_status null"]);
});

test("lines of the oldest shape are named after their subscription: the invoice makes them different", async () => {
  expect(await read({})).toEqual([
    "in_1:sub_1 cus_1 USD paid recurring 1000 from 2025-01-10 to 2025-02-10 1000 a month",
  ]);
});

test.each<[string, object, string]>([
  [
    "more lines than the record has",
    { lines: { data: [line], has_more: true } },
    "row 1 lines: incomplete_record in_1",
  ],
  ["a status nobody knows", { status: "lost" }, "row 1 status: unknown_status lost"],
  [
    "a line without an amount",
    { lines: { data: [line, { ...line, id: "il_2", amount: null }] } },
    "row 1 lines: missing_amount null",
  ],
  ["a total that is text", { total: "ten" }, "row 1 total: text_in_number ten"],
])("set aside whole: %s", async (_, cells, expected) => {
  expect(await read(cells)).toEqual([expected]);
});

test("keys of the dashboard's columns beside it do not make it the dashboard's export", async () => {
  const path = "exports/invoices.json";
  const page = JSON.parse((fixture.files[path] ?? Buffer.from("{}")).toString("utf8")) as { data: object[] };
  const older = { amount_due: 1, amount_paid: 1, closed: true, forgiven: false, paid: true, date: null };
  const data = page.data.map((invoice) => ({ ...older, ...invoice }));
  const files = { [path]: Buffer.from(JSON.stringify({ ...page, data })) };
  const company = await readFixture({ ...fixture, files }, { layout: null });
  expect(company.summary.sources[0]?.layout).toBe("stripe_invoices_api");
  expect(await invoiceTexts(company)).toEqual(await invoiceTexts(await readFixture(fixture)));
});

test("what the shape of 2025 does not say of a line, its price or product says", async () => {
  const parent = { type: "subscription_item_details", subscription_item_details: { subscription: "sub_1" } };
  const of = (id: string, price: string, product: string) => ({
    ...{ id, amount: 1000, period: line.period, parent },
    pricing: { type: "price_details", price_details: { price, product } },
  });
  const lines = { data: [of("il_1", "p_1", "team"), of("il_2", "p_2", "team"), of("il_3", "p_3", "hours")] };
  expect(await read({ lines }, { options: { prices: { p_2: "usage", hours: "one_off" } } })).toEqual([
    "il_1 cus_1 sub_1 team USD paid recurring 1000 from 2025-01-10 to 2025-02-10 1000 a month",
    "il_2 cus_1 sub_1 team USD paid usage 1000 from 2025-01-10 to 2025-02-10 1000 a month",
    "il_3 cus_1 sub_1 hours USD paid one_off 1000 from 2025-01-10 to 2025-02-10 1000 a month",
  ]);
});
