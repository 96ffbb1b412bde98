/** What an order line says it is. */
export type OrderType = "new" | "add_on" | "renewal" | "replacement" | "step" | "archive";

/** What the printed end of a line means. */
export type EndMeans = "term" | "cancelled" | "replaced";

/**
 * One row of `read_contract_lines`, in JavaScript: dates are "YYYY-MM-DD", amounts are whole minor units of the
 * line's own currency a month, decimals are strings so that nothing is rounded on the way in.
 */
export type OracleLine = {
  line_id: string;
  customer_id: string;
  product: string;
  sku: string | null;
  currency: string;
  order_id: string | null;
  order_type: OrderType | null;
  signed_on: string;
  start_on: string;
  end_on: string | null;
  end_means: EndMeans;
  notice_on: string | null;
  notice_monthly_minor: number | null;
  notice_quantity: string | null;
  notice_withdrawn_on: string | null;
  auto_renews: boolean;
  renewal_months: number | null;
  paused_on: string | null;
  resumes_on: string | null;
  quantity: string;
  unit_monthly_minor: string;
  /** List price of one unit a month; null = unknown. */
  list_unit_monthly_minor: string | null;
  monthly_minor: number;
  annual_minor: number;
  reason: string | null;
  renewal_of: string | null;
  replaces: string | null;
  is_recurring: boolean;
  is_trial: boolean;
};

/** The company-wide settings the ledger depends on. Rates: major units of `currency` per one major unit. */
export type OracleCompany = {
  currency: string;
  as_of: string;
  netting: "product" | "customer";
  late_renewal_grace_days: number;
  exchange_rates: Record<string, string>;
  /** Rates on the last day of each month ("2026-04"); balances then follow them and `exchange_rates` is empty. */
  month_rates?: readonly MonthRate[];
  /** The first month reported, as its first day. */
  history_from?: string;
  reasons?: Record<string, ReasonCategory>;
};

export type MonthRate = { currency: string; month: string; rate: string };

/** What a reason code means. */
export type ReasonCategory = { category: string; avoidable: boolean };

/** From `assigned_on` on, the chain of the line belongs to the customer. */
export type Assignment = { line_id: string; customer_id: string; assigned_on: string };

/** From the first of `from_month` on, the customer carries the label in this cut. */
export type OracleCut = { cut: string; customer_id: string; from_month: string; label: string };

/** Everything the oracle reads. */
export type OracleInput = {
  lines: readonly OracleLine[];
  company: OracleCompany;
  cuts?: readonly OracleCut[];
  assignments?: readonly Assignment[];
};

export type Basis = "live" | "committed";

export const bases: readonly Basis[] = ["live", "committed"];
