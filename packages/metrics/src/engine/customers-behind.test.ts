import fc from "fast-check";
import { expect, test } from "vitest";
import { exampleLedgerFile } from "../example-ledger.ts";
import { MOVEMENT_KINDS } from "../ledger-file.ts";
import { randomLedgerFile } from "../testing/random-ledger.ts";
import { customersBehind } from "./customers-behind.ts";
import { openLedger } from "./open-ledger.ts";
import { productLedger } from "./product-ledger.ts";
import { sumMonths } from "./sum-periods.ts";
import { waterfall } from "./waterfall.ts";
import { waterfallByCut } from "./waterfall-by-cut.ts";

test("a movement in words", () => {
  const rows = customersBehind(openLedger(exampleLedgerFile), { fromMonth: "2025-02", toMonth: 12 });
  expect(rows.map(({ kind, amount_minor }) => [kind, amount_minor])).toEqual([
    ["churn", -10_000],
    ["reactivation", 8_000],
    ["upgrade", 5_000],
  ]);
  expect(rows[0]).toEqual({
    report_month: "2025-05-01",
    customer: 0,
    customer_id: "P",
    name: "Pine",
    product: "All products",
    currency: "USD",
    kind: "churn",
    side: "none",
    occasion: "renewal",
    reason: "unknown",
    amount_minor: -10_000,
    quantity_minor: -10_000,
    line: 0,
  });
});

const total = (rows: { amount_minor: number }[]) => rows.reduce((sum, row) => sum + row.amount_minor, 0);

test("the rows behind a bar add up to the bar: every kind, both sides, moved, of any label and span", () => {
  fc.assert(
    fc.property(randomLedgerFile, fc.nat(), fc.nat(), (file, a, b) => {
      const ledger = openLedger(file);
      const [fromMonth, toMonth] = [a % file.months, b % file.months].sort((x, y) => x - y) as [
        number,
        number,
      ];
      const all = sumMonths(waterfall(ledger).slice(fromMonth, toMonth + 1));
      for (const kind of MOVEMENT_KINDS)
        expect(total(customersBehind(ledger, { fromMonth, toMonth, kinds: [kind] }))).toBe(
          all[`${kind}_minor`],
        );
      for (const cut of file.cuts)
        for (const { label, rows } of waterfallByCut(ledger, cut.name)) {
          const bar = sumMonths(rows.slice(fromMonth, toMonth + 1));
          const range = { fromMonth, toMonth, cut: cut.name, label };
          expect(total(customersBehind(ledger, { ...range, kinds: ["moved"] }))).toBe(bar.moved_minor);
          expect(total(customersBehind(ledger, { ...range, sides: ["expansion"] }))).toBe(
            bar.expansion_minor,
          );
          expect(total(customersBehind(ledger, { ...range, sides: ["contraction"] }))).toBe(
            bar.contraction_minor,
          );
          const alone = productLedger(ledger, "Core");
          const core = waterfall(alone, { cut: cut.name, label }).slice(fromMonth, toMonth + 1);
          expect(total(customersBehind(alone, { ...range, kinds: ["moved"] }))).toBe(
            sumMonths(core).moved_minor,
          );
          expect(total(customersBehind(alone, { ...range, sides: ["expansion"] }))).toBe(
            sumMonths(core).expansion_minor,
          );
          expect(total(customersBehind(alone, range))).toBe(
            sumMonths(core).closing_minor - sumMonths(core).opening_minor - sumMonths(core).moved_minor,
          );
        }
    }),
    { seed: 7, numRuns: 80 },
  );
});

test("moved needs a label", () => {
  const range = { fromMonth: 0, toMonth: 0, kinds: ["moved" as const] };
  expect(() => customersBehind(openLedger(exampleLedgerFile), range)).toThrow(
    'customersBehind: "moved" needs one label of a cut, got none; give cut and label',
  );
});
