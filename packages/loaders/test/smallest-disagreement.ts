import type { Difference } from "./compare-ledgers.ts";
import type { OracleInput, OracleLine } from "./oracle/oracle-line.ts";
import { byCustomer, merge } from "./random-companies.ts";

/** How two implementations differ on an input; none = they agree. */
export type Compare = (input: OracleInput) => Promise<Difference[]>;

const joined = (inputs: readonly OracleInput[], like: OracleInput): OracleInput => ({
  company: like.company,
  lines: inputs.flatMap((input) => input.lines),
  cuts: inputs.flatMap((input) => input.cuts ?? []),
  assignments: inputs.flatMap((input) => input.assignments ?? []),
});

/** Ways to make a line plainer, tried in this order. */
const simpler: ((line: OracleLine) => Partial<OracleLine>)[] = [
  () => ({ notice_on: null, notice_monthly_minor: null, notice_quantity: null, notice_withdrawn_on: null }),
  () => ({ notice_withdrawn_on: null }),
  () => ({ notice_monthly_minor: null, notice_quantity: null }),
  () => ({ notice_quantity: null }),
  () => ({ paused_on: null, resumes_on: null }),
  () => ({ auto_renews: false, renewal_months: null }),
  () => ({ renewal_months: null }),
  () => ({ list_unit_monthly_minor: null }),
  () => ({ renewal_of: null }),
  () => ({ replaces: null }),
  () => ({ order_type: null }),
  () => ({ order_id: null }),
  () => ({ sku: null }),
  () => ({ reason: null }),
  () => ({ product: "Core" }),
  () => ({ currency: "USD" }),
  (line) => ({ signed_on: line.start_on }),
  () => ({ end_means: "term" }),
  () => ({ end_on: null, auto_renews: false }),
];

/** A line that ends before it starts is one only with the notice that cancelled it. */
const isReadable = ({ start_on, end_on, notice_on }: OracleLine): boolean =>
  end_on === null || end_on > start_on || (notice_on !== null && notice_on < start_on);

/** Every input that is one step plainer: without a line, an assignment, or a fact of a line. */
function plainer(input: OracleInput): OracleInput[] {
  const { lines, assignments = [] } = input;
  const without = <Row>(rows: readonly Row[], at: number) => rows.filter((_, index) => index !== at);
  const named = (kept: readonly OracleLine[]) => new Set(kept.map((line) => line.line_id));
  return [
    ...lines.map((_, at) => {
      const kept = without(lines, at);
      const ids = named(kept);
      return { ...input, lines: kept, assignments: assignments.filter((row) => ids.has(row.line_id)) };
    }),
    ...assignments.map((_, at) => ({ ...input, assignments: without(assignments, at) })),
    ...lines.flatMap((line, at) =>
      simpler
        .map((change) => ({ ...line, ...change(line) }))
        .filter((changed) => JSON.stringify(changed) !== JSON.stringify(line) && isReadable(changed))
        .map((changed) => ({ ...input, lines: lines.map((each, index) => (index === at ? changed : each)) })),
    ),
  ].filter((each) => each.lines.length > 0);
}

/** The customers named in what differs first; null where the first table to differ names none. */
function customersIn([first]: readonly Difference[]): Set<string> | null {
  const rows = [...(first?.onlyFirst ?? []), ...(first?.onlySecond ?? [])];
  const ids = rows.flatMap((row) => {
    const columns = row.startsWith("[") ? (JSON.parse(row) as [string, unknown][]) : [];
    return columns.filter(([column]) => column === "customer_id").map(([, id]) => String(id));
  });
  return ids.length > 0 ? new Set(ids) : null;
}

/** Which of some inputs still differ: all of them as one data set, so that one comparison answers for all. */
async function stillDiffer(
  inputs: readonly OracleInput[],
  compare: Compare,
  table: string,
): Promise<OracleInput[]> {
  const [like] = inputs;
  if (!like) return [];
  const apart = inputs.map((input) => ({
    ...input,
    lines: [...input.lines],
    cuts: [...(input.cuts ?? [])],
    assignments: [...(input.assignments ?? [])],
  }));
  const found = await compare({ ...merge(apart), company: like.company });
  if (found.length === 0) return [];
  const customers = customersIn(found);
  if (customers && found[0]?.table === table) {
    const numbers = new Set([...customers].map((id) => Number(id.slice(0, 4))));
    return inputs.filter((_, at) => numbers.has(at));
  }
  // A build that stops, or a table of totals: one by one, up to the first.
  for (const input of inputs) if ((await compare(input))[0]?.table === table) return [input];
  return [];
}

