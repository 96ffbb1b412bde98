import type { LedgerTables } from "./fixtures-agree.ts";
import type { OracleLine } from "./oracle/oracle-line.ts";
import type { RandomCompany } from "./random-companies.ts";

/* The same company told otherwise: what names lines may change, the money may not. */

/** The movement rows without what names lines: what the money says. */
const moneyOf = (ledger: LedgerTables) =>
  ledger.movements
    .map(({ basis, report_month, customer_id, product, currency, kind, side, counterparty_id, ...row }) => {
      const { amount_minor, quantity_minor } = row;
      const where = [basis, report_month, customer_id, product, currency, kind, side, counterparty_id];
      return [...where, amount_minor, quantity_minor].join(" ");
    })
    .sort();

/** What a reason means goes with the line that leads, and lines may share the lead. */
const withoutReasons = <Row extends { avoidable_churn_minor: number }>(rows: readonly Row[]) =>
  rows.map(({ avoidable_churn_minor: _, ...row }) => ({
    ...row,
    unavoidable_churn_minor: 0,
    unknown_churn_minor: 0,
    list_minor: 0,
    discount_minor: 0,
  }));

/** All that a ledger says in money and logos. */
export const columnsOf = (ledger: LedgerTables) => ({
  money: moneyOf(ledger),
  logos: ledger.logos,
  waterfall: withoutReasons(ledger.waterfall),
  byCut: withoutReasons(ledger.waterfallByCut),
  retention: ledger.retention,
  retentionByProduct: ledger.retentionByProduct,
});

/** The lines under other names, in the opposite order. */
export function namedBackwards<Company extends Pick<RandomCompany, "lines" | "assignments">>(
  company: Company,
): Company {
  const { lines, assignments = [] } = company;
  const backwards = new Map(
    lines.map((line, at) => [line.line_id, `n${String(9999 - at).padStart(4, "0")}`]),
  );
  const other = <Id extends string | null>(id: Id) => (id === null ? null : (backwards.get(id) ?? id)) as Id;
  return {
    ...company,
    lines: lines.map((line) => ({
      ...line,
      line_id: other(line.line_id),
      renewal_of: other(line.renewal_of),
      replaces: other(line.replaces),
    })),
    assignments: assignments.map((row) => ({ ...row, line_id: other(row.line_id) })),
  };
}

/** Lines that two of half the size could stand for: even, and named by no other line. */
export function splittable({ lines }: Pick<RandomCompany, "lines">): OracleLine[] {
  const continued = new Set(lines.flatMap((line) => [line.renewal_of, line.replaces]));
  const isEven = (line: OracleLine) => Number(line.quantity) % 2 === 0 && line.monthly_minor % 2 === 0;
  return lines.filter(
    (line) =>
      isEven(line) && line.notice_on === null && line.monthly_minor > 0 && !continued.has(line.line_id),
  );
}

/** Two lines of half the size in place of each of these. */
export function splitInTwo<Company extends Pick<RandomCompany, "lines" | "assignments">>(
  company: Company,
  wholes: readonly OracleLine[],
): Company {
  const split = new Set(wholes.map((line) => line.line_id));
  const second = (id: string) => `${id}-2`;
  const half = (line: OracleLine) => ({
    ...line,
    quantity: String(Number(line.quantity) / 2),
    monthly_minor: line.monthly_minor / 2,
    annual_minor: line.annual_minor / 2,
  });
  return {
    ...company,
    lines: company.lines.flatMap((line) =>
      split.has(line.line_id) ? [half(line), { ...half(line), line_id: second(line.line_id) }] : [line],
    ),
    assignments: (company.assignments ?? []).flatMap((row) =>
      split.has(row.line_id) ? [row, { ...row, line_id: second(row.line_id) }] : [row],
    ),
  };
}
