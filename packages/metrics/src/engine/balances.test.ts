import { expect, test } from "vitest";
import { exampleLedgerFile } from "../example-ledger.ts";
import { balances } from "./balances.ts";
import { openLedger } from "./open-ledger.ts";
import { waterfall } from "./waterfall.ts";

const ledger = openLedger(exampleLedgerFile);

test("largest first, only those who pay", () => {
  expect(balances(ledger, "2025-01-01")).toEqual([
    { customer: 1, customer_id: "Q", name: null, minor: 20_000, active: true, archived: false },
    { customer: 0, customer_id: "P", name: "Pine", minor: 10_000, active: true, archived: false },
  ]);
  expect(balances(ledger, 5).map((row) => row.customer_id)).toEqual(["Q"]);
  expect(balances(ledger, "2026-01").map((row) => row.minor)).toEqual([25_000, 8_000]);
});

test("they add up to the closing of every month, in all and by label", () => {
  for (const choice of [{}, { cut: "csm", label: "Ann" }, { cut: "csm", label: "Bo" }])
    for (const [month, row] of waterfall(ledger, choice).entries()) {
      const rows = balances(ledger, month, choice);
      expect(rows.reduce((sum, { minor }) => sum + minor, 0)).toBe(row.closing_minor);
      expect(rows.filter(({ active }) => active)).toHaveLength(row.closing_logos);
    }
});

test.each(["2024-12", "2026-02-01", 13, -1, 0.5])("an unknown month: %s", (month) => {
  expect(() => balances(ledger, month)).toThrow(
    `ledger: unknown month, got ${JSON.stringify(month)}; use one from 2025-01-01 to 2026-01-01`,
  );
});
