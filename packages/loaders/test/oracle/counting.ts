import { addDays, earliest, latest } from "./calendar.ts";
import { dividedBy, type Fraction, fraction, isZero, rounded, times } from "./fraction.ts";
import type { Link } from "./links.ts";
import type { OracleLine } from "./oracle-line.ts";

/** The days on which a line counts on the live basis: [on, off), off null = still counting. */
export type Span = {
  line: OracleLine;
  on: string;
  off: string | null;
  /** It took over from a line whose window had closed: a chain that stood at 0 comes back. */
  isLate: boolean;
  /** Something of its chain took over, rather than the line ending by itself. */
  isTakenOver: boolean;
};

/** What a line counts with on a day. */
export type Counted = { amount: number; quantity: Fraction; unit: Fraction };

/** A notice that leaves nothing. */
const isFullNotice = (line: OracleLine): boolean => line.notice_on !== null && !line.notice_monthly_minor;

/** The window of a `term` line: [due, due + grace). */
const windowEnd = (due: string, graceDays: number): string => addDays(due, graceDays);

/**
 * Until when a `term` line is held without a signed renewal: the earliest of a recorded loss and the window's end;
 * with a notice before the due day it is not held at all.
 */
function holdEnd(line: OracleLine, due: string, graceDays: number): string {
  const end = windowEnd(due, graceDays);
  if (!isFullNotice(line) || line.notice_on === null) return end;
  return line.notice_on < due ? due : earliest([line.notice_on, end]);
}

/** A renewal signed before the due day. */
const isEarly = (link: Link): boolean =>
  link.kind === "renewal" && link.from.end_on !== null && link.to.signed_on < link.from.end_on;

/** The day on which `link.to` takes over from `link.from`, given all links that leave `link.from`. */
function takeover(link: Link, siblings: readonly Link[], graceDays: number): { on: string; isLate: boolean } {
  const { from, to } = link;
  // A step on the day it starts; a mid-term replacement on its start.
  if (link.kind !== "renewal" || from.end_on === null) return { on: to.start_on, isLate: false };
  // Early: on its start if that is before the due day; else the old line is held until it starts.
  if (isEarly(link)) return { on: to.start_on, isLate: false };
  // Late, signed while the line is held: on its signing day, whatever start it prints.
  const firstSigned = earliest(siblings.map((sibling) => sibling.to.signed_on));
  const isHeld = to.signed_on < holdEnd(from, from.end_on, graceDays) && to.signed_on === firstSigned;
  if (isHeld) return { on: to.signed_on, isLate: false };
  // Signed later: from the later of signing and start.
  return { on: latest([to.signed_on, to.start_on]), isLate: true };
}

/** The end of a line by itself, when nothing takes over; null = none. */
function ownEnd(line: OracleLine, after: readonly Link[], graceDays: number): string | null {
  if (line.end_on === null || line.end_means !== "term") return line.end_on;
  // A signed renewal that starts after the due day: held until it starts, not beyond the window.
  if (after.some(isEarly)) return windowEnd(line.end_on, graceDays);
  return holdEnd(line, line.end_on, graceDays);
}

/** When each line of one customer counts. One amount of a chain counts at a time. */
export function spansOf(lines: readonly OracleLine[], links: readonly Link[], graceDays: number): Span[] {
  const after = (line: OracleLine) => links.filter((link) => link.from === line);
  const before = (line: OracleLine) => links.filter((link) => link.to === line);
  const takeovers = (line: OracleLine) =>
    before(line).map((link) => takeover(link, after(link.from), graceDays));
  const onOf = (line: OracleLine): string =>
    before(line).length === 0 ? line.start_on : latest(takeovers(line).map((taken) => taken.on));
  const firstAfter = (line: OracleLine): string =>
    earliest(after(line).flatMap(({ to }) => [onOf(to), firstAfter(to)]));

  return lines.map((line) => {
    const end = ownEnd(line, after(line), graceDays);
    const taken = firstAfter(line);
    const isTakenOver = taken <= (end ?? "9999-12-30");
    return {
      line,
      on: onOf(line),
      off: isTakenOver ? taken : end,
      isLate: takeovers(line).some((each) => each.isLate),
      isTakenOver,
    };
  });
}

/**
 * The net unit price a month, unrounded. The row prints nine decimals; where they are those of the annual amount / 12 /
 * quantity, that is the price they stand for.
 */
function unitPrice(line: OracleLine): Fraction {
  const printed = fraction(line.unit_monthly_minor);
  const quantity = fraction(line.quantity);
  if (isZero(quantity)) return printed;
  const exact = dividedBy({ over: BigInt(line.annual_minor), under: 12n }, quantity);
  const billionths: Fraction = { over: 1_000_000_000n, under: 1n };
  return rounded(times(exact, billionths)) === rounded(times(printed, billionths)) ? exact : printed;
}

/** What a line counts with on `day`, or null when it does not count then. */
export function countedOn(span: Span, day: string, links: readonly Link[]): Counted | null {
  const { line } = span;
  if (line.monthly_minor === 0) return null;
  if (day < span.on || (span.off !== null && day >= span.off)) return null;
  const full = {
    amount: line.monthly_minor,
    quantity: fraction(line.quantity),
    unit: unitPrice(line),
  };
  // "A notice that leaves an amount is not a lapse: at its due day the line is held at what remains."
  const isHeld = line.end_means === "term" && line.end_on !== null && day >= line.end_on;
  const isRenewed = links.some((link) => link.from === line && isEarly(link));
  const remains = line.notice_monthly_minor;
  if (!isHeld || isRenewed || line.notice_on === null || line.notice_on > day || !remains) return full;
  // The loss is quantity unless the notice names a quantity.
  if (line.notice_quantity !== null && Number(line.notice_quantity) > 0) {
    const quantity = fraction(line.notice_quantity);
    return { amount: remains, quantity, unit: dividedBy(fraction(remains), quantity) };
  }
  return { amount: remains, quantity: dividedBy(fraction(remains), full.unit), unit: full.unit };
}
