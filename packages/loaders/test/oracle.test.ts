import { describe, expect, test } from "vitest";
import type { MovementRow } from "./oracle/movements.ts";
import { bases } from "./oracle/oracle-line.ts";
import { batchOf } from "./random-batches.ts";
import { describeDisagreement, smallestDisagreement } from "./smallest-disagreement.ts";
import { compareLiveWithSql, oracleOf } from "./sql-ledger.ts";

/*
 * The SQL against a second implementation that shares nothing with it: plain loops over customer x month. A batch is one
 * data set and one build; its settings hold for all of it. On a disagreement the test prints the smallest company found
 * that still shows it, and both answers. Here: the live basis of plain companies. Both bases of companies with
 * everything the ledger knows: run-longer.ts.
 */

const plain = [1, 2, 3, 4, 5, 6, 7, 8].map((at) => batchOf("plain", 2024, at, 150));
const complete = [0, 1, 2, 3, 4].map((at) => batchOf("complete", 2025, at, 300));
const batches = [...plain.slice(0, 2), ...complete];

describe("the oracle agrees with the SQL", () => {
  test.each(plain.map((input, at) => ({ input, batch: at + 1, ...input.company })))(
    "on batch $batch: as_of $as_of, grace $late_renewal_grace_days, netting $netting, in $currency",
    { timeout: 600_000 },
    async ({ input }) => {
      const found = await compareLiveWithSql(input);
      if (found.length === 0) return;
      const smallest = await smallestDisagreement(input, compareLiveWithSql);
      expect.fail(describeDisagreement(smallest, await compareLiveWithSql(smallest)));
    },
  );
});

describe("the random companies reach", () => {
  const movements = (): MovementRow[] => batches.flatMap((input) => oracleOf(input).movements);
  const logos = () => batches.flatMap((input) => oracleOf(input).logos);

  test.each(bases)("every kind, side, occasion and reason: %s", (basis) => {
    const own = movements().filter((row) => row.basis === basis);
    const seen = (column: "kind" | "side" | "occasion" | "reason" | "category" | "currency") =>
      [...new Set(own.map((row) => String(row[column])))].sort();
    expect(seen("kind")).toEqual([
      "add_on",
      "archive",
      "churn",
      "downgrade",
      "fx",
      "new",
      "product_churn",
      "reactivation",
      "transfer",
      "upgrade",
    ]);
    expect(seen("side")).toEqual(["contraction", "expansion", "none", "swap"]);
    expect(seen("occasion")).toEqual(["contracted_step", "initial", "mid_term", "null", "renewal"]);
    const withdrawn = basis === "committed" ? ["notice withdrawn"] : [];
    expect(seen("reason")).toEqual(["acquired", "budget", ...withdrawn, "null", "paused", "unknown"]);
    expect(seen("category")).toEqual(["company", "null", "price"]);
    expect(seen("currency")).toEqual(["EUR", "JPY", "USD"]);
  });

  test("both policies of netting and of exchange rates, strict and long grace, a later history", () => {
    const settings = batches.map((input) => input.company);
    expect(new Set(settings.map((company) => company.netting)).size).toBe(2);
    expect(new Set(settings.map((company) => company.month_rates === undefined)).size).toBe(2);
    expect(new Set(settings.map((company) => company.history_from === undefined)).size).toBe(2);
    const graces = settings.map((company) => company.late_renewal_grace_days);
    expect(Math.min(...graces)).toBeLessThanOrEqual(2);
    expect(Math.max(...graces)).toBeGreaterThanOrEqual(60);
  });

  test.each(bases)("rows that are rare: %s", (basis) => {
    const own = movements().filter((row) => row.basis === basis);
    const states = logos().filter((row) => row.basis === basis);
    expect(own.some((row) => row.amount_minor === 0 && row.quantity_minor !== 0)).toBe(true);
    expect(own.some((row) => (row.list_minor ?? 0) !== 0)).toBe(true);
    expect(own.some((row) => row.reasons !== null)).toBe(true);
    const isLogo = new Set(states.map((row) => `${row.customer_id} ${row.report_month} ${row.kind}`));
    const stays = own.filter(
      (row) =>
        row.kind === "reactivation" && !isLogo.has(`${row.customer_id} ${row.report_month} reactivation`),
    );
    expect(stays.length).toBeGreaterThan(0);
    expect(states.some((row) => row.active_delta === 0 && row.archived_delta === -1)).toBe(true);
    expect(states.some((row) => row.active_delta === 1 && row.archived_delta === -1)).toBe(true);
    expect(states.some((row) => row.kind === "new" && row.archived_delta === 1)).toBe(true);
    expect(states.some((row) => row.merged_delta === 1)).toBe(true);
    expect(states.some((row) => row.merged_delta === -1)).toBe(true);
    expect(states.some((row) => row.merged_archived_delta !== 0)).toBe(true);
  });

  test("a notice taken back beside an upgrade in one month of one product", () => {
    const back = movements().filter(
      (row) => row.kind === "reactivation" && row.reason === "notice withdrawn",
    );
    const keyOf = (row: MovementRow) =>
      [row.basis, row.report_month, row.customer_id, row.product, row.currency].join(" ");
    const upgrades = new Set(
      movements()
        .filter((row) => row.kind === "upgrade")
        .map(keyOf),
    );
    expect(back.some((row) => upgrades.has(keyOf(row)))).toBe(true);
  });
});
