import { describe, expect, test } from "vitest";
import { ledgerCases } from "./fixtures/ledger-cases.ts";
import { expectCase } from "./fixtures-agree.ts";
import { oracleLedger } from "./oracle/oracle-ledger.ts";

describe("the oracle holds the worked cases", () => {
  test.each(ledgerCases)("$name", (worked) => {
    expectCase(oracleLedger(worked), worked);
  });
  test("names are unique, so a failure names one case", () => {
    expect(new Set(ledgerCases.map((worked) => worked.name)).size).toBe(ledgerCases.length);
  });
});
