import { divide, PERIODS_A_YEAR } from "./catalogue.ts";
import { AS_OF, addMonths, type Day } from "./days.ts";
import { type Dice, dice } from "./dice.ts";
import type { Line } from "./records.ts";
import type { Numbered } from "./rows.ts";

/** What is billed for a line: a time of service in advance, a credit for what of it was not used, or one payment. */
export type Bill = {
  customer: Numbered;
  line: Line;
  on: Day;
  /** Days of service, half-open; the same day twice where it is paid once. */
  from: Day;
  to: Day;
  minor: number;
  months: 12 | 3 | 1 | 0;
};

/** Bills nobody sent, and bills at another price, per hundred thousand: what a tie-out is for. */
const FORGOTTEN = 300;
const MISPRICED = 200;

const isBilled = (line: Line): boolean =>
  !line.isTrial && line.unitMinor > 0 && line.paidUntil > line.paidFrom;

const priceOf = (line: Line): number => line.quantity * line.unitMinor;

/** The end a line had when it was signed: a term cut short later was billed to the full. */
const signedEnd = (line: Line): Day | null =>
  line.end === null || line.endMeans === "term" ? line.end : null;

function bill(
  customer: Numbered,
  line: Line,
  span: { from: Day; to: Day; minor: number; months: Bill["months"] },
): Bill {
  return { customer, line, on: Math.max(span.from, line.signed), ...span };
}

/** What of a line's service is paid for ahead: up to when, and at how much a year. */
type Covered = { until: Day; annual: number };

type Run = { from: Day; until: Day; last: Day; annual: number; months: 12 | 3 | 1 };

/** Bills of a run at a price, whole periods from its first day; what is left of it month by month. */
function run(customer: Numbered, line: Line, { from: first, until, last, annual, months }: Run): Bill[] {
  const bills: Bill[] = [];
  for (let served = 0; ; ) {
    const from = addMonths(first, served);
    if (from >= last || from >= until) return bills;
    const step = addMonths(first, served + months) <= until ? months : 1;
    const full = addMonths(first, served + step);
    const to = Math.min(full, until);
    const minor = divide(divide(annual * step, 12) * (to - from), full - from);
    bills.push(bill(customer, line, { from, to, minor, months: step }));
    served += step;
  }
}

/** The bills of a line while it ran. While what it replaces is paid for ahead, the difference is billed by the month. */
function served(
  customer: Numbered,
  line: Line,
  before: Covered | undefined,
): { bills: Bill[]; covered: Covered } {
  const months = (12 / PERIODS_A_YEAR[line.period]) as 12 | 3 | 1;
  const last = Math.min(line.end ?? AS_OF + 1, AS_OF + 1);
  const end = signedEnd(line) ?? AS_OF + 4_000;
  const annual = priceOf(line) * PERIODS_A_YEAR[line.period];
  const from = Math.min(Math.max(before?.until ?? line.start, line.start), end);
  const more = annual - (before?.annual ?? 0);
  const first =
    from > line.start
      ? run(customer, line, { from: line.start, until: from, last, annual: more, months: 1 })
      : [];
  const regular = run(customer, line, { from, until: end, last, annual, months });
  const covered = regular.length === 0 ? before : { until: regular.at(-1)?.to ?? from, annual };
  const bills = [...first, ...regular].filter(({ minor }) => minor !== 0);
  return { bills, covered: covered ?? { until: from, annual } };
}

/** What was billed beyond the day a line ended early, given back. */
function credit(bills: readonly Bill[], line: Line): Bill[] {
  const billed = bills.at(-1);
  if (billed === undefined || line.end === null || line.end >= billed.to || line.end > AS_OF) return [];
  const minor = -divide(billed.minor * (billed.to - line.end), billed.to - billed.from);
  return minor === 0 ? [] : [{ ...billed, on: line.end, from: line.end, to: billed.to, minor }];
}

const asSent = (bills: readonly Bill[], draw: Dice): Bill[] =>
  bills.flatMap((one) => {
    const throwOf = draw.int(1, 100_000);
    if (throwOf <= FORGOTTEN) return [];
    return throwOf <= FORGOTTEN + MISPRICED ? [{ ...one, minor: divide(one.minor * 103, 100) }] : [one];
  });

/** All that was billed to an account up to as_of, in the order of its lines. */
export function billsOf(customer: Numbered): Bill[] {
  const draw = dice(10_000_000 + customer.number);
  const lines = customer.account.lines.filter(isBilled).sort((a, b) => a.start - b.start);
  const replaced = new Set(lines.map(({ replaces }) => replaces));
  const covered = new Map<Line, Covered>();
  return lines.flatMap((line) => {
    if (!line.isRecurring) {
      const once = { from: line.start, to: line.start, minor: priceOf(line), months: 0 } as const;
      return line.start > AS_OF ? [] : [bill(customer, line, once)];
    }
    const of = served(customer, line, line.replaces === null ? undefined : covered.get(line.replaces));
    covered.set(line, of.covered);
    return asSent([...of.bills, ...(replaced.has(line) ? [] : credit(of.bills, line))], draw);
  });
}
