import { addDays, earliest, latest } from "./calendar.ts";
import { dueOf, isAutomatic, isTerm, lastDue, type Notice, noticeOf } from "./due-days.ts";
import type { Link } from "./links.ts";
import type { Basis, OracleLine } from "./oracle-line.ts";

const never = "9999-12-31";

/** The day a line takes over, and whether it comes back by a renewal signed when nothing held the chain any more. */
export type Takeover = { on: string; isLate: boolean };

/** A whole notice on the committed basis: nothing counts in [from, until); null = nothing takes it back. */
export type Gap = { from: string; until: string | null };

/** Days on which nothing stands of what is signed to follow a line; `by` is the line that was noticed last. */
export type Fall = { from: string; until: string | null; by: OracleLine };

/** What the links of one chain say about its lines, on one basis. */
export type ChainRules = {
  before: (line: OracleLine) => Link[];
  after: (line: OracleLine) => Link[];
  /** The day the line takes over: the latest of what its links say. */
  takeover: (line: OracleLine) => Takeover;
  /** The earliest day anything further down the chain takes over. */
  firstAfter: (line: OracleLine) => string;
  /** The day the line ends by itself on live; null = it does not. */
  ownEnd: (line: OracleLine) => string | null;
  /** A renewal is signed before the line's last due day. */
  isRenewed: (line: OracleLine) => boolean;
  /** The notice changes nothing on committed: what follows was signed already. */
  isMoot: (line: OracleLine, notice: Notice) => boolean;
  gap: (line: OracleLine) => Gap | null;
  /** All that is signed to follow the line is noticed before it takes over. */
  falls: (line: OracleLine) => Fall[];
};

