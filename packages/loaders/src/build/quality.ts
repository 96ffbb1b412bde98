import type { DuckDBConnection } from "@duckdb/node-api";
import type { CheckResult } from "../models/check-model.ts";
import type { ReadSummary } from "../read/read-sources.ts";
import { type MartColumns, martColumns, queryRows } from "./mart-json.ts";

/** What the data-quality page shows. */
export interface Quality {
  readonly totals: { rows_in: number; accepted: number; quarantined: number; left_out: number };
  readonly sources: readonly object[];
  readonly checks: readonly { name: string; claim: string; rows_checked: number; offending: number }[];
  readonly ledger: {
    joined_and_left: number;
    lines_not_counted: Record<string, number>;
    links: { named: number; guessed: number; named_but_not_found: number };
    customers_without_lines: number;
    signed_shortly_after_window: number;
    /** Customers with several lines of one product in force on as_of, and the most of them. */
    side_by_side: { customers: number; most: number };
  };
  /** Other exports beside the contracts: `quality__facts` and `quality__reported_churn`. */
  readonly facts: MartColumns;
  readonly reported_churn: MartColumns;
  readonly notes: readonly string[];
}

const count = (table: string, condition: string) => `(select count(*) from ${table} where ${condition})`;

/** What the ledger leaves out or had to guess, each a thing a reader may look for; one row, one pass. */
const ledgerNotes = `select
  ${count("customers__class", "class = 'joined_and_left'")} as joined_and_left,
  {
    trial: ${count("read_contract_lines", "is_trial")},
    one_off: ${count("read_contract_lines", "not is_recurring and not is_trial")},
    free: ${count("read_contract_lines", "is_recurring and not is_trial and monthly_minor = 0")},
    cancelled_before_start: ${count("read_contract_lines", "end_on <= start_on")}
  } as lines_not_counted,
  {
    named: ${count("line_links", "not is_guessed")},
    guessed: ${count("line_links", "is_guessed")},
    named_but_not_found: ${count(
      "line_texts as line",
      "(line.renewal_of is not null or line.replaces is not null) and line.line_no not in (select line_no from named_links)",
    )}
  } as links,
  ${count("read_customers", "customer_id not in (select customer_id from read_contract_lines)")} as customers_without_lines,
  (select count(*) from (
    select distinct movement.report_month, movement.customer_id, movement.product, movement.currency
    from ledger__movements as movement
    join read_contract_lines as printed on printed.line_id = movement.line_id
    join line_links as link on link.line_no = printed.rowid
    join contract_lines as line on line.line_no = link.line_no
    join line_ends as past on past.line_no = link.predecessor_no
    where movement.basis = 'live' and movement.kind = 'reactivation' and link.relation = 'renewal'
      and not past.is_renewed_early and line.signed_on >= past.own_end_on
      and line.signed_on < past.own_end_on + interval '30' day
  )) as signed_shortly_after_window,
  (select struct_pack(customers := count(distinct customer_no), most := coalesce(max(lines), 0)) from (
    select line.customer_no, count(*) as lines
    from contract_lines as line
    cross join company
    where line.amount_minor > 0 and line.start_on <= company.as_of and coalesce(line.end_on > company.as_of, true)
    group by line.customer_no, line.product_no
    having count(*) > 1
  )) as side_by_side`;

/** Tables the counts need; they are kept until then. */
export const qualityTables = [
  "line_links",
  "named_links",
  "line_ends",
  "contract_lines",
  "line_texts",
  "read_contract_lines",
  "read_customers",
];

/** What came in and what became of it, which checks held, and what the ledger does not count. */
export async function quality(
  connection: DuckDBConnection,
  read: ReadSummary,
  checks: readonly CheckResult[],
): Promise<Quality> {
  const [ledger] = await queryRows<Quality["ledger"]>(connection, ledgerNotes);
  if (!ledger)
    throw new Error("quality: the ledger notes are missing, got no row; this is a fault of Tideline");
  return {
    totals: read.totals,
    sources: read.sources,
    checks: checks.map(({ name, claim, rows_checked, offending }) => ({
      name,
      claim,
      rows_checked,
      offending,
    })),
    ledger,
    facts: await martColumns(connection, "quality__facts", "fact"),
    reported_churn: await martColumns(connection, "quality__reported_churn", "source_no"),
    notes: read.notes,
  };
}
