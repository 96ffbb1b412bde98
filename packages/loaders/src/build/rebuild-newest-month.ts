import type { DuckDBConnection } from "@duckdb/node-api";
import { ancestors } from "../models/ancestors.ts";
import type { CheckResult } from "../models/check-model.ts";
import type { Model } from "../models/model.ts";
import { createReadTables } from "../models/read-tables.ts";
import { runModels } from "../models/run-models.ts";
import { type LedgerSettings, lastWholeMonth, seedTables } from "../models/seed-tables.ts";
import { queryRows } from "./mart-json.ts";

/** Tables the check needs; a run keeps them until then. */
export const rebuildTables = [
  "customer_balances",
  "customers",
  "line_links",
  "read_contract_lines",
  "read_customers",
  "read_assignments",
] as const;

const claim =
  "The newest month closes the same, customer by customer and on each basis, when it is rebuilt from the facts dated by its last day alone.";

/** The database of the second build, beside the first one in the same process. */
const second = "rebuilt_month";

/** The last day of a month given as year * 12 + month. */
function lastDayOf(monthNo: number): string {
  const year = Math.floor((monthNo - 1) / 12);
  return new Date(Date.UTC(year, monthNo - year * 12, 0)).toISOString().slice(0, 10);
}

/**
 * A line's facts dated after the day. A renewal signed once its predecessor was due is dated by its signing; every other
 * line by the earlier of signing and start. A cancellation before the start keeps its notice: nothing else ends it.
 */
const laterFacts = (day: string) => `
  select line.rowid as line_no, line.customer_id,
    line.signed_on > date '${day}' and (line.start_on > date '${day}' or exists (
      select 1 from line_links as link
      where link.line_no = line.rowid and link.relation = 'renewal' and link.signed_on >= link.due_on
    )) as is_signed_later,
    coalesce(line.notice_on > date '${day}', false)
      and coalesce(line.end_on > line.start_on, true) as is_noticed_later,
    coalesce(line.notice_withdrawn_on > date '${day}', false) as is_withdrawn_later
  from read_contract_lines as line
  where line.signed_on > date '${day}' or line.notice_on > date '${day}' or line.notice_withdrawn_on > date '${day}'`;

async function countOf(connection: DuckDBConnection, sql: string): Promise<number> {
  const [row] = await queryRows<{ n: number }>(connection, `select count(*) as n from ${sql}`);
  return row?.n ?? 0;
}

/** Customers with a later fact (every k-th by id, up to a limit), and those they share a chain with by an assignment. */
async function customersToRebuild(connection: DuckDBConnection, upTo: number): Promise<number> {
  await connection.run(`create or replace table ${second}.later_customers as
    select distinct customer_id from ${second}.later_facts
    where is_signed_later or is_noticed_later or is_withdrawn_later`);
  const all = await countOf(connection, `${second}.later_customers`);
  if (all > upTo) {
    await connection.run(`create or replace table ${second}.later_customers as
      select customer_id from (select customer_id, row_number() over (order by customer_id) as place
        from ${second}.later_customers) where place % ${Math.ceil(all / upTo)} = 0`);
  }
  await withRelated(connection);
  return all;
}

async function withRelated(connection: DuckDBConnection): Promise<void> {
  for (let size = -1; ; ) {
    const found = await countOf(connection, `${second}.later_customers`);
    if (found === size || found === 0) return;
    size = found;
    await connection.run(`insert into ${second}.later_customers
      with related as (
        select line.customer_id as one_id, entry.customer_id as other_id
        from read_assignments as entry join read_contract_lines as line on line.line_id = entry.line_id
      )
      select other_id from related join ${second}.later_customers as later on later.customer_id = related.one_id
      where other_id not in (select customer_id from ${second}.later_customers)
      union
      select one_id from related join ${second}.later_customers as later on later.customer_id = related.other_id
      where one_id not in (select customer_id from ${second}.later_customers)`);
  }
}

