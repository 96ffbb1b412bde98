import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { writeBehaviour } from "../behaviour.ts";
import { livesOf, signedAhead } from "../life.ts";
import { sold } from "../sold.ts";
import { folder, losses } from "./sample.ts";

/** The exports of what customers did, beside those of what was sold, read back by plain queries. */
const { numbered } = sold();
export const written = await writeBehaviour(folder, livesOf(numbered), signedAhead(numbered));

const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
const connection = await instance.connect();
const path = (file: string) => join(folder, file).replaceAll("'", "''");
const csv = (file: string) => `read_csv('${path(file)}', all_varchar = true)`;
const json = (file: string) => `read_json('${path(file)}', format = 'newline_delimited')`;

await connection.run(`
  create table map as select key, any_value(customer_id) as customer from ${csv("customer_map.csv")} group by all;
  create table contacts as select * from ${csv("contacts.csv")};
  create table invitations as select * from ${csv("survey_invitations.csv")};
  create table roster as select * from ${csv("csm_roster.csv")};
  create table care as select * from ${csv("csm_assignments.csv")};
  create table plan as select * from ${csv("plan.csv")};
  create table planned as select * from ${csv("milestones.csv")};
  create table tickets as
    select map.customer, try_cast(created_at as timestamp)::date as opened, tickets.*
    from ${json("zendesk/tickets.json")} tickets left join map on map.key = tickets.organization_id::varchar;
  create table answers as
    select contacts.customer_id as customer, make_timestamp(created_at::bigint * 1000000)::date as answered,
      try_cast(score as integer) as points, survey_type
    from ${json("delighted/responses.json")} responses
    left join (select email, any_value(customer_id) as customer_id from contacts group by all) contacts
      on contacts.email = responses.person.email;
  create table timeline as
    select map.customer, try_cast("Activity Date" as timestamp)::date as happened, timeline.*
    from ${csv("gainsight/timeline.csv")} timeline left join map on map.key = "Company Id";
  create table engagement as
    select map.customer, engagement.*
    from ${csv("hubspot/engagement.csv")} engagement left join map on map.key = "Associated Company IDs";
  create table tracks as
    select map.customer, timestamp::date as used, tracks.*
    from '${path("segment/tracks.parquet")}' tracks left join map on map.key = context_group_id;
  create table lost (customer varchar, gone date);
  insert into lost values ${losses.map(({ customer, month }) => `('${customer}', last_day('${month}-01'::date))`).join(", ")};
`);

/** Rows of a query over the tables above, values as plain JSON. */
export async function query<Row>(sql: string): Promise<Row[]> {
  return (await connection.runAndReadAll(sql)).getRowObjectsJson() as Row[];
}
