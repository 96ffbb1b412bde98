/** The components of a waterfall: additive, signed (losses negative), money in minor units. Columns of the marts. */
export interface WaterfallComponents {
  opening_minor: number;
  new_minor: number;
  reactivation_minor: number;
  /** Sum of the rows whose side is expansion; under netting "product" add_on + upgrade. */
  expansion_minor: number;
  /** Sum of the rows whose side is contraction; under netting "product" downgrade + product_churn + archive. */
  contraction_minor: number;
  churn_minor: number;
  transfer_minor: number;
  fx_minor: number;
  closing_minor: number;
  /** Logos count active customers: opening + new + reactivation + churned + merged (+ moved) = closing. */
  opening_logos: number;
  new_logos: number;
  reactivation_logos: number;
  /** Negative; includes active customers that became archived. */
  churned_logos: number;
  closing_logos: number;
  /** Archived customers: opening + in + out = archived_logos, the closing count; `out` is negative. */
  archived_opening_logos: number;
  archived_in_logos: number;
  archived_out_logos: number;
  archived_logos: number;
  merged_logos: number;
  /** The same movements by kind. */
  add_on_minor: number;
  upgrade_minor: number;
  downgrade_minor: number;
  product_churn_minor: number;
  archive_minor: number;
  /** upgrade + downgrade = quantity + price. */
  quantity_minor: number;
  price_minor: number;
  /** Parts of the price; what is left of it is a price whose list price is not known. */
  list_minor: number;
  discount_minor: number;
  /** Churn by its reason: avoidable + unavoidable + unknown = churn. */
  avoidable_churn_minor: number;
  unavoidable_churn_minor: number;
  unknown_churn_minor: number;
}

/** One month of `waterfall__by_month`. */
export interface WaterfallRow extends WaterfallComponents {
  /** First day of the month, "YYYY-MM-DD". */
  report_month: string;
  basis: string;
  currency: string;
}

/** What moved between labels of a cut: 0 in totals. */
export interface MovedComponents {
  moved_minor: number;
  moved_logos: number;
  archived_moved_logos: number;
}

/** One month and label of `waterfall__by_cut`: opening + movements + moved = closing, per label. */
export interface CutWaterfallRow extends WaterfallRow, MovedComponents {
  cut: string;
  label: string;
}

export const PERIOD_GRAINS = ["month", "quarter", "year"] as const;
export type PeriodGrain = (typeof PERIOD_GRAINS)[number];

/** A month, quarter, year or span of months: movements summed, first opening, last closing. */
export interface PeriodRow extends WaterfallComponents, MovedComponents {
  /** "2025-12", "2025-Q4", "2025", or of a span "2025-02 to 2026-01". */
  period: string;
  grain: PeriodGrain | "span";
  /** First and last report_month that the row holds. */
  first_month: string;
  last_month: string;
  /** How many months the row holds, and whether any of the period is missing. */
  months: number;
  is_partial: boolean;
  basis: string;
  currency: string;
  /** Null when the rows were not cut. */
  cut: string | null;
  label: string | null;
}

/**
 * One month and horizon of `retention__by_month`; "then" is the month end `horizon_months` before. The components are
 * null where "then" lies before the day before `history_from`: nobody knows who was there.
 */
export interface RetentionRow {
  report_month: string;
  basis: string;
  horizon_months: number;
  /** Balance then of the customers with a balance above 0 then (archived included). */
  opening_minor: number | null;
  /** Balance now of those customers: the gone are 0, the returned what they pay. */
  retained_minor: number | null;
  /** Sum over those customers of min(now, then). */
  kept_minor: number | null;
  /** Customers active then, and those of them active now. */
  opening_logos: number | null;
  kept_logos: number | null;
}

/** What the engine adds to a retention row, because it has the customers. */
export interface RetentionDetailRow extends RetentionRow {
  /** The customers whose balance then is `opening_minor`: with one above 0, archived ones too. */
  opening_customers: number | null;
  /** Sum over the same customers of their lowest month-end balance from then to now. */
  running_kept_minor: number | null;
  /** Reactivation since then of the customers that had a balance then. */
  returned_minor: number | null;
}

/** A cohort some months after its customers began; the components of its retention rates and of its ARPA. */
export interface CohortCell {
  /** Months since each customer's own first month. */
  age_months: number;
  /** Balance in month 0, "then". */
  opening_minor: number;
  /** Balance at this age; the gone are 0, the returned what they pay. */
  retained_minor: number;
  /** Sum over the customers of min(balance at this age, balance in month 0). */
  kept_minor: number;
  /** Customers active in month 0, those of them active at this age, and all active at this age. */
  opening_logos: number;
  kept_logos: number;
  active_logos: number;
}

export interface CohortRow {
  /** "2025-03", "2025-Q1", "2025", or the label of a cut. */
  cohort: string;
  /** Customers that began in it, and what they paid in month 0. */
  size: number;
  opening_minor: number;
  /** By age from 0; null where not every customer is that old at the last reported month. */
  cells: (CohortCell | null)[];
}

export interface CohortTable {
  basis: string;
  currency: string;
  /** "month", "quarter", "year", or the name of a cut. */
  by: string;
  rows: CohortRow[];
  /** By age: the components of the cohorts that have the cell, summed. */
  average: (CohortCell | null)[];
  /** Customers whose first balance lies before the first reported month. */
  left_out: number;
}

/** A movement with the customer behind it, as text. */
export interface MovementRow {
  report_month: string;
  /** Index of the customer in the ledger. */
  customer: number;
  customer_id: string;
  name: string | null;
  product: string;
  /** Billing currency. */
  currency: string;
  /** One of the kinds of movement, or "moved" (label changed; product and currency are then "", line null). */
  kind: string;
  side: string;
  occasion: string;
  reason: string | null;
  amount_minor: number;
  quantity_minor: number;
  /** The contract line, by its place in the lines file. */
  line: number | null;
}

/** A customer's balance at a month's end. */
export interface BalanceRow {
  customer: number;
  customer_id: string;
  name: string | null;
  minor: number;
  active: boolean;
  archived: boolean;
}
