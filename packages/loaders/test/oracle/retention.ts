import { sumOf } from "./balances.ts";
import { addMonths } from "./calendar.ts";
import type { Standing } from "./standing.ts";

/** Retention components of the customers with a balance `horizon_months` ago. */
export type RetentionRow = {
  report_month: string;
  basis: "live";
  horizon_months: number;
  opening_minor: number;
  retained_minor: number;
  kept_minor: number;
  opening_logos: number;
  kept_logos: number;
};

/** Of the customers with a balance then: what they pay now, and no more than they paid then. */
export function retentionOf(
  months: readonly string[],
  standings: (month: string) => Standing[],
): RetentionRow[] {
  return months.flatMap((month) => {
    const now = new Map(standings(month).map((standing) => [standing.customer_id, standing]));
    return [1, 3, 12].map((horizon): RetentionRow => {
      const pairs = standings(addMonths(month, -horizon))
        .filter((then) => then.state !== "gone")
        .map((then) => ({ then, now: now.get(then.customer_id) }));
      return {
        report_month: `${month}-01`,
        basis: "live",
        horizon_months: horizon,
        opening_minor: sumOf(pairs.map((pair) => pair.then.minor)),
        retained_minor: sumOf(pairs.map((pair) => pair.now?.minor ?? 0)),
        kept_minor: sumOf(pairs.map((pair) => Math.min(pair.then.minor, pair.now?.minor ?? 0))),
        opening_logos: pairs.filter((pair) => pair.then.state === "active").length,
        kept_logos: pairs.filter((pair) => pair.then.state === "active" && pair.now?.state === "active")
          .length,
      };
    });
  });
}
