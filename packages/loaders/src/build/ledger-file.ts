import type { DuckDBConnection } from "@duckdb/node-api";
import {
  type LedgerBasis,
  type LedgerFile,
  type LedgerLinesFile,
  MOVEMENT_KINDS,
  MOVEMENT_SIDES,
} from "@tideline/metrics";
import { columnLists, dictionaryValues, makeDictionary } from "./ledger-columns.ts";
import { customersOf, type LedgerCutNotes, ledgerWithCuts } from "./ledger-cuts.ts";
import { queryRows } from "./mart-json.ts";

/** Above this many movements the ledger stays at home and pages say so. */
export const ledgerRowsLimit = 1_000_000;

/** The last is that of a transfer, which has none. */
const occasions = ["initial", "renewal", "contracted_step", "mid_term", "none"];

/** What is written of which basis. */
export interface LedgerFileOptions {
  readonly basis: LedgerBasis;
  readonly currency: string;
  readonly exponent: number;
  readonly cuts: readonly LedgerCutNotes[];
  readonly rowsLimit?: number;
  /** Balances follow exchange rates: what rates alone move is not shipped, so the file holds no balances. */
  readonly hasFx?: boolean;
}

const listOf = (values: readonly string[]) => `[${values.map((value) => `'${value}'`).join(", ")}]`;

function emptyLedger(options: LedgerFileOptions): LedgerFile {
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

/** The contract lines of both bases as codes, in the order of their first movement. */
async function makeLines(connection: DuckDBConnection): Promise<void> {
  await makeDictionary(
    connection,
    "ledger_lines",
    "line_id",
    "select line_id, report_month as place from ledger__movements where kind <> 'fx'",
  );
}

/** The lines file of both ledgers: what their movements' `line` counts in. */
export async function ledgerLines(connection: DuckDBConnection): Promise<LedgerLinesFile> {
  await makeLines(connection);
  return { version: 1, lines: await dictionaryValues(connection, "ledger_lines") };
}

/** Customers, products and the like as codes, from the movements of a basis and what it opens with. */
async function makeDictionaries(
  connection: DuckDBConnection,
  basis: LedgerBasis,
  { movements, openings }: { movements: string; openings: string },
): Promise<void> {
  for (const [table, value] of [
    ["ledger_customers", "customer_id"],
    ["ledger_products", "product"],
    ["ledger_currencies", "currency"],
  ] as const) {
    const both = `select ${value}, 0 as place from ${movements} union all select ${value}, 0 as place from ${openings}`;
    await makeDictionary(connection, table, value, both);
  }
  await connection.run(`create or replace temp table ${customersOf(basis)} as from ledger_customers`);
  await makeLines(connection);
  await makeDictionary(
    connection,
    "ledger_reasons",
    "reason",
    `select reason, 0 as place from ${movements} where reason is not null`,
  );
}

type Movements = LedgerFile["movements"] & { counterparty: number[]; list: number[]; discount: number[] };

async function movementColumns(connection: DuckDBConnection, movements: string) {
  const { counterparty, list, discount, ...columns } = await columnLists<Movements>(
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
      "counterparty",
      "list",
      "discount",
    ],
    `select movement.month, customers.code as customer, products.code as product, currencies.code as currency,
        list_position(${listOf(MOVEMENT_KINDS)}, movement.kind) - 1 as kind,
        list_position(${listOf(MOVEMENT_SIDES)}, movement.side) - 1 as side,
        list_position(${listOf(occasions)}, coalesce(movement.occasion, 'none')) - 1 as occasion,
        coalesce(reasons.code + 1, 0) as reason, movement.amount_minor as amount, movement.quantity_minor as quantity,
        lines.code as line, coalesce(counterparties.code, -1) as counterparty,
        coalesce(movement.list_minor, 0) as list,
        case when movement.kind in ('upgrade', 'downgrade')
          then coalesce(movement.amount_minor - movement.quantity_minor - movement.list_minor, 0) else 0 end as discount
      from ${movements} as movement
      join ledger_customers as customers on customers.value = movement.customer_id
      join ledger_products as products on products.value = movement.product
      join ledger_currencies as currencies on currencies.value = movement.currency
      join ledger_lines as lines on lines.value = movement.line_id
      left join ledger_customers as counterparties on counterparties.value = movement.counterparty_id
      left join ledger_reasons as reasons on reasons.value = movement.reason`,
    // Any order will do; rows that are alike beside each other pack best.
    "kind, product, month, customer, currency, counterparty",
  );
  const isSplit = list.some((value) => value !== 0) || discount.some((value) => value !== 0);
  return {
    ...columns,
    ...(counterparty.some((code) => code >= 0) && { counterparty }),
    ...(isSplit && { list, discount }),
  };
}

