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

/** What the Health page reads first: marts as columns; of migration the newest month. */
export async function healthColumns(connection: DuckDBConnection): Promise<Record<string, MartColumns>> {
  return {
    distribution: await martColumns(connection, "health__distribution", "report_month, basis, band_no"),
    histogram: await martColumns(connection, "health__histogram", "basis, above, band_no"),
    by_cut: await martColumns(connection, "health__by_cut", "basis, cut, label, band_no"),
    migration: await columnsOf(connection, {
      name: "health_migration_newest",
      sql: "select * from health__migration where report_month = (select max(report_month) from health__migration)",
      orderBy: "basis, months, from_no, to_no",
    }),
    inputs: await martColumns(connection, "health__inputs", "weight desc, input"),
  };
}

/** Customers of the newest month with their health, which the Health page fetches after it is painted. */
export async function healthCustomers(connection: DuckDBConnection): Promise<MartColumns> {
  return columnsOf(connection, {
    name: "health_customers_newest",
    sql: `select score.customer_id, customer.name, score.band, score.final_score, score.raw_score, score.coverage,
        score.exception_name, score.override_reason, score.live_minor, score.committed_minor,
        past.band as previous_band, past.final_score as previous_score
      from health__scores as score
      left join health__scores as past
        on past.customer_id = score.customer_id and past.report_month = score.report_month - interval 1 month
      left join read_customers as customer on customer.customer_id = score.customer_id
      where score.report_month = (select max(report_month) from health__scores)`,
    orderBy: "final_score nulls last, customer_id",
  });
}

/** What the page on validation reads: marts as columns, survival without the customers' keys. */
export async function healthValidation(connection: DuckDBConnection): Promise<Record<string, MartColumns>> {
  return {
    by_band: await martColumns(connection, "health__validation_by_band", "horizon_days, band_no"),
    order: await martColumns(connection, "health__validation_order", "horizon_days"),
    lead_times: await columnsOf(connection, {
      name: "health_lead_days",
      sql: "select customer_id, decided_on, first_red_on, lead_days, due_minor from health__lead_times",
      orderBy: "decided_on, customer_id",
    }),
    survival: await columnsOf(connection, {
      name: "health_survival_days",
      sql: `select landmark_on, band, band_no, duration_days, is_event, count(*) as customers
        from health__survival group by all`,
      orderBy: "band_no, duration_days, is_event",
    }),
  };
}
