import type { PeriodRow } from "@tideline/metrics";

/** What a period's change is made of, apart from gains and losses. */
export interface OtherChange {
  kind: "moved" | "transfer" | "fx";
  /** Whose money it is, in words that follow an amount. */
  words: string;
  amount_minor: number;
}

/** A period's change in three parts: gains less losses plus the others is closing less opening. */
export interface PeriodChange {
  /** New, reactivation, add-on and upgrade. */
  gained_minor: number;
  /** Churn, product churn, downgrade and archive, as a positive amount. */
  lost_minor: number;
  /** Changed labels, transfers and exchange rates, neither won nor lost; those that are 0 are left out. */
  others: OtherChange[];
}

const otherWords = [
  ["moved", "from customers whose label changed"],
  ["transfer", "from transfers between customers"],
  ["fx", "from exchange rates"],
] as const;

type Flows = Pick<
  PeriodRow,
  | "new_minor"
  | "reactivation_minor"
  | "add_on_minor"
  | "upgrade_minor"
  | "churn_minor"
  | "product_churn_minor"
  | "downgrade_minor"
  | "archive_minor"
  | "moved_minor"
  | "transfer_minor"
  | "fx_minor"
>;

/** "What was won, what was lost, and what was neither?" of one period. */
export function periodChange(row: Flows): PeriodChange {
  return {
    gained_minor: row.new_minor + row.reactivation_minor + row.add_on_minor + row.upgrade_minor,
    lost_minor: 0 - (row.churn_minor + row.product_churn_minor + row.downgrade_minor + row.archive_minor),
    others: otherWords
      .map(([kind, words]) => ({ kind, words, amount_minor: row[`${kind}_minor`] }))
      .filter(({ amount_minor }) => amount_minor !== 0),
  };
}

/** "Did gains outrun losses?" Labels, transfers and exchange rates do not count; equal or nothing is no. */
export function isNetGain(row: Flows): boolean {
  const { gained_minor, lost_minor } = periodChange(row);
  return gained_minor > lost_minor;
}
