import { carriers, everyone } from "./carriers.ts";
import { firstMonth } from "./first-month.ts";
import type { CutColumns, Ledger } from "./ledger.ts";
import { regrouped, type Version, versionAt } from "./regrouped.ts";
import { cutByName } from "./resolve.ts";
import { labelAt } from "./state-at.ts";
import { periodOf } from "./sum-periods.ts";

/** opening, retained, kept; active then, active then and now, active now. */
export const COHORT_CELLS = 6;

/** Components by cohort and age: index = (cohort * (months + 1) + age) * COHORT_CELLS + cell. */
export interface CohortSums {
  /** The months seen: up to and with the last one looked at. */
  readonly months: number;
  readonly cohorts: Cohort[];
  readonly cells: Float64Array;
  /** Customers whose first balance lies before the first month. */
  readonly leftOut: number;
}

interface Cohort {
  name: string;
  size: number;
  opening: number;
  /** The earliest and latest first month of its customers. */
  earliest: number;
  latest: number;
}

type By = "month" | "quarter" | "year" | { cut: string };
type Chosen = { cut: CutColumns; label: number } | null;

/**
 * Every change point of a customer writes a difference at its age, summed over the ages at the end: time grows with
 * change points, not with months. What a customer adds ends with its last month seen, so a cell holds those who are that
 * old.
 */
export function cohortSums(
  ledger: Ledger,
  { by, chosen, months }: { by: By; chosen: Chosen; months: number },
): CohortSums {
  const { cohorts, cohortOf, customers, leftOut } = cohortMembers(ledger, { by, chosen, months });
  const apart = regrouped(ledger);
  const stride = (months + 1) * COHORT_CELLS;
  const cells = new Float64Array(cohorts.length * stride);
  for (let place = 0; place < customers.length; place++) {
    const customer = customers[place] as number;
    const cohort = cohortOf[customer] as number;
    if (cohort < 0) continue;
    (cohorts[cohort] as Cohort).opening += ledger.states.balance[
      ledger.states.start[customer] as number
    ] as number;
    const versions = apart.get(customer);
    if (versions === undefined) addCustomer(cells, ledger, { customer, base: cohort * stride, months });
    else addRegrouped(cells, ledger, { customer, base: cohort * stride, months, versions });
  }
  for (let cohort = 0; cohort < cohorts.length; cohort++) {
    const from = cohort * stride;
    for (let i = from + COHORT_CELLS; i < from + months * COHORT_CELLS; i++)
      cells[i] = (cells[i] as number) + (cells[i - COHORT_CELLS] as number);
  }
  return { months, cohorts, cells, leftOut };
}

/** Which cohort each customer is in (-1: none), the cohorts in order (of time, or of the cut's labels), and who was looked at. */
export function cohortMembers(
  ledger: Ledger,
  { by, chosen, months }: { by: By; chosen: Chosen; months: number },
): { cohorts: Cohort[]; cohortOf: Int32Array; customers: Int32Array; leftOut: number } {
  const cut = typeof by === "object" ? cutByName(ledger, by.cut) : null;
  const periods = ledger.report_months.map((month) => (typeof by === "object" ? "" : periodOf(month, by)));
  const names = cut === null ? [...new Set(periods)] : cut.labels;
  const place = new Map(names.map((name, i) => [name, i]));
  const periodPlace = Int32Array.from(periods, (name) => place.get(name) ?? 0);
  const all = names.map((name): Cohort => ({ name, size: 0, opening: 0, earliest: months, latest: 0 }));
  const cohortOf = new Int32Array(ledger.customers.id.length).fill(-1);
  const customers =
    chosen === null ? everyone(cohortOf.length) : (carriers(chosen.cut)[chosen.label] as Int32Array);
  let leftOut = 0;
  for (let place = 0; place < customers.length; place++) {
    const customer = customers[place] as number;
    const first = firstMonth(ledger, customer);
    if (first === null || first >= months) continue;
    if (chosen !== null && labelAt(chosen.cut, customer, first) !== chosen.label) continue;
    if (first < 0) {
      leftOut += 1;
      continue;
    }
    const at = cut === null ? (periodPlace[first] as number) : labelAt(cut, customer, first);
    const own = all[at] as Cohort;
    own.size += 1;
    if (first < own.earliest) own.earliest = first;
    if (first > own.latest) own.latest = first;
    cohortOf[customer] = at;
  }
  const cohorts = all.filter(({ size }) => size > 0);
  const index = Int32Array.from(all, (cohort) => cohorts.indexOf(cohort));
  for (let customer = 0; customer < cohortOf.length; customer++)
    if (cohortOf[customer] !== -1) cohortOf[customer] = index[cohortOf[customer] as number] as number;
  return { cohorts, cohortOf, customers, leftOut };
}

type Own = { customer: number; base: number; months: number };

/** Adds one customer: at each change point what differs from the one before, and after the last month seen all of it away. */
function addCustomer(cells: Float64Array, { states }: Ledger, { customer, base, months }: Own): void {
  const begin = states.start[customer] as number;
  const end = states.start[customer + 1] as number;
  const first = states.month[begin] as number;
  const then = states.balance[begin] as number;
  const wasActive = states.active[begin] as number;
  const last = base + (months - first) * COHORT_CELLS;
  addBoth(cells, base, last, then);
  addBoth(cells, base + 3, last + 3, wasActive);
  let [now, kept, active] = [0, 0, 0];
  for (let row = begin; row < end; row++) {
    const month = states.month[row] as number;
    if (month >= months) break;
    const at = base + (month - first) * COHORT_CELLS;
    const balance = states.balance[row] as number;
    const isActive = states.active[row] as number;
    const both = balance < then ? balance : then;
    addBoth(cells, at + 1, last + 1, balance - now);
    addBoth(cells, at + 2, last + 2, both - kept);
    now = balance;
    kept = both;
    if (isActive === active) continue;
    addBoth(cells, at + 4, last + 4, wasActive * (isActive - active));
    addBoth(cells, at + 5, last + 5, isActive - active);
    active = isActive;
  }
}

/** The same for a customer that gave or received contracts: each month by the assignments in force in it. */
function addRegrouped(
  cells: Float64Array,
  { states }: Ledger,
  { customer, base, months, versions }: Own & { versions: readonly Version[] },
): void {
  const first = states.month[states.start[customer] as number] as number;
  for (let month = first; month < months; month++) {
    const { balance, active } = versionAt(versions, month);
    const [then, now] = [balance[first + 1] as number, balance[month + 1] as number];
    const [was, is] = [then > 0 ? (active[first + 1] as number) : 0, active[month + 1] as number];
    const from = base + (month - first) * COHORT_CELLS;
    for (const [cell, value] of [then, now, Math.min(then, now), was, was & is, is].entries())
      addBoth(cells, from + cell, from + COHORT_CELLS + cell, value);
  }
}

function addBoth(cells: Float64Array, from: number, to: number, value: number): void {
  cells[from] = (cells[from] as number) + value;
  cells[to] = (cells[to] as number) - value;
}
