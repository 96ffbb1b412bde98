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

/** One row a customer x product x billing currency x month; every list has the same length, in any order. */
export interface LedgerMovements {
  /** Months since `first_month`. */
  month: number[];
  /** Indexes into `customers`, `products`, `currencies`, `kinds`, `sides`, `occasions`, `reasons`, `lines`. */
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
  line: number[];
}

/** One row a customer x month in which the customer's state (active, archived, gone) changes. */
export interface LedgerLogos {
  month: number[];
  customer: number[];
  /** Index into `kinds`: new, reactivation, churn or archive. */
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
 * The movement ledger as the browser gets it: columnar and dictionary-coded. The opening balance of month 0 is 0
 * for every customer; a customer's balance is the running sum of its movements.
 */
export interface LedgerFile {
  version: 1;
  basis: "live";
  /** ISO 4217 code of the reporting currency, and how many decimals its minor unit has (USD 2, JPY 0). */
  currency: string;
  exponent: number;
  /** "YYYY-MM", and how many whole months are reported from there. */
  first_month: string;
  months: number;
  customers: { id: string[]; name: (string | null)[] };
  products: string[];
  currencies: string[];
  kinds: string[];
  sides: string[];
  occasions: string[];
  reasons: (string | null)[];
  lines: string[];
  movements: LedgerMovements;
  logos: LedgerLogos;
  cuts: LedgerCut[];
}
