import type { OracleLine } from "./oracle-line.ts";

/** What a link between two lines is: due and renewed, a step of a ramp agreed at signing, or a change mid-term. */
export type LinkKind = "renewal" | "contracted_step" | "mid_term";

/** `to` continues `from`. */
export type Link = { from: OracleLine; to: OracleLine; kind: LinkKind };

type Pair = { from: OracleLine; to: OracleLine; guessed: boolean };

/**
 * definitions.md, "Lines and chains": which lines of ONE customer continue which.
 * Named links first; then guesses, one line used once, the same SKU before the lowest line id.
 */
export function linksOf(lines: readonly OracleLine[]): Link[] {
  const named = namedPairs(lines);
  const guessed = guessedPairs(lines, named);
  return [...named, ...guessed].map((pair) => ({ from: pair.from, to: pair.to, kind: kindOf(pair) }));
}

/** `renewal_of` and `replaces`, where they name another line of this customer. */
function namedPairs(lines: readonly OracleLine[]): Pair[] {
  const pairs: Pair[] = [];
  for (const to of lines) {
    for (const name of new Set([to.renewal_of, to.replaces])) {
      const from = lines.find((line) => line.line_id === name);
      if (from && from !== to) pairs.push({ from, to, guessed: false });
    }
  }
  return pairs;
}

/** Where nothing is named: a line that starts on the day another ends. */
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
        (line) => line !== to && line.end_on === to.start_on && !continued.has(line) && fits(line, to),
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
  const isDue = from.end_means === "term" && from.end_on !== null;
  if (isDue && to.renewal_of === from.line_id) return "renewal";
  if (isDue && from.end_on !== null && to.start_on >= from.end_on) return "renewal";
  return "mid_term";
}

/** Each line's chain, named by the lowest line id of the lines it is linked with, however far. */
export function chainsOf(lines: readonly OracleLine[], links: readonly Link[]): Map<OracleLine, string> {
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
