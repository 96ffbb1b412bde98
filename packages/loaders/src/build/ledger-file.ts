import type { DuckDBConnection } from "@duckdb/node-api";
import { type LedgerBasis, type LedgerFile, MOVEMENT_KINDS, MOVEMENT_SIDES } from "@tideline/metrics";
import { queryRows } from "./mart-json.ts";

/** Above this many movements the ledger stays at home and pages say so. */
export const ledgerRowsLimit = 1_000_000;

const occasions = ["initial", "renewal", "contracted_step", "mid_term"];

interface CutNotes {
  readonly name: string;
  readonly title: string;
  readonly order: readonly string[];
}

const listOf = (values: readonly string[]) => `[${values.map((value) => `'${value}'`).join(", ")}]`;

/** One row of lists: the columns of a query, in the query's order; sorted once, then taken apart. */
async function lists<T>(
  connection: DuckDBConnection,
  columns: readonly string[],
  sql: string,
  orderBy: string,
): Promise<T> {
  const parts = columns.map(
    (column) => `coalesce(list_transform(ordered, lambda entry: entry.${column}), []) as ${column}`,
  );
  const [row] = await queryRows<T & object>(
    connection,
    `select ${parts.join(", ")} from (select list(entry order by ${orderBy}) as ordered from (${sql}) as entry)`,
  );
  return row as T;
}

async function dictionary(
  connection: DuckDBConnection,
  table: string,
  value: string,
  sql: string,
): Promise<void> {
  await connection.run(
    `create or replace temp table ${table} as
      select value, cast(row_number() over (order by place, value) - 1 as integer) as code
      from (select ${value} as value, min(place) as place from (${sql}) group by ${value})`,
  );
}

const values = async (connection: DuckDBConnection, table: string) =>
  (await lists<{ value: string[] }>(connection, ["value"], `select * from ${table}`, "code")).value;

/**
 * A cut over the reported months: what a customer carried before the first of them counts as the label of month 0, and
 * a label that begins after the last one has not begun. Labels are those of the customers of every basis, so that each
 * ledger has the same list.
 */
async function cutColumns(
  connection: DuckDBConnection,
  cut: CutNotes,
  reported: { firstMonthNo: number; months: number },
): Promise<LedgerFile["cuts"][number]> {
  await connection.run(
    `create or replace temp table ledger_entries as
      select customer_id, month, label from (
        select customer_id, label, from_month,
          greatest(0, coalesce(year(from_month) * 12 + month(from_month) - ${reported.firstMonthNo}, 0)) as month
        from ledger__cuts where cut = '${cut.name}' and customer_id in (select customer_id from ledger__movements)
      )
      where month < ${reported.months}
      qualify row_number() over (partition by customer_id, month order by from_month desc nulls last) = 1`,
  );
  const declared = cut.order.map((label, place) => `when '${label.replaceAll("'", "''")}' then ${place}`);
  const place = `case label ${declared.join(" ")} when 'unassigned' then 100001 else 100000 end`;
  await dictionary(
    connection,
    "ledger_labels",
    "label",
    `select label, ${place} as place from ledger_entries`,
  );
  const columns = await lists<{ customer: number[]; month: number[]; label: number[] }>(
    connection,
    ["customer", "month", "label"],
    `select customers.code as customer, entry.month, ledger_labels.code as label
      from ledger_entries as entry
      join ledger_customers as customers on customers.value = entry.customer_id
      join ledger_labels on ledger_labels.value = entry.label`,
    "customer, month",
  );
  return { name: cut.name, title: cut.title, labels: await values(connection, "ledger_labels"), ...columns };
}

function emptyLedger(options: { basis: LedgerBasis; currency: string; exponent: number }): LedgerFile {
  return {
    version: 1,
    basis: options.basis,
    currency: options.currency,
    exponent: options.exponent,
    first_month: "1970-01",
    months: 0,
    customers: { id: [], name: [] },
    products: [],
    currencies: [],
    kinds: [...MOVEMENT_KINDS],
    sides: [...MOVEMENT_SIDES],
    occasions,
    reasons: [null],
    lines: [],
    movements: {
      month: [],
      customer: [],
      product: [],
      currency: [],
      kind: [],
      side: [],
      occasion: [],
      reason: [],
      amount: [],
      quantity: [],
      line: [],
    },
    logos: { month: [], customer: [], kind: [], active: [], archived: [] },
    cuts: [],
  };
}

/**
 * The movement ledger of one basis as the browser gets it: columns, dictionary-coded, from the ledger marts.
 * Its months are those of the reports, the same on every basis. Without any, or with more than `rowsLimit` (default `ledgerRowsLimit`), it has no months and no rows (`isShipped` false).
 */
