import { beforeAll, describe, expect, test } from "vitest";
import { listHeader } from "./list-header.ts";
import { failedList, listExports, listRows } from "./list-rows.ts";
import { loadModels } from "./load-models.ts";
import { modelOf, rowsOf, testDatabase } from "./test-database.ts";
import { testLine } from "./test-line.ts";
import { runService } from "./test-service.ts";

const connection = await testDatabase();
await connection.run("create table customers as select 'C' as customer_id, date '2025-01-01' as day");
const head = "-- title: T\n-- question: Who?\n-- order: the largest first\n-- exports: tickets\n";
const row = "select customer_id, day as since_on, 'why' as reason, 1 as urgency from customers";

describe("each list, on the border of what it says", () => {
  let ask: Awaited<ReturnType<typeof runService>>;
  const open = (customer_id: string, amount: number, facts = {}) =>
    testLine(customer_id, amount, ["2023-01-01", null], { customer_id, ...facts });
  const used = (customer_id: string, usage_month: string, event_count: number, feature = "board") => ({
    customer_id,
    feature,
    usage_month,
    known_month: usage_month,
    event_count,
    days_used: 1,
    row_count: 1,
  });
  const halves = (customer_id: string, then: number, now: number) => [
    used(customer_id, "2025-05-01", then),
    used(customer_id, "2025-11-01", now),
    // Four to six months ago says nothing.
    used(customer_id, "2025-08-01", 999),
  ];
  const ticket = (
    customer_id: string,
    opened_on: string,
    priority = "normal",
    solved_on: string | null = null,
  ) => ({
    ticket_id: `${customer_id} ${opened_on} ${priority}`,
    customer_id,
    opened_on,
    priority,
    solved_on,
    status: solved_on ? "solved" : "open",
  });
  const bill = (customer_id: string, due_on: string, paid_on: string | null = null) => ({
    invoice_id: `${customer_id} ${due_on}`,
    customer_id,
    currency: "USD",
    invoiced_on: "2025-10-01",
    due_on,
    paid_on,
    status: paid_on ? "paid" : "open",
    total_minor: 100,
  });
  const says = (customer_id: string, survey_type: string, score: number, responded_on: string) => ({
    customer_id,
    survey_type,
    score,
    responded_on,
  });
  const person = (customer_id: string, role: string, facts: object) => ({
    person_id: `${customer_id} ${role} ${JSON.stringify(facts)}`,
    customer_id,
    role,
    name: `${role} of ${customer_id}`,
    ...facts,
  });
  beforeAll(async () => {
    ask = await runService(
      [
        ...["A", "B", "C", "D", "E", "F"].map((customer_id, at) => open(customer_id, 10_000 * (at + 1))),
        testLine("Due", 5_000, ["2025-03-01", "2026-03-01"], { customer_id: "Due" }),
        testLine("Step1", 10_000, ["2025-06-01", "2026-06-01"], {
          customer_id: "Step",
          order_id: "O",
          end_means: "replaced",
        }),
        testLine("Step2", 15_000, ["2026-06-01", "2027-06-01"], {
          customer_id: "Step",
          order_id: "O",
          order_type: "step",
          signed_on: "2025-06-01",
        }),
        testLine("Left", 10_000, ["2023-01-01", "2025-10-01"], {
          customer_id: "Left",
          end_means: "cancelled",
        }),
      ],
      {
        read_usage: [
          // A falls by 21 %, B by 20 % to the event, C falls and promotes, D falls and detracted, F uses too little to say.
          ...halves("A", 100, 79),
          ...halves("B", 100, 80),
          ...halves("C", 100, 10),
          ...halves("D", 100, 10),
          ...halves("F", 29, 0),
          ...halves("Due", 100, 50),
          ...halves("Left", 100, 0),
          // A feature of one customer is no key feature.
          used("B", "2025-05-01", 1000, "rare"),
        ],
        read_survey_responses: [
          says("C", "nps", 7, "2025-02-01"),
          says("D", "nps", 9, "2025-01-15"),
          says("D", "nps", 6, "2025-06-01"),
          says("A", "csat", 5, "2024-12-31"),
        ],
        read_tickets: [
          ticket("A", "2025-12-20", "urgent"),
          ticket("B", "2025-12-21", "urgent"),
          ticket("C", "2025-12-01", "high"),
          ticket("D", "2025-12-01", "high", "2025-12-30"),
          ticket("E", "2025-12-01", "normal"),
          ...["2025-11-01", "2025-11-02", "2025-11-04", "2025-11-07"].map((day) => ticket("E", day)),
          ...["2025-11-01", "2025-11-02", "2025-11-04", "2025-11-08"].map((day) => ticket("F", day)),
        ],
        read_invoices: [
          bill("A", "2025-11-30"),
          bill("B", "2025-11-01"),
          bill("C", "2025-11-30"),
          bill("C", "2025-11-01", "2025-12-31"),
          bill("D", "2025-10-01"),
          bill("E", "2025-10-01"),
        ],
        read_contacts: [
          person("A", "sponsor", { left_on: "2025-03-01" }),
          person("B", "sponsor", { left_on: "2025-03-01" }),
          person("B", "sponsor", { from_on: "2025-04-01" }),
          person("C", "champion", { unsubscribed_on: "2025-12-30" }),
          person("D", "champion", { left_on: "2025-12-30" }),
          person("E", "sponsor", { left_on: "2024-12-31" }),
          person("F", "admin", { left_on: "2025-12-30" }),
          person("Left", "sponsor", { left_on: "2025-11-01" }),
        ],
        read_csm_assignments: [
          { customer_id: "A", csm: "Zoe", from_on: "2024-01-01" },
          { customer_id: "A", csm: "Ann", from_on: "2024-01-01" },
        ],
      },
    );
  }, 120_000);
  const list = (name: string) =>
    ask(`select place, customer_id, cast(since_on as varchar) as since_on, reason, committed_minor, csm, urgency
      from attention__rows where list = '${name}' order by place`);

  test("use down by more than a fifth, without a good word: renewal due first, then the largest", async () => {
    expect(await list("usage_falling")).toMatchObject([
      {
        customer_id: "Due",
        urgency: 1,
        reason:
          "Key features used 50 times in three months, 100 half a year before (−50 %); no survey answered in a year; renewal due 1 Mar 2026",
      },
      {
        customer_id: "D",
        urgency: 3,
        since_on: "2025-07-01",
        reason: expect.stringContaining("last answer 6 of 10 (NPS, 1 Jun 2025)"),
      },
      { customer_id: "A", urgency: 3, committed_minor: 10_000, csm: "Ann, Zoe" },
    ]);
  });

  test("urgent or high, open over ten days, and an invoice over thirty days past due", async () => {
    expect(await list("cases_and_invoices")).toEqual([
      {
        place: 1,
        customer_id: "A",
        since_on: "2025-12-30",
        reason:
          "1 case of high or urgent priority open, the oldest since 20 Dec 2025; 1 invoice past due since 30 Nov 2025",
        committed_minor: 10_000,
        csm: "Ann, Zoe",
        urgency: 1,
      },
      {
        place: 2,
        customer_id: "C",
        since_on: "2025-12-30",
        reason:
          "1 case of high or urgent priority open, the oldest since 1 Dec 2025; 1 invoice past due since 30 Nov 2025",
        committed_minor: 30_000,
        csm: null,
        urgency: 2,
      },
    ]);
  });

  test("a sponsor who left within a year without another, a champion who unsubscribed", async () => {
    expect(await list("sponsor_gone")).toMatchObject([
      { customer_id: "A", reason: "Sponsor sponsor of A left on 1 Mar 2025, and nobody has taken the place" },
      {
        customer_id: "C",
        reason: "Champion champion of C unsubscribed on 30 Dec 2025, and nobody has taken the place",
      },
    ]);
  });

  test("four cases within seven days, not within eight", async () => {
    expect(await list("cases_in_a_week")).toMatchObject([
      { customer_id: "E", since_on: "2025-11-07", reason: "4 cases in the seven days up to 7 Nov 2025" },
    ]);
  });

  test("a step that is contracted and not begun", async () => {
    expect(await list("step_up_ahead")).toMatchObject([
      {
        customer_id: "Step",
        since_on: "2025-06-01",
        reason: "Steps up on 1 Jun 2026 by 50 % of what is committed today",
        urgency: 2,
      },
    ]);
  });

  test("counts and money of each list", async () => {
    const said = { missing: null, unable: null };
    expect(
      await ask("select list, customers, committed_minor, missing, unable from attention__lists"),
    ).toEqual([
      { list: "cases_and_invoices", customers: 2, committed_minor: 40_000, ...said },
      { list: "cases_in_a_week", customers: 1, committed_minor: 50_000, ...said },
      { list: "sponsor_gone", customers: 2, committed_minor: 40_000, ...said },
      { list: "step_up_ahead", customers: 1, committed_minor: 10_000, ...said },
      { list: "usage_falling", customers: 3, committed_minor: 55_000, ...said },
    ]);
  });
});

