import type { DuckDBConnection } from "@duckdb/node-api";
import { type MartColumns, martColumns } from "./mart-json.ts";

const newest = "(select max(report_month) from";

/** A table of each figure of how the customers are, as the Overview shows them: a few rows each. */
const tables = {
  bands: {
    sql: `select report_month, basis, band, band_no, customers, balance_minor from health__distribution
      where report_month in (${newest} health__distribution), ${newest} health__distribution) - interval 3 month)`,
    orderBy: "report_month, basis, band_no",
  },
  nps: {
    sql: `select report_month, standing_persons, standing_promoters, standing_detractors from nps__by_month
      where report_month in (${newest} nps__by_month), ${newest} nps__by_month) - interval 12 month)`,
    orderBy: "report_month",
  },
  due: {
    sql: `select (select max(due_quarter) from at_risk__by_band) as due_quarter, band, band_no,
        ${[
          "renewals",
          "due_minor",
          "signed_due_minor",
          "noticed_due_minor",
          "late_due_minor",
          "open_due_minor",
        ]
          .map((column) => `cast(sum(${column}) as bigint) as ${column}`)
          .join(", ")}
      from at_risk__by_band group by band, band_no`,
    orderBy: "band_no",
  },
} as const;

/** How the customers are, from the marts of health, NPS and renewals ahead: part of summary.json, as columns. */
export async function careColumns(
  connection: DuckDBConnection,
): Promise<Record<keyof typeof tables, MartColumns>> {
  const columnsOf = async (name: keyof typeof tables) => {
    await connection.run(`create or replace temp table care_${name} as ${tables[name].sql}`);
    return martColumns(connection, `care_${name}`, tables[name].orderBy);
  };
  return { bands: await columnsOf("bands"), nps: await columnsOf("nps"), due: await columnsOf("due") };
}
