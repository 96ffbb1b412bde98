import { expect, test } from "vitest";
import { faultTexts, layoutFixture, readFixture } from "../../src/read/test-vendor.ts";

const fixture = layoutFixture("hubspot_engagement");

test("events by company, by the person where there are several or none; what a mailing does is left out", async () => {
  const company = await readFixture(fixture);
  const rows = await company.query(
    `select concat_ws(' ', engagement_id, customer_id, person_id, engaged_on, engagement_group, engagement_type,
       'known', known_on) as row from read_engagement order by engagement_id`,
  );
  expect(rows.map(({ row }) => row)).toEqual([
    "1 7001 ann@ash.example 2025-06-01 marketing email_opened known 2025-06-01",
    "3 7002 bo@birch.example 2025-06-02 marketing unsubscribed known 2025-06-02",
    "4 7002 bo@birch.example 2025-07-01 participation case_study known 2025-08-03",
    "5 7001 ann@ash.example 2025-07-02 community community_post known 2025-07-02",
  ]);
  expect(await faultTexts(company)).toEqual([
    "row 7 Event type: unknown_word Waved",
    "row 8 Email: unknown_person x@nobody.example",
  ]);
  expect(company.summary.sources[0]).toMatchObject({ rows_in: 7, accepted: 4, quarantined: 2, left_out: 1 });
});

test("a kind it does not know is told by name", async () => {
  const { query } = await readFixture(fixture);
  expect(await query("select reason from quarantine where code = 'unknown_word'")).toEqual([
    {
      reason:
        "expected one of an email opened or clicked, an event, a form, a post, a reference, ... (the README lists them); correct the value",
    },
  ]);
});
