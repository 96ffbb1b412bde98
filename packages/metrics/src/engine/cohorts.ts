import type { CohortCell, CohortRow, CohortTable } from "../rows.ts";
import { COHORT_CELLS, type CohortSums, cohortSums } from "./cohort-sums.ts";
import type { Ledger } from "./ledger.ts";
import { needsBalances } from "./needs-balances.ts";
import { type CutChoice, chosenLabel, type MonthRef, monthIndex } from "./resolve.ts";

export const COHORT_GRAINS = ["month", "quarter", "year"] as const;

export interface CohortOptions extends CutChoice {
  /** The period of a customer's first balance, or the label of a cut that it carried in that month. */
  by: (typeof COHORT_GRAINS)[number] | { cut: string };
  /** The last month looked at, default the last reported: the triangle as it stood then. */
  until?: MonthRef | undefined;
}

/**
 * Cohort triangles: of the customers who began together, how many and how much is left after so many months?
 *
 * A cohort is the month, quarter or year of the customers' first balance on the ledger's basis (who comes back stays in
 * it), or the label of a cut they carried in that month. Months are counted from each customer's own first month, which
 * is month 0 and "then" of every rate: a cell of age a holds the components over the cohort a months after each began, so
 * `nrrCohort`, `grrCohort`, `logoRetention` and `cohortArpa` of a cell are the four triangles. Minor units of the
 * ledger's currency.
 *
 * A cell of a month, quarter or year is null where not every customer of the cohort is that old at the last month looked
 * at: never 0. A label's customers began at all times: its cell holds, then and now, those of them who are that old, and is
 * null where nobody is. The average row sums the components of the cohorts that have the cell, so logos weigh by customers
 * and money by opening MRR. `cut` and `label` keep to customers that carried the label in their first month. Customers
 * whose first balance lies before the first month are left out and counted, because nobody knows what they began with. An
 * empty ledger gives no rows. Throws on an unknown cut, label or month, and on a ledger that leaves out exchange rates at
 * month end.
 *
 * @example
 * cohorts(openLedger(exampleLedgerFile), { by: "year" }).rows[0].cells[12].retained_minor // => 33000
 *
 * Source: definitions, "Cohorts, cuts and survival".
 */
export function cohorts(ledger: Ledger, options: CohortOptions): CohortTable {
  needsBalances("cohorts", ledger);
  const { by } = options;
  checkBy("cohorts", by);
  const months = options.until === undefined ? ledger.months : monthIndex(ledger, options.until) + 1;
  const sums = cohortSums(ledger, { by, months, chosen: chosenLabel(ledger, options) });
  const isLabel = typeof by === "object";
  const rows = sums.cohorts.map((cohort, i) =>
    rowOf(sums, cohort, { i, lastAge: months - 1 - (isLabel ? cohort.earliest : cohort.latest) }),
  );
  return {
    basis: ledger.basis,
    currency: ledger.currency,
    by: isLabel ? by.cut : by,
    rows,
    average: Array.from({ length: months }, (_, age) => averageOf(rows, age)),
    left_out: sums.leftOut,
  };
}

/** Throws where cohorts are asked for by something that is neither a grain nor a cut. */
export function checkBy(where: string, by: CohortOptions["by"]): void {
  if (typeof by === "object" || COHORT_GRAINS.includes(by)) return;
  throw new Error(
    `${where}: unknown period, got ${JSON.stringify(by)}; use one of ${COHORT_GRAINS.join(", ")} or { cut: name }`,
  );
}

function rowOf(
  sums: CohortSums,
  { name, size, opening }: CohortSums["cohorts"][number],
  { i, lastAge }: { i: number; lastAge: number },
): CohortRow {
  const cells: (CohortCell | null)[] = [];
  for (let age = 0; age < sums.months; age++) {
    const at = (i * (sums.months + 1) + age) * COHORT_CELLS;
    const value = (cell: number) => sums.cells[at + cell] as number;
    cells.push(
      age > lastAge
        ? null
        : {
            age_months: age,
            opening_minor: value(0),
            retained_minor: value(1),
            kept_minor: value(2),
            opening_logos: value(3),
            kept_logos: value(4),
            active_logos: value(5),
          },
    );
  }
  return { cohort: name, size, opening_minor: opening, cells };
}

/** The components of one age, summed over the cohorts that have the cell; null where none has. */
export function averageOf(rows: readonly CohortRow[], age: number): CohortCell | null {
  const cells = rows.flatMap((row) => row.cells[age] ?? []);
  const [first, ...rest] = cells;
  if (first === undefined) return null;
  const sum = { ...first };
  for (const cell of rest) {
    sum.opening_minor += cell.opening_minor;
    sum.retained_minor += cell.retained_minor;
    sum.kept_minor += cell.kept_minor;
    sum.opening_logos += cell.opening_logos;
    sum.kept_logos += cell.kept_logos;
    sum.active_logos += cell.active_logos;
  }
  return sum;
}
