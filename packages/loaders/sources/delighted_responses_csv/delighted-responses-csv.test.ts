import { expect, test } from "vitest";
import { faultTexts, layoutFixture, readFixture } from "../../src/read/test-vendor.ts";

const fixture = layoutFixture("delighted_responses_csv");

const sql = `select concat_ws(' ', response_id, customer_id, person_id, survey_type, cast(score as double),
  responded_on, 'known', known_on) as row from read_survey_responses order by response_id`;

test("answers by the customer's key, else by the person's email", async () => {
  const company = await readFixture(fixture);
  expect((await company.query(sql)).map(({ row }) => row)).toEqual([
    "1 A-1 ann@ash.example nps 9.0 2025-10-07 known 2025-10-07",
    "2 A-2 bo@birch.example nps 4.0 2025-10-07 known 2025-11-07",
    "3 A-1 new@ash.example csat 5.0 2025-09-08 known 2025-09-08",
    "4 A-1 ann@ash.example five_star 5.0 2025-09-09 known 2025-09-09",
  ]);
  expect(await faultTexts(company)).toEqual(["row 7 Score: missing_value null"]);
});

test("without a column for it the kind of survey is declared, or the rows are set aside", async () => {
  const path = "exports/responses.csv";
  const files = {
    ...fixture.files,
    [path]: Buffer.from("Response ID,Score,Email,Date\n1,9,ann@ash.example,2025-10-07\n"),
  };
  const undeclared = await readFixture({ ...fixture, files });
  expect(await faultTexts(undeclared)).toEqual(["row 2 survey: undeclared_option null"]);
  const { query } = await readFixture({ ...fixture, files }, { options: { survey: "nps" } });
  expect((await query(sql)).map(({ row }) => row)).toEqual([
    "1 A-1 ann@ash.example nps 9.0 2025-10-07 known 2025-10-07",
  ]);
});

test("answers without a key are told by their kind, in moments with an offset", async () => {
  const text =
    "Score,Comment,Email,Name,Response Time,Survey Type,Company (property)\n9,good,ann@ash.example,Ann,2025-10-08 01:00:00 UTC,NPS,Ash\n";
  const files = { ...fixture.files, "exports/responses.csv": Buffer.from(text) };
  const company = await readFixture({ ...fixture, files }, { layout: null });
  expect(company.summary.sources[0]?.layout).toBe("delighted_responses_csv");
  expect((await company.query(sql)).map(({ row }) => row)).toEqual([
    "A-1 ann@ash.example nps 9.0 2025-10-07 known 2025-10-07",
  ]);
});
