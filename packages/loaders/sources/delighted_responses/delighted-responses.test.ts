import { expect, test } from "vitest";
import { faultTexts, layoutFixture, readFixture } from "../../src/read/test-vendor.ts";

const fixture = layoutFixture("delighted_responses");

const sql = `select concat_ws(' ', response_id, customer_id, person_id, survey_type, cast(score as double),
  responded_on, 'known', known_on) as row from read_survey_responses order by response_id`;

test("answers by the person's property, else by contacts; a change is known when it was made", async () => {
  const company = await readFixture(fixture);
  expect((await company.query(sql)).map(({ row }) => row)).toEqual([
    "1 A-1 10 nps 9.0 2025-10-07 known 2025-10-07",
    "2 A-2 bo@birch.example nps 4.0 2025-10-07 known 2025-11-07",
    "3 A-1 12 csat 5.0 2025-09-08 known 2025-09-08",
  ]);
  expect(await faultTexts(company)).toEqual([
    "row 5 person: unknown_person 13",
    "row 6 survey_type: unknown_word enps",
    "row 7 score: score_out_of_range 11",
  ]);
});

test("another property may hold the customer's key", async () => {
  const company = await readFixture(fixture, { columns: { customer: "person_properties.country" } });
  expect(await faultTexts(company)).toContain("row 2 person_properties.country: unknown_customer USA");
});
