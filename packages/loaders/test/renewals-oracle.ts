import { addDays, addMonths, lastDayOf, monthOf } from "./oracle/calendar.ts";
import { dividedBy, type Fraction, fraction, plus, rounded, times, zero } from "./oracle/fraction.ts";
import { groupBy } from "./oracle/group-by.ts";
import { type Link, linksOf } from "./oracle/links.ts";
import type { OracleCompany, OracleLine } from "./oracle/oracle-line.ts";

/*
 * Renewals a second time, from definitions.md alone: plain loops over lines, months and days, nothing of the models.
 */

/** One renewal: a customer and a due day. The columns of renewals__by_customer. */
export type OracleRenewal = {
  customer_id: string;
  due_on: string;
  outcome: "renewed_up" | "renewed_flat" | "renewed_down" | "archived" | "cancelled" | "late" | "open";
  decided_on: string | null;
  counted_month: string | null;
  ordinal: number | null;
  lines: number;
  term_months: number;
  renewed_term_months: number | null;
  currency: string;
  due_minor: number;
  renewed_minor: number | null;
};

/** A line's due day, what was due, and what became of it. */
type Due = {
  line: OracleLine;
  on: string;
  /** Whole months of the term that ends. */
  months: number;
  amount: number;
  decidedOn: string | null;
  counted: string | null;
  /** Links to what renews it. */
  renewedBy: Link[];
  /** Renewed by itself, at this amount; null where a contract has to be signed. */
  byItself: number | null;
};

/** A line that may renew itself, or whose notice may be taken back. */
type RenewalLine = OracleLine & {
  auto_renews?: boolean;
  renewal_months?: number | null;
  notice_withdrawn_on?: string | null;
};

const isAutomatic = (line: RenewalLine): boolean => line.auto_renews === true && isTerm(line);

/** Due days of a line that renews itself, counted from its printed end: the k-th, from 0. */
function dueDay(line: RenewalLine, at: number): string {
  const end = line.end_on ?? "9999-12-31";
  const months = line.renewal_months ?? Math.max(1, wholeMonths(line.start_on, end));
  return monthsAfter(end, at * months);
}

/** For how many months it renews itself. */
const monthsOfItself = (line: RenewalLine): number =>
  line.renewal_months ?? Math.max(1, wholeMonths(line.start_on, line.end_on ?? line.start_on));

/** The first due day on or after a day. */
function firstDue(line: RenewalLine, day: string): string {
  let at = 0;
  while (dueDay(line, at) < day) at += 1;
  return dueDay(line, at);
}

/** The notice that stands: one taken back by the due day it is for, does not. */
function standingNotice(line: RenewalLine): { on: string; isWhole: boolean; due: string | null } | null {
  if (line.notice_on === null) return null;
  const due = isAutomatic(line) ? firstDue(line, line.notice_on) : line.end_on;
  const withdrawn = line.notice_withdrawn_on ?? null;
  if (withdrawn !== null && (due === null || withdrawn <= due)) return null;
  return { on: line.notice_on, isWhole: (line.notice_monthly_minor ?? 0) === 0, due };
}

/** The end of a line: of one that renews itself, the due day that a whole notice makes the last. */
function endOf(line: RenewalLine): string | null {
  if (!isAutomatic(line)) return line.end_on;
  const notice = standingNotice(line);
  return notice?.isWhole ? notice.due : null;
}

/** The due day that a line renews. */
function dueOf(from: RenewalLine, to: OracleLine): string {
  if (!isAutomatic(from)) return from.end_on ?? "9999-12-31";
  const end = endOf(from);
  const last = end !== null && end < to.start_on ? end : to.start_on;
  let at = 0;
  while (dueDay(from, at + 1) <= last) at += 1;
  return dueDay(from, at);
}

/** Only recurring, paid-for lines that were not cancelled before their start. */
export const isContract = (line: OracleLine): boolean =>
  line.is_recurring && !line.is_trial && (line.end_on === null || line.end_on > line.start_on);

const isTerm = (line: OracleLine): boolean => line.end_means === "term" && line.end_on !== null;

/** Whole months from one day to another. */
function wholeMonths(from: string, to: string): number {
  let months = 0;
  while (monthsAfter(from, months + 1) <= to) months += 1;
  return months;
}

