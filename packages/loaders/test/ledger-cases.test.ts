import { describe, expect, test } from "vitest";
import { ledgerOf } from "../src/ledger-of.ts";
import { differences } from "./compare-ledgers.ts";
import { definitionCases } from "./fixtures/definition-cases.ts";
import { interruptedCases } from "./fixtures/interrupted-cases.ts";
import type { LedgerCase } from "./fixtures/ledger-case.ts";
import { ledgerCases } from "./fixtures/ledger-cases.ts";
import { expectCase, expectTold, type LedgerTables } from "./fixtures-agree.ts";
import { groupBy } from "./oracle/group-by.ts";
import { oracleLedger } from "./oracle/oracle-ledger.ts";
import { bases, type OracleInput } from "./oracle/oracle-line.ts";
import { merge, type RandomCompany } from "./random-companies.ts";
import { sqlLedger } from "./sql-ledger.ts";

const cases = [...ledgerCases, ...definitionCases, ...interruptedCases];

describe("the oracle holds", () => {
  test.each(cases)("$name", (worked) => {
    expectCase(oracleLedger(worked), worked);
  });
  test("cases whose names are unique, so a failure names one", () => {
    expect(new Set(cases.map((worked) => worked.name)).size).toBe(cases.length);
  });
  test("every worked case", () => {
    const said = ledgerCases.map((worked) => worked.name).join(" ");
    for (let number = 1; number <= 25; number += 1) expect(said).toMatch(new RegExp(`\\b${number}\\b`));
  });
});

/** Every customer in every cut, so that cases with and without cuts share a data set. */
function withLabels({ lines, cuts = [], assignments = [] }: LedgerCase): RandomCompany {
  const customers = new Set([...lines, ...assignments].map((row) => row.customer_id));
  const missing = [...customers].filter((id) => !cuts.some((row) => row.customer_id === id));
  const none = missing.map((customer_id) => ({
    cut: "csm",
    customer_id,
    from_month: "2020-01-01",
    label: "none",
  }));
  return { lines, cuts: [...cuts, ...none], assignments };
}

/** The rows of one case among those of many, its customers under their own names again. */
function ownRows(all: LedgerTables, at: number): Pick<LedgerTables, "movements" | "logos"> {
  const prefix = `${String(at).padStart(4, "0")}-`;
  const isOwn = (row: { customer_id: string }) => row.customer_id.startsWith(prefix);
  const short = <Id extends string | null>(id: Id) => (id === null ? null : id.slice(prefix.length)) as Id;
  return {
    movements: all.movements.filter(isOwn).map((row) => ({
      ...row,
      customer_id: short(row.customer_id),
      line_id: short(row.line_id),
      counterparty_id: short(row.counterparty_id),
    })),
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
      for (const [at, worked] of group.entries()) {
        const own = {
          ...ownRows(bySql, at),
          waterfall: [],
          waterfallByCut: [],
          retention: [],
          retentionByProduct: [],
        };
        for (const basis of bases) {
          const isOwn = (row: { basis: string }) => row.basis === basis;
          const { rows, logos } = basis === "live" || worked.committed === "same" ? worked : worked.committed;
          const one = { ...own, movements: own.movements.filter(isOwn), logos: own.logos.filter(isOwn) };
          expectTold(one, { rows, logos }, `${worked.name}, ${basis}`);
        }
      }
      expect(differences(byOracle, bySql)).toEqual([]);
    },
  );
});

describe("the bridge from live to committed holds", () => {
  test.each(cases.filter((worked) => worked.bridge !== undefined))("$name", async (worked) => {
    const { bridge: rows } = await ledgerOf({ lines: worked.lines, company: worked.company }, ["bridge"]);
    for (const { month, columns } of worked.bridge ?? [])
      expect(
        rows.find((row) => row.report_month === `${month}-01`),
        month,
      ).toMatchObject(columns);
  });
});