/** The read tables of the second build: these customers, without what is dated later. */
async function copyFacts(connection: DuckDBConnection, first: string, day: string): Promise<void> {
  await connection.run(`use ${second}`);
  await createReadTables(connection);
  const source = `${first}.main`;
  await connection.run(`insert into read_customers by name
    select customer.* from ${source}.read_customers as customer
    join later_customers as later on later.customer_id = customer.customer_id order by customer.rowid`);
  await connection.run(`insert into read_contract_lines by name
    select line.* replace (
      case when coalesce(fact.is_noticed_later, false) then null else line.notice_on end as notice_on,
      case when coalesce(fact.is_noticed_later, false) then null else line.notice_monthly_minor end as notice_monthly_minor,
      case when coalesce(fact.is_noticed_later, false) then null else line.notice_quantity end as notice_quantity,
      case when coalesce(fact.is_noticed_later or fact.is_withdrawn_later, false) then null
        else line.notice_withdrawn_on end as notice_withdrawn_on)
    from ${source}.read_contract_lines as line
    join later_customers as later on later.customer_id = line.customer_id
    left join later_facts as fact on fact.line_no = line.rowid
    where not coalesce(fact.is_signed_later, false)
    order by line.rowid`);
  await connection.run(`insert into read_assignments by name
    select entry.* from ${source}.read_assignments as entry
    where entry.assigned_on <= date '${day}'
      and entry.line_id in (select line_id from read_contract_lines) order by entry.rowid`);
}

const balancesOf = (database: string, monthNo: number) => `
  select customer.customer_id, cast(balance.basis as varchar) as basis, balance.balance_minor
  from ${database}.main.customer_balances as balance
  join ${database}.main.customers as customer on customer.customer_no = balance.customer_no
  where balance.from_month_no <= ${monthNo} and balance.to_month_no > ${monthNo}`;

/** A customer whose month closes otherwise when rebuilt. */
interface ChangedBalance {
  readonly customer_id: string;
  readonly basis: string;
  readonly closing_minor: number;
  readonly rebuilt_minor: number;
  /**
   * A line of theirs was signed before the one it continues, or assigned before it was signed: the exports restate the
   * past, Tideline does not.
   */
  readonly is_signed_ahead: boolean;
}

const differing = (first: string, monthNo: number, day: string) => `
  with
  kept as (select line_id from ${second}.main.read_contract_lines),
  ahead as (
    select distinct line.customer_id
    from ${first}.main.line_links as link
    join ${first}.main.read_contract_lines as line on line.rowid = link.line_no
    join ${first}.main.read_contract_lines as past on past.rowid = link.predecessor_no
    where line.line_id in (select line_id from kept) and past.line_id not in (select line_id from kept)
    union
    select unnest([line.customer_id, entry.customer_id]) as customer_id
    from ${first}.main.read_assignments as entry
    join ${first}.main.read_contract_lines as line on line.line_id = entry.line_id
    where entry.assigned_on <= date '${day}' and line.line_id not in (select line_id from kept)
  ),
  now as (
    select balance.* from (${balancesOf(first, monthNo)}) as balance
    where balance.customer_id in (select customer_id from ${second}.later_customers)
  ),
  rebuilt as (${balancesOf(second, monthNo)})
  select customer_id, basis, coalesce(now.balance_minor, 0) as closing_minor,
    coalesce(rebuilt.balance_minor, 0) as rebuilt_minor,
    customer_id in (select customer_id from ahead) as is_signed_ahead
  from now full join rebuilt using (customer_id, basis)
  where coalesce(now.balance_minor, 0) <> coalesce(rebuilt.balance_minor, 0)
  order by customer_id, basis`;

/** In a build, so many customers are rebuilt; `tideline check` rebuilds all. */
const rebuildLimit = 10_000;

/** How much is to be rebuilt. */
export interface RebuildOptions {
  /** At most so many customers, spread evenly over their ids. Default 10,000. */
  readonly upTo?: number;
}

