import { earliest, lastDayOf, latest, monthOf } from "./calendar.ts";
import { isCancelledBefore, isTerm, lastDue, noticeOf } from "./due-days.ts";
import type { Link } from "./links.ts";
import type { Basis, OracleLine } from "./oracle-line.ts";
import { type ChainRules, type Fall, rulesOf } from "./takeovers.ts";

const never = "9999-12-31";

/** Why a stretch of days ends. */
export type Cause = "end" | "notice" | "pause" | "taken";

/** Days on which a line counts: [on, off), off "9999-12-31" = still counting. */
export type Stretch = {
  on: string;
  off: string;
  cause: Cause /** The line noticed, where it is not the line itself. */;
  by?: OracleLine;
};

/**
 * A chain that stood lower comes back on `on`: 1 = its notice is taken back (`restored` is the line that was noticed),
 * 2 = by a renewal signed when nothing held it any more, 3 = after a pause.
 */
export type Return = {
  on: string;
  code: 1 | 2 | 3;
  restored: OracleLine | null;
  /** The day of the notice, where it is not the restored line's own. */
  noticed?: string;
};

/** When a line counts on one basis, and with what. */
export type Span = {
  line: OracleLine;
  on: string;
  stretches: Stretch[];
  returns: Return[];
  /** The days on which only what a notice leaves counts. */
  remains: { from: string; until: string } | null;
};

/** When each line of one chain counts. One amount of a chain counts at a time. */
export function spansOf(
  lines: readonly OracleLine[],
  links: readonly Link[],
  graceDays: number,
  basis: Basis,
): Span[] {
  const rules = rulesOf(links, graceDays, basis);
  return lines.map((line) => (isCancelledBefore(line) ? cancelled(line, basis) : spanOf(line, rules, basis)));
}

/** Signed and cancelled before the start: committed from signing to notice, if the line opens its own chain. */
function cancelled(line: OracleLine, basis: Basis): Span {
  const on = earliest([line.signed_on, line.start_on]);
  const isNamed = line.renewal_of !== null || line.replaces !== null;
  const opens =
    !isNamed && (line.order_type === null || line.order_type === "new" || line.order_type === "add_on");
  const off = line.notice_on ?? line.start_on;
  const counts = basis === "committed" && opens && on < off;
  return {
    line,
    on,
    stretches: counts ? [{ on, off, cause: "notice" }] : [],
    returns: [],
    remains: null,
  };
}

function spanOf(line: OracleLine, rules: ChainRules, basis: Basis): Span {
  const { on, isLate } = rules.takeover(line);
  const end = rules.ownEnd(line) ?? never;
  const returns: Return[] = [];
  if (isLate) returns.push({ on, code: 2, restored: null });
  else returns.push(...takenBackBy(line, on, rules));

  let stretches: Stretch[] = [{ on, off: end, cause: "end" }];
  const gap = rules.gap(line);
  if (gap && gap.from < end) {
    stretches = [{ on, off: gap.from, cause: "notice" }];
    if (gap.until !== null) {
      stretches.push({ on: latest([gap.until, on]), off: end, cause: "end" });
      returns.push({ on: gap.until, code: 1, restored: line });
    }
  }
  const remains = remainsOf(line, rules, basis);
  if (remains && basis === "committed" && remains.until !== never)
    returns.push({ on: remains.until, code: 1, restored: line });
  const { paused_on, resumes_on } = line;
  if (paused_on !== null && (basis === "live" || resumes_on === null)) {
    stretches = stretches.flatMap((each) => withoutPause(each, paused_on, resumes_on ?? never));
    if (resumes_on !== null) returns.push({ on: resumes_on, code: 3, restored: null });
  }
  const taken = rules.firstAfter(line);
  for (const fall of rules.falls(line)) {
    if (fall.from > taken) continue;
    stretches = stretches.flatMap((each) => withoutFall(each, fall));
    // Brought back by a line that was noticed already, it never came back.
    const noticed = gap?.until === fall.from ? gap.from : fall.from;
    if (fall.until !== null) returns.push({ on: fall.until, code: 1, restored: line, noticed });
  }
  stretches = stretches.flatMap((each): Stretch[] => {
    if (each.on >= taken) return [];
    const isFallen = each.by !== undefined && each.off <= taken;
    return [
      each.off >= taken && taken !== never && !isFallen ? { ...each, off: taken, cause: "taken" } : each,
    ];
  });
  stretches = stretches.filter((each) => each.on < each.off);
  const isOn = (day: string) => stretches.some((each) => each.on <= day && day < each.off);
  // What takes over brings the chain back even if something further down takes over from it on the same day.
  const isReturn = (each: Return) => each.on === on || isOn(each.on);
  return { line, on, stretches, returns: returns.filter(isReturn), remains };
}

/** The line takes over what a notice had ended, and was signed after that notice. */
function takenBackBy(line: OracleLine, on: string, rules: ChainRules): Return[] {
  return rules.before(line).flatMap(({ from, kind }): Return[] => {
    const gap = rules.gap(from);
    if (kind === "contracted_step" || !gap || line.signed_on <= gap.from) return [];
    const isStanding = line.signed_on <= (gap.until ?? never);
    if (on <= gap.from || !isStanding) return [];
    // It had fallen before its own notice, because all that was signed to follow it was noticed.
    const fall = rules.falls(from).find((each) => each.from < gap.from && gap.from <= (each.until ?? never));
    return [{ on, code: 1, restored: from, ...(fall && { noticed: fall.from }) }];
  });
}

function withoutFall(stretch: Stretch, { from, until, by }: Fall): Stretch[] {
  if (from > stretch.off || (until ?? never) <= stretch.on) return [stretch];
  const before: Stretch = { on: stretch.on, off: from, cause: "notice", by };
  return until !== null && until < stretch.off ? [before, { ...stretch, on: until }] : [before];
}

function withoutPause(stretch: Stretch, from: string, until: string): Stretch[] {
  if (from >= stretch.off || until <= stretch.on) return [stretch];
  const before: Stretch = { on: stretch.on, off: from, cause: "pause" };
  return until < stretch.off ? [before, { ...stretch, on: until }] : [before];
}

/** "A notice that leaves an amount is not a lapse: at its due day the line is held at what remains." */
function remainsOf(line: OracleLine, rules: ChainRules, basis: Basis): Span["remains"] {
  const notice = noticeOf(line);
  if (notice === null || notice.isWhole) return null;
  if (basis === "committed")
    return rules.isMoot(line, notice) ? null : { from: notice.on, until: notice.until ?? never };
  if (!isTerm(line) || notice.until !== null || notice.due === null) return null;
  // A renewal signed before that due day: what the notice says is settled by it.
  const isSettled = rules
    .after(line)
    .some((link) => link.kind === "renewal" && link.to.signed_on < (notice.due ?? lastDue(line) ?? never));
  if (isSettled) return null;
  return { from: notice.on < notice.due ? notice.due : notice.on, until: never };
}

/** The line counted at a month's end before `month`: what begins in it is not its first. */
export function countedEarlier({ stretches }: Span, month: string): boolean {
  return stretches.some(({ on, off }) => monthOf(on) < month && lastDayOf(monthOf(on)) < off);
}
