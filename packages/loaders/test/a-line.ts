import { dividedBy, type Fraction, fraction, rounded, times } from "./oracle/fraction.ts";
import type { OracleCompany, OracleLine } from "./oracle/oracle-line.ts";

/** What a test says about a line; everything else has the default of ledger-cases.md. */
export type LineFacts = Partial<Omit<OracleLine, "quantity" | "unit_monthly_minor" | "annual_minor">> & {
  line_id: string;
  start_on: string;
  /** Whole or decimal; default 1. */
  quantity?: number | string;
} & ({ monthly_minor: number } | { monthly_minor?: never; annual_amount: number });

/** The exact value with nine decimals, half away from zero, as the reader prints unit prices. */
export function nineDecimals(value: Fraction): string {
  const scaled = rounded(times(value, { over: 1_000_000_000n, under: 1n }));
  const digits = String(Math.abs(scaled)).padStart(10, "0");
  return `${scaled < 0 ? "-" : ""}${digits.slice(0, -9)}.${digits.slice(-9)}`;
}

/**
 * A line as the reader leaves it: signed on its start, a `term` end, USD, product X, customer C, recurring.
 * `annual_amount` is a yearly total in minor units: the month is rounded once from it.
 */
export function aLine(facts: LineFacts): OracleLine {
  const { quantity: printed = 1, ...rest } = facts;
  const quantity = String(printed);
  const exact: Fraction =
    "annual_amount" in facts && facts.annual_amount !== undefined
      ? { over: BigInt(facts.annual_amount), under: 12n }
      : fraction(facts.monthly_minor ?? 0);
  const { annual_amount: _, ...columns } = { annual_amount: 0, ...rest };
  return {
    customer_id: "C",
    product: "X",
    sku: null,
    currency: "USD",
    order_id: null,
    order_type: null,
    signed_on: facts.start_on,
    end_on: null,
    end_means: "term",
    notice_on: null,
    notice_monthly_minor: null,
    notice_quantity: null,
    notice_withdrawn_on: null,
    auto_renews: false,
    renewal_months: null,
    paused_on: null,
    resumes_on: null,
    list_unit_monthly_minor: null,
    reason: null,
    renewal_of: null,
    replaces: null,
    is_recurring: true,
    is_trial: false,
    ...columns,
    quantity,
    unit_monthly_minor: nineDecimals(dividedBy(exact, fraction(quantity))),
    monthly_minor: rounded(exact),
    annual_minor: rounded(times(exact, fraction(12))),
  };
}

/** The company of ledger-cases.md: USD, reported to the end of 2026, grace 0, netting by product. */
export const aCompany = (facts: Partial<OracleCompany> = {}): OracleCompany => ({
  currency: "USD",
  as_of: "2026-12-31",
  netting: "product",
  late_renewal_grace_days: 0,
  exchange_rates: {},
  ...facts,
});
