import { AS_OF, type Day } from "./days.ts";
import { isUnavoidable } from "./reasons.ts";
import type { Line } from "./records.ts";
import type { Numbered } from "./rows.ts";

/** A time an account uses what it pays for, without a gap worth the name. */
export type Stint = {
  from: Day;
  /** The first day without; AS_OF + 1 where it still runs and nobody said it would end. */
  until: Day;
  /** Did it end, or is its end announced? */
  isOver: boolean;
  /** Where it is over, the day that was said: of the notice, else of its end. */
  decided: Day;
  isUnavoidable: boolean;
};

/** An account as the systems beside the contracts see it. */
export type Life = Numbered & {
  /** The day it went live: the first signing and the days to value. */
  live: Day;
  stints: Stint[];
  /** Lines in use: recurring, paid, no trial and no archive. */
  lines: Line[];
};

/** Days between two stints; a shorter gap is a late renewal. */
const GAP_DAYS = 60;

const isUsed = (line: Line): boolean =>
  line.isRecurring && !line.isTrial && line.orderType !== "archive" && line.paidUntil > line.paidFrom;

/** The day a line stops being used: its contract's end, without the days of grace that follow it. */
const usedUntil = (line: Line): Day => Math.min(line.end ?? AS_OF + 1, line.paidUntil);

const isEndKnown = (line: Line, until: Day): boolean =>
  until <= AS_OF || (line.noticeOn !== null && line.noticeMinor === null);

function stintsOf(lines: readonly Line[]): Stint[] {
  const stints: { from: Day; until: Day; last: Line }[] = [];
  for (const line of [...lines].sort((a, b) => a.paidFrom - b.paidFrom)) {
    const until = usedUntil(line);
    const current = stints.at(-1);
    if (current === undefined || line.start > current.until + GAP_DAYS) {
      stints.push({ from: line.start, until, last: line });
    } else if (until >= current.until) Object.assign(current, { until, last: line });
  }
  return stints.map(({ from, until, last }) => {
    const isOver = isEndKnown(last, until);
    const decided = Math.min(last.noticeMinor === null ? (last.noticeOn ?? until) : until, until);
    return {
      from,
      until: isOver ? until : AS_OF + 1,
      isOver,
      decided,
      isUnavoidable: isUnavoidable(last.reason),
    };
  });
}

/** The lives of the accounts that ever used what they paid for, in the order of the customers. */
export function livesOf(numbered: readonly Numbered[]): Life[] {
  return numbered.flatMap((one) => {
    const { account } = one;
    const lines = account.lines.filter(isUsed);
    const signed = Math.min(...lines.map((line) => line.signed));
    const stints = stintsOf(lines).filter(({ from }) => from <= AS_OF);
    if (stints.length === 0) return [];
    return [{ ...one, live: signed + account.daysToValue, stints, lines }];
  });
}

/** Accounts that have signed and pay for nothing yet: their first day is still to come. */
export const signedAhead = (numbered: readonly Numbered[]): Numbered[] =>
  numbered.filter(({ account }) => {
    const used = account.lines.filter(isUsed);
    return used.length > 0 && used.every(({ start }) => start > AS_OF);
  });

/** Seats of the Workspace plan on a day, else of the largest product in use; 0 where nothing is. */
export function seatsOn(life: Life, day: Day): number {
  const held = life.lines.filter((line) => line.start <= day && day < usedUntil(line));
  const seats = (lines: Line[]) => lines.reduce((most, line) => Math.max(most, line.quantity), 0);
  return seats(held.filter(({ sku }) => sku.family === "Workspace")) || seats(held);
}

/** Product families in use on a day. */
export const familiesOn = (life: Life, day: Day): string[] => [
  ...new Set(
    life.lines.filter((line) => line.start <= day && day < usedUntil(line)).map(({ sku }) => sku.family),
  ),
];
