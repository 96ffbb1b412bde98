import { expect, test } from "vitest";
import { queryRows } from "../build/mart-json.ts";
import { healthSettings } from "./health-settings.ts";
import { healthLine, withHealth } from "./test-health.ts";

/* What an input takes when facts are recorded late: the newest by its own day, of those known by the month's end. */

const judged = (customer_id: string, pulse: number, activity_on: string, known_on = activity_on) => ({
  activity_id: `${customer_id}${pulse}`,
  customer_id,
  activity_type: "call",
  pulse,
  activity_on,
  known_on,
});
const answered = (customer_id: string, score: number, responded_on: string, known_on = responded_on) => ({
  response_id: `${customer_id}${score}`,
  customer_id,
  survey_type: "csat",
  score,
  responded_on,
  known_on,
});
const used = (customer_id: string, month: number, known = month) => ({
  customer_id,
  person_id: "p",
  feature: "board",
  usage_month: `2024-${String(month).padStart(2, "0")}-01`,
  known_month: `2024-${String(known).padStart(2, "0")}-01`,
  event_count: 1,
  days_used: 1,
  row_count: 1,
});
const usedSinceMay = (customer_id: string) => [5, 6, 7, 8, 9, 10, 11, 12].map((at) => used(customer_id, at));
const person = (customer_id: string, role: string, left_on: string | null = null) => ({
  person_id: `${customer_id} ${role}`,
  customer_id,
  role,
  from_on: "2024-01-01",
  left_on,
  known_on: left_on,
});

const customers = [
  "Backdated",
  "Same day",
  "Outlived",
  "Steady",
  "Late",
  "Told",
  "Sponsor",
  "Champion",
  "Alone",
];
const values = await withHealth(
  {
    as_of: "2024-12-31",
    // Without a floor health starts with the contracts, which are enough for a score.
    health: healthSettings.parse({ versions: [{ version: "1", coverage_floor: 0 }] }),
    facts: {
      read_contract_lines: customers.map((customer_id) =>
        healthLine({ line_id: customer_id, customer_id, start_on: "2024-01-01" }),
      ),
      read_activities: [
        judged("Backdated", 3, "2024-01-28"),
        judged("Backdated", 5, "2024-01-03", "2024-02-03"),
        judged("Same day", 4, "2024-02-10"),
        judged("Same day", 5, "2024-02-10", "2024-02-12"),
        judged("Same day", 3, "2024-02-10", "2024-03-05"),
        // 97 days old at the end of April, when one of 132 days was recorded.
        judged("Outlived", 3, "2024-01-24"),
        judged("Outlived", 5, "2023-12-20", "2024-04-10"),
      ],
      read_survey_responses: [
        answered("Backdated", 3, "2024-01-28"),
        answered("Backdated", 5, "2024-01-03", "2024-02-03"),
        answered("Same day", 4, "2024-02-10"),
        answered("Same day", 5, "2024-02-10", "2024-02-12"),
        answered("Same day", 3, "2024-02-10", "2024-03-05"),
      ],
      read_usage: [
        ...usedSinceMay("Steady"),
        ...[...usedSinceMay("Late"), used("Late", 3, 10)],
        ...[...usedSinceMay("Told"), used("Told", 3, 6)],
      ],
      read_contacts: [
        person("Sponsor", "sponsor", "2024-03-10"),
        person("Sponsor", "champion"),
        person("Champion", "champion", "2024-03-10"),
        person("Alone", "sponsor", "2024-03-10"),
      ],
    },
  },
  (connection) =>
    queryRows<{ input: string; customer_id: string; text: string }>(
      connection,
      `select input, customer_id,
          string_agg(month(report_month) || ':' || round(value, 4), ' ' order by report_month) as text
        from health_values join health_customers using (customer_no, month_no) group by input, customer_id`,
    ),
);
/** Month and value of an input, "1:3 2:3"; nothing where it has none. */
const valuesOf = (input: string, customer: string) =>
  values.find((row) => row.input === input && row.customer_id === customer)?.text;

test.each([
  ["one made earlier and recorded later", "Backdated", "1:3.0 2:3.0 3:3.0 4:3.0"],
  ["of one day the one recorded last", "Same day", "2:5.0 3:3.0 4:3.0 5:3.0"],
  ["one still valid, though an older one was recorded since", "Outlived", "1:3.0 2:3.0 3:3.0 4:3.0"],
])("the CSM's newest judgement: %s", (_, customer, expected) => {
  expect(valuesOf("csm_pulse", customer)).toBe(expected);
});

test.each([
  [
    "one given earlier and recorded later",
    "Backdated",
    "1:0.6 2:0.6 3:0.6 4:0.6 5:0.6 6:0.6 7:0.6 8:0.6 9:0.6",
  ],
  ["of one day the one recorded last", "Same day", "2:1.0 3:0.6 4:0.6 5:0.6 6:0.6 7:0.6 8:0.6 9:0.6 10:0.6"],
])("the newest answer: %s", (_, customer, expected) => {
  expect(valuesOf("satisfaction", customer)).toBe(expected);
});

test.each([
  ["from the sixth month of use on", "Steady", "10:1.0 11:1.0 12:1.0"],
  ["use recorded half a year late gives no month before a trend", "Late", "10:1.0 11:1.0 12:1.0"],
  ["use recorded in time for it does", "Told", "8:1.5 9:1.5 10:1.0 11:1.0 12:1.0"],
])("the trend of use: %s", (_, customer, expected) => {
  expect(valuesOf("usage_trend", customer)).toBe(expected);
});

test("a sponsor who left is no champion who left", () => {
  const shown = customers.flatMap((customer) => valuesOf("champion_left", customer) ?? []);
  const [stays, left] = [
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
    [3, 4, 5, 6, 7, 8],
  ];
  expect(shown).toEqual([
    stays.map((month) => `${month}:0.0`).join(" "),
    stays.map((month) => `${month}:${left.includes(month) ? "1.0" : "0.0"}`).join(" "),
  ]);
  expect(valuesOf("sponsor_present", "Sponsor")).toMatch(/^1:1\.0 2:1\.0 3:0\.0/);
});
