import { expect, test } from "vitest";
import { faultTexts, layoutFixture, readFixture } from "../../src/read/test-vendor.ts";

const fixture = layoutFixture("gainsight_timeline");

const activities = `select concat_ws(' ', activity_id, customer_id, activity_on, activity_type, subject, csm,
  cast(duration_minutes as integer), notes, 'pulse ' || cast(pulse as double), 'known', known_on) as row from read_activities order by activity_id`;

test("activities by company, and the milestones among them; a faulty record is in neither", async () => {
  const company = await readFixture(fixture);
  expect((await company.query(activities)).map(({ row }) => row)).toEqual([
    '1I00A A-1 2025-07-16 milestone Kickoff Kim Ode 45 Go-live set for 5 September. Second line, "quoted" known 2025-07-16',
    "1I00B A-1 2025-08-14 meeting CSM introduced Kim Ode 30 pulse 4.0 known 2025-08-20",
    "1I00C A-1 2025-09-05 milestone Live Kim Ode known 2025-09-05",
    "1I00D A-2 2025-12-08 executive_business_review First review lee@wingtip.example 60 pulse 2.5 known 2025-12-09",
  ]);
  expect(
    await company.query(
      "select customer_id, milestone, planned_on, reached_on, known_on from read_milestones order by reached_on",
    ),
  ).toEqual([
    {
      customer_id: "A-1",
      milestone: "kickoff",
      planned_on: null,
      reached_on: "2025-07-16",
      known_on: "2025-07-16",
    },
    {
      customer_id: "A-1",
      milestone: "go_live",
      planned_on: null,
      reached_on: "2025-09-05",
      known_on: "2025-09-05",
    },
  ]);
  expect(await faultTexts(company)).toEqual([
    "row 7 Company Id: unknown_customer 1P02ZZZZ",
    "row 8 Activity Date: text_in_date 12/10/2025",
  ]);
});

test("the CSM may be known by email", async () => {
  const { query } = await readFixture(fixture, { options: { csm_is: "email" } });
  expect(await query("select distinct csm from read_activities order by 1")).toEqual([
    { csm: "kim@wingtip.example" },
    { csm: "lee@wingtip.example" },
  ]);
});

test("the company's key in the CRM comes before Gainsight's own", async () => {
  const content = fixture.files["exports/timeline.csv"]?.toString("utf8") ?? "";
  const files = {
    ...fixture.files,
    "exports/timeline.csv": Buffer.from(
      content.replace("Context Id,", "SFDC Account Id,").replaceAll("1P02BBBB,1P02BBBB", "1P02AAAA,A-2"),
    ),
  };
  const { query } = await readFixture({ ...fixture, files });
  expect(await query("select customer_id from read_activities where activity_id = '1I00D'")).toEqual([
    { customer_id: "A-2" },
  ]);
});
