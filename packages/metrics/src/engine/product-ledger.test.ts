import fc from "fast-check";
import { expect, test } from "vitest";
import { exampleLedgerFile } from "../example-ledger.ts";
import { assignedLedgers } from "../testing/assigned-ledger.ts";
import { randomLedgerFile } from "../testing/random-ledger.ts";
import { slowCohort } from "../testing/slow-engine.ts";
import { cohorts } from "./cohorts.ts";
import type { Ledger } from "./ledger.ts";
import { openLedger } from "./open-ledger.ts";
import { productLedger } from "./product-ledger.ts";
import { retention } from "./retention.ts";
import { WATERFALL_COLUMNS } from "./sum-periods.ts";
import { waterfall } from "./waterfall.ts";
import { waterfallByCut } from "./waterfall-by-cut.ts";

/** The kinds and balances: sides are each product's own, and logos of products do not add up. */
const additive = [
  ...WATERFALL_COLUMNS.opening,
  ...WATERFALL_COLUMNS.flows,
  ...WATERFALL_COLUMNS.closing,
].filter((name) => name.endsWith("_minor") && name !== "expansion_minor" && name !== "contraction_minor");

test("products add up to the whole, to the minor unit, in all and under every label", () => {
  fc.assert(
    fc.property(randomLedgerFile, (file) => {
      const whole = openLedger(file);
      const parts = file.products.map((product) => productLedger(whole, product));
      const sums = (rows: readonly object[][]) =>
        (rows[0] ?? []).map((_, month) =>
          additive.map((name) =>
            rows.reduce((sum, of) => sum + ((of[month] as Record<string, number>)[name] ?? 0), 0),
          ),
        );
      expect(sums(parts.map((part) => waterfall(part)))).toEqual(sums([waterfall(whole)]));
      for (const { name, labels } of file.cuts)
        for (const label of labels.keys())
          expect(sums(parts.map((part) => waterfallByCut(part, name)[label]?.rows ?? []))).toEqual(
            sums([waterfallByCut(whole, name)[label]?.rows ?? []]),
          );
    }),
    { seed: 20261122, numRuns: 100 },
  );
});

test("cohorts of a product begin with its first month", () => {
  fc.assert(
    fc.property(randomLedgerFile, (file) => {
      const edge = cohorts(productLedger(openLedger(file), "Edge"), { by: "month" });
      const firstMonth = Number(file.first_month.slice(0, 4)) * 12 + Number(file.first_month.slice(5)) - 1;
      for (const { cohort, cells } of edge.rows) {
        const month = Number(cohort.slice(0, 4)) * 12 + Number(cohort.slice(5)) - 1 - firstMonth;
        expect(cells).toEqual(slowCohort(file, (_, first) => first === month, { product: 1 }));
      }
    }),
    { seed: 20261122, numRuns: 60 },
  );
});

test("what was assigned is the receiver's past, product by product", () => {
  fc.assert(
    fc.property(randomLedgerFile, fc.nat({ max: 29 }), (file, at) => {
      fc.pre(file.customers.id.length > 1 && at < file.months);
      const { assigned, merged } = assignedLedgers(file, at);
      const [apart, one] = [openLedger(assigned), openLedger(merged)].map((ledger) =>
        productLedger(ledger, "Core"),
      );
      const money = (ledger: Ledger) =>
        retention(ledger, { horizonMonths: 3 })
          .slice(at)
          .map(({ opening_minor, retained_minor, kept_minor }) => [
            opening_minor,
            retained_minor,
            kept_minor,
          ]);
      expect(money(apart as Ledger)).toEqual(money(one as Ledger));
      for (const row of waterfall(apart as Ledger)) {
        const { opening_logos, new_logos, reactivation_logos, churned_logos, merged_logos } = row;
        expect(opening_logos + new_logos + reactivation_logos + churned_logos + merged_logos).toBe(
          row.closing_logos,
        );
      }
    }),
    { seed: 20261122, numRuns: 100 },
  );
});

test("an unknown product names those known", () => {
  expect(() => productLedger(openLedger(exampleLedgerFile), "Gold")).toThrow(
    'ledger: unknown product, got "Gold"; use one of All products',
  );
});
