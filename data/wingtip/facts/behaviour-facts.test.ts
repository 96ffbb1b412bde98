import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { query } from "./behaviour-sample.ts";
import { at, cohort, paying, rows } from "./sample.ts";

const readme = readFileSync(join(import.meta.dirname, "..", "README.md"), "utf8");

const one = async <Row>(sql: string): Promise<Row> => {
  const [row] = await query<Row>(sql);
  if (row === undefined) throw new RangeError(`one: expected a row of ${sql}, got none`);
  return row;
};

/** Month ends with use 60 days before and earlier, by whether the customer was lost within the next 180 days. */
const USE = `
  with ends as (select unnest(range(date '2024-10-31', date '2025-07-15', interval 1 month))::date as at_end),
  used_by as (
    select customer, at_end,
      count(*) filter (used > at_end - 60) as lately,
      count(*) filter (used <= at_end - 120) / 2 as before
    from tracks join ends on used > at_end - 240 and used <= at_end
    where customer is not null
    group by customer, at_end
  )
  select lately / before as share, bool_or(gone is not null) as is_lost
  from used_by
  left join lost on lost.customer = used_by.customer and gone > at_end and gone <= at_end + 180
  where lately > 0 and before >= 5
  group by used_by.customer, at_end, lately, before`;

describe("behaviour comes before the loss, for most but not for all", () => {
  test("use has fallen by a quarter for half of those lost within half a year, for 9 % of the others", async () => {
    const rows = await query<{ is_lost: boolean; fallen: number; customers: string }>(
      `select is_lost, avg((share < 0.75)::int) as fallen, count(*) as customers from (${USE}) group by all order by all`,
    );
    expect(rows.map(({ is_lost }) => is_lost)).toEqual([false, true]);
    const printed = [rows[1], rows[0]].map((row) => `${Math.round(100 * (row?.fallen ?? 0))} %`).join(", ");
    expect(readme).toContain(`of those lost within half a year, of the others | ${printed} |`);
    expect(Number(rows[1]?.customers)).toBeGreaterThan(400);
    expect(rows[0]?.fallen).toBeLessThan(0.15);
    expect(rows[1]?.fallen).toBeGreaterThan(0.3);
    expect(rows[1]?.fallen).toBeLessThan(0.7);
  });

  test("use alone tells a loss from the rest, far from perfectly: area under the curve 0.6 to 0.85", async () => {
    const { auc } = await one<{ auc: number }>(`
      select avg((not_lost.share > lost.share)::int + 0.5 * (not_lost.share = lost.share)::int) as auc
      from (${USE}) lost cross join (select * from (${USE}) where hash(share) % 8 = 0) not_lost
      where lost.is_lost and not not_lost.is_lost`);
    expect(auc).toBeGreaterThan(0.6);
    expect(auc).toBeLessThan(0.85);
  });

  test("the four months before a loss bring more tickets than the last four months of those who stay", async () => {
    const [stay = 0, leave = 0] = (
      await query<{ tickets: number }>(`
        select count(ticket.id) / count(distinct customer) as tickets
        from (select distinct customer_id as customer from care) customers
        left join lost using (customer)
        left join (select id, customer as of_customer, opened from tickets) ticket on of_customer = customer
          and opened > coalesce(gone, date '2025-12-31') - 120 and opened <= coalesce(gone, date '2025-12-31')
        group by gone is not null order by gone is not null`)
    ).map(({ tickets }) => tickets);
    expect(leave).toBeGreaterThan(1.2 * stay);
    expect(readme).toContain(`of those who stay | ${leave.toFixed(1)}, ${stay.toFixed(1)} |`);
  });

  test("answers of the half year before a loss are clearly lower", async () => {
    const [others = 0, leaving = 0] = (
      await query<{ points: number }>(`
        select avg(points) as points
        from answers left join lost on lost.customer = answers.customer and answered between gone - 180 and gone
        where survey_type = 'nps' and points <= 10
        group by gone is not null order by gone is not null`)
    ).map(({ points }) => points);
    expect(others - leaving).toBeGreaterThan(0.8);
    expect(others).toBeGreaterThan(7);
    expect(readme).toContain(`half year before a loss, else | ${leaving.toFixed(1)}, ${others.toFixed(1)} |`);
  });
});

test("customers live within 60 days of signing are lost least", async () => {
  const signed = new Map<string, string>();
  for (const { customer_id = "", signed_on = "", is_trial } of rows) {
    if (is_trial !== "true" && signed_on < (signed.get(customer_id) ?? "9"))
      signed.set(customer_id, signed_on);
  }
  const lives = await query<{ customer: string; live: string }>(`
    select customer, min(happened)::varchar as live from timeline
    where "Milestone Type" = 'Go-live' and customer is not null group by customer`);
  const days = new Map(
    lives.map(({ customer, live }) => {
      const from = Date.parse(signed.get(customer) ?? "");
      return [customer, (Date.parse(live) - from) / 86_400_000] as const;
    }),
  );
  const churn = (isIn: (days: number) => boolean) =>
    cohort("2025-12", (customer) => isIn(days.get(customer) ?? Number.NaN)).logoChurn;
  const [fast, slow] = [churn((count) => count <= 60), churn((count) => count > 60)];
  expect(fast).toBeLessThan(0.75 * slow);
  const printed = [fast, slow].map((rate) => `${(100 * rate).toFixed(0)} %`).join(", ");
  expect(readme).toContain(`live within 60 days of signing, and later | ${printed} |`);
});

