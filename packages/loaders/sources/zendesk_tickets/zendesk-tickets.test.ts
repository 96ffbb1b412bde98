import { expect, test } from "vitest";
import { faultTexts, layoutFixture, readFixture } from "../../src/read/test-vendor.ts";

const fixture = layoutFixture("zendesk_tickets");

const columns = "ticket_id, customer_id, person_id, opened_on, solved_on, priority, status";

test("each ticket as it was last touched, by its organization; deleted ones are left out", async () => {
  const company = await readFixture(fixture);
  const rows = await company.query(
    `select concat_ws(' ', ${columns}) as row from read_tickets order by ticket_id`,
  );
  expect(rows.map(({ row }) => row)).toEqual([
    "101 A-1 5001 2025-02-28 2025-03-03 urgent closed",
    "102 A-2 5002 2025-03-02 high hold",
    "105 A-1 5001 2025-03-09 low solved",
  ]);
  expect(await faultTexts(company)).toEqual(["row 5 organization_id: unknown_customer 900009"]);
  expect(company.summary.sources[0]).toMatchObject({ rows_in: 6, accepted: 3, quarantined: 1, left_out: 2 });
});

test("a solved ticket without metrics: when it was last touched, where that is declared", async () => {
  const { query } = await readFixture(fixture, { options: { solved_without_moment: "last_touched" } });
  expect(
    await query("select ticket_id, cast(solved_on as varchar) as solved_on from read_tickets order by 1"),
  ).toEqual([
    { ticket_id: "101", solved_on: "2025-03-03" },
    { ticket_id: "102", solved_on: null },
    { ticket_id: "105", solved_on: "2025-03-09" },
  ]);
});

test("what a search found: its tickets, and a note that there is more", async () => {
  const at = "2025-03-01T12:00:00Z";
  const ticket = { id: 1, result_type: "ticket", created_at: at, updated_at: at, status: "open" };
  const results = [
    { ...ticket, organization_id: 900001, requester_id: 5 },
    { id: 2, result_type: "user", name: "Ann", created_at: at, organization_id: 900001 },
    { id: 3, result_type: "organization", name: "Ash", created_at: at },
  ];
  const found = Buffer.from(JSON.stringify({ results, count: 250, next_page: "/search.json?page=2" }));
  const { layout: _, ...unnamed } = fixture.settings.sources[0] ?? {};
  const settings = { ...fixture.settings, sources: [unnamed, ...fixture.settings.sources.slice(1)] };
  const company = await readFixture({ settings, files: { ...fixture.files, "exports/tickets.json": found } });
  expect(await company.query("select ticket_id, customer_id from read_tickets")).toEqual([
    { ticket_id: "1", customer_id: "A-1" },
  ]);
  expect(company.summary.sources[0]).toMatchObject({ rows_in: 3, accepted: 1, quarantined: 0, left_out: 2 });
  expect(company.summary.notes).toContain(
    "exports/tickets.json ends with a list that says there is more: export what follows too.",
  );
});

test("the organization's key in another system may be the customer's", async () => {
  const file = "exports/tickets.json";
  const ticket = {
    id: 1,
    created_at: "2025-03-01T12:00:00Z",
    updated_at: "2025-03-01T12:00:00Z",
    status: "open",
    requester: { id: 5, email: "Ann@Ash.example" },
    organization: { id: 900001, external_id: "A-2" },
  };
  const files = {
    ...fixture.files,
    [file]: Buffer.from(JSON.stringify({ tickets: [ticket], end_of_stream: true })),
  };
  const read = (options: object) => readFixture({ ...fixture, files }, { options });
  const sql = "select customer_id, person_id from read_tickets";
  expect(await (await read({})).query(sql)).toEqual([{ customer_id: "A-1", person_id: "ann@ash.example" }]);
  expect(await (await read({ customer_is: "external_id" })).query(sql)).toEqual([
    { customer_id: "A-2", person_id: "ann@ash.example" },
  ]);
});
