import { expect, test } from "vitest";
import { faultTexts, layoutFixture, readFixture } from "../../src/read/test-vendor.ts";

const fixture = layoutFixture("zendesk_tickets_csv");

const sql = `select concat_ws(' ', ticket_id, customer_id, person_id, opened_on, solved_on, priority, status) as row
  from read_tickets order by ticket_id`;

test("each ticket by the name of its organization, which the customer map knows", async () => {
  const company = await readFixture(fixture);
  const rows = await company.query(sql);
  expect(rows.map(({ row }) => row)).toEqual([
    "101 A-1 ann@ash.example 2025-03-01 2025-03-03 urgent closed",
    "102 A-2 bo@birch.example 2025-03-02 hold",
  ]);
  expect(await faultTexts(company)).toEqual(["row 6 Organization: unknown_customer Prospect Ltd"]);
  expect(company.summary.sources[0]).toMatchObject({ rows_in: 4, accepted: 2, quarantined: 1, left_out: 1 });
});

test("moments are in the company's time zone unless the account's is declared", async () => {
  const { query } = await readFixture(fixture, { moments_in: "Asia/Tokyo" });
  expect((await query(sql))[0]?.row).toBe("101 A-1 ann@ash.example 2025-02-28 2025-03-03 urgent closed");
});

test("a view exported by an agent, with headings of its own", async () => {
  const view = [
    "ID,Subject,Requester,Requested,Updated,Organization,Status,Priority,Solved",
    '1,Printer,Ann,2025-03-01 10:00,2025-03-03 10:00,"Ash, Inc.",Solved,High,2025-03-03 10:00',
  ];
  const files = { ...fixture.files, "exports/tickets.csv": Buffer.from(view.join("\n")) };
  const { query } = await readFixture({ ...fixture, files });
  expect(await query(sql)).toEqual([{ row: "1 A-1 2025-03-01 2025-03-03 high solved" }]);
});

test("the requester's key in another system may be the customer's", async () => {
  const company = await readFixture(fixture, { options: { customer_is: "external_id" } });
  expect((await company.query(sql)).map(({ row }) => row)).toEqual([
    "101 A-1 ann@ash.example 2025-03-01 2025-03-03 urgent closed",
  ]);
  expect(await faultTexts(company)).toEqual([
    "row 4 Requester email: unknown_person bo@birch.example",
    "row 6 Requester email: unknown_person p@prospect.example",
  ]);
});
