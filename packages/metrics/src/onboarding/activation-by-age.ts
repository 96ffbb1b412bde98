import type { OnboardingCustomer } from "./onboarding-customer.ts";

/** The ages activation is told at, in days since signing. */
export const ACTIVATION_AGES = [15, 30, 45, 60, 75, 90, 120, 150, 180, 270, 365] as const;

/** Of the customers who signed at least so many days ago, how many had gone live within so many days. */
export interface ActivationAtAge {
  age_days: number;
  old_enough: number;
  activated: number;
}

/**
 * How soon do customers go live? Of those who signed at least so many days ago, the count of those live within so many.
 *
 * One row an age of `ACTIVATION_AGES` that anybody has reached; `activationRate` of a row is the share. Counts; nobody gives
 * no rows.
 *
 * @example
 * activationByAge([{ customer_id: "A", signed_quarter: "2025-01-01", onboarding_days: 20, age_days: 40, is_recorded: true, first_renewal: null, renewal_days: null, due_minor: null, renewed_minor: null }]) // => [{ age_days: 15, old_enough: 1, activated: 0 }, { age_days: 30, old_enough: 1, activated: 1 }]
 *
 * Source: definitions, "Rates" (activation).
 */
export function activationByAge(rows: readonly OnboardingCustomer[]): ActivationAtAge[] {
  return ACTIVATION_AGES.map((age_days) => {
    const old = rows.filter((row) => row.age_days >= age_days);
    const activated = old.filter(({ onboarding_days: days }) => days !== null && days <= age_days).length;
    return { age_days, old_enough: old.length, activated };
  }).filter(({ old_enough }) => old_enough > 0);
}
