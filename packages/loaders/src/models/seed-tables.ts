import type { DuckDBConnection } from "@duckdb/node-api";
import { currencyExponent } from "../company/currency.ts";
import { type HealthSeed, seedHealth } from "../health/seed-health.ts";
import { seedList } from "./seed-list.ts";

/** What the models need to know of the company; dates as YYYY-MM-DD. */
export interface LedgerSettings {
  readonly currency: string;
  readonly as_of: string;
  readonly netting: "product" | "customer";
  readonly late_renewal_grace_days: number;
  /** The first month the reports cover, as its first day; null where the exports are complete. */
  readonly history_from?: string | null;
  /** Minor units of the reporting currency for one minor unit of each billing currency, as exact decimal text. */
  readonly factors: Readonly<Record<string, string>>;
  /** The same for the last day of each month, where balances follow the rates: month as YYYY-MM. */
  readonly month_factors?: readonly MonthFactor[];
  /** What the company's reason codes mean. */
  readonly reasons?: Readonly<Record<string, ReasonCategory>>;
  /** How health is scored; without it nothing is. */
  readonly health?: HealthSeed;
}

/** What one minor unit of a billing currency is worth on the last day of a month. */
export interface MonthFactor {
  readonly currency: string;
  readonly month: string;
  readonly factor: string;
}

/** The category of a reason code, and whether the company could have kept the customer. */
export interface ReasonCategory {
  readonly category: string;
  readonly avoidable: boolean;
}

const monthNo = (date: string) => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));

/** Horizons of the retention mart, in months. */
export const horizonMonths = [1, 3, 12] as const;

/**
 * The last whole month up to a day, as year * 12 + month.
 *
 * @example lastWholeMonth("2025-12-31") // 24312
 * @example lastWholeMonth("2025-12-30") // 24311
 */
export function lastWholeMonth(asOf: string): number {
  const [year = 0, month = 0, day = 0] = asOf.split("-").map(Number);
  const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return year * 12 + month - (day === lastDay ? 0 : 1);
}

/**
 * Writes the small tables that come from settings, not from exports: company, currency_factor, calendar, horizons, bases,
 * and for those who use them month_factor (rates by month), reason_category and those of health.
 * The calendar runs from 1900 to 2150: month_no = year * 12 + month.
 */
export async function seedTables(connection: DuckDBConnection, settings: LedgerSettings): Promise<void> {
  await connection.run(
    `create or replace table company as select $currency::varchar as currency, $exponent::integer as currency_exponent, $as_of::date as as_of,
      $netting::varchar as netting, $grace::integer as late_renewal_grace_days, $last::integer as last_month_no,
      $history::integer as history_from_no`,
    {
      currency: settings.currency,
      exponent: currencyExponent(settings.currency) ?? 2,
      as_of: settings.as_of,
      netting: settings.netting,
      grace: settings.late_renewal_grace_days,
      last: lastWholeMonth(settings.as_of),
      history: settings.history_from ? monthNo(settings.history_from) : null,
    },
  );
  await connection.run(
    `create or replace table currency_factor as
      select unnest(map_keys(factors)) as currency, unnest(map_values(factors)) as factor
      from (select cast($factors::json as map(varchar, decimal(18, 10))) as factors)`,
    { factors: JSON.stringify({ [settings.currency]: "1", ...settings.factors }) },
  );
  await seedList(connection, {
    table: "month_factor",
    columns: { currency: "varchar", month_no: "integer", factor: "decimal(18, 10)" },
    rows: (settings.month_factors ?? []).map(({ currency, month, factor }) => ({
      currency,
      month_no: monthNo(month),
      factor,
    })),
  });
  await seedList(connection, {
    table: "reason_category",
    columns: { reason: "varchar", category: "varchar", avoidable: "boolean" },
    rows: Object.entries(settings.reasons ?? {}).map(([reason, is]) => ({ reason, ...is })),
  });
  await connection.run(
    `create or replace table calendar as
      select cast(year(day) * 12 + month(day) as integer) as month_no, cast(day as date) as report_month
      from (select unnest(generate_series(date '1900-01-01', date '2150-12-01', interval 1 month)) as day)`,
  );
  await connection.run("create type if not exists basis_name as enum ('live', 'committed')");
  await connection.run(
    "create or replace table bases as select cast(unnest(['live', 'committed']) as basis_name) as basis",
  );
  await connection.run(
    `create or replace table horizons as select cast(unnest([${horizonMonths.join(", ")}]) as integer) as horizon_months`,
  );
  await seedHealth(connection, settings.health);
}
