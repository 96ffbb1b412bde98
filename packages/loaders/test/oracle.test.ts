import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { OracleInput } from "./oracle/oracle-line.ts";
import { companyArb, merge, settingsArb } from "./random-companies.ts";
import { describeDisagreement, smallestDisagreement } from "./smallest-disagreement.ts";
import { compareWithSql, oracleOf } from "./sql-ledger.ts";

/*
 * The SQL against a second implementation that shares nothing with it: plain loops over customer x month.
 * Eleven batches of a hundred random companies; a batch is one data set and one build. Settings hold for a whole batch.
 * On a disagreement the test prints the smallest company found that still shows it, and both answers.
 */

const batches: OracleInput[] = fc
  .sample(settingsArb, { seed: 2024, numRuns: 11 })
  .map((company, at) => ({ ...merge(fc.sample(companyArb, { seed: 1000 + at, numRuns: 100 })), company }));

describe("the oracle agrees with the SQL", () => {
  test.each(batches.map((input, at) => ({ input, batch: at + 1, ...input.company })))(
    "on batch $batch: as_of $as_of, grace $late_renewal_grace_days, netting $netting, in $currency",
    { timeout: 600_000 },
    async ({ input }) => {
      const found = await compareWithSql(input);
      if (found.length === 0) return;
      const smallest = await smallestDisagreement(input, compareWithSql);
      expect.fail(describeDisagreement(smallest, await compareWithSql(smallest)));
    },
  );
});

describe("the random companies reach", () => {
  const movements = () => batches.flatMap((input) => oracleOf(input).movements);
  const seen = (column: "kind" | "side" | "occasion" | "reason" | "currency") =>
    [...new Set(movements().map((row) => row[column]))].sort();

  test("every kind, side, occasion and reason", () => {
    expect(seen("kind")).toEqual([
      "add_on",
      "archive",
      "churn",
      "downgrade",
      "new",
      "product_churn",
      "reactivation",
      "upgrade",
    ]);
    expect(seen("side")).toEqual(["contraction", "expansion", "none", "swap"]);
    expect(seen("occasion")).toEqual(["contracted_step", "initial", "mid_term", "renewal"]);
    expect(seen("reason")).toEqual(["acquired", "budget", null, "unknown"]);
    expect(seen("currency")).toEqual(["EUR", "JPY", "USD"]);
  });

  test("both policies of netting, strict and long grace", () => {
    expect(new Set(batches.map((input) => input.company.netting)).size).toBe(2);
    const graces = batches.map((input) => input.company.late_renewal_grace_days);
    expect(graces).toContain(0);
    expect(Math.max(...graces)).toBeGreaterThanOrEqual(60);
  });

  test("rows that are rare: of 0 with a quantity, a returning chain while the customer stays, an archived logo lost", () => {
    expect(movements().some((row) => row.amount_minor === 0 && row.quantity_minor !== 0)).toBe(true);
    const logos = batches.flatMap((input) => oracleOf(input).logos);
    const isLogo = new Set(logos.map((row) => `${row.customer_id} ${row.report_month} ${row.kind}`));
    const stays = movements().filter(
      (row) =>
        row.kind === "reactivation" && !isLogo.has(`${row.customer_id} ${row.report_month} reactivation`),
    );
    expect(stays.length).toBeGreaterThan(0);
    expect(logos.some((row) => row.active_delta === 0 && row.archived_delta === -1)).toBe(true);
    expect(logos.some((row) => row.active_delta === 1 && row.archived_delta === -1)).toBe(true);
    expect(logos.some((row) => row.kind === "new" && row.archived_delta === 1)).toBe(true);
  });
});
