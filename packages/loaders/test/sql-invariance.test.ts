import { describe, expect, test } from "vitest";
import type { LedgerTables } from "./fixtures-agree.ts";
import { oracleLedger } from "./oracle/oracle-ledger.ts";
import type { OracleInput } from "./oracle/oracle-line.ts";
import { withoutGuesses } from "./plain-stories.ts";
import { batchOf } from "./random-batches.ts";
import { columnsOf, namedBackwards, splitInTwo, splittable } from "./same-money.ts";
import { sqlLedger } from "./sql-ledger.ts";

/*
 * What must change nothing the SQL says, on two hundred complete companies at once: the oracle takes them as they were
 * drawn, with every link named. The order of rows, and many companies as one: ten-thousand.ts.
 */

const drawn = [0, 1].map((at): OracleInput => {
  const input = batchOf("complete", 2026, at, 200);
  const { lines, assignments = [], cuts = [] } = input;
  return {
    ...input,
    ...withoutGuesses({ lines: [...lines], assignments: [...assignments], cuts: [...cuts] }),
  };
});

/** A row of a label in which nothing stands and nothing happens: either side may have it or not. */
const isEmpty = (row: object) =>
  Object.values(row).every((value) => typeof value !== "number" || value === 0);

/** Rows in an order of their own. */
function sorted(ledger: LedgerTables): Record<string, string[]> {
  const { byCut, ...others } = columnsOf(ledger);
  const tables: [string, (string | object)[]][] = Object.entries(others);
  tables.push(["byCut", byCut.filter((row) => !isEmpty(row))]);
  const textOf = (row: string | object) =>
    JSON.stringify(row, typeof row === "string" ? null : Object.keys(row).sort());
  return Object.fromEntries(tables.map(([table, rows]) => [table, rows.map(textOf).sort()]));
}

describe.each(drawn.map((input) => ({ input, ...input.company })))(
  "as_of $as_of, netting $netting, grace $late_renewal_grace_days",
  ({ input }) => {
    const told = { ...input, lines: [...input.lines], assignments: [...(input.assignments ?? [])] };
    const expected = sorted(oracleLedger(input));

    test("the names of lines, in money", async () => {
      expect(sorted(await sqlLedger(namedBackwards(told)))).toEqual(expected);
    });

    test("lines split in two, in money", async () => {
      const wholes = splittable(told);
      expect(wholes.length).toBeGreaterThan(50);
      expect(sorted(await sqlLedger(splitInTwo(told, wholes)))).toEqual(expected);
    });
  },
);