/** The same day of the month, or the month's last day where there is no such day. */
function monthsAfter(day: string, months: number): string {
  const month = addMonths(monthOf(day), months);
  const same = `${month}-${day.slice(8)}`;
  return same > lastDayOf(month) ? lastDayOf(month) : same;
}

/** Which lines of one customer continue which, as the ledger's oracle has it. */
export const renewalLinks = (lines: readonly OracleLine[]): Link[] => linksOf(lines, []);

const isOwnChain = (line: OracleLine): boolean => line.order_type === "new" || line.order_type === "add_on";

/** The day a whole notice stands; one that leaves an amount is not a loss. */
function lossDay(line: OracleLine): string | null {
  const notice = standingNotice(line);
  return notice?.isWhole ? notice.on : null;
}

/** A term without notice is held at its old amount in [due, due + grace), until a recorded loss. */
function isHeld(line: OracleLine, due: string, day: string, graceDays: number): boolean {
  const loss = lossDay(line);
  if (loss !== null && (loss < due || loss <= day)) return false;
  return day < addDays(due, graceDays);
}

/** What became of a term that fell due, month by month, until it is decided or the facts end. */
function decide(line: OracleLine, due: string, renewals: readonly Link[], company: OracleCompany): Due {
  const undecided: Due = {
    line,
    on: due,
    months: wholeMonths(line.start_on, due),
    amount: line.monthly_minor,
    decidedOn: null,
    counted: null,
    renewedBy: [],
    byItself: null,
  };
  if (due > company.as_of) return undecided;
  for (let month = monthOf(due); ; month = addMonths(month, 1)) {
    const last = lastDayOf(month);
    const known = last < company.as_of ? last : company.as_of;
    const signed = renewals.filter((link) => link.to.signed_on <= known);
    if (signed.length > 0) {
      const [first = due] = signed.map((link) => link.to.signed_on).sort();
      return { ...undecided, decidedOn: first, counted: month, renewedBy: signed };
    }
    if (last > company.as_of) return undecided;
    if (!isHeld(line, due, last, company.late_renewal_grace_days)) {
      let day = due;
      while (isHeld(line, due, day, company.late_renewal_grace_days)) day = addDays(day, 1);
      return { ...undecided, decidedOn: day, counted: month };
    }
  }
}

/**
 * The due days of a line that renews itself: up to the first one to come, the day its notice makes the last, or the day a
 * line that continues it takes over; none before the line itself was signed. On each it is renewed flat, at what a notice
 * leaves, by a contract signed by the month's end, or lost.
 */
function automaticDues(line: OracleLine, after: readonly Link[], company: OracleCompany): Due[] {
  const end = endOf(line);
  const notice = standingNotice(line);
  const isVoid = after.some((link) => link.kind === "renewal" && link.to.signed_on < (notice?.due ?? ""));
  const [stop = "9999-12-31"] = after
    .map(({ kind, to }) => {
      const isLate = kind === "renewal" && to.signed_on >= dueOf(line, to);
      return isLate && to.signed_on > to.start_on ? to.signed_on : to.start_on;
    })
    .sort();
  const dues: Due[] = [];
  for (let at = 0; at === 0 || dueDay(line, at - 1) <= company.as_of; at += 1) {
    const on = dueDay(line, at);
    if (end !== null && on > end) break;
    if (on < line.signed_on && on !== end) continue;
    const renewals = after.filter((link) => link.kind === "renewal" && dueOf(line, link.to) === on);
    if (on >= stop && renewals.length === 0) continue;
    const leaves = notice !== null && !notice.isWhole && !isVoid ? (line.notice_monthly_minor ?? 0) : null;
    const isReduced = (day: string) => leaves !== null && notice !== null && day >= (notice.due ?? day);
    const amount = isReduced(on) && on !== notice?.due ? (leaves ?? 0) : line.monthly_minor;
    const itself = isReduced(on) ? (leaves ?? 0) : line.monthly_minor;
    const months = at === 0 ? wholeMonths(line.start_on, on) : monthsOfItself(line);
    const due = { line, on, months, amount, decidedOn: null, counted: null, renewedBy: [], byItself: null };
    const last = lastDayOf(monthOf(on));
    const known = last < company.as_of ? last : company.as_of;
    const signed = renewals.filter((link) => link.to.signed_on <= known);
    const [first] = signed.map((link) => link.to.signed_on).sort();
    const counted = monthOf(on);
    if (on > company.as_of) dues.push(due);
    else if (first !== undefined) dues.push({ ...due, decidedOn: first, counted, renewedBy: signed });
    else if (on !== end) dues.push({ ...due, decidedOn: on, counted, byItself: itself });
    else if (last <= company.as_of) dues.push({ ...due, decidedOn: on, counted });
    else dues.push(due);
  }
  return dues;
}

