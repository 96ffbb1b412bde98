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
  /** Lines of a text file as an editor counts them, the header and line ends in quotes among them; null for the others. */
  lines: number | null;
  sha256: string;
}

/** In which months a file has accepted rows. */
export interface FileMonths {
  file: string;
  /** The canonical day that says the month of a row. */
  dated_by: string;
  /** First of the month of its oldest and its newest row. */
  first_month: string;
  last_month: string;
  /** Rows a month, the last of them the month of as_of, oldest first. */
  rows: number[];
  /** Every how many months it has rows, by its own rows. */
  every_months: number;
  /** First of each month in which it lacks the rows it should have had by that, among those `rows` counts. */
  missing_months: string[];
}

/** Which numbers are missing from a file's keys. */
export interface IdGaps {
  file: string;
  /** What stands before the numbers. */
  prefixes: string;
  lowest: number;
  highest: number;
  /** Different numbers in use, and how many between the lowest and the highest are not. */
  used: number;
  missing: number;
  /** The first gaps, both ends missing. */
  gaps: { from: number; to: number }[];
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
  months: FileMonths[];
  ids: IdGaps[];
  /** Things worth knowing that are no faults, one sentence each. */
  notes: string[];
}
