import { firstMonth } from "./first-month.ts";
import type { CutColumns, Ledger } from "./ledger.ts";
import { type Regrouped, regrouped, versionAt } from "./regrouped.ts";
import { cutByName } from "./resolve.ts";
import { labelAt } from "./state-at.ts";
import { periodOf } from "./sum-periods.ts";

/** opening, retained, kept; active then, active then and now, active now. */
export const COHORT_CELLS = 6;

/** Components by cohort and age: index = (cohort * (months + 1) + age) * COHORT_CELLS + cell. */
export interface CohortSums {
  readonly months: number;
  readonly cohorts: {
    name: string;
    size: number;
    opening: number;
    /** The latest first month of its customers. */
    latest: number;
  }[];
  readonly cells: Float64Array;
  /** Customers whose first balance lies before the first month. */
  readonly leftOut: number;
}

type By = "month" | "quarter" | "year" | { cut: string };
type Chosen = { cut: CutColumns; label: number } | null;

/**
 * Every change point of a customer writes a difference at its age, summed over the ages at the end: time grows with
 * change points, not with months.
 */
export function cohortSums(ledger: Ledger, by: By, chosen: Chosen): CohortSums {
  const { months } = ledger;
  const { cohorts, cohortOf, leftOut } = membersOf(ledger, by, chosen);
  const apart = regrouped(ledger);
  const cells = new Float64Array(cohorts.length * (months + 1) * COHORT_CELLS);
  for (const [customer, cohort] of cohortOf.entries())
    if (cohort >= 0) {
      const base = cohort * (months + 1) * COHORT_CELLS;
      const own = cohorts[cohort] as CohortSums["cohorts"][number];
      own.opening += addCustomer(cells, ledger, { customer, base, apart });
    }
  for (let cohort = 0; cohort < cohorts.length; cohort++) {
    const from = cohort * (months + 1) * COHORT_CELLS;
    for (let i = from + COHORT_CELLS; i < from + months * COHORT_CELLS; i++)
      cells[i] = (cells[i] as number) + (cells[i - COHORT_CELLS] as number);
  }
  return { months, cohorts, cells, leftOut };
}

/** Which cohort each customer is in (-1: none), and the cohorts in order: of time, or of the cut's labels. */
function membersOf(ledger: Ledger, by: By, chosen: Chosen) {
  const cut = typeof by === "object" ? cutByName(ledger, by.cut) : null;
  const keyOf = ledger.report_months.map((month) => (typeof by === "object" ? "" : periodOf(month, by)));
  const size = ledger.customers.id.length;
  const keys: (string | null)[] = new Array<string | null>(size).fill(null);
  const firsts = new Int32Array(size);
  let leftOut = 0;
  for (let customer = 0; customer < size; customer++) {
    const first = firstMonth(ledger, customer);
    if (first === null) continue;
    if (chosen !== null && labelAt(chosen.cut, customer, first) !== chosen.label) continue;
    if (first < 0) {
      leftOut += 1;
      continue;
    }
    firsts[customer] = first;
    keys[customer] =
      cut === null ? (keyOf[first] as string) : (cut.labels[labelAt(cut, customer, first)] as string);
  }
  const present = new Set(keys);
  const names = cut === null ? [...new Set(keyOf)] : cut.labels;
  const cohorts = names
    .filter((name) => present.has(name))
    .map((name) => ({ name, size: 0, opening: 0, latest: 0 }));
  const index = new Map(cohorts.map(({ name }, i) => [name, i]));
  const cohortOf = keys.map((key) => (key === null ? -1 : (index.get(key) as number)));
  for (const [customer, cohort] of cohortOf.entries()) {
    const own = cohorts[cohort];
    if (own === undefined) continue;
    own.size += 1;
    own.latest = Math.max(own.latest, firsts[customer] as number);
  }
  return { cohorts, cohortOf, leftOut };
}

/** Adds one customer's stretches; returns its balance in month 0. */
function addCustomer(
  cells: Float64Array,
  { states, months }: Ledger,
  { customer, base, apart }: { customer: number; base: number; apart: Regrouped },
): number {
  const begin = states.start[customer] as number;
  const end = states.start[customer + 1] as number;
  const first = states.month[begin] as number;
  const opening = states.balance[begin] as number;
  const wasActive = states.active[begin] as number;
  const versions = apart.get(customer);
  for (let month = first; versions !== undefined && month < months; month++) {
    const { balance, active } = versionAt(versions, month);
    const [then, now] = [balance[first + 1] as number, balance[month + 1] as number];
    const [was, is] = [then > 0 ? (active[first + 1] as number) : 0, active[month + 1] as number];
    const at = base + (month - first) * COHORT_CELLS;
    addStretch(cells, at, at + COHORT_CELLS, [then, now, Math.min(then, now), was, was & is, is]);
  }
  if (versions !== undefined) return opening;
  for (let row = begin; row < end; row++) {
    const from = base + ((states.month[row] as number) - first) * COHORT_CELLS;
    const until = row + 1 < end ? (states.month[row + 1] as number) : months;
    const to = base + (until - first) * COHORT_CELLS;
    const now = states.balance[row] as number;
    const active = states.active[row] as number;
    addStretch(cells, from, to, [
      opening,
      now,
      Math.min(opening, now),
      wasActive,
      wasActive & active,
      active,
    ]);
  }
  return opening;
}

function addStretch(cells: Float64Array, from: number, to: number, values: readonly number[]): void {
  for (const [cell, value] of values.entries()) {
    cells[from + cell] = (cells[from + cell] as number) + value;
    cells[to + cell] = (cells[to + cell] as number) - value;
  }
}
