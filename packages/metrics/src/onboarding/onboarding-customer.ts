/** A customer from whom a go-live is expected, as `onboarding__customers` has it. */
export interface OnboardingCustomer {
  customer_id: string;
  /** First day of the quarter of signing, YYYY-MM-DD. */
  signed_quarter: string;
  /** Days from signing to go-live; null while not live. */
  onboarding_days: number | null;
  /** Days from signing to as_of. */
  age_days: number;
  /** False where no go-live is recorded of a customer that is there for over a year: it does not wait, its day is not known. */
  is_recorded: boolean;
  /** What became of the first renewal; null while it is not decided. */
  first_renewal: "renewed" | "lost" | null;
  /** Days from signing to a go-live before the first renewal's due day; null where there was none. */
  renewal_days: number | null;
  /** Monthly amounts at the first renewal, minor units; null while it is not decided. */
  due_minor: number | null;
  renewed_minor: number | null;
}
