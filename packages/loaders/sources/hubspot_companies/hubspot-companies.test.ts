import { expect, test } from "vitest";
import { faultTexts, layoutFixture, readFixture } from "../../src/read/test-vendor.ts";

const fixture = layoutFixture("hubspot_companies");

test("companies are customers, and what was merged into one is that one", async () => {
  const company = await readFixture(fixture);
  expect(await faultTexts(company)).toEqual(["row 4 Record ID: missing_id null"]);
  expect(
    await company.query(
      "select customer_id, name, industry, region, parent_id from read_customers order by 1",
    ),
  ).toEqual([
    {
      customer_id: "9001",
      name: "Ash, Inc.",
      industry: "COMPUTER_SOFTWARE",
      region: "France",
      parent_id: null,
    },
    { customer_id: "9002", name: 'Birch "Co"', industry: null, region: "Germany", parent_id: "9001" },
    { customer_id: "9003", name: null, industry: null, region: null, parent_id: null },
  ]);
  expect(await company.query("select line_id, customer_id from read_contract_lines order by 1")).toEqual([
    { line_id: "L-1", customer_id: "9001" },
    { line_id: "L-2", customer_id: "9001" },
    { line_id: "L-3", customer_id: "9002" },
  ]);
});
