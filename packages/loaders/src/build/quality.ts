import type { DuckDBConnection } from "@duckdb/node-api";
import type { CheckResult } from "../models/check-model.ts";
import type { ReadSummary } from "../read/read-sources.ts";
import { queryRows } from "./mart-json.ts";

/** What the data-quality page shows. */
export interface Quality {
  readonly totals: { rows_in: number; accepted: number; quarantined: number; left_out: number };
  readonly sources: readonly object[];
  readonly reasons: readonly object[];
  readonly examples: readonly object[];
  readonly checks: readonly { name: string; claim: string; rows_checked: number; offending: number }[];
  readonly ledger: Record<string, number>;
  readonly notes: readonly string[];
}

/** Counts of what the ledger leaves out, each a thing a reader may look for: asked before the tables are dropped. */
const ledgerCounts = {
  customers_joined_and_left: `select count(*) from (
    select line.customer_id from read_contract_lines as line
    where line.is_recurring and not line.is_trial and line.monthly_minor <> 0
      and (line.end_on is null or line.end_on > line.start_on)
      and line.start_on <= (select as_of from company)
    group by line.customer_id
  ) as lines where lines.customer_id not in (select customer_id from ledger__movements)`,
  customers_without_lines:
    "select count(*) from read_customers where customer_id not in (select customer_id from read_contract_lines)",
  trial_lines: "select count(*) from read_contract_lines where is_trial",
  one_off_lines: "select count(*) from read_contract_lines where not is_recurring and not is_trial",
  free_lines: "select count(*) from read_contract_lines where is_recurring and not is_trial and monthly_minor = 0",
  lines_cancelled_before_start:
    "select count(*) from read_contract_lines where end_on is not null and end_on <= start_on",
  links_named: "select count(*) from line_links where not is_guessed",
  links_guessed: "select count(*) from line_links where is_guessed",
  links_named_but_not_found: `select count(*) from contract_lines as line
    where (line.renewal_of is not null or line.replaces is not null)
      and line.line_no not in (select line_no from named_links)`,
  credits_set_aside: "select count(*) from overdrawn_lines",
  renewals_signed_within_30_days_after_their_window: `select count(*) from line_links as link
    join contract_lines as line on line.line_no = link.line_no
    join line_ends as past on past.line_no = link.predecessor_no
    where link.relation = 'renewal' and line.signed_on >= past.own_end_on and past.due_on is not null
      and not past.is_renewed_early and line.signed_on < past.own_end_on + interval '30' day
      and line.signed_on >= past.due_on`,
} as const;

/** Tables the counts need; they are kept until then. */
export const qualityTables = ["line_links", "named_links", "line_ends", "contract_lines", "overdrawn_lines", "read_contract_lines", "read_customers"];

/** What came in, what was set aside and why, which checks held, and what the ledger does not count. */
export async function quality(
  connection: DuckDBConnection,
  read: ReadSummary,
  checks: readonly CheckResult[],
): Promise<Quality> {
  const ledger: Record<string, number> = {};
  for (const [name, sql] of Object.entries(ledgerCounts)) {
    const [row] = await queryRows<{ n: number }>(connection, `select n from (${sql}) as counted(n)`);
    ledger[name] = row?.n ?? 0;
  }
  return {
    totals: read.totals,
    sources: read.sources,
    reasons: await queryRows(
      connection,
      `select file, code, column_name, min(reason) as reason_text, count(*) as rows from quarantine
        group by file, code, column_name order by file, rows desc, code, column_name`,
    ),
    examples: await queryRows(
      connection,
      `select file, line, column_name, left(value, 200) as value, code, reason from quarantine
        order by source_no, line limit 200`,
    ),
    checks: checks.map(({ name, claim, rows_checked, offending }) => ({ name, claim, rows_checked, offending })),
    ledger,
    notes: read.notes,
  };
}
