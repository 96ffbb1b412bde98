import { expect, test } from "vitest";
import { faultTexts, layoutFixture, readFixture } from "../../src/read/test-vendor.ts";

const fixture = layoutFixture("salesforce_accounts");

test("accounts are customers, by ids of 18 characters; deleted ones are left out, merged ones mean another", async () => {
  const company = await readFixture(fixture);
  expect(await faultTexts(company)).toEqual([]);
  expect(
    await company.query(
      "select customer_id, name, industry, region, size_band, csm, parent_id from read_customers order by 1",
    ),
  ).toEqual([
    {
      customer_id: "0013000000ABCdeIAD",
      name: "Beta",
      industry: "Health",
      region: "Germany",
      size_band: null,
      csm: null,
      parent_id: "0013000000abcDEAAY",
    },
    {
      customer_id: "0013000000abcDEAAY",
      name: "Alpha, Inc.",
      industry: "Finance",
      region: "France",
      size_band: "Mid-market",
      csm: "Ann",
      parent_id: null,
    },
  ]);
  expect(await company.query("select line_id, customer_id from read_contract_lines order by 1")).toEqual([
    { line_id: "L1", customer_id: "0013000000abcDEAAY" },
    { line_id: "L2", customer_id: "0013000000abcDEAAY" },
    { line_id: "L3", customer_id: "0013000000ABCdeIAD" },
  ]);
  expect(company.summary.sources[0]).toMatchObject({ rows_in: 4, accepted: 3, quarantined: 0, left_out: 1 });
});

test("an account without an id, one merged into nobody, and one twice are set aside", async () => {
  const rows = [
    ',0,,"No id",,,,,,,,',
    '0013000000qqqqqAAA,1,0013000000xxxxxAAA,"Lost",,,,,,,,',
    '0013000000abcDE,0,,"Alpha",,,,,,,,',
    '0013000000abcDEAAY,0,,"Alpha again",,,,,,,,',
  ];
  const [header] = fixture.files["exports/Account.csv"]?.toString("utf8").split("\n") ?? [];
  const files = { ...fixture.files, "exports/Account.csv": Buffer.from([header, ...rows].join("\n")) };
  const company = await readFixture({ ...fixture, files });
  expect((await faultTexts(company)).slice(0, 3)).toEqual([
    "row 2 ID: missing_id null",
    "row 3 MASTERRECORDID: unknown_customer 0013000000xxxxxAAA",
    "row 5 ID: duplicate_id 0013000000abcDEAAY",
  ]);
});
