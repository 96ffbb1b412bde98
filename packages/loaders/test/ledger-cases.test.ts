import { describe, expect, test } from "vitest";
import { differences } from "./compare-ledgers.ts";
import { definitionCases } from "./fixtures/definition-cases.ts";
import type { LedgerCase } from "./fixtures/ledger-case.ts";
import { casesLeft, ledgerCases } from "./fixtures/ledger-cases.ts";
import { expectCase, type LedgerTables } from "./fixtures-agree.ts";
import { groupBy } from "./oracle/group-by.ts";
import { oracleLedger } from "./oracle/oracle-ledger.ts";
import type { OracleCut, OracleInput } from "./oracle/oracle-line.ts";
import { merge } from "./random-companies.ts";
import { sqlLedger } from "./sql-ledger.ts";

const cases = [...ledgerCases, ...definitionCases];

describe("the oracle holds", () => {
  test.each(cases)("$name", (worked) => {
    expectCase(oracleLedger(worked), worked);
  });
  test("cases whose names are unique, so a failure names one", () => {
    expect(new Set(cases.map((worked) => worked.name)).size).toBe(cases.length);
  });
  test("every worked case, or says why not", () => {
    const said = [...ledgerCases.map((worked) => worked.name), ...casesLeft.map((left) => left.part)].join(
      " ",
    );
    for (let number = 1; number <= 25; number += 1) expect(said).toMatch(new RegExp(`\\b${number}\\b`));
  });
});

/** Every customer in every cut, so that cases with and without cuts share a data set. */
function withLabels({ lines, cuts = [] }: LedgerCase): { lines: LedgerCase["lines"]; cuts: OracleCut[] } {
  const customers = new Set(lines.map((line) => line.customer_id));
  const missing = [...customers].filter((id) => !cuts.some((row) => row.customer_id === id));
  const none = missing.map((customer_id) => ({
    cut: "csm",
    customer_id,
    from_month: "2020-01-01",
    label: "none",
  }));
  return { lines, cuts: [...cuts, ...none] };
}

/** The rows of one case among those of many, its customers under their own names again. */
function ownRows(all: LedgerTables, at: number): Pick<LedgerTables, "movements" | "logos"> {
  const prefix = `${String(at).padStart(4, "0")}-`;
  const isOwn = (row: { customer_id: string }) => row.customer_id.startsWith(prefix);
  const short = (id: string) => id.slice(prefix.length);
  return {
    movements: all.movements
      .filter(isOwn)
      .map((row) => ({ ...row, customer_id: short(row.customer_id), line_id: short(row.line_id) })),
    logos: all.logos.filter(isOwn).map((row) => ({ ...row, customer_id: short(row.customer_id) })),
  };
}

/** Cases that share a company's settings are one data set: one build of the SQL for each setting. */
const bySettings = [...groupBy(cases, (worked) => JSON.stringify(worked.company)).values()];

describe("the SQL holds", () => {
  test.each(bySettings.map((group) => ({ group, names: group.map((worked) => worked.name).join("; ") })))(
    "$names",
    async ({ group }) => {
      const company = group[0]?.company;
      if (!company) throw new Error("ledger-cases: a group of cases is empty");
      const input: OracleInput = { ...merge(group.map(withLabels)), company };
      const [bySql, byOracle] = [await sqlLedger(input), oracleLedger(input)];
      // The customers' rows as the case states them; all marts as the oracle, which holds each case by itself, has them.
      for (const [at, { name, rows, logos }] of group.entries()) {
        const nothingElse = { waterfall: [], waterfallByCut: [], retention: [] };
        expectCase({ ...ownRows(bySql, at), ...nothingElse }, { name, rows, logos, lines: [], company });
      }
      expect(differences(byOracle, bySql)).toEqual([]);
    },
  );
});