test("a list whose exports are there and say too little to judge says why; nobody on it is another thing", async () => {
  const ask = await runService(
    ["A", "B", "C"].map((customer_id) => testLine(customer_id, 100, ["2023-01-01", null], { customer_id })),
    {
      // Each customer uses a feature of its own: none is used by half of them.
      read_usage: ["A", "B", "C"].map((customer_id) => ({
        customer_id,
        feature: `board of ${customer_id}`,
        usage_month: "2025-05-01",
        known_month: "2025-05-01",
        event_count: 100,
        days_used: 1,
        row_count: 1,
      })),
      read_survey_responses: [{ customer_id: "A", survey_type: "nps", score: 7, responded_on: "2025-02-01" }],
      read_tickets: [{ ticket_id: "T", customer_id: "A", opened_on: "2025-02-01" }],
      read_invoices: [{ invoice_id: "I", customer_id: "A", currency: "USD", invoiced_on: "2025-02-01" }],
      read_contacts: [{ person_id: "P", customer_id: "A", role: "admin", name: "Pat" }],
    },
  );
  const found = await ask("select list, customers, missing, unable from attention__lists order by list");
  expect(found.map(({ list, customers, missing, unable }) => [list, customers, missing, unable])).toEqual([
    ["cases_and_invoices", 0, null, "no invoice has a due day; no ticket has a priority"],
    ["cases_in_a_week", 0, null, null],
    ["sponsor_gone", 0, null, "no contact is called a sponsor or a champion"],
    [
      "step_up_ahead",
      0,
      null,
      "a step-up is a later line of the same order, and no contract line names its order or is called a step",
    ],
    [
      "usage_falling",
      0,
      null,
      "a key feature is one that half of the customers use, and the most used was used by 1 of 3 half a year ago",
    ],
  ]);
}, 120_000);