/** The due days of one customer's lines. */
function duesOf(links: readonly Link[], lines: readonly OracleLine[], company: OracleCompany): Due[] {
  const dues: Due[] = [];
  for (const line of lines) {
    if (!isTerm(line) || line.end_on === null || line.monthly_minor === 0) continue;
    if (line.order_type === "archive") continue;
    const after = links.filter((link) => link.from === line);
    if (isAutomatic(line)) {
      dues.push(...automaticDues(line, after, company));
      continue;
    }
    const due = line.end_on;
    // Replaced mid-term, or followed by a step agreed or begun by then: its end is not due.
    const isAhead = (link: Link) => link.to.signed_on <= due || link.to.start_on <= due;
    if (after.some((link) => link.kind !== "renewal" && isAhead(link))) continue;
    // Signed as a renewal of a term already over, when its own term was over too: nothing ran that could fall due.
    const isSignedOver = links.some(
      (link) =>
        link.to === line &&
        link.kind === "renewal" &&
        line.signed_on >= dueOf(link.from, line) &&
        line.signed_on >= due,
    );
    if (isSignedOver) continue;
    dues.push(decide(line, due, after, company));
  }
  return dues;
}

const exponents: Record<string, number> = { USD: 2, EUR: 2, GBP: 2, CHF: 2, JPY: 0, KWD: 3 };

/** Minor units of the reporting currency for one minor unit of another, at the constant rate. */
function factorOf(currency: string, company: OracleCompany): Fraction {
  if (currency === company.currency) return fraction(1);
  const rate = company.exchange_rates[currency];
  if (rate === undefined) throw new Error(`renewals-oracle: no rate, got ${currency}; add it`);
  const shift = (exponents[company.currency] ?? 2) - (exponents[currency] ?? 2);
  const scale = { over: 10n ** BigInt(Math.max(shift, 0)), under: 10n ** BigInt(Math.max(-shift, 0)) };
  return times(fraction(rate), scale);
}

/** Amounts summed by billing currency, each sum converted and rounded once, then added. */
function inReporting(
  amounts: readonly { currency: string; minor: Fraction }[],
  company: OracleCompany,
): number {
  let sum = 0;
  for (const [currency, own] of groupBy(amounts, (amount) => amount.currency)) {
    const total = own.reduce((so, amount) => plus(so, amount.minor), zero);
    sum += rounded(times(total, factorOf(currency, company)));
  }
  return sum;
}

/** A line that renews several: its amount in proportion to what it continues. */
function shareOf(
  to: OracleLine,
  ofDue: readonly Due[],
  links: readonly Link[],
  company: OracleCompany,
): Fraction {
  const before = links.filter((link) => link.to === to).map((link) => link.from);
  if (before.length === 1) return fraction(1);
  const weight = (line: OracleLine): Fraction =>
    times(fraction(Math.max(line.monthly_minor, 0)), factorOf(line.currency, company));
  const all = before.reduce((sum, line) => plus(sum, weight(line)), zero);
  const part = ofDue
    .filter((due) => due.renewedBy.some((link) => link.to === to))
    .reduce((sum, due) => plus(sum, weight(due.line)), zero);
  return all.over === 0n ? zero : dividedBy(part, all);
}

/** A first line ordered as a renewal of nothing known, or older than the exports reach: nobody can number what follows. */
function isHistoryUnknown(
  lines: readonly OracleLine[],
  links: readonly Link[],
  company: OracleCompany,
): boolean {
  const from = (company as { history_from?: string }).history_from;
  return lines.some((line) => {
    if (links.some((link) => link.to === line)) return false;
    if (line.order_type === "renewal") return true;
    return from !== undefined && line.start_on < from && !isOwnChain(line);
  });
}

