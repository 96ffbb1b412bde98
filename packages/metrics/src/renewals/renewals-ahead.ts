/** What of a renewal ahead is summed: rows of `renewals__upcoming`. */
export interface AheadRenewal {
  /** First day of the month due, "YYYY-MM-DD". */
  due_month: string;
  state: "late" | "noticed" | "signed" | "open";
  due_minor: number;
  signed_due_minor: number;
  noticed_due_minor: number;
  late_due_minor: number;
  open_due_minor: number;
}

/** Renewals due in a month and in one state, summed; minor units a month. */
export interface AheadMonth extends AheadRenewal {
  renewals: number;
}

/**
 * What is still to be decided, by the month it is due and how it stands?
 *
 * Counts and sums of the rows of `renewals__upcoming` by month and state, in their order. Minor units; no rows give none.
 *
 * @example
 * renewalsAhead([{ due_month: "2026-04-01", state: "open", due_minor: 100, signed_due_minor: 0, noticed_due_minor: 0, late_due_minor: 0, open_due_minor: 100 }])[0].renewals // => 1
 *
 * Source: definitions, "Renewals".
 */
export function renewalsAhead(rows: readonly AheadRenewal[]): AheadMonth[] {
  const found = new Map<string, AheadMonth>();
  for (const { due_month, state, ...sums } of rows) {
    const key = `${due_month} ${state}`;
    const known = found.get(key);
    if (!known) {
      const { due_minor, signed_due_minor, noticed_due_minor, late_due_minor, open_due_minor } = sums;
      found.set(key, {
        due_month,
        state,
        renewals: 1,
        due_minor,
        signed_due_minor,
        noticed_due_minor,
        late_due_minor,
        open_due_minor,
      });
      continue;
    }
    known.renewals += 1;
    known.due_minor += sums.due_minor;
    known.signed_due_minor += sums.signed_due_minor;
    known.noticed_due_minor += sums.noticed_due_minor;
    known.late_due_minor += sums.late_due_minor;
    known.open_due_minor += sums.open_due_minor;
  }
  return [...found.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, month]) => month);
}
