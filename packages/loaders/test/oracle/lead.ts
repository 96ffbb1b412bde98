import { billingOf } from "./balances.ts";
import { monthOf } from "./calendar.ts";
import type { Chain, Entry } from "./chains.ts";
import { isCancelledBefore, isTerm } from "./due-days.ts";
import { countedEarlier } from "./spans.ts";

/** What a movement row says beside its amount: it comes from the chain that moved most in the row. */
export type Lead = {
  line_id: string;
  occasion: "renewal" | "contracted_step" | "mid_term";
  reason: string | null;
  /** The distinct reasons of the chains that change, where there are several. */
  reasons: string | null;
};

const lowestIdFirst = (a: Entry, b: Entry): number => (a.line.line_id < b.line.line_id ? -1 : 1);

/** The largest amount, ties the lowest line id. */
const largest = (entries: readonly Entry[]): Entry | undefined =>
  [...entries].sort((a, b) => Math.abs(b.amount) - Math.abs(a.amount) || lowestIdFirst(a, b))[0];

type Candidate = {
  chain: Chain;
  size: number;
  incoming: Entry | undefined;
  outgoing: Entry | undefined;
  line_id: string;
  reason: string | null;
};

/** `before` and `after` are the entries of one product x billing currency at the two month ends. */
export function leadOf(before: readonly Entry[], after: readonly Entry[]): Lead {
  const candidates: Candidate[] = [];
  for (const chain of new Set([...before, ...after].map((entry) => entry.chain))) {
    const then = before.filter((entry) => entry.chain === chain);
    const now = after.filter((entry) => entry.chain === chain);
    const incoming = largest(now.filter((entry) => !then.some((old) => old.line === entry.line)));
    const outgoing = largest(
      then.filter((entry) => !now.some((kept) => kept.line === entry.line && kept.amount === entry.amount)),
    );
    const line = incoming ?? outgoing;
    if (!line) continue;
    candidates.push({
      chain,
      size: Math.abs(billingOf(now) - billingOf(then)),
      incoming,
      outgoing,
      line_id: line.line.line_id,
      reason: (outgoing && reasonOf(outgoing, now)) ?? incoming?.line.reason ?? null,
    });
  }
  candidates.sort((a, b) => b.size - a.size || (a.line_id < b.line_id ? -1 : 1));
  const lead = candidates[0];
  if (!lead)
    throw new Error("leadOf: the row has no chain that changed; a row without a change is not a row");
  const isStillCounting = after.some((entry) => entry.line === lead.outgoing?.line);
  const reasons = [...new Set(candidates.flatMap((each) => each.reason ?? []))].sort();
  return {
    line_id: lead.line_id,
    occasion: lead.outgoing
      ? occasionOfEnd(lead.outgoing, isStillCounting)
      : occasionOfStart(lead.chain, lead.incoming),
    reason: lead.reason,
    reasons: reasons.length > 1 ? reasons.join(", ") : null,
  };
}

/** A pause is a reason of its own, unless the line counts again at the end of the month. */
const reasonOf = ({ line, cause }: Entry, now: readonly Entry[]): string | null =>
  cause === "pause" && !now.some((entry) => entry.line === line) ? "paused" : line.reason;

/** How the outgoing line ended: by its term, by a step, or between. */
function occasionOfEnd({ line, chain, cause, by }: Entry, isStillCounting: boolean): Lead["occasion"] {
  const noticed = isStillCounting ? line : by;
  const endedItself = isTerm(noticed) && !isCancelledBefore(noticed) ? "renewal" : "mid_term";
  // Held at what its notice leaves, or noticed.
  if (isStillCounting || cause === "notice" || cause === "end") return endedItself;
  if (cause === "pause") return "mid_term";
  const onOf = (lineId: string) => chain.spans.find((each) => each.line.line_id === lineId)?.on ?? "";
  const first = chain.links
    .filter((link) => link.from === line)
    .sort((a, b) => {
      const [x, y] = [onOf(a.to.line_id), onOf(b.to.line_id)];
      return x < y || (x === y && a.to.line_id < b.to.line_id) ? -1 : 1;
    })[0];
  return first ? first.kind : endedItself;
}

/** Nothing went out: what the incoming line says it continues. */
function occasionOfStart(chain: Chain, incoming: Entry | undefined): Lead["occasion"] {
  // A line that comes back after its notice or its pause does not begin by its link.
  if (incoming && countedEarlier(incoming.span, monthOf(incoming.begins))) return "mid_term";
  const kinds = chain.links.filter((link) => link.to === incoming?.line).map((link) => link.kind);
  if (kinds.includes("renewal")) return "renewal";
  return kinds.includes("contracted_step") ? "contracted_step" : "mid_term";
}
