import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { randomLedgerFile } from "../testing/random-ledger.ts";
import { slowRetention, slowWaterfall } from "../testing/slow-engine.ts";
import { openLedger } from "./open-ledger.ts";
import { productLedger } from "./product-ledger.ts";
import { retention, retentionByCut } from "./retention.ts";
import { waterfall } from "./waterfall.ts";
import { waterfallByCut } from "./waterfall-by-cut.ts";

/** Only the numbers, so that names and months do not have to be written twice. */
const numbers = (rows: object[]) =>
  rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).filter(([name, value]) => typeof value === "number" && name !== "horizon_months"),
    ),
  );
const withoutMoved = (rows: ReturnType<typeof slowWaterfall>) =>
  rows.map(({ moved_minor: _minor, moved_logos: _logos, archived_moved_logos: _archived, ...row }) => row);

describe("the engine agrees with plain loops over customer x month on random ledgers", () => {
  test("waterfall: total, product, every label of a changing cut", () => {
    fc.assert(
      fc.property(randomLedgerFile, (file) => {
        const ledger = openLedger(file);
        expect(numbers(waterfall(ledger))).toEqual(withoutMoved(slowWaterfall(file)));
        for (const [product, name] of file.products.entries())
          expect(numbers(waterfall(productLedger(ledger, name)))).toEqual(
            withoutMoved(slowWaterfall(file, { product })),
          );
        for (const [cut, { name, labels }] of file.cuts.entries()) {
          const all = waterfallByCut(ledger, name);
          for (const [label, text] of labels.entries()) {
            const expected = slowWaterfall(file, { cut, label });
            expect(numbers(all[label]?.rows ?? [])).toEqual(expected);
            expect(numbers(waterfall(ledger, { cut: name, label: text }))).toEqual(expected);
            expect(numbers(waterfall(productLedger(ledger, "Edge"), { cut: name, label: text }))).toEqual(
              slowWaterfall(file, { cut, label, product: 1 }),
            );
          }
        }
      }),
      { seed: 20260131, numRuns: 200 },
    );
  });

  test("retention: horizons 1, 3, 12 and an odd one, total, product and every label", () => {
    fc.assert(
      fc.property(randomLedgerFile, fc.constantFrom(1, 3, 7, 12), (file, horizon) => {
        const ledger = openLedger(file);
        expect(numbers(retention(ledger, { horizonMonths: horizon }))).toEqual(slowRetention(file, horizon));
        for (const [product, name] of file.products.entries())
          expect(numbers(retention(productLedger(ledger, name), { horizonMonths: horizon }))).toEqual(
            slowRetention(file, horizon, { product }),
          );
        for (const [cut, { name, labels }] of file.cuts.entries()) {
          const all = retentionByCut(ledger, name, horizon);
          for (const [label, text] of labels.entries()) {
            const expected = slowRetention(file, horizon, { cut, label });
            expect(numbers(all[label]?.rows ?? [])).toEqual(expected);
            expect(numbers(retention(ledger, { horizonMonths: horizon, cut: name, label: text }))).toEqual(
              expected,
            );
            const edge = { horizonMonths: horizon, cut: name, label: text };
            expect(numbers(retention(productLedger(ledger, "Edge"), edge))).toEqual(
              slowRetention(file, horizon, { cut, label, product: 1 }),
            );
          }
        }
      }),
      { seed: 20260131, numRuns: 250 },
    );
  });
});