export async function ledgerFile(
  connection: DuckDBConnection,
  options: {
    basis: LedgerBasis;
    currency: string;
    exponent: number;
    cuts: readonly CutNotes[];
    rowsLimit?: number;
  },
): Promise<{ file: LedgerFile; isShipped: boolean }> {
  const [span] = await queryRows<{
    rows: number;
    first_month: string | null;
    first_month_no: number | null;
    last_month_no: number;
  }>(
    connection,
    `select (select count(*) from ledger__movements where basis = '${options.basis}') as rows,
        strftime(min(report_month), '%Y-%m') as first_month,
        year(min(report_month)) * 12 + month(min(report_month)) as first_month_no, (select last_month_no from company) as last_month_no
      from waterfall__by_month`,
  );
  if (
    !span ||
    span.rows > (options.rowsLimit ?? ledgerRowsLimit) ||
    !span.first_month ||
    !span.first_month_no
  ) {
    return { file: emptyLedger(options), isShipped: span?.rows === 0 };
  }
  const movements = `(select *, year(report_month) * 12 + month(report_month) - ${span.first_month_no} as month
    from ledger__movements where basis = '${options.basis}')`;
  await dictionary(
    connection,
    "ledger_customers",
    "customer_id",
    `select customer_id, 0 as place from ${movements}`,
  );
  await dictionary(connection, "ledger_products", "product", `select product, 0 as place from ${movements}`);
  await dictionary(
    connection,
    "ledger_currencies",
    "currency",
    `select currency, 0 as place from ${movements}`,
  );
  await dictionary(connection, "ledger_lines", "line_id", `select line_id, month as place from ${movements}`);
  await dictionary(
    connection,
    "ledger_reasons",
    "reason",
    `select reason, 0 as place from ${movements} where reason is not null`,
  );
  const columns = await lists<LedgerFile["movements"]>(
    connection,
    [
      "month",
      "customer",
      "product",
      "currency",
      "kind",
      "side",
      "occasion",
      "reason",
      "amount",
      "quantity",
      "line",
    ],
    `select movement.month, customers.code as customer, products.code as product, currencies.code as currency,
        list_position(${listOf(MOVEMENT_KINDS)}, movement.kind) - 1 as kind,
        list_position(${listOf(MOVEMENT_SIDES)}, movement.side) - 1 as side,
        list_position(${listOf(occasions)}, movement.occasion) - 1 as occasion,
        coalesce(reasons.code + 1, 0) as reason, movement.amount_minor as amount, movement.quantity_minor as quantity,
        lines.code as line
      from ${movements} as movement
      join ledger_customers as customers on customers.value = movement.customer_id
      join ledger_products as products on products.value = movement.product
      join ledger_currencies as currencies on currencies.value = movement.currency
      join ledger_lines as lines on lines.value = movement.line_id
      left join ledger_reasons as reasons on reasons.value = movement.reason`,
    "month, customer, product, currency, kind",
  );
  const logos = await lists<LedgerFile["logos"]>(
    connection,
    ["month", "customer", "kind", "active", "archived"],
    `select year(report_month) * 12 + month(report_month) - ${span.first_month_no} as month, customers.code as customer,
        list_position(${listOf(MOVEMENT_KINDS)}, kind) - 1 as kind, active_delta as active, archived_delta as archived
      from ledger__logos join ledger_customers as customers on customers.value = customer_id
      where basis = '${options.basis}'`,
    "month, customer",
  );
  const names = await lists<{ id: string[]; name: (string | null)[] }>(
    connection,
    ["id", "name"],
    `select code, value as id, name from ledger_customers left join read_customers on customer_id = value`,
    "code",
  );
  const months = span.last_month_no - span.first_month_no + 1;
  const cuts: LedgerFile["cuts"] = [];
  for (const cut of options.cuts) {
    cuts.push(await cutColumns(connection, cut, { firstMonthNo: span.first_month_no, months }));
  }
  const file: LedgerFile = {
    version: 1,
    basis: options.basis,
    currency: options.currency,
    exponent: options.exponent,
    first_month: span.first_month,
    months,
    customers: names,
    products: await values(connection, "ledger_products"),
    currencies: await values(connection, "ledger_currencies"),
    kinds: [...MOVEMENT_KINDS],
    sides: [...MOVEMENT_SIDES],
    occasions,
    reasons: [null, ...(await values(connection, "ledger_reasons"))],
    lines: await values(connection, "ledger_lines"),
    movements: columns,
    logos,
    cuts,
  };
  return { file, isShipped: true };
}
