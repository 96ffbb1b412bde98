import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { writeCare } from "./write-care.ts";

/** Columns of the bench's contract lines, as typed as a scan can read them. */
export const lineTypes = {
  line_id: "VARCHAR",
  customer_id: "VARCHAR",
  product: "VARCHAR",
  quantity: "BIGINT",
  monthly_amount: "DECIMAL(18,2)",
  currency: "VARCHAR",
  signed_on: "DATE",
  start_on: "DATE",
  end_on: "DATE",
  notice_on: "DATE",
  order_type: "VARCHAR",
  reason: "VARCHAR",
  renewal_of: "VARCHAR",
} as const;

/** Columns of the bench's customers. */
export const customerTypes = {
  customer_id: "VARCHAR",
  name: "VARCHAR",
  industry: "VARCHAR",
  region: "VARCHAR",
} as const;

/** Columns of the bench's usage. */
export const usageTypes = {
  customer_id: "VARCHAR",
  person_id: "VARCHAR",
  used_on: "DATE",
  feature: "VARCHAR",
} as const;

/** Half a year of usage, day by day: one in ten customers uses the product, three persons of each, three features. */
const usageSql = (lines: number, usageRows: number) => `
  select 'C' || lpad((h % ${Math.ceil(lines / 90)} * 10)::varchar, 8, '0') as customer_id,
    'U' || lpad((h % ${Math.ceil(lines / 90)} * 10)::varchar, 8, '0') || '-' || (h // 65536 % 3) as person_id,
    date '2025-07-01' + (r * 184 // ${usageRows})::int as used_on,
    'Feature ' || (h // 1048576 % 3) as feature
  from (select r, hash(r) as h from range(${usageRows}) as t(r))`;

/**
 * Writes a company of `lines` contract lines: chains of three yearly terms, three chains a customer, seats and prices
 * that change at renewal, some late, some noticed, rows in no order. With `usageRows` it has so many rows of usage too;
 * with `hasCare` what its customers do and say in every month. The same numbers give the same bytes.
 */
export async function writeLines(
  folder: string,
  lines: number,
  { usageRows = 0, hasCare = false } = {},
): Promise<void> {
  await mkdir(join(folder, "exports"), { recursive: true });
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await connection.run(`
    create table lines as
    with chains as (select i, hash(i) as h from range(${Math.ceil(lines / 3)}) as t(i)),
    terms as (select i, h, k::int as k from chains, range(3) as r(k)),
    dated as (
      select *, date '2021-01-01' + (h % 1500)::int + k * 365 as start_on, hash(i * 3 + k) as g,
        (10 + h % 20 + k * (h % 4))::bigint as seats
      from terms
    )
    select
      'L' || lpad((i * 3 + k)::varchar, 9, '0') as line_id,
      'C' || lpad((i // 3)::varchar, 8, '0') as customer_id,
      'Product ' || (h % 5) as product,
      seats as quantity,
      (seats * (1000 + 10 * (h % 7) + 15 * k) / 100.0)::decimal(18, 2) as monthly_amount,
      'USD' as currency,
      case when k > 0 and g % 10 = 0 then start_on + (g % 25)::int else start_on - 20 end as signed_on,
      start_on,
      start_on + 365 as end_on,
      case when k = 2 and g % 5 = 0 then start_on + 300 end as notice_on,
      case when k = 0 then 'new' else 'renewal' end as order_type,
      case when k = 2 and g % 5 = 0 then 'price' end as reason,
      case when k > 0 then 'L' || lpad((i * 3 + k - 1)::varchar, 9, '0') end as renewal_of
    from dated where i * 3 + k < ${lines} order by g`);
  const to = (name: string) => join(folder, "exports", name).replaceAll("'", "''");
  await connection.run(`copy lines to '${to("contract_lines.csv")}' (header)`);
  await connection.run(`copy (select distinct customer_id, 'Company ' || customer_id as name,
    'Industry ' || hash(customer_id) % 8 as industry, 'Region ' || hash(customer_id) % 4 as region
    from lines order by customer_id) to '${to("customers.csv")}' (header)`);
  if (usageRows > 0)
    await connection.run(`copy (${usageSql(lines, usageRows)}) to '${to("usage.csv")}' (header)`);
  const care = hasCare ? await writeCare(connection, to) : [];
  connection.closeSync();
  instance.closeSync();
  const same = (types: object) => Object.fromEntries(Object.keys(types).map((name) => [name, name]));
  const company = {
    name: `Bench ${lines}`,
    currency: "USD",
    as_of: "2025-12-31",
    policies: { late_renewal_grace_days: 30 },
    sources: [
      { layout: "customers", file: "exports/customers.csv", columns: same(customerTypes) },
      { layout: "contract_lines", file: "exports/contract_lines.csv", columns: same(lineTypes) },
      ...(usageRows > 0 ? [{ layout: "usage", file: "exports/usage.csv", columns: same(usageTypes) }] : []),
      ...care,
    ],
  };
  await writeFile(join(folder, "company.json"), `${JSON.stringify(company, null, 2)}\n`);
}
