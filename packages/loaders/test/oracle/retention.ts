import { balanceOf } from "./balances.ts";
import { addMonths } from "./calendar.ts";
import { type Customer, standingOf } from "./customers.ts";
import { type Rates, sumOf } from "./money.ts";
import type { Basis } from "./oracle-line.ts";

/** Retention components of the customers with a balance `horizon_months` ago; null before the history begins. */
export type RetentionRow = {
  report_month: string;
  basis: Basis;
  horizon_months: number;
  opening_minor: number | null;
  retained_minor: number | null;
  kept_minor: number | null;
  opening_logos: number | null;
  kept_logos: number | null;
};

/**
 * Of the customers with a balance then: what they pay now at the rates of then, and no more than they paid then.
 * "Then" is grouped by the assignments in force now.
 */
export function retentionOf(
  months: readonly string[],
  customers: readonly Customer[],
  { basis, rates, history_from }: { basis: Basis; rates: Rates; history_from: string | undefined },
): RetentionRow[] {
  const standing = standingOf(customers.filter((customer) => customer.isAlone));
  const others = customers.filter((customer) => !customer.isAlone);
  return months.flatMap((month) =>
    [1, 3, 12].map((horizon): RetentionRow => {
      const base = { report_month: `${month}-01`, basis, horizon_months: horizon };
      const past = addMonths(month, -horizon);
      if (history_from !== undefined && past < addMonths(history_from.slice(0, 7), -1))
        return {
          ...base,
          opening_minor: null,
          retained_minor: null,
          kept_minor: null,
          opening_logos: null,
          kept_logos: null,
        };
      const pairs = [...standing(past), ...others].flatMap((customer) => {
        const then = customer.state(past, month);
        if (then === "gone") return [];
        const opening = customer.balance(past, month);
        const entries = customer.entries(month, month);
        const retained = entries.length === 0 ? 0 : balanceOf(entries, rates, past);
        const isKept = then === "active" && customer.state(month, month) === "active";
        return [{ opening, retained, then, isKept }];
      });
      return {
        ...base,
        opening_minor: sumOf(pairs.map((pair) => pair.opening)),
        retained_minor: sumOf(pairs.map((pair) => pair.retained)),
        kept_minor: sumOf(pairs.map((pair) => Math.min(pair.opening, pair.retained))),
        opening_logos: pairs.filter((pair) => pair.then === "active").length,
        kept_logos: pairs.filter((pair) => pair.isKept).length,
      };
    }),
  );
}
