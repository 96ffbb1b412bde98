import type { CohortCell, CohortRow, CohortTable } from "../rows.ts";
import { averageOf, COHORT_GRAINS } from "./cohorts.ts";
import { periodOf } from "./sum-periods.ts";

/** A row of the mart `cohorts__by_month`: a cell of the triangle by month of one basis. */
export interface CohortMonthRow extends CohortCell {
  /** "YYYY-MM-DD". */
  cohort_month: string;
  basis: string;
  size: number;
}

/**
 * Cohort triangles from the mart of months: the same rows as `cohorts` gives of the ledger, by month, quarter or year.
 *
 * Takes the rows of one basis in any order, and optionally the last month looked at ("YYYY-MM"): a cell of a later month is
 * left out, and so is a cohort that began later. Cells of a quarter or year are sums over its months, null where one of them
 * is not that old. `left_out` is 0: the mart has no row for who began before the first month. No rows give none. Throws on
 * an unknown period.
 *
 * @example
 * cohortsFromMonths([{ cohort_month: "2025-01-01", basis: "live", age_months: 0, size: 2, opening_minor: 300, retained_minor: 300, kept_minor: 300, opening_logos: 2, kept_logos: 2, active_logos: 2 }], { by: "year", currency: "USD" }).rows[0].cohort // => "2025"
 *
 * Source: definitions, "Cohorts, cuts and survival".
 */
export function cohortsFromMonths(
  months: readonly CohortMonthRow[],
  {
    by,
    currency,
    until,
  }: { by: (typeof COHORT_GRAINS)[number]; currency: string; until?: string | undefined },
): CohortTable {
  if (!COHORT_GRAINS.includes(by))
    throw new Error(
      `cohortsFromMonths: unknown period, got ${JSON.stringify(by)}; use one of ${COHORT_GRAINS.join(", ")}`,
    );
  const numberOf = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
  const ends = months.map(({ cohort_month, age_months }) => numberOf(cohort_month) + age_months);
  const reported = ends.reduce((last, end) => Math.max(last, end), Number.NEGATIVE_INFINITY);
  const last = until === undefined ? reported : Math.min(reported, numberOf(until));
  const first = months.reduce((least, row) => Math.min(least, numberOf(row.cohort_month)), last + 1);
  const ages = Math.max(0, last - first + 1);
  const found = new Map<string, { row: CohortRow; latest: number }>();
  const sorted = [...months].sort((a, b) =>
    a.cohort_month < b.cohort_month ? -1 : a.cohort_month > b.cohort_month ? 1 : a.age_months - b.age_months,
  );
  for (const { cohort_month, basis: _basis, size, ...cell } of sorted) {
    const month = numberOf(cohort_month);
    if (month + cell.age_months > last) continue;
    const cohort = periodOf(cohort_month, by);
    const own = found.get(cohort) ?? { row: { cohort, size: 0, opening_minor: 0, cells: [] }, latest: month };
    found.set(cohort, own);
    const { row } = own;
    own.latest = month;
    if (cell.age_months === 0) {
      row.size += size;
      row.opening_minor += cell.opening_minor;
    }
    const sum = row.cells[cell.age_months];
    if (sum) addCell(sum, cell);
    else row.cells[cell.age_months] = { ...cell };
  }
  const rows = [...found.values()].map(({ row, latest }) => ({
    ...row,
    cells: Array.from({ length: ages }, (_, age) => (latest + age > last ? null : (row.cells[age] ?? null))),
  }));
  return {
    basis: months[0]?.basis ?? "",
    currency,
    by,
    rows,
    average: Array.from({ length: ages }, (_, age) => averageOf(rows, age)),
    left_out: 0,
  };
}

function addCell(sum: CohortCell, cell: CohortCell): void {
  sum.opening_minor += cell.opening_minor;
  sum.retained_minor += cell.retained_minor;
  sum.kept_minor += cell.kept_minor;
  sum.opening_logos += cell.opening_logos;
  sum.kept_logos += cell.kept_logos;
  sum.active_logos += cell.active_logos;
}