describe("coverage", () => {
  const TRACKED = "select distinct customer from tracks where used > '2025-09-30'";
  const ANSWERED = "select distinct customer from answers where answered >= '2025-01-01'";
  const share = async (sql: string) => {
    const balances = [...at("2025-12").byCustomer].filter(([, { isArchived }]) => !isArchived);
    const now = new Set(balances.map(([customer]) => customer));
    const seen = await query<{ customer: string }>(sql);
    return seen.filter(({ customer }) => now.has(customer)).length / now.size;
  };

  test("some customers are not tracked", async () => {
    const tracked = await share(TRACKED);
    expect(tracked).toBeGreaterThan(0.88);
    expect(tracked).toBeLessThan(0.95);
  });

  test("half of the customers answered a survey of 2025", async () => {
    const answered = await share(ANSWERED);
    expect(answered).toBeGreaterThan(0.45);
    expect(answered).toBeLessThan(0.65);
  });

  test("README.md prints both", async () => {
    const printed = async (sql: string) => `| ${Math.round(100 * (await share(sql)))} % |`;
    expect(readme).toContain(`with use in the last quarter ${await printed(TRACKED)}`);
    expect(readme).toContain(`who answered a survey in 2025 ${await printed(ANSWERED)}`);
  });

  test("each system has customers whose key is not in the map", async () => {
    for (const table of ["tickets", "timeline", "tracks", "engagement"]) {
      const key = { tickets: "organization_id", timeline: `"Company Id"`, tracks: "context_group_id" }[table];
      const { unknown } = await one<{ unknown: string }>(
        `select count(distinct ${key ?? `"Associated Company IDs"`}) as unknown from ${table} where customer is null`,
      );
      expect(Number(unknown), table).toBeGreaterThanOrEqual(3);
      expect(Number(unknown), table).toBeLessThanOrEqual(9);
    }
  });
});

describe("who looks after customers", () => {
  test("21 people: 18 CSMs, two directors, one for operations", async () => {
    const roles = await query<{ role: string; segment: string; people: string }>(
      "select role, segment, count(*) as people from roster group by all order by all",
    );
    expect(roles.map(({ role, segment, people }) => `${role} ${segment} ${people}`)).toEqual([
      "csm Mid-market 13",
      "csm SMB 4",
      "csm Tech touch 1",
      "director Customer success 2",
      "operations Customer success 1",
    ]);
  });

  test("nobody looks after a customer before being hired, and every day has one CSM", async () => {
    const early = await query(
      "select * from care join roster on roster.name = care.csm where care.from_on < roster.since",
    );
    expect(early).toEqual([]);
    const twice = await query(`
      select customer_id from (
        select customer_id, from_on, lag(to_on) over (partition by customer_id order by from_on) as before
        from care where customer_id <> 'W-99999' and to_on <> '2020-01-01')
      where before is not null and before <> from_on`);
    expect(twice).toEqual([]);
  });
});

describe("the plan", () => {
  test("is of 24 months that foot, within a tenth of what was reached", async () => {
    const plan = await query<Record<string, number>>(
      `select round(closing::decimal(18, 2) * 100)::integer as closing,
        round((new::decimal(18, 2) + expansion::decimal(18, 2) + contraction::decimal(18, 2)
          + churn::decimal(18, 2)) * 100)::integer as moved
      from plan order by month`,
    );
    expect(plan).toHaveLength(24);
    for (const [index, { closing = 0, moved = 0 }] of plan.entries()) {
      if (index % 12 > 0) expect(closing - (plan[index - 1]?.closing ?? 0)).toBe(moved);
    }
    const reached = paying(at("2025-12")).reduce((total, { cents }) => total + cents, 0) / 12;
    const share = reached / (plan[23]?.closing ?? 0);
    expect(share).toBeGreaterThan(0.9);
    expect(share).toBeLessThan(1.1);
  });
});

test("nothing is later than as_of, nothing earlier than the system that holds it", async () => {
  const span = (table: string, column: string) =>
    one<{ first: string; last: string }>(
      `select min(${column})::varchar as first, max(${column})::varchar as last from ${table}`,
    );
  for (const [table, column, from] of [
    ["tickets", "opened", "2021-01"],
    ["answers", "answered", "2022-0"],
    ["timeline", "happened", "2022-01"],
    ["engagement", `"Occurred at"`, "2022-04"],
    ["tracks", "used", "2024-01"],
    ["tracks", "received_at", "2024-01"],
  ] as const) {
    const { first, last } = await span(table, column);
    expect(first.startsWith(from), `${table} ${first}`).toBe(true);
    expect(last.startsWith("2025-12"), `${table} ${last}`).toBe(true);
  }
});

test("what field-service customers did without a network arrived weeks later", async () => {
  const { days, events } = await one<{ days: string; events: string }>(
    "select max(received_at::date - used) as days, count(*) as events from tracks where received_at::date > used",
  );
  expect(Number(days)).toBe(22);
  expect(Number(events)).toBeGreaterThan(500);
});
