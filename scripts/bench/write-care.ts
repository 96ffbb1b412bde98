import type { DuckDBConnection } from "@duckdb/node-api";

/** An export of care: its columns, named as the layout of the same name has them, and its rows. */
interface CareExport {
  readonly layout: string;
  readonly columns: readonly string[];
  readonly sql: string;
}

/**
 * What customers of a table `lines` do and say in every month of their contracts, and who takes care of them: use by one of
 * three persons, less of it in the last year of those who are noticed, a ticket in one month of seven, an answer in one of twelve, a
 * meeting in one of twelve with how the CSM sees it. About 4.7 million rows of use for 100,000 customers over 60 months.
 */
const exportsOfCare: readonly CareExport[] = [
  {
    layout: "usage",
    columns: ["customer_id", "person_id", "used_on", "feature", "event_count"],
    sql: `select customer_id, 'U' || customer_id || '-' || (h % 3) as person_id, used_on, 'Feature ' || (h // 16 % 3) as feature,
        1 + h // 64 % (case when used_on > noticed_on - 180 then 4 else 20 end) as event_count
      from customer_months`,
  },
  {
    layout: "tickets",
    columns: ["ticket_id", "customer_id", "opened_on", "solved_on", "priority", "subject"],
    sql: `select 'T' || (row_number() over (order by customer_id, used_on)) as ticket_id, customer_id, used_on as opened_on,
        used_on + (h // 256 % 20)::int as solved_on, (['low', 'normal', 'high', 'urgent'])[1 + h // 1024 % 4] as priority,
        'Question ' || (h // 4096 % 40) as subject
      from customer_months where h // 128 % 7 = 0`,
  },
  {
    layout: "survey_responses",
    columns: ["response_id", "customer_id", "person_id", "survey_type", "score", "responded_on"],
    sql: `select 'A' || (row_number() over (order by customer_id, used_on)) as response_id, customer_id,
        'U' || customer_id || '-' || (h % 3) as person_id, 'nps' as survey_type,
        least(10, h // 512 % (case when used_on > noticed_on - 180 then 9 else 13 end)) as score, used_on as responded_on
      from customer_months where h // 32 % 12 = 0`,
  },
  {
    layout: "activities",
    columns: ["customer_id", "activity_on", "activity_type", "subject", "csm", "pulse"],
    sql: `select customer_id, used_on as activity_on, 'meeting' as activity_type, 'Review' as subject,
        'CSM ' || (hash(customer_id) % 200) as csm, 1 + h // 2048 % 5 as pulse
      from customer_months where h // 32 % 12 = 6`,
  },
  {
    layout: "csm_assignments",
    columns: ["customer_id", "csm", "from_on"],
    sql: `select customer_id, 'CSM ' || (hash(customer_id) % 200) as csm, min(start_on) as from_on from lines group by customer_id`,
  },
  {
    layout: "csm_roster",
    columns: ["csm"],
    sql: "select 'CSM ' || i as csm from range(200) as t(i)",
  },
];

/** Writes the exports of care of a table `lines` by `to(name)`; gives them as a company's sources. */
export async function writeCare(
  connection: DuckDBConnection,
  to: (name: string) => string,
): Promise<readonly object[]> {
  await connection.run(`
    create temp table customer_months as
    with spans as (
      select customer_id, min(start_on) as first_on, max(end_on) as end_on, min(notice_on) as noticed_on
      from lines group by customer_id
    ),
    months as (
      select *, unnest(range(first_on, least(end_on, date '2025-12-31'), interval 1 month)) as month_on from spans
    ),
    hashed as (select *, (hash(customer_id || month_on) // 4)::bigint as h from months)
    select customer_id, noticed_on, h, (month_on + to_days((h // 8 % 25)::int))::date as used_on
    from hashed where month_on + interval 25 day < date '2025-12-31'`);
  for (const { layout, sql } of exportsOfCare) {
    await connection.run(`copy (select * from (${sql}) order by all) to '${to(`${layout}.csv`)}' (header)`);
  }
  return exportsOfCare.map(({ layout, columns }) => ({
    layout,
    file: `exports/${layout}.csv`,
    columns: Object.fromEntries(columns.map((name) => [name, name])),
  }));
}
