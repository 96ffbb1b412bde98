import type { SourceSettings } from "../company/source-settings.ts";

/** What a canonical column holds; each kind is read its own way. */
export type ColumnKind =
  | "text"
  | "id"
  | "person"
  | "label"
  | "date"
  | "moment"
  | "money"
  | "number"
  | "rate"
  | "boolean"
  | "word"
  | "currency"
  | "period";

export interface LayoutColumn {
  kind: ColumnKind;
  /** A row without it cannot be used; a source must map it (or give it as a constant). */
  required?: true;
  /** The unit or the words allowed. */
  unit?: string;
  /** What the column says and what an empty cell means. */
  meaning: string;
  /** How the vendor's exports head it, through their generations; company.json may name another. */
  names?: readonly string[];
  /** Words as exports print them, and the canonical one each stands for (kind word). */
  words?: Readonly<Record<string, string>>;
  /** Lowest and highest number. */
  range?: readonly [lowest: number, highest: number];
  /** Whole numbers only. */
  isWhole?: true;
  /** How its days are written, where not as those of the file. */
  dateFormat?: "iso";
  /** A day, also where it is printed as a moment: midnight in UTC, which is the day before to the west of it. */
  isDay?: true;
  /** The export says only how it stands now: nothing about the past may be worked out from it. */
  presentOnly?: true;
}

/** Layouts whose columns are the canonical ones: each is read into a table of its own. */
export type NeutralName =
  | "customers"
  | "contract_lines"
  | "subscription_periods"
  | "assignments"
  | "exchange_rates"
  | "usage_charges"
  | "expected_losses"
  | "customer_map"
  | "invoices"
  | "invoice_lines"
  | FactLayoutName;

/** One export layout: the columns a source of this layout has or can map. */
export interface Layout {
  name: string;
  /** What one row of the export is. */
  row: string;
  columns: Readonly<Record<string, LayoutColumn>>;
  /** What the end of a line means unless the source or the row says otherwise. */
  endMeans?: "term" | "cancelled" | "replaced";
  /** Columns of which exactly one is mapped. */
  exactlyOne?: readonly string[];
  /** Columns of which every row gives at least one. */
  atLeastOne?: readonly string[];
  /** Days of which the second is not before the first. */
  inOrder?: readonly (readonly [first: string, second: string])[];
  /** Columns that together are a row's key: a second row of one key is set aside. Rows that lack one are taken as they are. */
  unique?: readonly string[];
  /** The day a fact happened: it is never known before. */
  happensOn?: string;
  /** A moment: of several rows of one key the latest counts, and the earlier ones are left out. */
  latestBy?: string;
  /** Where a vendor's export comes from and how its rows become canonical ones; null where columns are canonical. */
  vendor?: VendorExport;
}

/** A neutral layout, by its name. */
export interface NeutralLayout extends Layout {
  name: NeutralName;
}

/** A layout of a vendor's export. */
export interface VendorLayout extends Layout {
  vendor: VendorExport;
}

/** What is known of a vendor's export beyond its columns. */
export interface VendorExport {
  /** The vendor and the export, as people name them. */
  title: string;
  /** What every such export is written in, where one of the vendor's others has like columns. */
  format?: "csv" | "json";
  /**
   * Columns that tell the layout apart: a file that has all of them, and the required ones, is taken for it. Of a list
   * one is enough.
   */
  tells: readonly (string | readonly string[])[];
  /** How every such export is written, whatever company.json leaves out. */
  written: { readonly [Key in WrittenKey]?: NonNullable<SourceSettings[Key]> };
  /** Settings no file can tell, with what to write: a source without one is refused. */
  asks?: Partial<Readonly<Record<WrittenKey, string>>>;
  /** The layout's own settings, given under `options` in company.json. */
  options?: Readonly<Record<string, LayoutOption>>;
  /**
   * The neutral layouts its rows are read as, each by `<name>.sql` in the layout's folder. Of several, one of which a file
   * cannot feed a required column is passed over, and noted.
   */
  into: Partial<Readonly<Record<NeutralName, Readonly<Record<string, CanonicalSource>>>>>;
}

export type WrittenKey = "units" | "date_format" | "decimal" | "end_on_is" | "end_means" | "moments_in";

/**
 * A setting of one layout: the words it takes; the first is what an absent one means, unless it `isAsked`. A `map` is an
 * object of words of the export to these words: its SQL looks them up with `mapped(option, cell)`.
 */
export interface LayoutOption {
  words: readonly string[];
  meaning: string;
  /** Not given: the SQL sees null and sets aside the rows for which it matters. */
  isAsked?: true;
  /** What words of the export mean where company.json does not say: in small letters. */
  map?: Readonly<Record<string, string>>;
}

/**
 * Where a canonical column of `<name>.sql` comes from: the export's columns it is made of, the one a fault names first.
 * With none of them in the file the canonical column counts as not mapped. An empty list is made of no column. Of several
 * sources the first that is meant and there.
 */
export type CanonicalSource = readonly string[] | ConditionalSource | readonly ConditionalSource[];

export interface ConditionalSource {
  of: readonly string[];
  /** Only where an option has one of these words (null: is not given). */
  when?: Readonly<Record<string, readonly (string | null)[]>>;
  /** Only where the file has all of these columns. */
  needs?: readonly string[];
  /** Only where the file has none of these columns. */
  unless?: readonly string[];
}

/** Layouts of facts about customers that are neither contracts nor money billed, and of what is planned. */
export type FactLayoutName =
  | "tickets"
  | "ticket_changes"
  | "survey_responses"
  | "survey_invitations"
  | "usage"
  | "activities"
  | "contacts"
  | "milestones"
  | "reported_churn"
  | "engagement"
  | "plan"
  | "csm_roster"
  | "csm_assignments";