/**
 * The smallest input on which two implementations still differ: customers, then lines, then what lines say are taken
 * away as long as the first table to differ stays the same (so that one fault does not turn into another).
 */
export async function smallestDisagreement(input: OracleInput, compare: Compare): Promise<OracleInput> {
  const found = await compare(input);
  const table = found[0]?.table;
  if (table === undefined) return input;
  const named = customersIn(found);
  const differing = byCustomer(input).filter(
    ({ lines }) => named === null || lines.some((line) => named.has(line.customer_id)),
  );
  differing.sort((a, b) => a.lines.length - b.lines.length);
  let smallest = input;
  if (named) {
    for (const each of differing.slice(0, 5)) {
      if ((await compare(each))[0]?.table !== table) continue;
      smallest = each;
      break;
    }
  } else smallest = await fewestCustomers(input, compare, table);
  const bare = { ...smallest, cuts: [] };
  if ((await compare(bare))[0]?.table === table) smallest = bare;
  for (;;) {
    const [next] = await stillDiffer(plainer(smallest), compare, table);
    if (!next) return smallest;
    smallest = next;
  }
}

/** Halves the customers while one half alone still differs, then drops them one by one. */
async function fewestCustomers(input: OracleInput, compare: Compare, table: string): Promise<OracleInput> {
  let customers = byCustomer(input);
  for (let size = Math.ceil(customers.length / 2); ; size = Math.ceil(size / 2)) {
    for (let from = 0; from < customers.length && customers.length > 1; ) {
      const rest = [...customers.slice(0, from), ...customers.slice(from + size)];
      if (rest.length > 0 && (await compare(joined(rest, input)))[0]?.table === table) customers = rest;
      else from += size;
    }
    if (size === 1) return joined(customers, input);
  }
}

/** A line as a person reads it: only what is not the default. */
export function describeLine(line: OracleLine): string {
  const says = (name: string, value: unknown) =>
    value === null || value === false ? "" : ` ${name} ${value}`;
  return [
    `${line.customer_id} ${line.line_id} ${line.product} ${line.monthly_minor} ${line.currency}`,
    ` (${line.quantity} x ${line.unit_monthly_minor}) [${line.start_on}, ${line.end_on ?? "open"}) ${line.end_means}`,
    line.signed_on === line.start_on ? "" : ` signed ${line.signed_on}`,
    says("notice", line.notice_on),
    says("withdrawn", line.notice_withdrawn_on),
    says("leaves", line.notice_monthly_minor),
    says("quantity left", line.notice_quantity),
    line.auto_renews ? ` renews itself every ${line.renewal_months ?? "term"}` : "",
    says("paused", line.paused_on),
    says("resumes", line.resumes_on),
    says("list", line.list_unit_monthly_minor),
    says("renews", line.renewal_of),
    says("replaces", line.replaces),
    says("type", line.order_type),
    says("order", line.order_id),
    says("sku", line.sku),
    says("reason", line.reason),
    line.is_recurring ? "" : " not recurring",
    says("trial", line.is_trial),
  ].join("");
}

/** A row as a person reads it: what is neither 0 nor empty. */
function describeRow(row: string): string {
  if (!row.startsWith("[")) return `  ${row}`;
  const said = (JSON.parse(row) as [string, unknown][]).filter(([, value]) => value !== 0 && value !== null);
  return `  ${said.map(([column, value]) => `${column} ${value}`).join(", ")}`;
}

/** What a failing test prints: the company, its lines, and the rows of the first table that only one side holds. */
export function describeDisagreement(input: OracleInput, found: readonly Difference[]): string {
  const { company } = input;
  const first = found[0] ?? { table: "nothing differs", onlyFirst: [], onlySecond: [] };
  return [
    `as_of ${company.as_of}, grace ${company.late_renewal_grace_days}, netting ${company.netting}, in ${company.currency}`,
    ...(company.history_from ? [`history from ${company.history_from}`] : []),
    ...(company.month_rates ? ["rates of each month's end"] : []),
    ...input.lines.map((line) => `  ${describeLine(line)}`),
    ...(input.cuts ?? []).map(
      (row) => `  ${row.cut} of ${row.customer_id} from ${row.from_month}: ${row.label}`,
    ),
    ...(input.assignments ?? []).map(
      (row) => `  ${row.line_id} goes to ${row.customer_id} on ${row.assigned_on}`,
    ),
    `tables that differ: ${found.map(({ table }) => table).join(", ")}`,
    `${first.table}, only the oracle:`,
    ...first.onlyFirst.slice(0, 8).map(describeRow),
    `${first.table}, only the SQL:`,
    ...first.onlySecond.slice(0, 8).map(describeRow),
  ].join("\n");
}
