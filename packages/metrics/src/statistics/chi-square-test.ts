import { chiSquareTail } from "./chi-square-tail.ts";

export interface ChiSquare {
  statistic: number;
  degrees_of_freedom: number;
  /** Probability of a statistic this large where rows and columns have nothing to do with each other. */
  p: number;
  /** The smallest count expected by chance: below 5 the probability is rough. */
  smallest_expected: number;
}

/**
 * Pearson's chi-square test of independence: do the rows of a table of counts differ by more than chance?
 *
 * Sum over cells of (count - expected)^2 / expected, expected = row total x column total / total; degrees of freedom =
 * (rows - 1) x (columns - 1). Takes whole counts, rows of one length; rows and columns that are all 0 are left out. Null where
 * fewer than two rows or columns are left: there is nothing to compare. No correction for continuity. Throws on counts that
 * are not whole or below 0, and on rows of different lengths.
 *
 * @example
 * chiSquareTest([[20, 10], [10, 20]]).p.toFixed(6) // => "0.009823"
 *
 * Source: K. Pearson (1900), Philosophical Magazine 50; R's chisq.test(correct = FALSE).
 */
export function chiSquareTest(table: readonly (readonly number[])[]): ChiSquare | null {
  const width = table[0]?.length ?? 0;
  for (const row of table) {
    if (row.length !== width)
      throw new Error(
        `chiSquareTest: rows of different lengths, got ${row.length} and ${width}; fill them up`,
      );
    for (const count of row) {
      if (!Number.isInteger(count) || count < 0)
        throw new Error(`chiSquareTest: not a count, got ${count}; give whole numbers from 0`);
    }
  }
  const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
  const rows = table.filter((row) => sum(row) > 0);
  const columns = Array.from({ length: width }, (_, k) => sum(rows.map((row) => row[k] ?? 0)));
  const used = columns.flatMap((total, k) => (total > 0 ? [k] : []));
  if (rows.length < 2 || used.length < 2) return null;
  const total = sum(columns);
  let statistic = 0;
  let smallest = Number.POSITIVE_INFINITY;
  for (const row of rows) {
    const all = sum(row);
    for (const k of used) {
      const expected = (all * (columns[k] ?? 0)) / total;
      statistic += ((row[k] ?? 0) - expected) ** 2 / expected;
      smallest = Math.min(smallest, expected);
    }
  }
  const degrees = (rows.length - 1) * (used.length - 1);
  return {
    statistic,
    degrees_of_freedom: degrees,
    p: chiSquareTail(statistic, degrees),
    smallest_expected: smallest,
  };
}
