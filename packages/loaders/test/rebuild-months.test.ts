import { DuckDBInstance } from "@duckdb/node-api";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type RebuiltMonth, rebuildMonth, rebuildTables } from "../src/build/rebuild-newest-month.ts";
import { runLedger } from "../src/ledger-of.ts";
import { lastWholeMonth } from "../src/models/seed-tables.ts";
import type { OracleInput } from "./oracle/oracle-line.ts";
import { companyArb, merge, settingsArb } from "./random-companies.ts";
import { companyWithFactsArb } from "./random-facts.ts";

/*
 * Closed months do not change: every month of random companies, rebuilt from the facts dated by its last day alone, closes
 * at the balances the whole export gives.
 */

/** Every month from January 2023 on. */
async function everyMonth(input: OracleInput): Promise<RebuiltMonth[]> {
  const instance = await DuckDBInstance.create(":memory:", { threads: "2" });
  const connection = await instance.connect();
  try {
    const { models, settings } = await runLedger(connection, input, { keep: rebuildTables });
    const months: RebuiltMonth[] = [];
    for (let month = 2023 * 12 + 1; month <= lastWholeMonth(settings.as_of); month += 1)
      months.push(await rebuildMonth(connection, models, settings, { monthNo: month }));
    return months;
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

const batches: OracleInput[] = [0, 30, 60].map((late_renewal_grace_days, at) => {
  const [company] = fc.sample(settingsArb, { seed: 77 + at, numRuns: 1 });
  if (!company) throw new Error("rebuild-months: no settings were drawn");
  return {
    ...merge(fc.sample(at === 1 ? companyWithFactsArb : companyArb, { seed: 4000 + at, numRuns: 40 })),
    company: { ...company, late_renewal_grace_days },
  };
});

describe("every month of random companies closes the same when rebuilt", () => {
  test.each(batches.map((input) => ({ input, ...input.company })))(
    "grace $late_renewal_grace_days, as_of $as_of",
    { timeout: 600_000 },
    async ({ input }) => {
      const months = await everyMonth(input);
      const customers = new Set(input.lines.map((line) => line.customer_id)).size;
      const changed = months.flatMap((month) => month.changed.map((row) => ({ ...row, month: month.month })));
      expect(changed.filter((row) => !row.is_signed_ahead)).toEqual([]);
      // Most customers are rebuilt somewhere, and few have a line signed before the one it continues.
      expect(Math.max(...months.map((month) => month.rebuilt))).toBeGreaterThan(customers / 2);
      expect(new Set(changed.map((row) => row.customer_id)).size).toBeLessThan(customers / 10);
    },
  );
});