/** What the company says of each reason; nothing where it says nothing of any. */
async function reasonColumns(connection: DuckDBConnection) {
  const { reason, category, avoidable } = await columnLists<{
    reason: (string | null)[];
    category: (string | null)[];
    avoidable: (boolean | null)[];
  }>(
    connection,
    ["reason", "category", "avoidable"],
    `select code, value as reason, category.category, category.avoidable
      from ledger_reasons left join reason_category as category on category.reason = ledger_reasons.value`,
    "code",
  );
  const isSaid = category.some((one) => one !== null);
  return {
    reasons: [null, ...reason],
    ...(isSaid && { categories: [null, ...category], avoidable: [null, ...avoidable] }),
  };
}

/** What a ledger that begins at `history_from` opens with, and when its customers began; nothing of complete exports. */
async function openingColumns(connection: DuckDBConnection, basis: string, firstMonthNo: number) {
  const opening = await columnLists<NonNullable<LedgerFile["opening"]>>(
    connection,
    ["customer", "product", "currency", "amount", "archived"],
    `select customers.code as customer, products.code as product, currencies.code as currency, amount_minor as amount,
        cast(is_archived as integer) as archived
      from ledger__openings as opening
      join ledger_customers as customers on customers.value = opening.customer_id
      join ledger_products as products on products.value = opening.product
      join ledger_currencies as currencies on currencies.value = opening.currency
      where opening.basis = '${basis}'`,
    "customer, product, currency",
  );
  const { first } = await columnLists<{ first: (number | null)[] }>(
    connection,
    ["first"],
    `select code, year(first_month) * 12 + month(first_month) - ${firstMonthNo} as first
      from ledger_customers left join ledger__first_months as firsts
        on firsts.customer_id = ledger_customers.value and firsts.basis = '${basis}'`,
    "code",
  );
  return {
    opening: opening.customer.length > 0 ? { opening } : {},
    firsts: first.some((month) => month !== null) ? { first } : {},
  };
}

/**
 * The movement ledger of one basis as the browser gets it: columns, dictionary-coded, from the ledger marts.
 * Its months are those the reports have on the basis. Without any, or with more than `rowsLimit` (default
 * `ledgerRowsLimit`), it has no months and no rows (`isShipped` false).
 */
export async function ledgerFile(
  connection: DuckDBConnection,
  options: LedgerFileOptions,
): Promise<{ file: LedgerFile; isShipped: boolean }> {
  const { basis, hasFx = false } = options;
  const [span] = await queryRows<{
    rows: number;
    first_month: string | null;
    first_month_no: number | null;
    last_month_no: number;
  }>(
    connection,
    `select (select count(*) from ledger__movements where basis = '${basis}') as rows,
        strftime(min(report_month), '%Y-%m') as first_month,
        year(min(report_month)) * 12 + month(min(report_month)) as first_month_no, (select last_month_no from company) as last_month_no
      from waterfall__by_month where basis = '${basis}'`,
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
    from ledger__movements where basis = '${basis}' and kind <> 'fx')`;
  const openings = `(select * from ledger__openings where basis = '${basis}')`;
  await makeDictionaries(connection, basis, { movements, openings });
  const columns = await movementColumns(connection, movements);
  const logos = await columnLists<LedgerFile["logos"]>(
    connection,
    ["month", "customer", "kind", "active", "archived"],
    `select year(report_month) * 12 + month(report_month) - ${span.first_month_no} as month, customers.code as customer,
        list_position(${listOf(MOVEMENT_KINDS)}, kind) - 1 as kind, active, archived
      from (
        select report_month, customer_id, kind, active_delta as active, archived_delta as archived
        from ledger__logos where basis = '${basis}' and (active_delta <> 0 or archived_delta <> 0)
        union all
        select report_month, customer_id, 'transfer', merged_delta, merged_archived_delta
        from ledger__logos where basis = '${basis}' and (merged_delta <> 0 or merged_archived_delta <> 0)
      ) join ledger_customers as customers on customers.value = customer_id`,
    "month, customer, kind",
  );
  const names = await columnLists<{ id: string[]; name: (string | null)[] }>(
    connection,
    ["id", "name"],
    `select code, value as id, name from ledger_customers left join read_customers on customer_id = value`,
    "code",
  );
  const { opening, firsts } = await openingColumns(connection, basis, span.first_month_no);
  const body: LedgerFile = {
    ...emptyLedger(options),
    ...(hasFx && { has_fx: true }),
    first_month: span.first_month,
    months: span.last_month_no - span.first_month_no + 1,
    customers: { ...names, ...firsts },
    products: await dictionaryValues(connection, "ledger_products"),
    currencies: await dictionaryValues(connection, "ledger_currencies"),
    ...(await reasonColumns(connection)),
    ...opening,
    movements: columns,
    logos,
  };
  return { file: await ledgerWithCuts(connection, body, { cuts: options.cuts }), isShipped: true };
}
