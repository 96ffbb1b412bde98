import fc from "fast-check";
import { expect, test } from "vitest";
import { randomLedgerFile } from "../testing/random-ledger.ts";
import { customersBehind } from "./customers-behind.ts";
import { openLedger } from "./open-ledger.ts";
import { retention, retentionByCut } from "./retention.ts";
import { waterfall } from "./waterfall.ts";
import { waterfallByCut } from "./waterfall-by-cut.ts";

/*
 * What is asked of one label looks only at the customers that ever carry it, unless all labels are known already: a
 * ledger opened anew for each question has nothing to fall back on.
 */
test("one label alone is what it is among all labels, whichever is asked first", () => {
  fc.assert(
    fc.property(randomLedgerFile, fc.constantFrom(1, 3, 12), (file, horizonMonths) => {
      const all = openLedger(file);
      const kinds = ["new", "churn", "upgrade", "moved"] as const;
      for (const { name: cut, labels } of file.cuts) {
        const rows = waterfallByCut(all, cut);
        const kept = retentionByCut(all, cut, horizonMonths);
        const alone = openLedger(file);
        for (const [index, label] of labels.entries()) {
          expect(waterfall(alone, { cut, label })).toEqual(rows[index]?.rows);
          expect(waterfall(alone, { cut, label, kinds: ["upgrade"] })).toEqual(
            waterfall(all, { cut, label, kinds: ["upgrade"] }),
          );
          expect(retention(alone, { horizonMonths, cut, label })).toEqual(kept[index]?.rows);
          if (file.months === 0) continue;
          const range = { fromMonth: 0, toMonth: file.months - 1, kinds, cut, label };
          expect(customersBehind(alone, range)).toEqual(customersBehind(all, range));
        }
      }
    }),
    { seed: 20261122, numRuns: 100 },
  );
});

test("the rows of an earlier question stay what they were", () => {
  fc.assert(
    fc.property(randomLedgerFile, (file) => {
      const ledger = openLedger(file);
      const [cut] = file.cuts;
      const first = retention(ledger, { horizonMonths: 3 });
      const plain = first.map((row) => ({ ...row }));
      for (const label of cut?.labels ?? []) retention(ledger, { horizonMonths: 3, cut: cut?.name, label });
      expect(first).toEqual(plain);
      expect(retention(ledger, { horizonMonths: 3 })).toEqual(plain);
    }),
    { seed: 20261122, numRuns: 50 },
  );
});
