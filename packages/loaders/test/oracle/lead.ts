import { type CustomerBook, type Entry, sumOf } from "./balances.ts";

/** What a movement row says beside its amount: it comes from the chain that moved most in the row. */
export type Lead = {
  line_id: string;
  occasion: "renewal" | "contracted_step" | "mid_term";
  reason: string | null;
};

const lowestIdFirst = (a: Entry, b: Entry): number => (a.line.line_id < b.line.line_id ? -1 : 1);

/** The largest amount, ties the lowest line id. */
const largest = (entries: readonly Entry[]): Entry | undefined =>
  [...entries].sort((a, b) => Math.abs(b.amount) - Math.abs(a.amount) || lowestIdFirst(a, b))[0];

/** `before` and `after` are the entries of one product x billing currency at the two month ends. */
export function leadOf(book: CustomerBook, before: readonly Entry[], after: readonly Entry[]): Lead {
  const candidates: {
    size: number;
    incoming: Entry | undefined;
    outgoing: Entry | undefined;
    line_id: string;
  }[] = [];
  for (const chain of new Set([...before, ...after].map((entry) => entry.chain))) {
    const then = before.filter((entry) => entry.chain === chain);
    const now = after.filter((entry) => entry.chain === chain);
    const incoming = largest(now.filter((entry) => !then.some((old) => old.line === entry.line)));
    const outgoing = largest(
      then.filter((entry) => !now.some((kept) => kept.line === entry.line && kept.amount === entry.amount)),
    );
    const line = incoming ?? outgoing;
    if (!line) continue;
    const change = sumOf(now.map((entry) => entry.amount)) - sumOf(then.map((entry) => entry.amount));
    candidates.push({ size: Math.abs(change), incoming, outgoing, line_id: line.line.line_id });
  }
  candidates.sort((a, b) => b.size - a.size || (a.line_id < b.line_id ? -1 : 1));
  const lead = candidates[0];
  if (!lead)
    throw new Error("leadOf: the row has no chain that changed; a row without a change is not a row");
  const isStillCounting = after.some((entry) => entry.line === lead.outgoing?.line);
  return {
    line_id: lead.line_id,
    occasion: lead.outgoing
      ? occasionOfEnd(book, lead.outgoing, isStillCounting)
      : occasionOfStart(book, lead.incoming),
    reason: lead.outgoing?.line.reason ?? lead.incoming?.line.reason ?? null,
  };
}

/** How the outgoing line ended: by its term, by a step, or between. */
function occasionOfEnd(
  book: CustomerBook,
  { line, span }: Entry,
  isStillCounting: boolean,
): Lead["occasion"] {
  // Past its due day and held at what its notice leaves.
  if (isStillCounting) return "renewal";
  const endedItself = line.end_means === "term" ? "renewal" : "mid_term";
  if (!span.isTakenOver) return endedItself;
  const onOf = (lineId: string) => book.spans.find((each) => each.line.line_id === lineId)?.on ?? "";
  const first = book.links
    .filter((link) => link.from === line)
    .sort((a, b) => {
      const [x, y] = [onOf(a.to.line_id), onOf(b.to.line_id)];
      return x < y || (x === y && a.to.line_id < b.to.line_id) ? -1 : 1;
    })[0];
  return first ? first.kind : endedItself;
}

/** Nothing went out: what the incoming line says it continues. */
function occasionOfStart(book: CustomerBook, incoming: Entry | undefined): Lead["occasion"] {
  const kinds = book.links.filter((link) => link.to === incoming?.line).map((link) => link.kind);
  if (kinds.includes("renewal")) return "renewal";
  return kinds.includes("contracted_step") ? "contracted_step" : "mid_term";
}
