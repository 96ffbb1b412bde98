import { describe, expect, test } from "vitest";
import { expectLaws } from "./ledger-laws.ts";
import { batchOf } from "./random-batches.ts";
import { describeDisagreement, smallestDisagreement } from "./smallest-disagreement.ts";
import { compareWithSql, oracleOf } from "./sql-ledger.ts";

/*
 * The SQL against a second implementation that shares nothing with it: plain loops over customer x month. Here: companies
 * with many customers and long stories. Companies with everything the ledger knows: ten-thousand.ts.
 */

const batches = [1, 2, 3].map((at) => batchOf("plain", 2024, at, 150));

describe("the oracle agrees with the SQL", () => {
  test.each(batches.map((input, at) => ({ input, batch: at + 1, ...input.company })))(
    "on batch $batch: as_of $as_of, grace $late_renewal_grace_days, netting $netting, in $currency",
    { timeout: 600_000 },
    async ({ input }) => {
      const found = await compareWithSql(input);
      if (found.length > 0) {
        const smallest = await smallestDisagreement(input, compareWithSql);
        expect.fail(describeDisagreement(smallest, await compareWithSql(smallest)));
      }
      expectLaws(oracleOf(input), input.company);
    },
  );
});
