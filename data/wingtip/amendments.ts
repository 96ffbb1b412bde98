import { day, iso, weekday } from "./days.ts";
import { dice } from "./dice.ts";
import { AS_OF_TEXT, followers, numberOf, runsOn } from "./printed-lines.ts";
import type { Row } from "./rows.ts";

/** The one pause: an add-on that rested over the winter. */
const PAUSE = { paused_on: "2025-01-15", resumes_on: "2025-04-01" } as const;

/** When a notice was taken back: shortly before the renewal that followed it, or after a talk; "" where it stands. */
function withdrawnOn(line: Row, next: Row | undefined): string {
  const notice = line.notice_on ?? "";
  if (
    notice === "" ||
    line.end_means !== "term" ||
    notice >= (line.end_on ?? "") ||
    line.notice_amount !== ""
  )
    return "";
  if (next !== undefined) {
    const draw = dice(100_000 + numberOf(line.line_id));
    const back = iso(weekday(day(next.signed_on ?? "") - draw.int(1, 4)));
    return draw.chance(500) && next.order_type === "renewal" && back > notice ? back : "";
  }
  const talk = dice(110_000 + numberOf(line.customer_id));
  const back = iso(weekday(day(notice) + talk.int(8, 30)));
  const isCurrent = (line.end_on ?? "") > AS_OF_TEXT && back <= AS_OF_TEXT;
  return isCurrent && talk.chance(90) ? back : "";
}

/** Small plans sold lately renew by themselves unless somebody says no. */
const renewsItself = (line: Row): boolean =>
  line.end_means === "term" &&
  line.notice_on === "" &&
  (line.end_on ?? "") > AS_OF_TEXT &&
  ["Workspace Starter", "Workspace Team"].includes(line.product ?? "") &&
  line.order_type !== "archive" &&
  Number(line.quantity) <= 15 &&
  (line.signed_on ?? "") >= "2025-01-01";

const isPaused = (line: Row, next: Row | undefined): boolean =>
  next === undefined &&
  line.order_type === "add_on" &&
  line.currency === "USD" &&
  line.notice_on === "" &&
  runsOn(line, "2024-12-31") &&
  runsOn(line, "2025-05-31");

/** Contract lines with what was amended later: notices taken back, automatic renewals, and a pause. */
export function withAmendments(lines: readonly Row[]): Row[] {
  const next = followers(lines);
  const paused = lines.findLast((line) => isPaused(line, next.get(line.line_id ?? "")));
  return lines.map((line) => {
    const follower = next.get(line.line_id ?? "");
    const isAutomatic = follower === undefined && renewsItself(line);
    return {
      ...line,
      auto_renews: isAutomatic ? "true" : "",
      renewal_months: isAutomatic ? "12" : "",
      notice_withdrawn_on: withdrawnOn(line, follower),
      paused_on: line === paused ? PAUSE.paused_on : "",
      resumes_on: line === paused ? PAUSE.resumes_on : "",
    };
  });
}

/** One add-on passes to another customer when a department was sold: its line, the new customer and the day. */
export function assignmentRows(lines: readonly Row[]): Row[] {
  const next = followers(lines);
  const current = lines.filter((line) => runsOn(line, "2024-12-31") && runsOn(line, AS_OF_TEXT));
  const isPassed = (line: Row) =>
    line.order_type === "add_on" &&
    line.currency === "USD" &&
    line.notice_on === "" &&
    !next.has(line.line_id ?? "") &&
    current.some((other) => other.customer_id === line.customer_id && other !== line);
  const line = current.find(isPassed);
  const to = current.find(
    (other) =>
      line !== undefined &&
      other.currency === line.currency &&
      (other.customer_id ?? "") > (line.customer_id ?? "") &&
      !lines.some((held) => held.customer_id === other.customer_id && held.product === line.product),
  );
  if (line === undefined || to === undefined) return [];
  return [{ line_id: line.line_id ?? "", customer_id: to.customer_id ?? "", assigned_on: "2025-07-10" }];
}
