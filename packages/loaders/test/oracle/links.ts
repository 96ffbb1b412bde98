import { isCancelledBefore } from "./due-days.ts";
import { guessedPairs } from "./guesses.ts";
import { kindOf, type LinkKind, type Pair } from "./link-kinds.ts";
import type { Assignment, OracleLine } from "./oracle-line.ts";

/** `to` continues `from`. */
export type Link = { from: OracleLine; to: OracleLine; kind: LinkKind };

/**
 * definitions.md, "Lines and chains": which lines continue which.
 * Named links first; then guesses.
 */
export function linksOf(lines: readonly OracleLine[], assignments: readonly Assignment[]): Link[] {
  const linked = lines.filter((line) => !isCancelledBefore(line));
  const named = namedPairs(linked, assignments);
  const byCustomer = new Map<string, OracleLine[]>();
  for (const line of linked) {
    const own = byCustomer.get(line.customer_id);
    if (own) own.push(line);
    else byCustomer.set(line.customer_id, [line]);
  }
  const guessed = [...byCustomer.values()].flatMap((own) => guessedPairs(own, named));
  return [...named, ...guessed].map((pair) => ({ from: pair.from, to: pair.to, kind: kindOf(pair) }));
}

/**
 * `renewal_of` and `replaces`, where they name another line that starts before (or on the same day, with a lower id).
 * Between two customers a name holds once the chain it extends, or the line itself, is assigned from one to another.
 */
function namedPairs(lines: readonly OracleLine[], assignments: readonly Assignment[]): Pair[] {
  const byId = new Map(lines.map((line) => [line.line_id, line]));
  const pairs: Pair[] = [];
  const across: Pair[] = [];
  for (const to of lines) {
    for (const name of new Set([to.renewal_of, to.replaces])) {
      const from = name === null ? undefined : byId.get(name);
      if (!from || from === to) continue;
      const isBefore =
        from.start_on < to.start_on || (from.start_on === to.start_on && from.line_id < to.line_id);
      if (!isBefore) continue;
      (from.customer_id === to.customer_id ? pairs : across).push({ from, to, guessed: false });
    }
  }
  const assigned = new Set(assignments.map((row) => row.line_id));
  for (let grew = across.length > 0; grew; ) {
    const chains = chainsOf(lines, pairs);
    const isAssigned = (line: OracleLine) =>
      lines.some((other) => assigned.has(other.line_id) && chains.get(other) === chains.get(line));
    const holds = across.findIndex((pair) => assigned.has(pair.to.line_id) || isAssigned(pair.from));
    grew = holds >= 0;
    if (grew) pairs.push(...across.splice(holds, 1));
  }
  return pairs;
}

/** Each line's chain, named by the lowest line id of the lines it is linked with, however far. */
export function chainsOf(
  lines: readonly OracleLine[],
  links: readonly { from: OracleLine; to: OracleLine }[],
): Map<OracleLine, string> {
  const chain = new Map(lines.map((line) => [line, line.line_id]));
  const nameOf = (line: OracleLine) => chain.get(line) ?? line.line_id;
  for (let changed = true; changed; ) {
    changed = false;
    for (const { from, to } of links) {
      const lowest = nameOf(from) < nameOf(to) ? nameOf(from) : nameOf(to);
      for (const line of [from, to]) {
        if (nameOf(line) === lowest) continue;
        chain.set(line, lowest);
        changed = true;
      }
    }
  }
  return chain;
}

/** The product a line is booked on: an archive fee stays on the product of the line it continues. */
export function bookedProduct(line: OracleLine, links: readonly Link[]): string {
  if (line.order_type !== "archive") return line.product;
  const before = links.filter((link) => link.to === line).map((link) => link.from);
  const continued = before.find((from) => from.line_id === line.renewal_of) ?? before[0];
  return continued ? bookedProduct(continued, links) : line.product;
}
