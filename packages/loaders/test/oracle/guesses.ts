import { earliest, latest } from "./calendar.ts";
import { firstDueFrom, isAutomatic, isTerm, noticeOf } from "./due-days.ts";
import { kindOf, type Pair } from "./link-kinds.ts";
import type { OracleLine } from "./oracle-line.ts";

const never = "9999-12-31";

/** A day a line ends on, for a guess: known from a day on, until another (a notice taken back). */
type End = { on: string; isNoticed: boolean; from: string; until: string };

/** A pair that may be guessed, from the day both its lines are known. */
type Candidate = Pair & { known: string; round: number; isNoticed: boolean };

const isOfNewChain = (line: OracleLine) => line.order_type === "new" || line.order_type === "add_on";

/** The printed end; of a line that renews itself also the due day a whole notice makes the last. */
function endsOf(line: OracleLine): End[] {
  if (line.end_on === null) return [];
  const from = earliest([line.signed_on, line.start_on]);
  const printed = { on: line.end_on, isNoticed: false, from, until: never };
  const notice = noticeOf(line);
  if (!isAutomatic(line) || !notice?.isWhole) return [printed];
  const on = firstDueFrom(line, notice.on);
  if (on === line.end_on) return [printed];
  return [printed, { on, isNoticed: true, from: latest([from, notice.on]), until: notice.until ?? never }];
}

/** How close two lines are, 1 = closest; null = no guess. */
function roundOf(from: OracleLine, to: OracleLine): number | null {
  const isSameOrder = from.order_id !== null && from.order_id === to.order_id;
  const isSameSku = from.sku !== null && from.sku === to.sku;
  const isSameProduct = from.product === to.product;
  // A step of a ramp: a line of the same order, even if every line of that order prints the order's type.
  if (isSameProduct && isSameOrder) return isSameSku ? 1 : 2;
  // Lines of one customer and product family; a line ordered as new or add-on opens its own chain.
  if (isOfNewChain(to)) return null;
  if (isSameProduct) return isSameSku ? 3 : 4;
  // An archive line continues the line of that customer ending that day, whatever its family.
  if (to.order_type === "archive") return isSameSku ? 5 : 6;
  return null;
}

/** When a line is known: a renewal of what was due already by its signing, any other by the earlier of it and the start. */
const knownOf = (to: OracleLine, isLateRenewal: boolean): string =>
  isLateRenewal ? to.signed_on : earliest([to.signed_on, to.start_on]);

/** From when on a line is named as continued by another, and so no longer to be guessed. */
function namedFrom(named: readonly Pair[]): Map<OracleLine, string> {
  const known = new Map<OracleLine, string>();
  for (const { to } of named) {
    const days = named
      .filter((pair) => pair.to === to)
      .map(({ from }) => {
        const due = isTerm(from) ? (lastEnd(from) ?? never) : never;
        const isRenewal = to.renewal_of === from.line_id || to.start_on >= due;
        return knownOf(to, isRenewal && to.order_type !== "step" && to.signed_on >= due);
      });
    known.set(to, latest(days));
  }
  const first = new Map<OracleLine, string>();
  for (const { from, to } of named)
    first.set(from, earliest([first.get(from) ?? never, known.get(to) ?? never]));
  return first;
}

/** The printed end, or the due day that a notice standing at the last makes the last. */
const lastEnd = (line: OracleLine): string | null => {
  const notice = noticeOf(line);
  const stands = isAutomatic(line) && notice?.isWhole && notice.until === null;
  return stands ? notice.due : line.end_on;
};

/**
 * Where nothing is named: a line that starts on the day another of the customer ends, each line used once. What is known
 * first comes first, so that a line signed later changes no guess; then the same SKU, then the lowest line id.
 */
export function guessedPairs(lines: readonly OracleLine[], named: readonly Pair[]): Pair[] {
  const continued = namedFrom(named);
  const continuing = new Set(named.map((pair) => pair.to));
  const candidates = lines.flatMap((from) =>
    endsOf(from).flatMap((end) =>
      lines.flatMap((to): Candidate[] => {
        if (to === from || continuing.has(to) || to.start_on !== end.on) return [];
        const round = roundOf(from, to);
        if (round === null) return [];
        const pair = { from, to, guessed: true };
        const isLate = kindOf(pair) === "renewal" && to.signed_on >= end.on;
        const known = latest([knownOf(to, isLate), end.from]);
        if (known >= end.until || known >= (continued.get(from) ?? never)) return [];
        return [{ ...pair, known, round, isNoticed: end.isNoticed }];
      }),
    ),
  );
  const printed = new Set(candidates.filter((pair) => !pair.isNoticed).map((pair) => pair.from));
  const inTurn = candidates
    .filter((pair) => !pair.isNoticed || !printed.has(pair.from))
    .map((pair) => {
      const nature = Number(isTerm(pair.from));
      return { pair, turn: [pair.known, pair.round, nature, pair.to.line_id, pair.from.line_id] };
    })
    .sort((a, b) => {
      const at = a.turn.findIndex((part, index) => part !== b.turn[index]);
      return at < 0 || (a.turn[at] ?? "") < (b.turn[at] ?? "") ? -1 : 1;
    });
  const used = new Set<OracleLine>();
  const placed = new Set<OracleLine>();
  const pairs: Pair[] = [];
  for (const { pair } of inTurn) {
    if (used.has(pair.from) || placed.has(pair.to)) continue;
    used.add(pair.from);
    placed.add(pair.to);
    pairs.push(pair);
  }
  return pairs;
}
