import { lastDayOf } from "./calendar.ts";
import { type Counted, countedOn, type Span, spansOf } from "./counting.ts";
import { type Fraction, fraction, rounded, times } from "./fraction.ts";
import { bookedProduct, chainsOf, type Link, linksOf } from "./links.ts";
import type { OracleCompany, OracleLine } from "./oracle-line.ts";

/** One line counting at a month's end, with where it is booked. */
export type Entry = Counted & {
  line: OracleLine;
  span: Span;
  chain: string;
  product: string;
  currency: string;
  isArchive: boolean;
};

export type State = "gone" | "active" | "archived";

/** One customer, ready to be asked for any month. */
export type CustomerBook = {
  customer_id: string;
  spans: Span[];
  links: Link[];
  chainOf: (line: OracleLine) => string;
  entries: (month: string) => Entry[];
  /** The state at the end of a month. */
  state: (month: string) => State;
};

/** "Both bases take only recurring, non-trial lines"; one cancelled before its start is never live. */
const isInLedger = (line: OracleLine): boolean =>
  line.is_recurring && !line.is_trial && (line.end_on === null || line.end_on > line.start_on);

/** Opens the book of one customer from the lines of that customer. */
export function openBook(lines: readonly OracleLine[], company: OracleCompany): CustomerBook {
  const taken = lines.filter(isInLedger);
  const links = linksOf(taken);
  const spans = spansOf(taken, links, company.late_renewal_grace_days);
  const chains = chainsOf(taken, links);
  const chainOf = (line: OracleLine) => chains.get(line) ?? line.line_id;
  const byMonth = new Map<string, Entry[]>();
  const entries = (month: string): Entry[] => {
    const known = byMonth.get(month);
    if (known) return known;
    const found: Entry[] = [];
    const lastDay = lastDayOf(month);
    for (const span of spans) {
      const counted = countedOn(span, lastDay, links);
      if (!counted) continue;
      const { line } = span;
      const product = bookedProduct(line, links);
      const isArchive = line.order_type === "archive";
      found.push({
        ...counted,
        line,
        span,
        chain: chainOf(line),
        product,
        currency: line.currency,
        isArchive,
      });
    }
    byMonth.set(month, found);
    return found;
  };
  const states = new Map<string, State>();
  const state = (month: string): State => {
    const known = states.get(month) ?? stateOf(entries(month), company);
    states.set(month, known);
    return known;
  };
  return { customer_id: lines[0]?.customer_id ?? "", spans, links, chainOf, entries, state };
}

export const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);

/** Decimal places of the currencies the tests use (ISO 4217). */
const exponents: Record<string, number> = { USD: 2, EUR: 2, GBP: 2, CHF: 2, JPY: 0, KWD: 3 };

function exponentOf(currency: string): number {
  const exponent = exponents[currency];
  if (exponent === undefined)
    throw new Error(`exponentOf: unknown currency, got ${currency}; add it to the table`);
  return exponent;
}

/** Billing minor units to reporting minor units at the constant rate, rounded half away from zero. */
export function converted(minor: number, currency: string, company: OracleCompany): number {
  if (currency === company.currency) return minor;
  const printed = company.exchange_rates[currency];
  if (printed === undefined) throw new Error(`converted: no rate, got ${currency}; add it to exchange_rates`);
  const shift = exponentOf(company.currency) - exponentOf(currency);
  const scale: Fraction =
    shift >= 0 ? { over: 10n ** BigInt(shift), under: 1n } : { over: 1n, under: 10n ** BigInt(-shift) };
  return rounded(times(times(fraction(minor), fraction(printed)), scale));
}

/** The products x billing currencies of some entries, each once, in order. */
export function cellsOf(entries: readonly Entry[]): { product: string; currency: string }[] {
  const keys = new Set(entries.map((entry) => JSON.stringify([entry.product, entry.currency])));
  return [...keys].sort().map((key) => {
    const [product, currency] = JSON.parse(key) as [string, string];
    return { product, currency };
  });
}

/** Reporting balance of the entries: converted once per product x billing currency. */
export function balanceOf(entries: readonly Entry[], company: OracleCompany): number {
  return sumOf(
    cellsOf(entries).map(({ product, currency }) => {
      const inCell = entries.filter((entry) => entry.product === product && entry.currency === currency);
      return converted(sumOf(inCell.map((entry) => entry.amount)), currency, company);
    }),
  );
}

/** The customer's state at a month's end: gone, active, or archived when only archive fees remain. */
export function stateOf(entries: readonly Entry[], company: OracleCompany): State {
  if (balanceOf(entries, company) <= 0) return "gone";
  const paid = entries.filter((entry) => !entry.isArchive);
  const isPaid = cellsOf(paid).some(({ product, currency }) => {
    const inCell = paid.filter((entry) => entry.product === product && entry.currency === currency);
    return sumOf(inCell.map((entry) => entry.amount)) > 0;
  });
  return isPaid ? "active" : "archived";
}
