import { addWholeMonths, wholeMonths } from "./calendar.ts";
import type { OracleLine } from "./oracle-line.ts";

/** The line's end is a term, to be renewed. */
export const isTerm = (line: OracleLine): boolean => line.end_means === "term" && line.end_on !== null;

/** It goes on past its term and is renewed flat on each due day, unless notice came first. */
export const isAutomatic = (line: OracleLine): boolean => line.auto_renews && isTerm(line);

/** An end at or before the start: never live; committed from signing to notice. */
export const isCancelledBefore = (line: OracleLine): boolean =>
  line.end_on !== null && line.end_on <= line.start_on;

/** Due day number `count` of an automatic line: its term, then one period after the other, counted from the term. */
function dueDay(line: OracleLine, count: number): string {
  const term = line.end_on ?? line.start_on;
  const months = line.renewal_months ?? Math.max(1, wholeMonths(line.start_on, term));
  return addWholeMonths(term, count * months);
}

/** The first due day on or after `day`. */
export function firstDueFrom(line: OracleLine, day: string): string {
  let count = 0;
  while (dueDay(line, count) < day) count += 1;
  return dueDay(line, count);
}

/** The last due day on or before `day`, at least the term. */
export function lastDueBy(line: OracleLine, day: string): string {
  let count = 0;
  while (dueDay(line, count + 1) <= day) count += 1;
  return dueDay(line, count);
}

/** A notice that was not taken back in time; `until` = the day it is taken back, null = it stands. */
export type Notice = {
  on: string;
  isWhole: boolean;
  remains: number;
  due: string | null;
  until: string | null;
};

/** The notice of a line. A withdrawal after the due day restores nothing. */
export function noticeOf(line: OracleLine): Notice | null {
  const on = line.notice_on;
  if (on === null) return null;
  const due = !isTerm(line) ? null : isAutomatic(line) ? firstDueFrom(line, on) : line.end_on;
  const withdrawn = line.notice_withdrawn_on;
  const until = withdrawn !== null && (due === null || withdrawn <= due) ? withdrawn : null;
  const remains = line.notice_monthly_minor ?? 0;
  return { on, isWhole: remains === 0, remains, due, until };
}

/**
 * The day a line ends if nothing renews it: its term, or, of an automatic line, the due day its whole notice names;
 * null = it does not end.
 */
export function lastDue(line: OracleLine): string | null {
  if (!isTerm(line)) return null;
  if (!isAutomatic(line)) return line.end_on;
  const notice = noticeOf(line);
  return notice?.isWhole && notice.until === null ? notice.due : null;
}

/** The due day that `to` renews. */
export function dueOf(from: OracleLine, to: OracleLine): string | null {
  if (!isTerm(from) || !isAutomatic(from)) return isTerm(from) ? from.end_on : null;
  const end = lastDue(from);
  return lastDueBy(from, end !== null && end < to.start_on ? end : to.start_on);
}
