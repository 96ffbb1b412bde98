import { expect, test } from "vitest";
import { faultTexts, layoutFixture, lineTexts, readFixture } from "../../src/read/test-vendor.ts";

const fixture = layoutFixture("hubspot_deals");

test("won deals are contracts, signed when they closed; the others are left out", async () => {
  const company = await readFixture(fixture);
  expect(await lineTexts(company)).toEqual([
    "101 9001 All products 1.0 100000 USD signed 2023-12-20 from 2024-01-01 to 2025-01-01",
    "102 9001 All products 1.0 108333 EUR signed 2024-12-28 from 2025-01-01 to 2027-01-01 because price",
  ]);
  expect(await faultTexts(company)).toEqual(["row 5 companies: undeclared_option 9002;9001"]);
  expect(await company.query("select order_type from read_contract_lines order by line_id")).toEqual([
    { order_type: "new" },
    { order_type: "renewal" },
  ]);
  expect(company.summary.totals).toEqual({ rows_in: 5, accepted: 2, quarantined: 1, left_out: 2 });
});

const header =
  "Record ID,Deal Stage,Is Closed Won,Monthly recurring revenue,Amount,Close Date,Deal Type,Associated Company IDs,Start date,End date";

async function read(row: string, source: Readonly<Record<string, unknown>>) {
  const files = { "exports/deals.csv": Buffer.from(`${header}\n${row}\n`) };
  const company = await readFixture({ ...fixture, files }, source);
  return [...(await lineTexts(company)), ...(await faultTexts(company))];
}

test.each([
  [
    "MRR before the amount",
    "1,Signed,true,10,999,2024-01-01,,9001,2024-02-01,",
    {},
    "1 9001 All products 1.0 1000 USD signed 2024-01-01 from 2024-02-01 to open",
  ],
  [
    "the first of several companies, where declared",
    "1,Signed,true,10,,2024-01-01,,9002;9001,2024-02-01,",
    { options: { companies: "first" } },
    "1 9002 All products 1.0 1000 USD signed 2024-01-01 from 2024-02-01 to open",
  ],
  [
    "a stage nobody declared",
    "1,Signed,,10,,2024-01-01,,9001,2024-02-01,",
    {},
    "row 2 won_stages: undeclared_option Signed",
  ],
  [
    "a type that may be a renewal or an upgrade",
    "1,Signed,true,10,,2024-01-01,Existing Business,9001,2024-02-01,",
    { options: {} },
    "row 2 types: undeclared_option Existing Business",
  ],
  [
    "an amount of nobody knows which period",
    "1,Signed,true,,999,2024-01-01,,9001,2024-02-01,",
    { options: {} },
    "row 2 amount_is: undeclared_option 999",
  ],
  [
    "no company",
    "1,Signed,true,10,,2024-01-01,,,2024-02-01,",
    {},
    "row 2 Associated Company IDs: missing_id null",
  ],
])("%s", async (_, row, source, expected) => {
  expect(await read(row, source)).toEqual([expected]);
});

test("what an end is has to be said", async () => {
  await expect(readFixture(fixture, { end_on_is: null })).rejects.toThrow(
    'sources[0].end_on_is: a file of the layout hubspot_deals does not tell, got nothing; add "end_on_is"',
  );
});

test("deals as the API lists them: stages by their keys, the company by its association", async () => {
  const deal = {
    id: "7001",
    properties: {
      amount: "12000.00",
      closedate: "2024-03-04T10:15:30.000Z",
      dealstage: "closedwon",
      dealtype: "newbusiness",
      hs_object_id: "7001",
      contract_start_date: "2024-04-01",
      contract_end_date: "2025-04-01",
    },
    associations: { companies: { results: [{ id: "9001", type: "deal_to_company" }] } },
    createdAt: "2024-01-02T00:00:00Z",
    archived: false,
  };
  const lost = {
    ...deal,
    id: "7002",
    properties: { ...deal.properties, hs_object_id: "7002", dealstage: "closedlost" },
  };
  const page = { results: [deal, lost], paging: { next: { after: "7003" } } };
  const files = { "exports/deals.json": Buffer.from(JSON.stringify(page)) };
  const source = {
    layout: null,
    file: "exports/deals.json",
    end_on_is: "first_day_off",
    options: { amount_is: "annual" },
  };
  const company = await readFixture({ ...fixture, files }, source);
  expect(await faultTexts(company)).toEqual([]);
  expect(await lineTexts(company)).toEqual([
    "7001 9001 All products 1.0 100000 USD signed 2024-03-04 from 2024-04-01 to 2025-04-01",
  ]);
  expect(company.summary.notes.join(" ")).toContain("there is more");
});
