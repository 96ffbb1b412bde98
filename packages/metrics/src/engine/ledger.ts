import type { LedgerFile } from "../ledger-file.ts";

/** Rows of one customer are `start[customer]` up to, not including, `start[customer + 1]`; by month inside. */
export interface MovementColumns {
  readonly start: Int32Array;
  readonly month: Int32Array;
  readonly product: Int32Array;
  readonly currency: Int32Array;
  /** Index into MOVEMENT_KINDS (not the file's dictionary). */
  readonly kind: Uint8Array;
  /** Index into MOVEMENT_SIDES. */
  readonly side: Uint8Array;
  readonly occasion: Int32Array;
  readonly reason: Int32Array;
  readonly amount: Float64Array;
  readonly quantity: Float64Array;
  readonly line: Int32Array;
  /** The other customer of a transfer, -1 elsewhere. */
  readonly counterparty: Int32Array;
  /** Parts of the price part; null where the file has none. */
  readonly list: Float64Array | null;
  readonly discount: Float64Array | null;
  /** Where amount and quantity go in a label's table of sums: month * MONEY_CELLS + a cell of `cells.ts`. */
  readonly cell: Int32Array;
  readonly quantityCell: Int32Array;
}

export interface LogoColumns {
  readonly start: Int32Array;
  readonly month: Int32Array;
  /** Index into MOVEMENT_KINDS. */
  readonly kind: Uint8Array;
  readonly active: Int8Array;
  readonly archived: Int8Array;
  /** Where both go in a label's table of sums: month * LOGO_CELLS + a cell of `cells.ts`. */
  readonly activeCell: Int32Array;
  readonly archivedCell: Int32Array;
}

/** Balances on the day before the first month, rows of a customer as in MovementColumns; empty when complete. */
export interface OpeningColumns {
  readonly start: Int32Array;
  readonly product: Int32Array;
  readonly currency: Int32Array;
  readonly amount: Float64Array;
  readonly archived: Uint8Array;
}

/**
 * Change points of a customer's state at month ends: what holds from `month` up to the next row's month; month -1 is the
 * opening. In a ledger with `has_fx` a balance is 1 while the customer has one: its size is not known.
 */
export interface StateColumns {
  readonly start: Int32Array;
  readonly month: Int32Array;
  readonly balance: Float64Array;
  readonly active: Uint8Array;
  readonly archived: Uint8Array;
}

/** Change points of a customer's label: the first row of each customer is month 0, each further one a new label. */
export interface CutColumns {
  readonly name: string;
  readonly title: string;
  readonly labels: readonly string[];
  readonly start: Int32Array;
  readonly month: Int32Array;
  readonly label: Int32Array;
  /** Of a cut within a filter whoever ever passes, in order: nobody else is looked at. Left out: everybody is. */
  readonly inside?: Int32Array;
  /** The cut of the filter it lies within: what is additive of its labels but the last, `OUTSIDE`, adds up to that. */
  readonly filter?: CutColumns;
}

/** A ledger file opened for computing: typed arrays in customer order. Made by `openLedger`, never changed. */
export interface Ledger {
  readonly basis: string;
  readonly currency: string;
  readonly exponent: number;
  readonly first_month: string;
  readonly months: number;
  /** Whether any movement is a dated assignment between customers. */
  readonly has_transfers: boolean;
  /** Whether exchange rates at month end moved balances: those movements are not in the file, so no balance is. */
  readonly has_fx: boolean;
  /** Whether the exports begin before the first month: then there are openings, and months before it are not known. */
  readonly has_opening: boolean;
  /** First day of each month, "YYYY-MM-DD". */
  readonly report_months: readonly string[];
  readonly customers: LedgerFile["customers"];
  readonly products: readonly string[];
  readonly currencies: readonly string[];
  readonly occasions: readonly string[];
  readonly reasons: readonly (string | null)[];
  readonly categories: readonly (string | null)[];
  /** By reason: whether the loss was avoidable; null is not said. */
  readonly avoidable: readonly (boolean | null)[];
  readonly opening: OpeningColumns;
  readonly movements: MovementColumns;
  readonly logos: LogoColumns;
  readonly states: StateColumns;
  /** In a ledger of one product the states of whole customers, which say when one stood at 0; else `states` do. */
  readonly whole?: StateColumns;
  readonly cuts: readonly CutColumns[];
}
