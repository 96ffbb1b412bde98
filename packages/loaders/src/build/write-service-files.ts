import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { listHeader } from "../models/list-header.ts";
import type { Model } from "../models/model.ts";
import { type MartColumns, martColumns, queryRows } from "./mart-json.ts";
import { writeJson } from "./output-files.ts";

/** NPS by label, which the page fetches after its first view: of every third month up to the newest: a label's score moves by the year, so that is enough to draw it. */
export async function npsByCut(connection: DuckDBConnection): Promise<MartColumns> {
  await connection.run(
    `create or replace temp table nps_by_cut as
      select entry.* from nps__by_cut as entry
      where exists (select 1 from ledger__cuts as cut where cut.cut = entry.cut)
        and (select last_month_no from company) >= year(report_month) * 12 + month(report_month)
        and ((select last_month_no from company) - year(report_month) * 12 - month(report_month)) % 3 = 0`,
  );
  return martColumns(connection, "nps_by_cut", "cut, label, report_month");
}

/** The cuts that occur in rows by label, in their order. */
export const cutsOf = ({ cut = [] }: MartColumns): string[] => [...new Set(cut.map(String))];

/** Open detractors that travel to the NPS page: those of the largest customers; the mart has all. */
const mostDetractors = 500;

/** Whether activities were read, with whomever they were. */
async function hasActivities(connection: DuckDBConnection): Promise<boolean> {
  const [read] = await queryRows<{ row_count: number }>(
    connection,
    "select row_count from at_risk__exports where export = 'activities'",
  );
  return (read?.row_count ?? 0) > 0;
}

/** What the NPS page reads first: components by month, the cuts it can be split by, the flow of a year, open detractors. */
export async function npsFile(
  connection: DuckDBConnection,
  byCut: MartColumns,
): Promise<Record<string, unknown>> {
  await connection.run(
    `create or replace temp table nps_open_detractors as
      select * exclude (followed_on) from nps__detractors where followed_on is null
      order by committed_minor desc, answer_no limit ${mostDetractors}`,
  );
  const [has] = await queryRows<{ invitations: boolean }>(
    connection,
    "select coalesce(sum(invited), 0) > 0 as invitations from nps__by_month",
  );
  return {
    by_month: await martColumns(connection, "nps__by_month", "report_month"),
    cuts: cutsOf(byCut),
    flow: await martColumns(connection, "nps__flow", "from_class, to_class"),
    detractors: await martColumns(connection, "nps_open_detractors", "committed_minor desc, answer_no"),
    follow_up: await martColumns(connection, "nps__follow_up", "is_followed"),
    has_activities: await hasActivities(connection),
    has_invitations: has?.invitations ?? false,
  };
}

/** Rows of each attention list that the page shows, and so travel with its first view. */
const firstRows = 10;

/** What the Attention page reads first: the lists in the order of their titles, sums over all of them, the first rows of each. */
async function attentionFile(
  connection: DuckDBConnection,
  models: readonly Model[],
): Promise<Record<string, unknown>> {
  const found = await queryRows<{ list: string; missing: string | null; unable: string | null }>(
    connection,
    "select * from attention__lists",
  );
  const lists = found
    .map((one) => {
      const model = models.find(({ layer, name }) => layer === "lists" && name === one.list);
      const { title = one.list, question = "", order = "", exports = [] } = model ? listHeader(model) : {};
      return { ...one, title, question, order, exports, missing: one.missing?.split(", ") ?? [] };
    })
    .sort((a, b) => (a.title < b.title ? -1 : 1));
  await connection.run(
    `create or replace temp table attention_first_rows as select * from attention__rows where place <= ${firstRows}`,
  );
  const [sums] = await queryRows<Record<string, number>>(
    connection,
    `select count(*) as customers, cast(coalesce(sum(committed_minor), 0) as bigint) as committed_minor,
        count(*) filter (where lists > 1) as several
      from (select customer_id, max(committed_minor) as committed_minor, count(*) as lists from attention__rows group by customer_id)`,
  );
  return { lists, ...sums, rows: await martColumns(connection, "attention_first_rows", "list, place") };
}

/** Writes what the pages of portfolios and attention read: portfolio.json, attention.json and attention-rows.json. */
export async function writeServiceFiles(
  connection: DuckDBConnection,
  options: { models: readonly Model[]; folder: string },
): Promise<void> {
  const marts = async (names: Readonly<Record<string, readonly [mart: string, order: string]>>) => {
    const columns: Record<string, MartColumns> = {};
    for (const [key, [mart, order]] of Object.entries(names))
      columns[key] = await martColumns(connection, mart, order);
    return columns;
  };
  const { models, folder } = options;
  await writeJson(join(folder, "portfolio.json"), {
    ...(await marts({
      by_csm: ["portfolio__by_csm", "arr_minor desc, csm nulls last"],
      by_group: ["portfolio__by_group", "grouping, label nulls last"],
      pareto: ["portfolio__pareto", "customers"],
    })),
    has_activities: await hasActivities(connection),
  });
  await writeJson(join(folder, "attention.json"), await attentionFile(connection, models));
  await writeJson(
    join(folder, "attention-rows.json"),
    await martColumns(connection, "attention__rows", "list, place"),
  );
}
