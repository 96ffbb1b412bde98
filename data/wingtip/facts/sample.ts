import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { sold, writeSold } from "../sold.ts";
import { type Assignment, type Balance, contracts, type MonthEnd, monthEnds } from "./month-ends.ts";
import { readCsv } from "./read-csv.ts";
import { readExports } from "./read-exports.ts";

export const folder = mkdtempSync(join(tmpdir(), "wingtip-"));
writeSold(folder, sold());
afterAll(() => rmSync(folder, { recursive: true }));

/** One fresh run of what the generator says was sold, read back the plain way. */
export const { customers, lines: rows, faults } = readExports(folder);
export const lines = contracts(rows);
export const assignments = readCsv(join(folder, "assignments.csv")).map(({ cells }): Assignment => {
  return { line: cells.line_id ?? "", to: cells.customer_id ?? "", on: cells.assigned_on ?? "" };
});
export const months = monthEnds(lines, assignments);
/** The same months, each line with the customer it belongs to now: what retention compares. */
const regrouped = monthEnds(
  lines,
  assignments.map((one) => ({ ...one, on: "" })),
);
export const customerById = new Map(
  customers.map((customer) => [customer.customer_id ?? "", customer] as const),
);

export const AS_OF = "2025-12-31";
export const UNAVOIDABLE = ["acquired", "bankrupt", "shut_down"];

/** The month-end of a month, "2025-12". */
export function at(month: string): MonthEnd {
  const found = months.find((one) => one.month === month);
  if (found === undefined) throw new RangeError(`at: no such month, got ${month}`);
  return found;
}

export const sum = (numbers: Iterable<number>): number => [...numbers].reduce((total, one) => total + one, 0);
export const mean = (numbers: readonly number[]): number => sum(numbers) / numbers.length;
export const arr = (month: MonthEnd): number =>
  sum([...month.byCustomer.values()].map(({ cents }) => cents)) / 100;
export const paying = (month: MonthEnd): Balance[] =>
  [...month.byCustomer.values()].filter(({ isArchived }) => !isArchived);

export type Loss = { customer: string; month: string; balance: Balance };

/** Every customer that went from a balance to none, with what it had. */
export const losses: Loss[] = months.flatMap((month, index) =>
  [...(months[index - 1]?.byCustomer ?? [])]
    .filter(([customer]) => !month.byCustomer.has(customer))
    .map(([customer, balance]) => ({ customer, month: month.month, balance })),
);

/** The largest line of a loss: it carries the reason. */
export const leadOf = ({ balance }: Loss) =>
  [...balance.lines].sort((a, b) => b.annualCents - a.annualCents)[0];

/** Twelve months of the customers alive a year before a month: net and gross retention in money, churn in logos. */
export function cohort(month: string, keep: (customer: string) => boolean = () => true) {
  const index = months.indexOf(at(month));
  const then = [...(regrouped[index - 12]?.byCustomer ?? [])].filter(([customer]) => keep(customer));
  const now = at(month).byCustomer;
  const opening = sum(then.map(([, { cents }]) => cents));
  const paid = (customer: string) => now.get(customer)?.cents ?? 0;
  return {
    netRetention: sum(then.map(([customer]) => paid(customer))) / opening,
    grossRetention: sum(then.map(([customer, { cents }]) => Math.min(paid(customer), cents))) / opening,
    logoChurn: then.filter(([customer]) => !now.has(customer)).length / then.length,
    logos: then.length,
  };
}

/** Money that came and went in a month, US dollars a year. */
export function movements(month: string) {
  const index = months.indexOf(at(month));
  const before = months[index - 1]?.byCustomer ?? new Map<string, Balance>();
  const seen = new Set(months.slice(0, index).flatMap(({ byCustomer }) => [...byCustomer.keys()]));
  const moved = {
    new: 0,
    reactivation: 0,
    expansion: 0,
    contraction: 0,
    churn: 0,
    newLogos: 0,
    churnedLogos: 0,
  };
  for (const [customer, { cents }] of at(month).byCustomer) {
    const change = (cents - (before.get(customer)?.cents ?? 0)) / 100;
    if (before.has(customer)) moved[change > 0 ? "expansion" : "contraction"] += Math.abs(change);
    else moved[seen.has(customer) ? "reactivation" : "new"] += change;
    if (!seen.has(customer)) moved.newLogos += 1;
  }
  for (const [customer, { cents }] of before) {
    if (at(month).byCustomer.has(customer)) continue;
    moved.churn += cents / 100;
    moved.churnedLogos += 1;
  }
  return moved;
}
