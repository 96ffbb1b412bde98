import type { OnboardingDays } from "./days-by-share.ts";
import type { OnboardingCustomer } from "./onboarding-customer.ts";

/** Customers who signed in a quarter and took so many days to go live; null: not live. */
export interface DaysInQuarter extends OnboardingDays {
  /** First day of the quarter, YYYY-MM-DD. */
  signed_quarter: string;
}

/**
 * How many customers took how many days from signing to go-live, by quarter of signing?
 *
 * Counts, in the order of quarters and days, those not live last; they add up to the rows. `daysByShare` of them is the
 * median and every other share. Nobody gives no rows.
 *
 * @example
 * daysByQuarter([{ customer_id: "A", signed_quarter: "2025-01-01", onboarding_days: 20, age_days: 40, is_recorded: true, first_renewal: null, renewal_days: null, due_minor: null, renewed_minor: null }]) // => [{ signed_quarter: "2025-01-01", onboarding_days: 20, customers: 1 }]
 *
 * Source: definitions, "Rates" (time to value).
 */
export function daysByQuarter(rows: readonly OnboardingCustomer[]): DaysInQuarter[] {
  const found = new Map<string, DaysInQuarter>();
  for (const { signed_quarter, onboarding_days } of rows) {
    const key = `${signed_quarter} ${onboarding_days}`;
    const known = found.get(key);
    if (known) known.customers += 1;
    else found.set(key, { signed_quarter, onboarding_days, customers: 1 });
  }
  const last = ({ onboarding_days }: DaysInQuarter) => onboarding_days ?? Number.POSITIVE_INFINITY;
  return [...found.values()].sort((a, b) =>
    a.signed_quarter === b.signed_quarter
      ? last(a) < last(b)
        ? -1
        : 1
      : a.signed_quarter < b.signed_quarter
        ? -1
        : 1,
  );
}