/** The renewals of one customer, in order of their due days. */
function renewalsOfCustomer(printed: readonly OracleLine[], company: OracleCompany): OracleRenewal[] {
  const lines = printed.filter(isContract);
  const links = renewalLinks(lines);
  const byDay = groupBy(duesOf(links, lines, company), (due) => due.on);
  const isUnknown = isHistoryUnknown(lines, links, company);
  const renewals: OracleRenewal[] = [];
  for (const on of [...byDay.keys()].sort()) {
    const dues = byDay.get(on) ?? [];
    const dueMinor = inReporting(
      dues.map((due) => ({ currency: due.line.currency, minor: fraction(due.amount) })),
      company,
    );
    if (dueMinor <= 0) continue;
    const renewing = [...new Set(dues.flatMap((due) => due.renewedBy.map((link) => link.to)))];
    const itself = dues.flatMap((due) =>
      due.byItself === null
        ? []
        : [{ currency: due.line.currency, isArchive: false, minor: fraction(due.byItself) }],
    );
    const amounts = renewing.map((to) => ({
      currency: to.currency,
      isArchive: to.order_type === "archive",
      minor: fraction(rounded(times(fraction(to.monthly_minor), shareOf(to, dues, links, company)))),
    }));
    const renewedMinor = inReporting([...amounts, ...itself], company);
    const isPaid = [...amounts, ...itself].some((amount) => !amount.isArchive && amount.minor.over > 0n);
    const isUndecided = dues.some((due) => due.decidedOn === null);
    const outcome = outcomeOf({ isUndecided, isOpen: on > company.as_of, isPaid, dueMinor, renewedMinor });
    const terms = [
      ...renewing.flatMap((to) => (to.end_on === null ? [] : [wholeMonths(to.start_on, to.end_on)])),
      ...dues.flatMap((due) => (due.byItself === null ? [] : [monthsOfItself(due.line)])),
    ];
    const isLost = outcome === "cancelled";
    renewals.push({
      customer_id: printed[0]?.customer_id ?? "",
      due_on: on,
      outcome,
      decided_on: isUndecided
        ? null
        : (dues
            .map((due) => due.decidedOn ?? "")
            .sort()
            .at(-1) ?? null),
      counted_month: isUndecided
        ? null
        : `${dues
            .map((due) => due.counted ?? "")
            .sort()
            .at(-1)}-01`,
      ordinal: isUnknown ? null : renewals.length + 1,
      lines: dues.length,
      term_months: Math.max(...dues.map((due) => due.months)),
      renewed_term_months: isUndecided || isLost || terms.length === 0 ? null : Math.max(...terms),
      currency: company.currency,
      due_minor: dueMinor,
      renewed_minor: isUndecided ? null : isLost ? 0 : renewedMinor,
    });
  }
  return renewals;
}

function outcomeOf(is: {
  isUndecided: boolean;
  isOpen: boolean;
  isPaid: boolean;
  dueMinor: number;
  renewedMinor: number;
}): OracleRenewal["outcome"] {
  if (is.isUndecided) return is.isOpen ? "open" : "late";
  if (is.renewedMinor <= 0) return "cancelled";
  if (!is.isPaid) return "archived";
  if (is.renewedMinor === is.dueMinor) return "renewed_flat";
  return is.renewedMinor > is.dueMinor ? "renewed_up" : "renewed_down";
}

/** Every renewal of a company's lines, by customer and due day. */
export function oracleRenewals(lines: readonly OracleLine[], company: OracleCompany): OracleRenewal[] {
  return [...groupBy(lines, (line) => line.customer_id)]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([, own]) => renewalsOfCustomer(own, company));
}

/**
 * The facts dated by a day: without lines signed later and notices entered later. A line is dated by the earlier of its
 * signing and its start; a renewal of what was already due, by its signing.
 */
export function factsBy(lines: readonly OracleLine[], day: string): OracleLine[] {
  const links = [...groupBy(lines.filter(isContract), (line) => line.customer_id).values()].flatMap(
    renewalLinks,
  );
  const late = new Set(
    links
      .filter(({ from, to, kind }) => kind === "renewal" && to.signed_on >= dueOf(from, to))
      .map((link) => link.to),
  );
  return lines
    .filter((line) => line.signed_on <= day || (line.start_on <= day && !late.has(line)))
    .map((line: RenewalLine) => {
      const isLater = line.notice_on !== null && line.notice_on > day && isContract(line);
      const known = isLater
        ? { ...line, notice_on: null, notice_monthly_minor: null, notice_quantity: null }
        : line;
      return (line.notice_withdrawn_on ?? "") > day || isLater
        ? { ...known, notice_withdrawn_on: null }
        : known;
    });
}
