import { expect, test } from "vitest";
import { query } from "./behaviour-sample.ts";
import { customers, rows } from "./sample.ts";

/* The year of Financiality, day by day, as the systems have it. */

const id = customers.find(({ name }) => name === "Financiality")?.customer_id ?? "";
const texts = async (sql: string) => (await query<{ text: string }>(sql)).map(({ text }) => text);

test("29,000 a year and a one-time onboarding package of 15,000, signed 2025-06-30", () => {
  const lines = rows.filter((row) => row.customer_id === id);
  const money = (isRecurring: string) =>
    lines
      .filter((row) => row.is_recurring === isRecurring)
      .reduce((sum, { quantity, unit_price }) => sum + Number(quantity) * Number(unit_price), 0);
  expect([money("true"), money("false")]).toEqual([29_000, 15_000]);
  expect(new Set(lines.map((row) => row.signed_on))).toEqual(new Set(["2025-06-30"]));
});

test("from the handover to the first business review", async () => {
  expect(
    await texts(`
      select concat_ws(' ', happened, coalesce(nullif("Milestone Type", ''), "Activity Type"), "Subject") as text
      from timeline where customer = '${id}' order by "Activity Date"`),
  ).toEqual([
    "2025-07-01 Handover Handed over from sales",
    "2025-07-02 Risk Flagged at risk",
    "2025-07-16 Kickoff Kickoff",
    "2025-08-14 Meeting CSM introduced",
    "2025-09-05 Go-live Live",
    "2025-09-08 Risk closed Flag removed",
    "2025-09-19 Call First steps with Mina Farrow",
    "2025-10-08 Call Talk with the detractor",
    "2025-10-17 Call First steps with Otto Lang",
    "2025-11-11 Call First steps with Priti Shah",
    "2025-11-17 Meeting Review with support",
    "2025-12-08 Meeting First executive business review",
  ]);
});

test("live on the day set at kickoff, 67 days after signing", async () => {
  expect(await texts(`select due as text from planned where customer_id = '${id}'`)).toEqual(["2025-09-05"]);
  expect(await texts("select (date '2025-09-05' - date '2025-06-30')::varchar as text")).toEqual(["67"]);
});

test("an onboarding survey of 5 of 5, then NPS to everybody on 09-30, and one detractor, a 4, on 10-07", async () => {
  const answers = await texts(`
    select concat_ws(' ', answered, survey_type, points) as text from answers where customer = '${id}' order by answered, points desc`);
  expect(answers[0]).toBe("2025-09-08 csat 5");
  expect(answers.at(-1)).toBe("2025-10-07 nps 4");
  expect(answers.filter((text) => / nps [0-6]$/.test(text))).toHaveLength(1);
  const asked = await texts(`
    select invitations.sent_on as text from invitations join contacts using (email) where customer_id = '${id}'`);
  const users = await texts(`
    select email as text from contacts where customer_id = '${id}' and from_on <= '2025-09-30'`);
  expect(new Set(asked)).toEqual(new Set(["2025-09-30"]));
  expect(asked).toHaveLength(users.length);
});

test("three new users with under three page views in their first week, and more after the call", async () => {
  const users = await query<{ from_on: string; first_week: string; last_month: string }>(`
    select from_on,
      count(*) filter (used < from_on::date + 7) as first_week,
      count(*) filter (used >= '2025-12-01') as last_month
    from contacts join tracks using (user_id)
    where contacts.customer_id = '${id}' and from_on between '2025-09-11' and '2025-11-03'
    group by user_id, from_on order by from_on`);
  expect(users.map(({ from_on, first_week }) => [from_on, Number(first_week)])).toEqual([
    ["2025-09-11", 2],
    ["2025-10-09", 1],
    ["2025-11-03", 2],
  ]);
  for (const { last_month } of users) expect(Number(last_month)).toBeGreaterThan(10);
});

test("use rises from go-live to the year's end", async () => {
  const months = await query<{ events: string }>(`
    select count(*) as events from tracks
    where customer = '${id}' and used >= '2025-07-01' group by date_trunc('month', used) order by date_trunc('month', used)`);
  const events = months.map(({ events }) => Number(events));
  expect(events).toHaveLength(6);
  expect(events[5]).toBeGreaterThan(1.3 * (events[2] ?? 0));
});

test("five support cases in the seven days to 11-17", async () => {
  expect(
    await texts(`select opened::varchar as text from tickets where customer = '${id}' order by opened`),
  ).toEqual(["2025-11-11", "2025-11-12", "2025-11-13", "2025-11-14", "2025-11-17"]);
});
