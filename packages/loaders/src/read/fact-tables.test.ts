import { describe, expect, test } from "vitest";
import { type FactTable, factTables } from "../models/fact-tables.ts";
import { faultMessage } from "./faults.ts";
import type { NeutralName } from "./layout.ts";
import { neutralLayouts } from "./layouts.ts";
import { companyFolder, type Row, readFolder } from "./test-company.ts";
import { factCompany, factFaults, factRows } from "./test-fact-faults.ts";

const faultText = (row: Row) => faultMessage(row as unknown as Parameters<typeof faultMessage>[0]);

const read = (files: Readonly<Record<string, string>> = {}, settings: object = {}) => {
  return readFolder(companyFolder({ ...factCompany, ...settings }, { ...factRows, ...files }));
};

describe("what each layout of facts leaves", () => {
  test("every row is accounted for: the ticket's earlier version is left out", async () => {
    const { summary } = await read();
    expect(summary.totals).toEqual({ rows_in: 31, accepted: 30, quarantined: 0, left_out: 1 });
  });

  test("rows by their meaning", async () => {
    const { query } = await read();
    const rows = (table: string, order: string) =>
      query(`select * exclude (source_no) from ${table} order by ${order}`);
    expect(await rows("read_tickets", "ticket_id")).toEqual([
      {
        ticket_id: "T1",
        customer_id: "A",
        person_id: null,
        opened_on: "2025-02-28",
        solved_on: "2025-03-05",
        priority: "urgent",
        status: "hold",
        subject: "Slow import",
        changed_at: "2025-03-05 05:00:00",
      },
      {
        ticket_id: "T2",
        customer_id: "A",
        person_id: "ann",
        opened_on: "2025-04-01",
        solved_on: "2025-04-03",
        priority: "low",
        status: "solved",
        subject: null,
        changed_at: "2025-04-03 06:00:00",
      },
    ]);
    expect(await rows("read_ticket_changes", "1")).toEqual([
      { ticket_id: "T1", changed_at: "2025-03-02 07:00:00", priority: "urgent", status: null },
    ]);
    expect(await rows("read_survey_responses", "1")).toEqual([
      {
        response_id: "R1",
        customer_id: "B",
        person_id: "zoe@b.example",
        survey_type: "nps",
        score: "9.000000",
        best_score: "10.000000",
        responded_on: "2025-10-07",
        known_on: "2025-10-07",
      },
      {
        response_id: "R2",
        customer_id: "A",
        person_id: "ann",
        survey_type: "onboarding",
        score: "4.500000",
        best_score: "5.000000",
        responded_on: "2025-09-08",
        known_on: "2025-09-08",
      },
    ]);
    expect(await rows("read_survey_invitations", "1")).toEqual([
      {
        invitation_id: null,
        customer_id: "B",
        person_id: "zoe@b.example",
        survey_type: "nps",
        sent_on: "2025-09-30",
      },
    ]);
    expect(await rows("read_activities", "activity_id")).toEqual([
      {
        activity_id: "M1",
        customer_id: "A",
        person_id: null,
        activity_on: "2025-12-08",
        activity_type: "executive_business_review",
        subject: "First review",
        notes: "Keep <b>it</b> short",
        csm: "Kim",
        duration_minutes: "45.000000",
        pulse: "4.000000",
        known_on: "2025-12-09",
      },
      {
        activity_id: "M2",
        customer_id: "B",
        person_id: null,
        activity_on: "2026-01-15",
        activity_type: "other",
        subject: null,
        notes: null,
        csm: null,
        duration_minutes: null,
        pulse: null,
        known_on: "2026-01-15",
      },
    ]);
    expect(await rows("read_contacts", "person_id")).toEqual([
      {
        person_id: "ann",
        email: null,
        customer_id: "A",
        name: "Ann",
        role: "executive_sponsor",
        from_on: "2025-01-01",
        left_on: "2025-12-01",
        unsubscribed_on: null,
        known_on: "2025-12-01",
      },
      {
        person_id: "zoe",
        email: "zoe@b.example",
        customer_id: "B",
        name: "Zoe",
        role: null,
        from_on: null,
        left_on: null,
        unsubscribed_on: "2025-11-11",
        known_on: null,
      },
    ]);
    expect(await rows("read_milestones", "customer_id")).toEqual([
      {
        customer_id: "A",
        milestone: "go_live",
        planned_on: "2025-09-05",
        reached_on: "2025-09-06",
        known_on: "2025-09-06",
      },
      {
        customer_id: "B",
        milestone: "kickoff",
        planned_on: "2026-01-10",
        reached_on: null,
        known_on: "2025-12-20",
      },
    ]);
    expect(await rows("read_engagement", "1")).toEqual([
      {
        engagement_id: null,
        customer_id: "A",
        person_id: "ann",
        engaged_on: "2025-06-01",
        engagement_group: "participation",
        engagement_type: "case_study",
        known_on: "2025-06-01",
      },
    ]);
    expect(await rows("read_plan", "plan_month")).toEqual([
      {
        plan_month: "2025-11-01",
        basis: "committed",
        closing_minor: "100050",
        new_minor: "10000",
        expansion_minor: "2000",
        contraction_minor: "-500",
        churn_minor: "-3025",
        customers: "40",
      },
      {
        plan_month: "2025-12-01",
        basis: "live",
        closing_minor: null,
        new_minor: null,
        expansion_minor: null,
        contraction_minor: null,
        churn_minor: null,
        customers: "41",
      },
    ]);
    expect(await rows("read_csm_roster", "csm")).toEqual([
      {
        csm: "kim",
        name: "Kim Ode",
        role: "csm",
        team: "SMB",
        from_on: "2024-01-01",
        to_on: null,
        annual_cost_minor: "9000000",
        currency: "USD",
      },
      {
        csm: "lee",
        name: null,
        role: "director",
        team: null,
        from_on: null,
        to_on: null,
        annual_cost_minor: null,
        currency: null,
      },
    ]);
    expect(await rows("read_csm_assignments", "from_on")).toEqual([
      { customer_id: "A", csm: "kim", from_on: "2025-01-01", to_on: "2025-06-01", known_on: "2025-01-03" },
      { customer_id: "A", csm: "lee", from_on: "2025-06-01", to_on: null, known_on: "2025-06-01" },
    ]);
  });

  test("usage is rolled up to customer, person, feature and month, what was recorded later apart", async () => {
    const { query } = await read();
    const usage = await query(
      `select * exclude (source_no) from read_usage order by customer_id, known_month, feature, person_id, days_used`,
    );
    const november = { usage_month: "2025-11-01", known_month: "2025-11-01" };
    expect(usage).toEqual([
      {
        customer_id: "A",
        person_id: "ann",
        feature: "Board",
        ...november,
        event_count: "3",
        days_used: 1,
        row_count: "1",
      },
      {
        customer_id: "A",
        person_id: "ann",
        feature: "Board",
        ...november,
        event_count: "1",
        days_used: 4,
        row_count: "1",
      },
      {
        customer_id: "A",
        person_id: "ann",
        feature: "Board",
        ...november,
        known_month: "2025-12-01",
        event_count: "2",
        days_used: 4,
        row_count: "1",
      },
      {
        customer_id: "B",
        person_id: null,
        feature: "All features",
        ...november,
        event_count: "7",
        days_used: 2 ** 29,
        row_count: "1",
      },
      {
        customer_id: "B",
        person_id: "zoe@b.example",
        feature: "Board",
        ...november,
        event_count: "0",
        days_used: 0,
        row_count: "1",
      },
    ]);
  });

  test("nothing where no export says anything: the tables are there and empty", async () => {
    const { query } = await read({}, { sources: factCompany.sources.slice(0, 2) });
    for (const table of Object.keys(factTables))
      expect(await query(`select * from ${table}`), table).toEqual([]);
  });
});

