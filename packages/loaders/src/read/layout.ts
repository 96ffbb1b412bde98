/** What a canonical column holds; each kind is read its own way. */
export type ColumnKind =
  | "text"
  | "id"
  | "date"
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
}

/** One export layout: the canonical columns a source of this layout can map. */
export interface Layout {
  name:
    | "customers"
    | "contract_lines"
    | "subscription_periods"
    | "assignments"
    | "exchange_rates"
    | "usage_charges"
    | "expected_losses"
    | "customer_map";
  /** What one row of the export is. */
  row: string;
  columns: Readonly<Record<string, LayoutColumn>>;
  /** What the end of a line means unless the source or the row says otherwise. */
  endMeans?: "term" | "cancelled" | "replaced";
  /** Columns of which exactly one is mapped. */
  exactlyOne?: readonly string[];
}
