import { expect } from "vitest";
import type { LedgerCase, Told } from "./fixtures/ledger-case.ts";
import type { OracleLedger } from "./oracle/oracle-ledger.ts";
import { bases } from "./oracle/oracle-line.ts";

/** Whoever computed the ledger, the oracle or the SQL, it must say what the case says. */
export type LedgerTables = OracleLedger;

const monthOf = (row: { report_month: string }): string => row.report_month.slice(0, 7);

/** Fails unless the ledger holds exactly the rows and logos of the case on both bases, and all else the case states. */
export function expectCase(found: LedgerTables, expected: LedgerCase): void {
  for (const basis of bases) {
    const isOwn = (row: { basis: string }) => row.basis === basis;
    const own = {
      ...found,
      movements: found.movements.filter(isOwn),
      logos: found.logos.filter(isOwn),
      waterfall: found.waterfall.filter(isOwn),
      waterfallByCut: found.waterfallByCut.filter(isOwn),
      retention: found.retention.filter(isOwn),
    };
    const told = basis === "live" || expected.committed === "same" ? expected : expected.committed;
    expectTold(own, told, basis);
    if (expected.lastMonth !== undefined) {
      const last = own.waterfall.at(-1);
      expect(last ? monthOf(last) : null, `last month, ${basis}`).toBe(expected.lastMonth);
    }
  }
}

type Expected = Told["rows"][number];

/** One basis of a ledger against what is told of it. */
export function expectTold(found: LedgerTables, expected: Told, basis: string): void {
  expect(found.movements.map(describeRow).sort(), `movements, ${basis}`).toEqual(
    expected.rows.map(describeExpected).sort(),
  );
  for (const row of expected.rows) {
    const match = found.movements.find(
      (candidate) =>
        describeRow(candidate) === describeExpected(row) &&
        (row.product === undefined || candidate.product === row.product) &&
        (row.currency === undefined || candidate.currency === row.currency),
    );
    expect(match, `${basis} ${row.month} ${row.kind} ${row.product ?? ""}`).toBeDefined();
    if (!match) continue;
    expect(match, `${basis} ${row.month} ${row.kind}`).toMatchObject(statedOf(row));
    if (row.discount !== undefined)
      expect(match.amount_minor - match.quantity_minor - (match.list_minor ?? 0)).toBe(row.discount);
    if (row.price !== undefined) expect(match.amount_minor - match.quantity_minor).toBe(row.price);
  }
  expect(
    found.logos
      .map(
        (row) =>
          `${monthOf(row)} ${row.customer_id} ${row.kind} ${row.active_delta} ${row.archived_delta} merged ${row.merged_delta}`,
      )
      .sort(),
    `logos, ${basis}`,
  ).toEqual(
    expected.logos
      .map(
        (row) =>
          `${row.month} ${row.customer ?? "C"} ${row.kind} ${row.active} ${row.archived} merged ${row.merged ?? 0}`,
      )
      .sort(),
  );
  const monthRow = (month: string) => found.waterfall.find((row) => monthOf(row) === month);
  for (const [month, minor] of Object.entries(expected.closing ?? {})) {
    expect(monthRow(month)?.closing_minor ?? 0, `closing ${month}, ${basis}`).toBe(minor);
  }
  for (const { month, columns } of expected.waterfall ?? [])
    expect(monthRow(month), `waterfall ${month}, ${basis}`).toMatchObject(columns);
  for (const { month, cut, label, columns } of expected.byCut ?? []) {
    const row = found.waterfallByCut.find(
      (each) => monthOf(each) === month && each.cut === cut && each.label === label,
    );
    expect(row, `${cut} ${label} ${month}, ${basis}`).toMatchObject(columns);
  }
  const retained = (month: string, horizon: number) =>
    found.retention.find((row) => monthOf(row) === month && row.horizon_months === horizon);
  for (const stated of expected.retention ?? []) {
    expect(retained(stated.month, stated.horizon), `retention ${stated.month}, ${basis}`).toMatchObject({
      opening_minor: stated.opening,
      retained_minor: stated.retained,
      kept_minor: stated.kept,
      ...(stated.openingLogos !== undefined && { opening_logos: stated.openingLogos }),
      ...(stated.keptLogos !== undefined && { kept_logos: stated.keptLogos }),
    });
  }
  if (expected.compounded) {
    const { from, to, ratio } = expected.compounded;
    const monthly = found.retention.filter(
      (row) => row.horizon_months === 1 && monthOf(row) >= from && monthOf(row) <= to,
    );
    const compounded = monthly.reduce(
      (rate, row) => rate * ((row.retained_minor ?? 0) / (row.opening_minor ?? 0)),
      1,
    );
    expect(compounded).toBeCloseTo(ratio[0] / ratio[1], 10);
  }
  if (expected.runningMinimum) {
    const { from, to, minor } = expected.runningMinimum;
    expect(lowestBalances(found, from, to)).toBe(minor);
  }
}

/** Of every customer who stood there before `from`: the lowest balance at a month's end up to `to`. */
function lowestBalances(found: LedgerTables, from: string, to: string): number {
  let sum = 0;
  for (const customer of new Set(found.movements.map((row) => row.customer_id))) {
    const own = found.movements.filter((row) => row.customer_id === customer && monthOf(row) <= to);
    const balanceAt = (month: string) =>
      own
        .filter((row) => monthOf(row) <= month)
        .reduce((balance, row) => balance + Number(row.amount_minor), 0);
    const months = found.waterfall.map(monthOf).filter((month) => month <= to);
    const then = months.filter((month) => month < from).at(-1);
    if (then === undefined) continue;
    sum += Math.min(...months.filter((month) => month >= then).map(balanceAt));
  }
  return sum;
}

function statedOf(row: Expected): Record<string, unknown> {
  return {
    ...(row.currency !== undefined && { currency: row.currency }),
    ...(row.quantity !== undefined && { quantity_minor: row.quantity }),
    ...(row.list !== undefined && { list_minor: row.list }),
    ...(row.side !== undefined && { side: row.side }),
    ...(row.occasion !== undefined && { occasion: row.occasion }),
    ...(row.reason !== undefined && { reason: row.reason }),
    ...(row.reasons !== undefined && { reasons: row.reasons }),
    ...(row.category !== undefined && { category: row.category }),
    ...(row.avoidable !== undefined && { avoidable: row.avoidable }),
    ...(row.counterparty !== undefined && { counterparty_id: row.counterparty }),
    ...(row.line !== undefined && { line_id: row.line }),
  };
}

const describeExpected = (row: Expected): string =>
  `${row.month} ${row.customer ?? "C"} ${row.kind} ${row.amount}`;

const describeRow = (row: OracleLedger["movements"][number]): string =>
  `${monthOf(row)} ${row.customer_id} ${row.kind} ${row.amount_minor}`;
