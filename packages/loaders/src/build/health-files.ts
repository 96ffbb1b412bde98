import type { DuckDBConnection } from "@duckdb/node-api";
import { type MartColumns, martColumns } from "./mart-json.ts";

/** A table made for a page, as columns. */
async function columnsOf(
  connection: DuckDBConnection,
  { name, sql, orderBy }: { name: string; sql: string; orderBy: string },
): Promise<MartColumns> {
  await connection.run(`create or replace temp table ${name} as ${sql}`);
  return martColumns(connection, name, orderBy);
}

/** Health by label of every cut. */
export const healthByCut = (connection: DuckDBConnection): Promise<MartColumns> =>
  martColumns(connection, "health__by_cut", "basis, cut, label, band_no");

/** What the Health page reads first: marts as columns, of the newest month. */
export async function healthColumns(connection: DuckDBConnection): Promise<Record<string, MartColumns>> {
  return {
    distribution: await columnsOf(connection, {
      name: "health_distribution_newest",
      sql: "select * from health__distribution where report_month = (select max(report_month) from health__distribution)",
      orderBy: "basis, band_no",
    }),
    histogram: await martColumns(connection, "health__histogram", "basis, above, band_no"),
    migration: await columnsOf(connection, {
      name: "health_migration_newest",
      sql: "select * from health__migration where report_month = (select max(report_month) from health__migration)",
      orderBy: "basis, months, from_no, to_no",
    }),
    inputs: await martColumns(connection, "health__inputs", "weight desc, input"),
  };
}

/** What the Health page fetches after its first view: bands by label of every cut, and of every month. */
export async function healthRows(connection: DuckDBConnection): Promise<Record<string, MartColumns>> {
  return {
    by_cut: await healthByCut(connection),
    distribution: await martColumns(connection, "health__distribution", "report_month, basis, band_no"),
  };
}

/** The customers behind the bands and their migration, which the Health page fetches when the reader asks for them. */
export async function healthCustomers(connection: DuckDBConnection): Promise<MartColumns> {
  return columnsOf(connection, {
    name: "health_customers_named",
    sql: `select entry.* exclude (currency), customer.name
      from health__customers as entry
      left join read_customers as customer on customer.customer_id = entry.customer_id`,
    orderBy: "final_score nulls last, customer_id",
  });
}

/** What the page on validation reads: marts as columns, lead times and survival counted by days. */
export async function healthValidation(connection: DuckDBConnection): Promise<Record<string, MartColumns>> {
  return {
    by_band: await martColumns(connection, "health__validation_by_band", "horizon_days desc, band_no"),
    order: await martColumns(connection, "health__validation_order", "horizon_days desc"),
    forecasts: await martColumns(connection, "health__forecasts", "horizon_days desc"),
    lead_times: await columnsOf(connection, {
      name: "health_lead_days",
      sql: `select lead_days, count(*) as lost, cast(sum(due_minor) as bigint) as due_minor
        from health__lead_times group by lead_days`,
      orderBy: "lead_days nulls last",
    }),
    survival: await columnsOf(connection, {
      name: "health_survival_days",
      sql: `select landmark_on, band, band_no, duration_days, is_event, count(*) as customers
        from health__survival group by all`,
      orderBy: "band_no, duration_days, is_event",
    }),
    inputs: await columnsOf(connection, {
      name: "health_inputs_of_today",
      sql: "select input, title from health__inputs where tells_present and missing = ''",
      orderBy: "input",
    }),
  };
}

/** Renewals ahead, and customers somebody fears for, that travel to the At risk page: the largest; the marts have all. */
const mostAtRisk = 1500;

/** What the At risk page reads first: sums of what is ahead, and the past its forecast rests on. */
export async function atRisk(connection: DuckDBConnection): Promise<Record<string, MartColumns>> {
  return {
    by_band: await martColumns(
      connection,
      "at_risk__by_band",
      "due_quarter, horizon_days nulls first, band_no",
    ),
    agreement: await martColumns(connection, "at_risk__agreement", "is_flagged, score_view"),
    exports: await martColumns(connection, "at_risk__exports", "export"),
    past: await martColumns(connection, "health__validation_by_band", "horizon_days desc, band_no"),
    bands: await martColumns(connection, "health__bands", "band_no"),
  };
}

/** The renewals and customers behind it, with names: of each the first so many, or all. */
async function atRiskRowsOf(
  connection: DuckDBConnection,
  most: number | null,
): Promise<Record<"renewals" | "customers", MartColumns>> {
  const named = (mart: string, orderBy: string, drop: string) =>
    columnsOf(connection, {
      name: `${mart}_named`,
      sql: `select entry.* exclude (${drop}), customer.name
        from ${mart} as entry
        left join read_customers as customer on customer.customer_id = entry.customer_id
        order by ${orderBy} ${most === null ? "" : `limit ${most}`}`,
      orderBy,
    });
  return {
    renewals: await named(
      "at_risk__renewals",
      "due_minor desc, customer_id, due_on",
      "currency, due_quarter",
    ),
    customers: await named("at_risk__customers", "committed_minor desc, customer_id", "currency"),
  };
}

/** The renewals and customers behind it, which the page asks for after its first view. */
export const atRiskRows = (connection: DuckDBConnection): Promise<Record<string, MartColumns>> =>
  atRiskRowsOf(connection, mostAtRisk);

/** All of them, and every active customer, which the page asks for when the reader filters. */
export async function atRiskAllRows(connection: DuckDBConnection): Promise<Record<string, MartColumns>> {
  const standing = await columnsOf(connection, {
    name: "at_risk_standing",
    sql: "select * exclude (currency) from at_risk__standing",
    orderBy: "customer_id",
  });
  return { ...(await atRiskRowsOf(connection, null)), standing };
}
