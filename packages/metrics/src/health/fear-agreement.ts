/** What customer success and the score say of a customer: a row of `at_risk__standing`; money in minor units a month. */
export interface CustomerStanding {
  /** Customer success expects a loss, or noted a risk. */
  is_flagged: boolean;
  /** In the lowest band of health, in another one, or without a score. */
  score_view: "lowest" | "higher" | "unscored";
  committed_minor: number;
  /** Probability x amount of the losses expected, 0 or negative. */
  anticipated_loss_minor: number;
}

/** Customers of whom both say the same, summed: a row of `at_risk__agreement`. */
export interface FearAgreement extends CustomerStanding {
  customers: number;
}

/**
 * Do customer success and the score fear for the same customers? What `at_risk__agreement` holds, of any customers.
 *
 * Counts and sums of the customers by what each of the two says of them. Minor units; nobody gives no rows.
 *
 * @example
 * fearAgreement([{ is_flagged: true, score_view: "lowest", committed_minor: 100, anticipated_loss_minor: -50 }])[0].customers // => 1
 *
 * Source: definitions, "Health".
 */
export function fearAgreement(rows: readonly CustomerStanding[]): FearAgreement[] {
  const found = new Map<string, FearAgreement>();
  for (const { is_flagged, score_view, committed_minor, anticipated_loss_minor } of rows) {
    const key = `${is_flagged} ${score_view}`;
    const known = found.get(key) ?? {
      is_flagged,
      score_view,
      customers: 0,
      committed_minor: 0,
      anticipated_loss_minor: 0,
    };
    known.customers += 1;
    known.committed_minor += committed_minor;
    known.anticipated_loss_minor += anticipated_loss_minor;
    found.set(key, known);
  }
  return [...found.values()];
}