/** What a rebuild of one month found. */
export interface RebuiltMonth {
  /** YYYY-MM. */
  readonly month: string;
  /** Customers with facts dated later. */
  readonly later: number;
  /** Those of them that were rebuilt, with whom they share contracts by an assignment. */
  readonly rebuilt: number;
  readonly changed: readonly ChangedBalance[];
}

/**
 * Does a month close at the same balances when it is rebuilt from the facts dated by its last day alone?
 *
 * Lines signed later, notices and withdrawals entered later and assignments of a later day are taken away; the customers
 * who have such facts are built again by the same models, in a second database in memory. Nobody with later facts: nothing
 * is built. Needs `rebuildTables` in the connection.
 *
 * @param options.monthNo year * 12 + month; default the last reported one
 * @param options.upTo rebuild at most so many customers, spread evenly over their ids; default 10,000
 * @returns the balances that differ, none when the month stands
 */
export async function rebuildMonth(
  connection: DuckDBConnection,
  models: readonly Model[],
  settings: LedgerSettings,
  options: RebuildOptions & { readonly monthNo?: number } = {},
): Promise<RebuiltMonth> {
  const { monthNo = lastWholeMonth(settings.as_of), upTo = rebuildLimit } = options;
  const day = lastDayOf(monthNo);
  const month = day.slice(0, 7);
  const [current] = await queryRows<{ name: string }>(connection, "select current_database() as name");
  const first = current?.name ?? "memory";
  await connection.run(`attach ':memory:' as ${second}`);
  try {
    await connection.run(`create table ${second}.later_facts as ${laterFacts(day)}`);
    const later = await customersToRebuild(connection, upTo);
    const rebuilt = await countOf(connection, `${second}.later_customers`);
    if (rebuilt === 0) return { month, later, rebuilt, changed: [] };
    await copyFacts(connection, first, day);
    await seedTables(connection, { ...settings, as_of: day });
    await runModels(connection, ancestors(models, ["customer_balances", "line_links", "customers"]), {
      keep: rebuildTables,
    });
    const changed = await queryRows<ChangedBalance>(connection, differing(first, monthNo, day));
    return { month, later, rebuilt, changed };
  } finally {
    await connection.run(`use ${first}`);
    await connection.run(`detach ${second}`);
  }
}

/**
 * Closed months do not change: the check of every build, on its newest month.
 *
 * A customer with a line signed before the one it continues is no fault of the ledger: until the older line is signed, the
 * newer one stands alone. Nor is one with a line that was assigned before it was signed: nobody knew then. Both are left
 * out and counted in the claim.
 *
 * @returns the check's result, of as many rows as customers have facts dated later.
 * @throws Error naming a customer whose balance would change, and both balances.
 */
export async function rebuildNewestMonth(
  connection: DuckDBConnection,
  models: readonly Model[],
  settings: LedgerSettings,
  options: RebuildOptions = {},
): Promise<CheckResult> {
  const { month, later, rebuilt, changed } = await rebuildMonth(connection, models, settings, options);
  const [worst] = changed.filter((balance) => !balance.is_signed_ahead);
  if (worst) {
    throw new Error(
      `rebuild-newest-month: a closed month would change, got ${worst.closing_minor} for customer ${worst.customer_id} at the end of ${month} (${worst.basis}, minor units of ${settings.currency}) where the facts dated by then give ${worst.rebuilt_minor}; nothing was written, please report this with the customer's lines`,
    );
  }
  const ahead = new Set(changed.map((balance) => balance.customer_id)).size;
  const restated =
    ahead === 0
      ? ""
      : ` Left out: ${ahead} with a line signed before the one it continues, or assigned before it was signed.`;
  const sampled = later <= rebuilt ? "" : ` A sample of the ${later} customers with later facts.`;
  return {
    name: "rebuild_newest_month",
    claim: `${claim}${sampled}${restated}`,
    rows_checked: rebuilt - ahead,
    offending: 0,
    examples: [],
  };
}
