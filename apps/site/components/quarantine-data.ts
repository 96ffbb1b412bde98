/** A reason rows of a file were set aside for; null: the whole row is at fault. */
export interface QuarantineReason {
  file: string;
  code: string;
  column_name: string | null;
  reason: string;
  rows: number;
  different_values: number;
  first_line: number | null;
}

/** One row set aside, as it came; of usage the first of several that share a fault and a value. */
export interface QuarantineExample {
  file: string;
  line: number | null;
  column_name: string | null;
  value: string | null;
  code: string;
  reason: string;
  row_count: number;
}

/** quarantine.json: why rows were set aside, whom a file names that nobody knows, and what looks incomplete. */
export interface Quarantine {
  reasons: QuarantineReason[];
  examples: QuarantineExample[];
  coverage: {
    file: string;
    known_customers: number;
    unknown_customers: number;
    unknown_rows: number;
    unknown_example: string | null;
  }[];
  unmatched: {
    file: string;
    column_name: string | null;
    key: string;
    code: string;
    rows: number;
    keys: number;
  }[];
  months: {
    file: string;
    dated_by: string;
    first_month: string;
    last_month: string;
    /** Rows a month, the last of them the month of as_of. */
    rows: number[];
    /** Every how many months it has rows, and the months it lacks them in by that. */
    every_months: number;
    missing_months: string[];
  }[];
  ids: {
    file: string;
    prefixes: string;
    lowest: number;
    highest: number;
    used: number;
    missing: number;
    gaps: { from: number; to: number }[];
  }[];
}