/** definitions.md, "The two bases", "Renewals" and readings: who takes over from whom, and when. */
export function rulesOf(links: readonly Link[], graceDays: number, basis: Basis): ChainRules {
  const after = (line: OracleLine) => links.filter((link) => link.from === line);
  const before = (line: OracleLine) => links.filter((link) => link.to === line);
  const renewals = (line: OracleLine) => after(line).filter((link) => link.kind === "renewal");

  /** Until when a line past its due day is held: the earliest of a recorded loss and the window's end. */
  const holdEnd = (line: OracleLine): string => {
    const due = lastDue(line);
    if (due === null) return never;
    if (isAutomatic(line)) return due;
    const windowEnd = addDays(due, graceDays);
    const notice = noticeOf(line);
    if (!notice?.isWhole || notice.until !== null) return windowEnd;
    return notice.on < due ? due : earliest([notice.on, windowEnd]);
  };
  const isRenewed = (line: OracleLine): boolean =>
    renewals(line).some((link) => link.to.signed_on < (lastDue(line) ?? never));
  const ownEnd = (line: OracleLine): string | null => {
    if (line.end_on === null || !isTerm(line)) return line.end_on;
    if (isAutomatic(line)) return isRenewed(line) ? null : lastDue(line);
    // A signed renewal that starts after the due day: held until it starts, not beyond the window.
    return isRenewed(line) ? addDays(line.end_on, graceDays) : holdEnd(line);
  };
  const isMoot = (line: OracleLine, notice: Notice): boolean =>
    after(line).some(
      ({ kind, to }) =>
        (kind === "renewal" && to.signed_on < notice.on) ||
        (kind === "contracted_step" && to.signed_on <= notice.on),
    );
  const gap = (line: OracleLine): Gap | null => {
    const notice = noticeOf(line);
    if (basis === "live" || !notice?.isWhole || isMoot(line, notice)) return null;
    const due = lastDue(line) ?? notice.due ?? never;
    const takenBack = renewals(line)
      .filter(({ to }) => to.order_type !== "archive" && to.signed_on > notice.on && to.signed_on < due)
      .map(({ to }) => to.signed_on);
    const days = notice.until === null ? takenBack : [...takenBack, notice.until];
    return { from: notice.on, until: days.length > 0 ? earliest(days) : null };
  };

  /** What is signed on the day of a notice, or as a fee after a whole one, counts from its signing. */
  const afterNotice = ({ from, to, kind }: Link, on: string): string => {
    const notice = noticeOf(from);
    if (basis === "live" || kind !== "renewal" || notice === null || isMoot(from, notice)) return on;
    if (to.signed_on === notice.on) return earliest([on, notice.on]);
    const standing = gap(from);
    const isFee = to.order_type === "archive" && standing !== null && to.signed_on > standing.from;
    return isFee && to.signed_on < (standing.until ?? never) ? to.signed_on : on;
  };
  const takeoverBy = (link: Link): Takeover => {
    const { from, to, kind } = link;
    const isLive = basis === "live";
    if (kind === "contracted_step") return { on: to.start_on, isLate: false };
    const due = dueOf(from, to);
    if (kind === "mid_term" || due === null) {
      if (isLive) return { on: to.start_on, isLate: false };
      // What replaces a line that is not yet in force waits for that line, or for its own start.
      const inForce = earliest([onOf(from), to.start_on]);
      return { on: latest([earliest([to.signed_on, to.start_on]), inForce]), isLate: false };
    }
    if (to.signed_on < due) return { on: isLive ? to.start_on : earliest([to.start_on, due]), isLate: false };
    const later = isLive ? latest([to.signed_on, to.start_on]) : to.signed_on;
    if (isAutomatic(from)) return { on: later, isLate: to.signed_on >= (ownEnd(from) ?? never) };
    const firstSigned = earliest(after(from).map((sibling) => sibling.to.signed_on));
    const isHeld = to.signed_on < holdEnd(from) && to.signed_on === firstSigned;
    return isHeld ? { on: to.signed_on, isLate: false } : { on: later, isLate: true };
  };
  const known = new Map<OracleLine, Takeover>();
  const takeover = (line: OracleLine): Takeover => {
    const found = known.get(line) ?? compute(line);
    known.set(line, found);
    return found;
  };
  const compute = (line: OracleLine): Takeover => {
    const all = before(line).map((link) => {
      const { on, isLate } = takeoverBy(link);
      return { on: afterNotice(link, on), isLate };
    });
    if (all.length > 0)
      return { on: latest(all.map((each) => each.on)), isLate: all.some((each) => each.isLate) };
    return {
      on: basis === "live" ? line.start_on : earliest([line.signed_on, line.start_on]),
      isLate: false,
    };
  };
  const onOf = (line: OracleLine): string => takeover(line).on;
  const firstAfter = (line: OracleLine): string =>
    earliest(after(line).flatMap(({ to }) => [onOf(to), firstAfter(to)]));

  /** When a line to come is noticed: by its own notice first, else because nothing stands of what follows it. */
  const noticedAhead = (line: OracleLine, depth: number): Fall[] => {
    const standing = gap(line);
    const on = onOf(line);
    const isAhead = standing !== null && standing.from <= on && (standing.until ?? never) > line.signed_on;
    const own = isAhead
      ? [{ from: latest([standing.from, line.signed_on]), until: standing.until, by: line }]
      : [];
    const from = own[0] === undefined ? "" : (own[0].until ?? never);
    const later = (depth > 1 ? fallsWithin(line, depth - 1) : [])
      .filter((fall) => fall.from <= on && latest([from, line.signed_on]) < (fall.until ?? never))
      .map((fall) => ({ ...fall, from: latest([fall.from, from, line.signed_on]) }));
    return [...own, ...later];
  };
  /** Day by day of what is signed and noticed: nothing stands while every line signed to follow is noticed. */
  const fallsWithin = (line: OracleLine, depth: number): Fall[] => {
    const followers = after(line).map(({ to }) => ({ to, noticed: noticedAhead(to, depth) }));
    if (followers.every(({ noticed }) => noticed.length === 0)) return [];
    const days = followers.flatMap(({ to, noticed }) => [
      to.signed_on,
      ...noticed.flatMap((fall) => [fall.from, ...(fall.until === null ? [] : [fall.until])]),
    ]);
    const found: Fall[] = [];
    for (const day of [...new Set(days)].sort()) {
      const signed = followers.filter(({ to }) => to.signed_on <= day);
      const noticed = signed.flatMap((each) =>
        each.noticed.filter((fall) => fall.from <= day && day < (fall.until ?? never)).slice(0, 1),
      );
      const last = found.at(-1);
      const isOpen = last?.until === null;
      const isDown = signed.length > 0 && noticed.length === signed.length;
      if (isOpen && !isDown) last.until = day;
      const by = noticed.find((fall) => fall.from === day)?.by;
      if (!isOpen && isDown && by) found.push({ from: day, until: null, by });
    }
    return found;
  };
  const falls = (line: OracleLine): Fall[] => (basis === "live" ? [] : fallsWithin(line, 3));
  return { before, after, takeover, firstAfter, ownEnd, isRenewed, isMoot, gap, falls };
}
