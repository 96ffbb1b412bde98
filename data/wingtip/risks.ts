import { AS_OF, day, iso, weekday } from "./days.ts";
import { dice } from "./dice.ts";
import { AS_OF_TEXT, followers, numberOf, runsOn } from "./printed-lines.ts";
import type { Row } from "./rows.ts";

const SOON = iso(AS_OF + 120);

/** What customer-success managers expect to lose: open for some renewals ahead, cleared for some that were signed. */
export function riskRows(customers: readonly Row[], lines: readonly Row[]): Row[] {
  const manager = new Map(
    customers
      .filter(({ touch_tier }) => touch_tier === "high")
      .map(({ customer_id = "", csm = "" }) => [customer_id, csm] as const),
  );
  const next = followers(lines);
  const seen = new Set<string>();
  return lines.flatMap((line): Row[] => {
    const { customer_id = "", line_id = "" } = line;
    const csm = manager.get(customer_id);
    if (csm === undefined || seen.has(customer_id) || line.end_means !== "term") return [];
    const draw = dice(300_000 + numberOf(customer_id));
    const renewal = next.get(line_id);
    const isAhead = renewal === undefined && runsOn(line, AS_OF_TEXT) && (line.end_on ?? "") <= SOON;
    const isSaved = renewal?.order_type === "renewal" && (renewal.signed_on ?? "") >= "2025-06-01";
    if (!(isAhead && line.notice_on === "" && draw.chance(500)) && !(isSaved && draw.chance(90))) return [];
    seen.add(customer_id);
    const cleared = isSaved ? (renewal?.signed_on ?? "") : "";
    const flagged = isSaved ? day(cleared) - draw.int(30, 60) : AS_OF - draw.int(5, 70);
    return [
      {
        customer_id,
        product: draw.chance(200) ? (line.product ?? "") : "",
        flagged_on: iso(weekday(flagged)),
        cleared_on: cleared,
        probability: draw.pick(["0.2", "0.3", "0.5", "0.7"]),
        csm,
      },
    ];
  });
}