test.each(Object.keys(factTables) as FactTable[])("%s holds what its layout maps", (table) => {
  const { columns } = neutralLayouts[table.slice("read_".length) as NeutralName];
  const expected = Object.entries(columns).map(([name, { kind }]) =>
    kind === "money" ? `${name}_minor` : name,
  );
  const { source_no: _, ...own } = factTables[table];
  if (table !== "read_usage") expect(Object.keys(own).sort()).toEqual(expected.sort());
});

test("each fault of these layouts, in one company", async () => {
  const files: Record<string, string> = { ...factRows };
  const expected = factFaults.map(([code, file, row, message]) => {
    const text = files[file] ?? "";
    files[file] = `${text}${row}\n`;
    return { code, text: `${file} row ${text.split("\n").length} ${message}` };
  });
  const { query, summary } = await read(files);
  const faults = await query("select * from quarantine");
  const byText = (a: { text: string }, b: { text: string }) => (a.text < b.text ? -1 : 1);
  const found = faults.map((row) => ({ code: String(row.code), text: faultText(row) }));
  expect(found.sort(byText)).toEqual(expected.sort(byText));
  expect(summary.totals).toEqual({
    rows_in: 31 + expected.length,
    accepted: 30,
    quarantined: expected.length,
    left_out: 1,
  });
});

