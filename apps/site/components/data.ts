import type { RetentionRow, WaterfallRow } from "@tideline/metrics";

/** Rows as columns, as the marts travel to the browser. */
export type Columns = Readonly<Record<string, readonly (string | number | null)[]>>;

/** What counts in a month: what is signed, or what is in force; one word for each. */
export const BASES = ["committed", "live"] as const;
export type Basis = (typeof BASES)[number];

/** The company as the build read it. */
export interface Company {
  name: string;
  currency: string;
  exponent: number;
  time_zone: string;
  as_of: string;
  as_of_source: string;
  /** First and last month reported, as dates or "YYYY-MM"; null where no whole month is. */
  first_month: string | null;
  last_month: string | null;
  /** The bases there are figures for, in any order. */
  bases: string[];
  policies: { netting: string; late_renewal_grace_days: number };
  exchange_rates: { policy: string; as_of: string; rates: Record<string, number> } | null;
  /** What the company file says of its reason codes; codes it does not list are of no category. */
  reasons?: Record<string, { category: string; avoidable: boolean }> | null;
  /** Customers paying at `as_of`. */
  customers: number;
}

/** summary.json: what the first view of every page needs. */
export interface Summary {
  company: Company;
  /** Whether the movement ledgers travel to the browser, and the rows of the larger one; very large ones do not. */
  ledger?: { rows: number; rows_limit: number; is_shipped: boolean };
  /** Over how many files the customers' pages are spread. */
  customer_files: number;
  cuts: {
    name: string;
    title: string;
    labels: string[];
    /** False: the pages of the board do not offer it. */
    is_for_board?: boolean;
    /** Customers without a label at first. */
    unassigned?: number;
  }[];
  /** `waterfall__by_month` and `retention__by_month`, all bases. */
  waterfall: Columns;
  retention: Columns;
  /** `bridge__by_month`: committed less live in its parts; none where only one basis is there. */
  bridge?: Columns;
  /** `waterfall__price_parts`: quantity, price, list and discount of upgrades; `waterfall` has them with downgrades. */
  price_parts?: Columns;
  /** `usage__by_month`: what is billed for use, beside MRR. */
  usage?: Columns;
  /** `arr__by_month`: the sum of the lines' annual amounts, all bases. */
  arr?: Columns;
  /** How many bands health has; 0 or none where no health is scored. */
  health_bands?: number;
  /** The first month health is told of: with nobody's score in it, but that of a month soon after. Null where there is none. */
  health_from?: string | null;
  /** How the customers are, for the Overview. */
  care?: CareColumns;
}

/** `health__distribution` of the newest month and of three before it, `nps__by_month` of it and a year before, `at_risk__by_band` by band. */
export interface CareColumns {
  bands: Columns;
  nps: Columns;
  due: Columns;
}

/** One export file: rows in = accepted + quarantined + left_out. */
export interface SourceCount {
  source_no: number;
  layout: string;
  file: string;
  format: string;
  rows_in: number;
  accepted: number;
  quarantined: number;
  left_out: number;
  bytes: number;
  /** Lines of a text file as an editor counts them; null for the others. */
  lines: number | null;
}

/** quality.json: what came in and what became of it, and what was checked. */
export interface Quality {
  totals: { rows_in: number; accepted: number; quarantined: number; left_out: number };
  sources: SourceCount[];
  checks: { name: string; claim: string; rows_checked: number; offending: number }[];
  ledger: {
    joined_and_left: number;
    lines_not_counted: Record<string, number>;
    /** How lines came to be one chain: named by the exports, guessed, or named and not found. */
    links: { named: number; guessed: number; named_but_not_found: number };
    customers_without_lines: number;
    /** Reactivations on live that are renewals signed within 30 days after their window closed. */
    signed_shortly_after_window: number;
    /** Customers with several lines of one product in force on as_of, and the most of them. */
    side_by_side: { customers: number; most: number };
  };
  /** `quality__facts`: other exports beside the contracts of their customers. */
  facts: Columns;
  /** `quality__reported_churn`: losses as other systems tell them, beside those of the ledger. */
  reported_churn: Columns;
  notes: string[];
}

const made = new WeakMap<Columns, readonly unknown[]>();

/**
 * Columns as rows; made once, so whoever asks for the same columns again gets the same rows.
 *
 * @example
 * rowsFromColumns({ report_month: ["2025-01-01"], opening_minor: [0] }) // [{ report_month: "2025-01-01", opening_minor: 0 }]
 * @throws when the columns differ in length
 */
export function rowsFromColumns<Row>(columns: Columns): readonly Row[] {
  const rows = made.get(columns) ?? makeRows(columns);
  made.set(columns, rows);
  return rows as readonly Row[];
}

function makeRows(columns: Columns): Record<string, string | number | null>[] {
  const names = Object.keys(columns);
  const length = columns[names[0] ?? ""]?.length ?? 0;
  const rows = Array.from({ length }, (): Record<string, string | number | null> => ({}));
  for (const name of names) {
    const values = columns[name] ?? [];
    if (values.length !== length) {
      throw new Error(
        `rowsFromColumns: column ${name}: expected ${length} values as in ${names[0]}, got ${values.length}; build the data again`,
      );
    }
    for (const [index, row] of rows.entries()) row[name] = values[index] ?? null;
  }
  return rows;
}

function ofBasis<Row extends { basis: string; report_month: string }>(columns: Columns, basis: Basis): Row[] {
  return rowsFromColumns<Row>(columns)
    .filter((row) => row.basis === basis)
    .sort((a, b) => (a.report_month < b.report_month ? -1 : 1));
}

/** The rows of `waterfall__by_month` on one basis, oldest first. */
export function waterfallRows(summary: Summary, basis: Basis): WaterfallRow[] {
  return ofBasis<WaterfallRow>(summary.waterfall, basis);
}

/** The rows of `retention__by_month` on one basis, oldest first, all horizons. */
export function retentionRows(summary: Summary, basis: Basis): RetentionRow[] {
  return ofBasis<RetentionRow>(summary.retention, basis);
}

/** The bases a company has figures for, in the order they are offered: committed first. */
export function basesOf({ company }: Summary): Basis[] {
  const known = BASES.filter((basis) => company.bases.includes(basis));
  return known.length > 0 ? known : ["live"];
}
