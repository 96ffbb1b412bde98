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

/** Why a contract line is on neither basis, as quality__ledger counts them. */
const uncounted = ["trial", "one_off", "free", "cancelled_before_start"] as const;

/** What came in and what became of it, which checks held, and what the ledger does not count. */
export async function quality(
  connection: DuckDBConnection,
  read: ReadSummary,
  checks: readonly CheckResult[],
): Promise<Quality> {
  const [known] = await queryRows<{ joined_and_left: number }>(
    connection,
    "select count(*) as joined_and_left from customers__class where class = 'joined_and_left'",
  );
  const notes = await queryRows<{ note: string; rows: number }>(
    connection,
    "select note, rows from quality__ledger",
  );
  const counts = new Map(notes.map(({ note, rows }) => [note, rows]));
  const count = (note: string) => counts.get(note) ?? 0;
  return {
    totals: read.totals,
    sources: read.sources,
    checks: checks.map(({ name, claim, rows_checked, offending }) => ({
      name,
      claim,
      rows_checked,
      offending,
    })),
    ledger: {
      joined_and_left: known?.joined_and_left ?? 0,
      lines_not_counted: Object.fromEntries(uncounted.map((note) => [note, count(note)])),
      links: {
        named: count("named"),
        guessed: count("guessed"),
        named_but_not_found: count("named_but_not_found"),
      },
      customers_without_lines: count("customers_without_lines"),
      signed_shortly_after_window: count("signed_shortly_after_window"),
      side_by_side: { customers: count("side_by_side_customers"), most: count("side_by_side_most") },
    },
    facts: await martColumns(connection, "quality__facts", "fact"),
    reported_churn: await martColumns(connection, "quality__reported_churn", "source_no"),
    notes: read.notes,
  };
}