test.each([
  ["usage.csv", "A,ann,,2025-12-29,Board,1,", "2025-12-29", "newest used_on in usage.csv"],
  ["tickets.csv", "T9,A,,2025-12-28,,,,,", "2025-12-28", "newest opened_on in tickets.csv"],
  ["responses.csv", "R9,ann,nps,9,,2025-12-27", "2025-12-27", "newest responded_on in responses.csv"],
  ["activities.csv", "M9,A,2025-12-30,,,,,,,", "2025-11-30", "newest used_on in usage.csv"],
])("as_of is the newest day something happened, in %s too", async (file, row, date, source) => {
  const { summary } = await read({ [file]: `${factRows[file]}${row}\n` }, { as_of: undefined });
  expect([summary.as_of, summary.as_of_source]).toEqual([date, source]);
});

describe("rows of nobody known", () => {
  const strict = { policies: { max_quarantined_rate: 0 } };

  test("stop no build, and are listed", async () => {
    const more = `${factRows["tickets.csv"]}T3,Nobody,,2025-02-01,,,,,\n`;
    const { summary, query } = await read({ "tickets.csv": more }, strict);
    expect(summary.totals.quarantined).toBe(1);
    expect(await query("select code, row_count from quarantine")).toEqual([
      { code: "unknown_customer", row_count: "1" },
    ]);
  });

  test("other faults do stop it", async () => {
    const more = `${factRows["tickets.csv"]}T3,A,,soon,,,,,\n`;
    await expect(read({ "tickets.csv": more }, strict)).rejects.toThrow("more rows set aside than 0.0 %");
  });

  test("without an export of customers they are those without a line", async () => {
    const sources = factCompany.sources.filter(
      ({ layout }) => layout !== "customers" && layout !== "customer_map",
    );
    const { query } = await read({}, { sources });
    expect(await query("select distinct code, value from quarantine order by code")).toEqual([
      { code: "customer_without_lines", value: "Old" },
      { code: "unknown_ticket", value: "T1" },
    ]);
  });
});

test("usage set aside is listed once a fault and value, at its first row, with its rows counted", async () => {
  const bad = [
    "A,,,soon,,1,",
    "X,ann,,2025-11-01,,1,",
    "X,zoe,,2025-10-01,,1,",
    "A,,,soon,,1,",
    "Y,,,2025-01-01,,1,",
  ];
  const { query, summary } = await read({ "usage.csv": `${factRows["usage.csv"]}${bad.join("\n")}\n` });
  expect(await query("select line, code, value, row_count from quarantine order by line")).toEqual([
    { line: "7", code: "text_in_date", value: "soon", row_count: "2" },
    { line: "8", code: "unknown_customer", value: "X", row_count: "2" },
    { line: "11", code: "unknown_customer", value: "Y", row_count: "1" },
  ]);
  const source = summary.sources.find(({ file }) => file === "usage.csv");
  expect(source).toMatchObject({ rows_in: 10, accepted: 5, quarantined: 5, left_out: 0 });
});

test("rows of usage left out by where are counted", async () => {
  const sources = factCompany.sources.map((source) =>
    source.layout === "usage" ? { ...source, where: "feature is not null" } : source,
  );
  const { summary } = await read({}, { sources });
  const source = summary.sources.find(({ file }) => file === "usage.csv");
  expect(source).toMatchObject({ rows_in: 5, accepted: 4, quarantined: 0, left_out: 1 });
});
