/** What the renewal rates are made of: additive over months, money in minor units. Columns of `renewals__by_month`. */
export interface RenewalComponents {
  /** Renewals decided: one customer and due day each, counted in the later of the month due and the month decided. */
  decided: number;
  renewed_logos: number;
  /** Only read-only fees are left: lost as a logo, renewed at its fee in money. */
  archived_logos: number;
  cancelled_logos: number;
  /** Monthly amounts of the decided: due, renewed at, and the smaller of the two summed. */
  due_minor: number;
  renewed_minor: number;
  kept_minor: number;
}

/** One month of `renewals__by_month`. */
export interface RenewalMonthRow extends RenewalComponents {
  /** First day of the month in which the renewals count, "YYYY-MM-DD". */
  report_month: string;
  currency: string;
  renewed_up_logos: number;
  renewed_flat_logos: number;
  renewed_down_logos: number;
  /** Of the renewed: all signed before the due day; the last signed after it. */
  early_logos: number;
  after_due_logos: number;
  /** Sum over the renewed of renewed / due, in millionths: the numerator of the plain mean. */
  change_micros: number;
  /** Monthly amounts of the renewed alone. */
  changed_due_minor: number;
  changed_renewed_minor: number;
  /** Due by the month's end and undecided then: in no numerator and no denominator. */
  late_count: number;
  late_minor: number;
}

/** One due month of `renewals__by_due_month`, as known at as_of. */
export interface RenewalDueMonthRow extends RenewalComponents {
  due_month: string;
  currency: string;
  /** Renewals due in the month: decided + late + open. */
  due: number;
  all_due_minor: number;
  renewed_up_logos: number;
  renewed_flat_logos: number;
  renewed_down_logos: number;
  late_count: number;
  late_minor: number;
  /** Due after as_of. */
  open_count: number;
  open_minor: number;
}

/** One renewal of `renewals__by_customer`. */
export interface RenewalRow {
  customer_id: string;
  due_on: string;
  outcome:
    | "renewed_up"
    | "renewed_flat"
    | "renewed_down"
    | "archived"
    | "cancelled"
    /** Due and undecided at as_of. */
    | "late"
    /** Due after as_of. */
    | "open";
  decided_on: string | null;
  counted_month: string | null;
  /** The customer's k-th renewal; null where its history begins later. */
  ordinal: number | null;
  lines: number;
  term_months: number;
  renewed_term_months: number | null;
  currency: string;
  due_minor: number;
  renewed_minor: number | null;
}

/** Contract now against the original, over customers: columns of `contract__growth_by_tenure` and `customers__by_class`. */
export interface GrowthComponents {
  increased: number;
  unchanged: number;
  decreased: number;
  original_minor: number;
  contract_minor: number;
  /** Sum over the customers of contract / original, in millionths. */
  growth_micros: number;
}

/** One year of tenure of `contract__growth_by_tenure`. */
export interface TenureGrowthRow extends GrowthComponents {
  /** Whole years since the first month end with a balance. */
  tenure_years: number;
  currency: string;
  customers: number;
}

/** One class of `customers__by_class`: each customer is in exactly one. */
export interface CustomerClassRow extends GrowthComponents {
  class:
    | "lost_at_renewal"
    | "lost_between_renewals"
    | "late"
    | "none_due_yet"
    /** Renewed `renewal_number` times, and still there. */
    | "renewed"
    /** The number matters, and history begins later. */
    | "unknown_ordinal"
    /** No balance at any month end: counted apart from those who ever were customers. */
    | "joined_and_left";
  renewal_number: number | null;
  currency: string;
  customers: number;
  /** Of these, active on live at the end of the last month: those the growth columns speak of. */
  present: number;
}

/** One customer of `renewals__first_discount`; money in minor units a month. */
export interface FirstDiscountRow {
  customer_id: string;
  due_on: string;
  currency: string;
  signed_list_minor: number;
  signed_net_minor: number;
  renewed_list_minor: number;
  renewed_net_minor: number;
}
