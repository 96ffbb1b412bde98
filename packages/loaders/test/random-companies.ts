import fc from "fast-check";
import { groupBy } from "./oracle/group-by.ts";
import type { Assignment, OracleCompany, OracleCut, OracleInput, OracleLine } from "./oracle/oracle-line.ts";
import { linesOfThread, threadArb } from "./random-thread.ts";
import { withoutFacts } from "./random-version.ts";

/** A company without its settings: those are shared by all companies of a batch. */
export type RandomCompany = { lines: OracleLine[]; cuts: OracleCut[]; assignments?: Assignment[] };

/** The settings of a batch. */
export const settingsArb: fc.Arbitrary<OracleCompany> = fc
  .record({
    as_of: fc.constantFrom("2024-06-30", "2025-02-14", "2025-12-31", "2026-05-31"),
    netting: fc.constantFrom("product" as const, "customer" as const),
    late_renewal_grace_days: fc.oneof(fc.constantFrom(0, 30, 60, 90), fc.integer({ min: 0, max: 90 })),
    reporting: fc.constantFrom(
      { currency: "USD", exchange_rates: { EUR: "1.0825", JPY: "0.0067" } },
      { currency: "EUR", exchange_rates: { USD: "0.92", JPY: "0.00625" } },
      { currency: "JPY", exchange_rates: { USD: "149.5", EUR: "163" } },
    ),
  })
  .map(({ reporting, ...settings }) => ({ ...settings, ...reporting }));

const labels = ["Ann", "Bo", "Cy"];

/** What a customer is: industry, and the CSM, who may change. */
export const customerCutsArb = fc.record({
  industry: fc.constantFrom("Bank", "Retail"),
  /** The CSM from the start and from some later months (after 2023-01). */
  csm: fc.constantFrom(...labels),
  handovers: fc.array(
    fc.record({ month: fc.integer({ min: 1, max: 35 }), csm: fc.constantFrom(...labels) }),
    {
      maxLength: 2,
    },
  ),
});

const customerArb = fc
  .tuple(customerCutsArb, fc.array(threadArb, { minLength: 1, maxLength: 3 }))
  .map(([cuts, threads]) => ({ ...cuts, threads }));

/** From when on every customer has a label: before any line is alive. */
const beginning = "2022-01-01";

const monthAt = (number: number): string =>
  `${2023 + Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, "0")}-01`;

/** Plain: nothing that only the complete ledger knows. One to six customers with one to three products' stories each, and two cuts, one of which changes over time. */
export const companyArb: fc.Arbitrary<RandomCompany> = fc
  .array(customerArb, { minLength: 1, maxLength: 6 })
  .map((customers) => ({
    lines: customers.flatMap(({ threads }, at) =>
      threads.flatMap((thread, story) => linesOfThread(thread, `k${at}`, `${at}${story}`).map(withoutFacts)),
    ),
    cuts: cutsOf(customers),
  }));

type CustomerDraw = typeof customerArb extends fc.Arbitrary<infer Value> ? Value : never;

/** Industry, and the CSM, who changes over time. */
export const cutsOf = (customers: readonly Omit<CustomerDraw, "threads">[]): OracleCut[] =>
  customers.flatMap(({ industry, csm, handovers }, at) => [
    { cut: "industry", customer_id: `k${at}`, from_month: beginning, label: industry },
    { cut: "csm", customer_id: `k${at}`, from_month: beginning, label: csm },
    ...[...new Map(handovers.map((each) => [each.month, each.csm]))].map(([month, label]) => ({
      cut: "csm",
      customer_id: `k${at}`,
      from_month: monthAt(month),
      label,
    })),
  ]);

const prefixed = (prefix: string, id: string): string => `${prefix}${id}`;
const prefixedOrNull = (prefix: string, id: string | null): string | null =>
  id === null ? null : prefixed(prefix, id);

/** The same company with every id under a prefix; products and labels stay. */
export function renamed({ lines, cuts, assignments = [] }: RandomCompany, prefix: string): RandomCompany {
  return {
    assignments: assignments.map((row) => ({
      ...row,
      line_id: prefixed(prefix, row.line_id),
      customer_id: prefixed(prefix, row.customer_id),
    })),
    lines: lines.map((line) => ({
      ...line,
      line_id: prefixed(prefix, line.line_id),
      customer_id: prefixed(prefix, line.customer_id),
      order_id: prefixedOrNull(prefix, line.order_id),
      renewal_of: prefixedOrNull(prefix, line.renewal_of),
      replaces: prefixedOrNull(prefix, line.replaces),
    })),
    cuts: cuts.map((row) => ({ ...row, customer_id: prefixed(prefix, row.customer_id) })),
  };
}

/** Many companies as one data set, so that one build of the SQL covers hundreds: ids get a prefix a company. */
export function merge(companies: readonly RandomCompany[]): RandomCompany {
  const apart = companies.map((company, at) => renamed(company, `${String(at).padStart(4, "0")}-`));
  return {
    lines: apart.flatMap(({ lines }) => lines),
    cuts: apart.flatMap(({ cuts }) => cuts),
    assignments: apart.flatMap(({ assignments = [] }) => assignments),
  };
}

/** One input for each customer, or for customers whose contracts are assigned from one to another. */
export function byCustomer(input: OracleInput): OracleInput[] {
  const { lines, cuts = [], assignments = [], company } = input;
  const group = new Map<string, string>();
  const rootOf = (id: string): string => {
    const up = group.get(id) ?? id;
    return up === id ? id : rootOf(up);
  };
  const owner = new Map(lines.map((line) => [line.line_id, line.customer_id]));
  for (const { line_id, customer_id } of assignments)
    group.set(rootOf(owner.get(line_id) ?? customer_id), rootOf(customer_id));
  const cutsOf = groupBy(cuts, (row) => rootOf(row.customer_id));
  const movesOf = groupBy(assignments, (row) => rootOf(row.customer_id));
  return [...groupBy(lines, (line) => rootOf(line.customer_id))].map(([root, own]) => ({
    company,
    lines: own,
    cuts: cutsOf.get(root) ?? [],
    assignments: movesOf.get(root) ?? [],
  }));
}
