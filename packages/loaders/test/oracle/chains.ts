import { lastDayOf, monthOf } from "./calendar.ts";
import { amountOn, type Price, priceOn } from "./counting.ts";
import { groupBy } from "./group-by.ts";
import { bookedProduct, chainsOf, type Link, linksOf } from "./links.ts";
import type { Assignment, Basis, OracleCompany, OracleLine } from "./oracle-line.ts";
import { type Cause, type Span, spansOf } from "./spans.ts";

/** One line counting at a month's end, with where it is booked. */
export type Entry = {
  line: OracleLine;
  span: Span;
  chain: Chain;
  product: string;
  currency: string;
  amount: number;
  isArchive: boolean;
  /** When the stretch of days it counts in begins, and why it ends. */
  begins: string;
  cause: Cause;
  /** The line noticed, where it is not the line itself. */
  by: OracleLine;
  price: () => Price;
};

/** Lines that continue each other, on one basis. */
export type Chain = {
  id: string;
  links: Link[];
  spans: Span[];
  /** The customer it belongs to on a day. */
  ownerOn: (day: string) => string;
  owners: Set<string>;
  /** What counts at the end of a month; the same array as long as nothing changes. */
  entries: (month: string) => Entry[];
  /** It stood above 0 at a month's end before `month`. */
  countedBefore: (month: string) => boolean;
  /** The first month a line of it could count in; null = none ever. */
  firstMonth: string | null;
};

/** The chains of all customers: links first, then days, then who owns them. */
export function chainsOfCompany(
  lines: readonly OracleLine[],
  assignments: readonly Assignment[],
  company: OracleCompany,
  basis: Basis,
): Chain[] {
  const inLedger = lines.filter((line) => line.is_recurring && !line.is_trial);
  const byLine = groupBy(assignments, (row) => row.line_id);
  return clustersOf(inLedger, assignments).flatMap((own) => {
    const moves = own.flatMap((line) => byLine.get(line.line_id) ?? []);
    const links = linksOf(own, moves);
    const names = chainsOf(own, links);
    return [...groupBy(own, (line) => names.get(line) ?? line.line_id)].map(([id, members]) => {
      const isOwn = new Set(members);
      const ownLinks = links.filter((link) => isOwn.has(link.from));
      return chainOf(id, members, ownLinks, moves, company, basis);
    });
  });
}

/** Customers whose lines may hang together: each alone, but for those an assignment or a name between two joins. */
function clustersOf(lines: readonly OracleLine[], assignments: readonly Assignment[]): OracleLine[][] {
  const group = new Map(lines.map((line) => [line.customer_id, line.customer_id]));
  const rootOf = (id: string): string => {
    const up = group.get(id) ?? id;
    return up === id ? id : rootOf(up);
  };
  if (assignments.length > 0) {
    const byId = new Map(lines.map((line) => [line.line_id, line]));
    for (const line of lines) {
      for (const name of [line.renewal_of, line.replaces]) {
        const other = name === null ? undefined : byId.get(name);
        if (other) group.set(rootOf(line.customer_id), rootOf(other.customer_id));
      }
    }
  }
  return [...groupBy(lines, (line) => rootOf(line.customer_id)).values()];
}

function chainOf(
  id: string,
  lines: readonly OracleLine[],
  links: Link[],
  assignments: readonly Assignment[],
  company: OracleCompany,
  basis: Basis,
): Chain {
  const spans = spansOf(lines, links, company.late_renewal_grace_days, basis);
  const ids = new Set(lines.map((line) => line.line_id));
  const moves = assignments
    .filter((row) => ids.has(row.line_id))
    .sort((a, b) => (a.assigned_on < b.assigned_on ? -1 : 1));
  const first = [...lines].sort((a, b) => {
    if (a.start_on !== b.start_on) return a.start_on < b.start_on ? -1 : 1;
    return a.line_id < b.line_id ? -1 : 1;
  })[0];
  const printed = first?.customer_id ?? "";
  const ownerOn = (day: string): string => {
    let owner = printed;
    for (const move of moves) if (move.assigned_on <= day) owner = move.customer_id;
    return owner;
  };
  const products = new Map(lines.map((line) => [line, bookedProduct(line, links)]));

  const boundaries = spans.flatMap((span) => [
    ...span.stretches.flatMap((each) => [each.on, each.off]),
    ...(span.remains ? [span.remains.from, span.remains.until] : []),
  ]);
  const known = new Map<number, Entry[]>();
  const entries = (month: string): Entry[] => {
    const day = lastDayOf(month);
    const passed = boundaries.reduce((count, boundary) => count + Number(boundary <= day), 0);
    let found = known.get(passed);
    if (!found) {
      found = entriesOn(day);
      known.set(passed, found);
    }
    return found;
  };
  const entriesOn = (day: string): Entry[] =>
    spans.flatMap((span): Entry[] => {
      const amount = amountOn(span, day);
      if (amount === 0) return [];
      const { line } = span;
      const stretch = span.stretches.find((each) => each.on <= day && day < each.off);
      return [
        {
          line,
          span,
          chain,
          product: products.get(line) ?? line.product,
          currency: line.currency,
          amount,
          isArchive: line.order_type === "archive",
          begins: stretch?.on ?? span.on,
          cause: stretch?.cause ?? "end",
          by: stretch?.by ?? line,
          price: () => priceOn(span, day),
        },
      ];
    });
  const starts = spans.flatMap((span) => span.stretches.map((each) => monthOf(each.on))).sort();
  const counted = new Map<string, boolean>();
  const countedBefore = (month: string): boolean => {
    const found = counted.get(month);
    if (found !== undefined) return found;
    const days = [...starts].filter((start) => start < month);
    // It counted at an earlier month's end if it did at the end of a month in which something of it began, or later.
    const is =
      days.length > 0 && monthsFrom(days[0] ?? month, month).some((each) => entries(each).length > 0);
    counted.set(month, is);
    return is;
  };
  const owners = new Set([printed, ...moves.map((move) => move.customer_id)]);
  const chain: Chain = {
    id,
    links,
    spans,
    ownerOn,
    owners,
    entries,
    countedBefore,
    firstMonth: starts[0] ?? null,
  };
  return chain;
}

function monthsFrom(first: string, before: string): string[] {
  const months: string[] = [];
  let [year = 0, month = 0] = first.split("-").map(Number);
  for (;;) {
    const text = `${year}-${String(month).padStart(2, "0")}`;
    if (text >= before) return months;
    months.push(text);
    if (month === 12) [year, month] = [year + 1, 1];
    else month += 1;
  }
}
