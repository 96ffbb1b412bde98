import type { Difference } from "./compare-ledgers.ts";
import type { OracleInput, OracleLine } from "./oracle/oracle-line.ts";
import { byCustomer } from "./random-companies.ts";

/** How two implementations differ on an input; none = they agree. */
export type Compare = (input: OracleInput) => Promise<Difference[]>;

const joined = (inputs: readonly OracleInput[], like: OracleInput): OracleInput => ({
  company: like.company,
  lines: inputs.flatMap((input) => input.lines),
  cuts: inputs.flatMap((input) => input.cuts ?? []),
});

/** Ways to make a line plainer, tried in this order. */
const simpler: ((line: OracleLine) => Partial<OracleLine>)[] = [
  () => ({ notice_on: null, notice_monthly_minor: null, notice_quantity: null }),
  () => ({ notice_monthly_minor: null, notice_quantity: null }),
  () => ({ notice_quantity: null }),
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
  () => ({ end_on: null }),
];

/**
 * The smallest input on which two implementations still differ: customers, then lines, then what lines say are taken
 * away as long as the first table to differ stays the same (so that one fault does not turn into another). Each try
 * costs one comparison.
 */
export async function smallestDisagreement(input: OracleInput, compare: Compare): Promise<OracleInput> {
  const table = (await compare(input))[0]?.table;
  if (table === undefined) return input;
  const differs = async (candidate: OracleInput) => (await compare(candidate))[0]?.table === table;

  // Halve the customers while one half alone still differs, then drop them one by one.
  let customers = byCustomer(input);
  for (let size = Math.ceil(customers.length / 2); ; size = Math.ceil(size / 2)) {
    for (let from = 0; from < customers.length && customers.length > 1; ) {
      const rest = [...customers.slice(0, from), ...customers.slice(from + size)];
      if (rest.length > 0 && (await differs(joined(rest, input)))) customers = rest;
      else from += size;
    }
    if (size === 1) break;
  }
  let smallest = joined(customers, input);
  if (await differs({ ...smallest, cuts: [] })) smallest = { ...smallest, cuts: [] };

  for (let at = 0; at < smallest.lines.length; ) {
    const fewer = { ...smallest, lines: smallest.lines.filter((_, index) => index !== at) };
    if (fewer.lines.length > 0 && (await differs(fewer))) smallest = fewer;
    else at += 1;
  }
  for (const [at] of smallest.lines.entries()) {
    for (const change of simpler) {
      const line = smallest.lines[at];
      if (!line) continue;
      const changed = { ...line, ...change(line) };
      if (JSON.stringify(changed) === JSON.stringify(line)) continue;
      const plainer = {
        ...smallest,
        lines: smallest.lines.map((each, index) => (index === at ? changed : each)),
      };
      if (await differs(plainer)) smallest = plainer;
    }
  }
  return smallest;
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
    says("leaves", line.notice_monthly_minor),
    says("quantity left", line.notice_quantity),
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
    ...input.lines.map((line) => `  ${describeLine(line)}`),
    ...(input.cuts ?? []).map(
      (row) => `  ${row.cut} of ${row.customer_id} from ${row.from_month}: ${row.label}`,
    ),
    `tables that differ: ${found.map(({ table }) => table).join(", ")}`,
    `${first.table}, only the oracle:`,
    ...first.onlyFirst.slice(0, 8).map(describeRow),
    `${first.table}, only the SQL:`,
    ...first.onlySecond.slice(0, 8).map(describeRow),
  ].join("\n");
}
