import { expect } from "vitest";
import type { LedgerCase } from "./fixtures/ledger-case.ts";
import type { OracleLedger } from "./oracle/oracle-ledger.ts";

/** Whoever computed the ledger, the oracle or the SQL, it must say what the case says. */
export type LedgerTables = Omit<OracleLedger, "months">;

const monthOf = (row: { report_month: string }): string => row.report_month.slice(0, 7);

/** Fails unless the ledger holds exactly the rows and logos of the case, and everything else the case states. */
export function expectCase(found: LedgerTables, expected: LedgerCase): void {
  expect(found.movements.map((row) => describeRow(row)).sort(), "movements").toEqual(
    expected.rows.map((row) => `${row.month} ${row.customer ?? "C"} ${row.kind} ${row.amount}`).sort(),
  );
  for (const row of expected.rows) {
    const match = found.movements.find(
      (candidate) =>
        describeRow(candidate) === `${row.month} ${row.customer ?? "C"} ${row.kind} ${row.amount}` &&
        (row.product === undefined || candidate.product === row.product),
    );
    expect(match, `${row.month} ${row.kind} ${row.product ?? ""}`).toBeDefined();
    if (!match) continue;
    const stated = {
      ...(row.currency !== undefined && { currency: row.currency }),
      ...(row.quantity !== undefined && { quantity_minor: row.quantity }),
      ...(row.side !== undefined && { side: row.side }),
      ...(row.occasion !== undefined && { occasion: row.occasion }),
      ...(row.reason !== undefined && { reason: row.reason }),
      ...(row.line !== undefined && { line_id: row.line }),
    };
    expect(match).toMatchObject(stated);
    if (row.price !== undefined) expect(match.amount_minor - match.quantity_minor).toBe(row.price);
  }
  expect(
    found.logos
      .map(
        (row) => `${monthOf(row)} ${row.customer_id} ${row.kind} ${row.active_delta} ${row.archived_delta}`,
      )
      .sort(),
    "logos",
  ).toEqual(
    expected.logos
      .map((row) => `${row.month} ${row.customer ?? "C"} ${row.kind} ${row.active} ${row.archived}`)
      .sort(),
  );
  const monthRow = (month: string) => found.waterfall.find((row) => monthOf(row) === month);
  for (const [month, minor] of Object.entries(expected.closing ?? {})) {
    expect(monthRow(month)?.closing_minor, `closing ${month}`).toBe(minor);
  }
  if (expected.lastMonth !== undefined) {
    const last = found.waterfall.at(-1);
    expect(last ? monthOf(last) : null, "last month").toBe(expected.lastMonth);
  }
  for (const { month, columns } of expected.waterfall ?? []) expect(monthRow(month)).toMatchObject(columns);
  for (const { month, cut, label, columns } of expected.byCut ?? []) {
    const row = found.waterfallByCut.find(
      (each) => monthOf(each) === month && each.cut === cut && each.label === label,
    );
    expect(row, `${cut} ${label} ${month}`).toMatchObject(columns);
  }
  const retained = (month: string, horizon: number) =>
    found.retention.find((row) => monthOf(row) === month && row.horizon_months === horizon);
  for (const stated of expected.retention ?? []) {
    expect(retained(stated.month, stated.horizon), `retention ${stated.month}`).toMatchObject({
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
    const compounded = monthly.reduce((rate, row) => rate * (row.retained_minor / row.opening_minor), 1);
    expect(compounded).toBeCloseTo(ratio[0] / ratio[1], 10);
  }
}

const describeRow = (row: OracleLedger["movements"][number]): string =>
  `${monthOf(row)} ${row.customer_id} ${row.kind} ${row.amount_minor}`;
