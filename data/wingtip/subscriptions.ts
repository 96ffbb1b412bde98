import { type Book, bookOfLine } from "./book.ts";
import { AS_OF, addMonths, type Day, day, iso } from "./days.ts";
import { followers } from "./printed-lines.ts";
import { GRACE_DAYS } from "./renewal.ts";
import type { Row } from "./rows.ts";

/** A contract line as the payment service holds it. */
export type Subscription = {
  line: Row;
  /** When it was made, began, ended, was asked to end, and will end; null: not. */
  created: Day;
  start: Day;
  ended: Day | null;
  noticed: Day | null;
  stops: Day | null;
  status: "active" | "trialing" | "past_due" | "canceled";
  period: { from: Day; to: Day };
  months: number;
  isTrial: boolean;
  trialEnds: Day | null;
  /** What the service has no field for: Wingtip writes it into metadata. */
  metadata: Record<string, string>;
};

const MONTHS: Record<string, number> = { annual: 12, quarterly: 3, monthly: 1 };

/** The subscriptions: of the lines that are not in Salesforce those that recur, and all trials; the newest first. */
export function subscriptionsOf(
  lines: readonly Row[],
  books: ReadonlyMap<string, Book>,
  keys: ReadonlyMap<string, string>,
): Subscription[] {
  const next = followers(lines);
  return lines
    .filter((line) => line.is_recurring === "true" && bookOfLine(line, books) === "stripe")
    .map((line) => subscription(line, next.has(line.line_id ?? ""), keys))
    .reverse();
}

const dayOrNull = (text = ""): Day | null => (text === "" ? null : day(text));

function subscription(line: Row, isFollowed: boolean, keys: ReadonlyMap<string, string>): Subscription {
  const [signed, begins] = [day(line.signed_on ?? ""), day(line.start_on ?? "")];
  const start = Math.min(signed, begins);
  const end = dayOrNull(line.end_on);
  const noticed = dayOrNull(line.notice_on);
  const isHeld =
    line.end_means === "term" && !isFollowed && noticed === null && end !== null && end + GRACE_DAYS > AS_OF;
  const isTrial = line.is_trial === "true";
  const isOver = end !== null && end <= AS_OF && !isHeld;
  const ended = isOver ? Math.max(end, noticed ?? end) : null;
  const stops = ended ?? (noticed === null ? null : end);
  const months = MONTHS[line.billing_period ?? ""] ?? 1;
  return {
    line,
    created: signed,
    start: begins < signed ? begins : signed,
    ended,
    noticed,
    stops: ended === null ? stops : null,
    status: statusOf({ isTrial, isHeld: isHeld && end <= AS_OF, isOver: ended !== null }),
    period: periodOf(begins, months, ended),
    months,
    isTrial,
    trialEnds: isTrial ? end : null,
    metadata: metadataOf(line, keys, { start_on: begins > start, end_on: end !== null && end !== stops }),
  };
}

function statusOf(is: { isTrial: boolean; isHeld: boolean; isOver: boolean }): Subscription["status"] {
  if (is.isOver) return "canceled";
  if (is.isTrial) return "trialing";
  return is.isHeld ? "past_due" : "active";
}

/** The period billed last: that of as_of, or of the last day before the end. */
function periodOf(begins: Day, months: number, ended: Day | null): { from: Day; to: Day } {
  const last = Math.max((ended ?? AS_OF + 1) - 1, begins);
  let served = 0;
  while (addMonths(begins, served + months) <= last) served += months;
  return { from: addMonths(begins, served), to: addMonths(begins, served + months) };
}

function metadataOf(
  line: Row,
  keys: ReadonlyMap<string, string>,
  has: { start_on: boolean; end_on: boolean },
) {
  const key = (id = "") => (id === "" ? "" : (keys.get(id) ?? ""));
  const all = {
    auto_renews: line.auto_renews === "true" ? "true" : "",
    end_means: line.end_means ?? "",
    end_on: has.end_on ? (line.end_on ?? "") : "",
    list_price: line.list_price ?? "",
    order_id: line.order_id ?? "",
    order_type: line.order_type ?? "",
    reason: line.reason ?? "",
    renewal_months: line.renewal_months ?? "",
    renewal_of: key(line.renewal_of),
    replaces: key(line.replaces),
    start_on: has.start_on ? (line.start_on ?? "") : "",
  };
  return all;
}

const FEEDBACK: Record<string, string> = {
  price: "too_expensive",
  budget_cut: "too_expensive",
  competitor: "switched_service",
  missing_feature: "missing_features",
  low_adoption: "unused",
  unused_seats: "unused",
  champion_left: "unused",
  outage: "low_quality",
  slow_onboarding: "too_complex",
};

/** What a customer who cancelled chose from the service's list of reasons; null where nobody cancelled. */
export const feedbackOf = ({ line, noticed }: Subscription): string | null =>
  noticed === null || line.reason === "" ? null : (FEEDBACK[line.reason ?? ""] ?? "other");

/** The price as the service names it: product and interval. */
export const priceId = ({ line, months }: Subscription): string =>
  `price_${(line.product ?? "").toLowerCase().replaceAll(" ", "_")}_${{ 12: "y", 3: "q", 1: "m" }[months]}`;

/** An afternoon in UTC: the same day in New York. */
export const moment = (on: Day | null): string => (on === null ? "" : `${iso(on)} 15:00`);
export const seconds = (on: Day): number => on * 86_400 + 54_000;
