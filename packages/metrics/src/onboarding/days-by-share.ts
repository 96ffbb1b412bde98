/** Customers who took so many days from signing to go-live; null: not live. */
export interface OnboardingDays {
  onboarding_days: number | null;
  customers: number;
}

/**
 * Within how many days of signing were half of the customers live? Or any other share of them.
 *
 * The smallest number of days by which at least that share of all customers had gone live; who is not live counts among all,
 * so that waiting customers never shorten it. Takes counts by days, in any order, and a share above 0 and up to 1 (default
 * 0.5: the median). Whole days; null while fewer are live, and without customers. Throws on a share outside.
 *
 * @example
 * daysByShare([{ onboarding_days: 20, customers: 1 }, { onboarding_days: 67, customers: 2 }, { onboarding_days: null, customers: 1 }]) // => 67
 *
 * Source: definitions, "Rates" (time to value).
 */
export function daysByShare(rows: readonly OnboardingDays[], share = 0.5): number | null {
  if (!(share > 0 && share <= 1))
    throw new Error(`daysByShare: not a share, got ${share}; give a number above 0 and up to 1`);
  const all = rows.reduce((sum, { customers }) => sum + customers, 0);
  const live = rows
    .flatMap(({ onboarding_days: days, customers }) => (days === null ? [] : [{ days, customers }]))
    .sort((a, b) => a.days - b.days);
  let sum = 0;
  for (const { days, customers } of live) {
    sum += customers;
    if (sum >= share * all) return days;
  }
  return null;
}
