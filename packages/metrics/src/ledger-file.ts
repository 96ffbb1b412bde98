/** The kinds of movement, as named in the definitions; `moved` is no kind (it exists in by-cut tables only). */
export const MOVEMENT_KINDS = [
  "new",
  "reactivation",
  "churn",
  "archive",
  "add_on",
  "product_churn",
  "upgrade",
  "downgrade",
  "transfer",
] as const;
export type MovementKind = (typeof MOVEMENT_KINDS)[number];

/** The side of a movement: what the netting policy makes of it. `none` for new, reactivation, churn, transfer. */
export const MOVEMENT_SIDES = ["expansion", "contraction", "swap", "none"] as const;
export type MovementSide = (typeof MOVEMENT_SIDES)[number];

/** What recurring revenue is measured on: what is alive on the day, or what is signed and not noticed. */
export const LEDGER_BASES = ["live", "committed"] as const;
export type LedgerBasis = (typeof LEDGER_BASES)[number];

/**
 * One row a customer x product x billing currency x month x kind (a product may be restored and upgraded in one month);
 * every list has the same length, in any order.
 */
export interface LedgerMovements {
  /** Months since `first_month`. */
  month: number[];
  /** Indexes into `customers`, `products`, `currencies`, `kinds`, `sides`, `occasions`, `reasons`. */
  customer: number[];
  product: number[];
  currency: number[];
  kind: number[];
  side: number[];
  occasion: number[];
  reason: number[];
  /** Minor units of the reporting currency, signed: losses negative. */
  amount: number[];
  /** The part of `amount` that is quantity, minor units, signed. */
  quantity: number[];
  /** Index into the `lines` of the lines file, which both ledgers share. */
  line: number[];
  /** The other customer of a `transfer`, -1 on every other row. Left out where nothing was transferred. */
  counterparty?: number[];
  /**
   * The parts of the price part that are list price and discount, minor units, signed; the rest of the price is of
   * unknown list. Both or neither; left out where no list price is known.
   */
  list?: number[];
  discount?: number[];
}

/**
 * Balances on the day before the first month (`history_from`): one row a customer x product x billing currency, every
 * amount above 0 in sum. Left out where the exports are complete: then everybody starts at 0.
 */
export interface LedgerOpening {
  customer: number[];
  product: number[];
  currency: number[];
  /** Minor units of the reporting currency. */
  amount: number[];
  /** 1 on all rows of a customer that pays archive fees only, else 0. */
  archived: number[];
}

/** One row a customer x month in which the customer's state (active, archived, gone) changes. */
export interface LedgerLogos {
  month: number[];
  customer: number[];
  /** Index into `kinds`: new, reactivation, churn, archive, or transfer (a customer won or gone by an assignment). */
  kind: number[];
  /** +1, 0 or -1. */
  active: number[];
  archived: number[];
}

/** A cut: every customer carries one label from a month on; the first row of each customer is month 0. */
export interface LedgerCut {
  name: string;
  title: string;
  labels: string[];
  customer: number[];
  month: number[];
  label: number[];
}

/**
 * The movement ledger of one basis as the browser gets it: columnar and dictionary-coded. A customer's balance is its
 * opening (0 where `opening` has no row) and the running sum of its movements.
 *
 * Exchange rates at month end move balances without anybody's doing, a row a customer and month. Those rows are not
 * shipped: with `has_fx` true the file answers whose movements these are, and everything that needs a balance comes
 * from the marts.
 */
export interface LedgerFile {
  version: 1;
  basis: LedgerBasis;
  /** True under exchange rates at month end; left out or false otherwise. */
  has_fx?: boolean;
  /** ISO 4217 code of the reporting currency, and how many decimals its minor unit has (USD 2, JPY 0). */
  currency: string;
  exponent: number;
  /** "YYYY-MM", and how many whole months are reported from there. */
  first_month: string;
  months: number;
  customers: {
    id: string[];
    name: (string | null)[];
    /**
     * Month of the first balance ever on this basis, in months since `first_month`: below 0 before it, null where
     * there never was one. Left out where the exports are complete: the first month with a balance says it.
     */
    first?: (number | null)[];
  };
  products: string[];
  currencies: string[];
  kinds: string[];
  sides: string[];
  occasions: string[];
  reasons: (string | null)[];
  /** The category of each reason and whether the loss was avoidable (null: not said), as `reasons`; both or neither. */
  categories?: (string | null)[];
  avoidable?: (boolean | null)[];
  opening?: LedgerOpening;
  movements: LedgerMovements;
  logos: LedgerLogos;
  cuts: LedgerCut[];
}

/**
 * The ids of the contract lines that movements of either basis name, by `LedgerMovements.line`. They are asked for only
 * where a list of movements is opened: vendors' ids look random, and weigh as much as all the rest of a ledger.
 */
export interface LedgerLinesFile {
  version: 1;
  lines: string[];
}
