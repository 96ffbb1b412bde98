import type { DuckDBConnection } from "@duckdb/node-api";
import { codeRenewals, RENEWAL_OUTCOMES, type RenewalsFile } from "@tideline/metrics";
import { columnLists, dictionaryValues, makeDictionary } from "./ledger-columns.ts";
import { type MartColumns, martColumns } from "./mart-json.ts";

/**
 * The marts of the Renewals page, each as columns; of what is ahead what falls due by the end of the next quarter: summed for
 * the first view, and the renewals one by one, which follow it.
 */
export async function renewalColumns(
  connection: DuckDBConnection,
): Promise<{ first: Record<string, MartColumns>; ahead: MartColumns }> {
  await connection.run(
    `create or replace temp table renewals_ahead as
      select ahead.* exclude (currency), customer.name
      from renewals__upcoming as ahead
      left join read_customers as customer on customer.customer_id = ahead.customer_id
      where due_month < (
        select date_trunc('quarter', as_of + interval 1 day) + interval 6 month from company
      )`,
  );
  await connection.run(
    `create or replace temp table renewals_ahead_sums as
      select due_month, state, count(*) as renewals,
        cast(sum(due_minor) as bigint) as due_minor, cast(sum(signed_due_minor) as bigint) as signed_due_minor,
        cast(sum(noticed_due_minor) as bigint) as noticed_due_minor, cast(sum(late_due_minor) as bigint) as late_due_minor,
        cast(sum(open_due_minor) as bigint) as open_due_minor
      from renewals_ahead group by due_month, state`,
  );
  const first = {
    by_month: await martColumns(connection, "renewals__by_month", "report_month"),
    by_due_month: await martColumns(connection, "renewals__by_due_month", "due_month"),
    ahead: await martColumns(connection, "renewals_ahead_sums", "due_month, state"),
    classes: await martColumns(connection, "customers__by_class", "class, renewal_number nulls first"),
    growth: await martColumns(connection, "contract__growth_by_tenure", "tenure_years"),
    first_discount: await martColumns(connection, "renewals__first_discount_by_year", "due_year"),
  };
  return { first, ahead: await martColumns(connection, "renewals_ahead", "due_on, customer_id") };
}

/**
 * The renewals behind the figures of the Renewals page, which asks for them when the reader does, and the discounts of those
 * that are a customer's first with list prices known. None where the ledgers stay at home.
 */
export async function renewalList(
  connection: DuckDBConnection,
  isShipped: boolean,
): Promise<RenewalsFile & { discounts: MartColumns }> {
  if (!isShipped) return { ...codeRenewals([]), discounts: {} };
  await makeDictionary(
    connection,
    "renewal_customers",
    "customer_id",
    "select customer_id, 0 as place from renewals__by_customer",
  );
  await makeDictionary(
    connection,
    "renewal_days",
    "day",
    `select day, 0 as place
      from (select unnest([due_on, decided_on, counted_month]) as day from renewals__by_customer) where day is not null`,
  );
  const outcomes = RENEWAL_OUTCOMES.map((outcome) => `'${outcome}'`).join(", ");
  const renewals = await columnLists<RenewalsFile["renewals"]>(
    connection,
    [
      "customer",
      "due_on",
      "decided_on",
      "counted_month",
      "outcome",
      "ordinal",
      "lines",
      "due_minor",
      "renewed_minor",
    ],
    `select customers.code as customer, due.code as due_on, decided.code as decided_on, counted.code as counted_month,
        list_position([${outcomes}], renewal.outcome) - 1 as outcome, renewal.ordinal, renewal.lines, renewal.due_minor,
        renewal.renewed_minor
      from renewals__by_customer as renewal
      join renewal_customers as customers on customers.value = renewal.customer_id
      join renewal_days as due on due.value = renewal.due_on
      left join renewal_days as decided on decided.value = renewal.decided_on
      left join renewal_days as counted on counted.value = renewal.counted_month`,
    "due_on, customer",
  );
  const customers = await columnLists<RenewalsFile["customers"]>(
    connection,
    ["id", "name"],
    "select code, value as id, name from renewal_customers left join read_customers on customer_id = value",
    "code",
  );
  await connection.run(
    `create or replace temp table renewal_list_discounts as
      select customer_id, due_on, signed_list_minor, signed_net_minor, renewed_list_minor, renewed_net_minor
      from renewals__first_discount`,
  );
  return {
    customers,
    days: await dictionaryValues(connection, "renewal_days"),
    renewals,
    discounts: await martColumns(connection, "renewal_list_discounts", "due_on, customer_id"),
  };
}
