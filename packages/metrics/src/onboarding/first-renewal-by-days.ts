import type { OnboardingCustomer } from "./onboarding-customer.ts";

/** Bands of days from signing to go-live, shortest first; the last is open. */
export const ONBOARDING_BANDS = [
  [0, 30],
  [31, 60],
  [61, 90],
  [91, 120],
  [121, null],
] as const;

/** First renewals of the customers of a band; of those who were not live by the due day both ends are null. */
export interface FirstRenewalBand {
  from_days: number | null;
  to_days: number | null;
  decided: number;
  renewed: number;
  due_minor: number;
  renewed_minor: number;
  /** Sum of the smaller of due and renewed. */
  kept_minor: number;
}

/**
 * What became of the first renewal, by how many days the customer took from signing to go-live?
 *
 * Counts and sums over the customers whose first renewal is decided, a row a band that has one, shortest first; who was not
 * live by the due day comes last. Minor units; without decided renewals no rows.
 *
 * @example
 * firstRenewalByDays([{ customer_id: "A", signed_quarter: "2024-01-01", onboarding_days: 20, age_days: 400, is_recorded: true, first_renewal: "renewed", renewal_days: 20, due_minor: 100, renewed_minor: 120 }]) // => [{ from_days: 0, to_days: 30, decided: 1, renewed: 1, due_minor: 100, renewed_minor: 120, kept_minor: 100 }]
 *
 * Source: definitions, "Renewals".
 */
export function firstRenewalByDays(rows: readonly OnboardingCustomer[]): FirstRenewalBand[] {
  const bands = [...ONBOARDING_BANDS, [null, null] as const].map(
    ([from_days, to_days]): FirstRenewalBand => ({
      from_days,
      to_days,
      decided: 0,
      renewed: 0,
      due_minor: 0,
      renewed_minor: 0,
      kept_minor: 0,
    }),
  );
  for (const { first_renewal, renewal_days: days, due_minor, renewed_minor } of rows) {
    if (first_renewal === null) continue;
    const place =
      days === null
        ? ONBOARDING_BANDS.length
        : ONBOARDING_BANDS.findIndex(([, to]) => to === null || days <= to);
    const band = bands[place] as FirstRenewalBand;
    const [due, renewed] = [due_minor ?? 0, renewed_minor ?? 0];
    band.decided += 1;
    if (first_renewal === "renewed") band.renewed += 1;
    band.due_minor += due;
    band.renewed_minor += renewed;
    band.kept_minor += Math.min(due, renewed);
  }
  return bands.filter(({ decided }) => decided > 0);
}
