import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ledgerOf } from "../src/ledger-of.ts";
import type { OracleInput } from "./oracle/oracle-line.ts";
import { companyArb, merge, settingsArb } from "./random-companies.ts";
import { oracleRenewals } from "./renewals-oracle.ts";
import { describeLine } from "./smallest-disagreement.ts";

/*
 * Renewals by the models against plain loops: batches of two hundred random companies, each batch one data set.
 */

const batches: OracleInput[] = fc
  .sample(settingsArb, { seed: 31, numRuns: 6 })
  .map((company, at) => ({ ...merge(fc.sample(companyArb, { seed: 600 + at, numRuns: 200 })), company }));

const inColumnOrder = (row: object): string =>
  JSON.stringify(Object.entries(row).sort(([one], [other]) => (one < other ? -1 : 1)));

/** What a failing test prints: one customer's lines, and both answers. */
function firstDifference(input: OracleInput, oracle: readonly string[], sql: readonly string[]): string {
  const only = (these: readonly string[], those: readonly string[]) => {
    const held = new Set(those);
    return these.filter((row) => !held.has(row));
  };
  const [a, b] = [only(oracle, sql), only(sql, oracle)];
  const [first = ""] = [...a, ...b];
  const customer = /"customer_id","([^"]+)"/.exec(first)?.[1];
  const own = (rows: readonly string[]) => rows.filter((row) => row.includes(`"${customer}"`));
  return [
    `${a.length} rows only of the oracle, ${b.length} only of the SQL; as_of ${input.company.as_of}, grace ${input.company.late_renewal_grace_days}`,
    ...input.lines.filter((line) => line.customer_id === customer).map(describeLine),
    "oracle:",
    ...own(a),
    "SQL:",
    ...own(b),
  ].join("\n");
}

describe("the oracle's renewals are the models'", () => {
  test.each(batches.map((input, at) => ({ input, batch: at + 1, ...input.company })))(
    "batch $batch: as_of $as_of, grace $late_renewal_grace_days, in $currency",
    { timeout: 600_000 },
    async ({ input }) => {
      const sql = (await ledgerOf(input)).renewals.map(inColumnOrder);
      const oracle = oracleRenewals(input.lines, input.company).map(inColumnOrder);
      expect(oracle.length).toBeGreaterThan(100);
      if (sql.join() !== oracle.join()) expect.fail(firstDifference(input, oracle, sql));
    },
  );
});
