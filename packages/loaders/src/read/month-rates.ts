import type { DuckDBConnection } from "@duckdb/node-api";
import type { MonthRate } from "../build/ledger-settings.ts";
import type { Company } from "../company/load-company.ts";
import { lastWholeMonth } from "../models/seed-tables.ts";
import { literal } from "./sql-text.ts";

/** Keeps the rate of the last day given in each month; the rates of a day are one by then. */
export async function keepMonthEnds(connection: DuckDBConnection): Promise<void> {
  await connection.run(
    `delete from read_exchange_rates where rowid not in (
       select row_id from (
         select rowid as row_id,
           row_number() over (partition by currency, month_no order by rate_on desc, rowid) as place
         from read_exchange_rates)
       where place = 1)`,
  );
  await connection.run("alter table read_exchange_rates drop column rate_on");
}

/** The rates at the ends of months that the exports gave, in order of month and currency; none without such an export. */
export async function monthRates(connection: DuckDBConnection): Promise<MonthRate[]> {
  const reader = await connection.runAndReadAll(
    `select currency, ${monthText("month_no")}, cast(rate as varchar) from read_exchange_rates
     order by month_no, currency`,
  );
  return reader.getRowsJson().map(([currency, month, rate]) => ({
    currency: String(currency),
    month: String(month),
    rate: String(rate),
  }));
}

/** A month for which a currency counts and has no rate. */
export interface MissingRate {
  currency: string;
  /** YYYY-MM */
  month: string;
}

export interface RateQuestion {
  /** The reporting currency, which needs no rate. */
  currency: string;
  asOf: string;
  /** First month of the reports, as its first day; its opening needs the rate of the month before. */
  historyFrom?: string | undefined;
  graceDays: number;
}

/**
 * For which months is a rate missing? For every month, up to the last whole one, at whose end a line may count on
 * either basis (from signing or start, to its end and the window after it), a usage charge was billed, or an expected
 * loss in money was open.
 *
 * @returns the missing ones in order of month, then currency; empty where every rate is there
 */
export async function missingRates(
  connection: DuckDBConnection,
  { currency, asOf, historyFrom, graceDays }: RateQuestion,
): Promise<MissingRate[]> {
  const last = lastWholeMonth(asOf);
  const first = historyFrom === undefined ? 0 : monthOf(historyFrom) - 1;
  const number = (day: string) => `year(${day}) * 12 + month(${day})`;
  const reader = await connection.runAndReadAll(
    `with ends as (
       select currency, least(signed_on, start_on) as from_on,
         case
           when end_on is null then null
           when end_means <> 'term' then end_on
           when auto_renews and (notice_on is null or notice_withdrawn_on is not null) then null
           when auto_renews then greatest(end_on,
             notice_on + to_months(coalesce(renewal_months, cast(datesub('month', start_on, end_on) as integer) + 1)))
           when notice_on is null or notice_withdrawn_on is not null then end_on + ${graceDays}
           else greatest(end_on, notice_on) end as to_on
       from read_contract_lines
       where is_recurring and not is_trial and monthly_minor <> 0 and currency <> ${literal(currency)}),
     ranges as (
       select currency, ${number("from_on")} as first_no, coalesce(${number("to_on")} - 1, ${last}) as last_no from ends
       union
       select currency, ${number("billed_for")}, ${number("billed_for")} from read_usage_charges
       union
       select currency, ${number("flagged_on")}, coalesce(${number("cleared_on")} - 1, ${last})
       from read_expected_losses where amount_minor is not null),
     months as (
       select distinct currency, unnest(generate_series(greatest(first_no, ${first}), least(last_no, ${last}))) as month_no
       from ranges where currency <> ${literal(currency)})
     select currency, ${monthText("month_no")} from months
     anti join read_exchange_rates as rate using (currency, month_no)
     order by month_no, currency`,
  );
  return reader.getRowsJson().map(([code, month]) => ({ currency: String(code), month: String(month) }));
}

/**
 * Stops where a month that counts has no rate, under the policy month_end.
 *
 * @throws Error naming the file of rates, the currency and the first month without a rate, how many there are, and the way out
 */
export async function checkRates(
  connection: DuckDBConnection,
  company: Company,
  asOf: string,
): Promise<void> {
  const { currency, exchange_rates, history_from, policies } = company.settings;
  if (exchange_rates?.policy !== "month_end") return;
  const missing = await missingRates(connection, {
    currency,
    asOf,
    historyFrom: history_from,
    graceDays: policies.late_renewal_grace_days,
  });
  const [first] = missing;
  if (first === undefined) return;
  const given = (await monthRates(connection)).filter((rate) => rate.currency === first.currency);
  const got =
    given.length === 0
      ? "none"
      : given.length === 1
        ? `only ${given[0]?.month}`
        : `${given.length} months from ${given[0]?.month} to ${given.at(-1)?.month}`;
  const more = missing.length > 1 ? ` (and ${missing.length - 1} more)` : "";
  const files = company.sources
    .filter(({ settings }) => settings.layout === "exchange_rates")
    .flatMap((source) => source.files.map(({ file }) => file));
  throw new Error(
    `${files.join(", ")}: no rate for ${first.currency} in ${first.month}, a month in which amounts count in it${more}, ` +
      `got ${got}; add a row with a day of that month`,
  );
}

const monthText = (no: string) =>
  `((${no} - 1) // 12) || '-' || lpad(cast((${no} - 1) % 12 + 1 as varchar), 2, '0')`;

const monthOf = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