test("every list that comes with the loaders has its header", async () => {
  const lists = (await loadModels(connection)).filter(({ layer }) => layer === "lists");
  expect(lists.length).toBeGreaterThan(4);
  for (const { title, question, order } of lists.map(listHeader)) {
    expect(title).toMatch(/^[A-Z]/);
    expect(question).toMatch(/^[A-Z].*\?$/);
    expect(order).not.toBe("");
  }
});

test("the rows of every list under its name; none where there is no list", async () => {
  const lists = [await modelOf(connection, "lists/one", head + row)];
  expect(await rowsOf(connection, listRows(lists).sql)).toEqual([
    { list: "one", customer_id: "C", since_on: "2025-01-01", reason: "why", urgency: 1 },
  ]);
  expect(await rowsOf(connection, listRows([]).sql)).toEqual([]);
  expect(await rowsOf(connection, listExports([]).sql)).toEqual([]);
});

describe("a faulty list is told with file and line", () => {
  test.each([
    [
      "no question",
      head.replace("-- question: Who?\n", "") + row,
      'lists/bad.sql line 1: the header says no question, got none; write "-- question: Where have we lost who spoke for us?"',
    ],
    [
      "an empty order",
      head.replace("the largest first", "") + row,
      'lists/bad.sql line 3: the header says no order, got none; write "-- order: the largest first"',
    ],
    [
      "a misspelt export",
      head.replace("tickets", "invoices, tikets") + row,
      'lists/bad.sql line 4: there is no export of this name, got "tikets"; did you mean "tickets"?',
    ],
    [
      "an export of nothing",
      head.replace("tickets", "weather") + row,
      'lists/bad.sql line 4: there is no export of this name, got "weather"; see docs/canonical-tables.md',
    ],
  ])("%s", async (_case, sql, message) => {
    const list = await modelOf(connection, "lists/bad", sql);
    expect(() => listExports([list])).toThrow(message);
  });

  test.each([
    [
      "a column that is not there",
      row.replace("day as", "dai as"),
      /^lists\/bad\.sql line 5: the list cannot run, got ".*"dai" not found.*"; see the SQL there$/,
    ],
    [
      "a table that is not there",
      `with a as (
  select * from nothing
)
${row} join a on true`,
      /^lists\/bad\.sql line 6: the list cannot run, got ".*nothing does not exist!"; see the SQL there$/,
    ],
    [
      "a column left out",
      row.replace(", 1 as urgency", ""),
      /^lists\/bad\.sql line 5: a list gives customer_id, since_on, reason, urgency, got customer_id, since_on, reason; add urgency$/,
    ],
    [
      "a day that is none",
      row.replace("day as since_on", "'soon' as since_on"),
      /^lists\/bad\.sql line 5: the list cannot run, got ".*soon.*"; see the SQL there$/,
    ],
  ])("%s", async (_case, sql, message) => {
    const good = await modelOf(connection, "lists/good", head + row);
    const bad = await modelOf(connection, "lists/bad", head + sql);
    expect((await failedList(connection, [good, bad]))?.message).toMatch(message);
    expect(await failedList(connection, [good])).toBeNull();
  });
});
