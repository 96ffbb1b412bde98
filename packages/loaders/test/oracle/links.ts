import { firstDueFrom, isAutomatic, isCancelledBefore, isTerm, lastDue } from "./due-days.ts";
import type { Assignment, OracleLine } from "./oracle-line.ts";

/** What a link between two lines is: due and renewed, a step of a ramp agreed at signing, or a change mid-term. */
export type LinkKind = "renewal" | "contracted_step" | "mid_term";

/** `to` continues `from`. */
export type Link = { from: OracleLine; to: OracleLine; kind: LinkKind };

type Pair = { from: OracleLine; to: OracleLine; guessed: boolean };

/**
 * definitions.md, "Lines and chains": which lines continue which.
 * Named links first; then guesses, one line used once, the same SKU before the lowest line id.
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

/** The day a guess looks at: the printed end, or the due day an automatic line ends on by notice. */
function endForGuess(line: OracleLine): string | null {
  return isAutomatic(line) ? (lastDue(line) ?? line.end_on) : line.end_on;
}

/** Where nothing is named: a line that starts on the day another of the customer ends. */
function guessedPairs(lines: readonly OracleLine[], named: readonly Pair[]): Pair[] {
  const byId = [...lines].sort((a, b) => (a.line_id < b.line_id ? -1 : 1));
  const continued = new Set(named.map((pair) => pair.from));
  const continuing = new Set(named.map((pair) => pair.to));
  const pairs: Pair[] = [];

  const opensItsOwn = (to: OracleLine) => to.order_type === "new" || to.order_type === "add_on";
  const isArchive = (to: OracleLine) => to.order_type === "archive";
  const sameOrder = (from: OracleLine, to: OracleLine) =>
    from.order_id !== null && from.order_id === to.order_id;
  const sameSku = (from: OracleLine, to: OracleLine) => from.sku !== null && from.sku === to.sku;
  const sameProduct = (from: OracleLine, to: OracleLine) => from.product === to.product;

  const passes: ((from: OracleLine, to: OracleLine) => boolean)[] = [
    // A step of a ramp: a line of the same order, even if every line of that order prints the order's type.
    (from, to) => sameProduct(from, to) && sameOrder(from, to) && sameSku(from, to),
    (from, to) => sameProduct(from, to) && sameOrder(from, to),
    // Lines of one customer and product family; a line ordered as new or add-on opens its own chain.
    (from, to) => !opensItsOwn(to) && sameProduct(from, to) && sameSku(from, to),
    (from, to) => !opensItsOwn(to) && sameProduct(from, to),
    // An archive line continues the line of that customer ending that day, whatever its family.
    (from, to) => isArchive(to) && sameSku(from, to),
    (_, to) => isArchive(to),
  ];
  for (const fits of passes) {
    for (const to of byId) {
      if (continuing.has(to)) continue;
      const from = byId.find(
        (line) => line !== to && !continued.has(line) && endForGuess(line) === to.start_on && fits(line, to),
      );
      if (!from) continue;
      pairs.push({ from, to, guessed: true });
      continued.add(from);
      continuing.add(to);
    }
  }
  return pairs;
}

/** "A replacement that starts on or after the `term` end of what it replaces is a renewal." */
function kindOf({ from, to, guessed }: Pair): LinkKind {
  if (to.order_type === "step") return "contracted_step";
  const printsOrderOnly = to.order_type === null || to.order_type === "new" || to.order_type === "add_on";
  if (guessed && from.order_id !== null && from.order_id === to.order_id && printsOrderOnly)
    return "contracted_step";
  if (!isTerm(from) || from.end_on === null) return "mid_term";
  if (to.renewal_of === from.line_id) return "renewal";
  // An automatic line is due again and again, until it ends.
  if (isAutomatic(from)) {
    const end = lastDue(from);
    const isPast = end !== null && to.start_on >= end;
    return isPast || firstDueFrom(from, to.start_on) === to.start_on ? "renewal" : "mid_term";
  }
  return to.start_on >= from.end_on ? "renewal" : "mid_term";
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
