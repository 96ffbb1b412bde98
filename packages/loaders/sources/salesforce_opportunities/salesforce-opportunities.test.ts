import { expect, test } from "vitest";
import { faultTexts, layoutFixture, lineTexts, readFixture, readRows } from "../../src/read/test-vendor.ts";

const fixture = layoutFixture("salesforce_opportunities");

test("won opportunities are contracts, signed when they closed; the others are left out", async () => {
  const company = await readFixture(fixture);
  expect(await faultTexts(company)).toEqual([]);
  expect(await lineTexts(company)).toEqual([
    "0063000000000AbAAI 0013000000abcDEAAY All products 1.0 100000 USD signed 2022-12-20 from 2023-01-01 to 2024-01-01",
    "0063000000000AcAAI 0013000000abcDEAAY All products 1.0 100000 USD signed 2023-12-28 from 2024-01-01 to 2026-01-01",
  ]);
  expect(
    await company.query("select order_type, renewal_of from read_contract_lines order by line_id"),
  ).toEqual([
    { order_type: "new", renewal_of: null },
    { order_type: "renewal", renewal_of: "0063000000000AbAAI" },
  ]);
  expect(company.summary.totals).toEqual({ rows_in: 5, accepted: 2, quarantined: 0, left_out: 3 });
});

test.each<[string, string, Record<string, unknown>, string]>([
  [
    "a type that may print the whole or the difference",
    "Closed Won,1,100,Existing Customer - Upgrade,1,1,2023-01-01,12,",
    {},
    "types: undeclared_option Existing Customer - Upgrade",
  ],
  [
    "an amount of nobody knows which period",
    "Closed Won,1,100,Renewal,1,1,2023-01-01,12,",
    { options: {} },
    "amount_is: undeclared_option 1",
  ],
  [
    "text for months",
    "Closed Won,1,100,Renewal,1,1,2023-01-01,a year,",
    {},
    "TERM_MONTHS__C: text_in_number a year",
  ],
  [
    "half a month",
    "Closed Won,1,100,Renewal,1,1,2023-01-01,12.5,",
    {},
    "TERM_MONTHS__C: number_out_of_range 12.5",
  ],
  ["no end", "Closed Won,1,100,Renewal,1,1,2023-01-01,,", {}, "END_DATE__C: missing_end null"],
  ["no start", "Closed Won,1,100,Renewal,1,1,,12,", {}, "START_DATE__C: missing_start null"],
  [
    "a stage nobody declared",
    "Signed,1,100,Renewal,,1,2023-01-01,12,",
    {},
    "won_stages: undeclared_option Signed",
  ],
])("%s", async (_, cells, source, expected) => {
  const [stage = "", amount = "", probability = "", type = "", ...rest] = cells.split(",");
  const row = [
    "0063000000000Ab",
    "0",
    "0013000000abcDE",
    "Name",
    stage,
    amount,
    probability,
    "2022-12-20",
    type,
    ...rest,
    "",
  ];
  expect(await faultTexts(await readRows(fixture, [row.join(",")], source))).toEqual([`row 2 ${expected}`]);
});

test("a firm's stages are declared", async () => {
  const row = "0063000000000Ab,0,0013000000abcDE,Name,Signed,1200,100,2022-12-20,,,1,2023-01-01,12,,";
  const options = { amount_is: "annual", won_stages: { Signed: "won" } };
  expect(await lineTexts(await readRows(fixture, [row], { options }))).toEqual([
    "0063000000000AbAAI 0013000000abcDEAAY All products 1.0 10000 USD signed 2022-12-20 from 2023-01-01 to 2024-01-01",
  ]);
});

test("what is sold once is no recurring line", async () => {
  const row =
    "0063000000000Ab,0,0013000000abcDE,Name,Closed Won,1200,100,2022-12-20,Services,,1,2023-01-01,12,,";
  const options = { amount_is: "annual", types: { Services: "one_off" } };
  expect(await lineTexts(await readRows(fixture, [row], { options }))).toEqual([
    "0063000000000AbAAI 0013000000abcDEAAY All products 1.0 10000 USD signed 2022-12-20 from 2023-01-01 to 2024-01-01 one-off",
  ]);
});
