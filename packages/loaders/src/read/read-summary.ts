/** How the rows of one file, or of all, were accounted for: rows_in = accepted + quarantined + left_out. */
export interface RowCounts {
  rows_in: number;
  accepted: number;
  quarantined: number;
  left_out: number;
}

/** One file as it was read; the names are those of the table `read_sources`. */
export interface SourceSummary extends RowCounts {
  source_no: number;
  layout: string;
  file: string;
  format: string;
  bytes: number;
  sha256: string;
}

/** How many customers a file names are known, and how many are not. */
export interface CustomerCoverage {
  file: string;
  known_customers: number;
  unknown_customers: number;
  unknown_rows: number;
  /** One of the unknown keys; null where there is none. */
  unknown_example: string | null;
}

/** What a read left behind. */
export interface ReadSummary {
  as_of: string;
  as_of_source: string;
  totals: RowCounts;
  sources: SourceSummary[];
  coverage: CustomerCoverage[];
  /** Things worth knowing that are no faults, one sentence each. */
  notes: string[];
}
