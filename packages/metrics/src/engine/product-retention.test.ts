import fc from "fast-check";
import { expect, test } from "vitest";
import { exampleLedgerFile } from "../example-ledger.ts";
import { assignedLedgers } from "../testing/assigned-ledger.ts";
import { randomLedgerFile } from "../testing/random-ledger.ts";
import { smallLedger } from "../testing/small-ledger.ts";
import type { Ledger } from "./ledger.ts";
import { openLedger } from "./open-ledger.ts";
import { productLedger } from "./product-ledger.ts";
import { productRetention } from "./product-retention.ts";
import { retention } from "./retention.ts";

/** A pays Core 100 and takes Edge at 70 while Core falls to 60; B leaves Core 50 for Edge 50; C is new and in nothing. */
const worked = openLedger(
  smallLedger({
    months: 2,
    movements: [
      { month: 0, customer: "A", kind: "new", amount: 100, product: "Core" },
      { month: 0, customer: "B", kind: "new", amount: 50, product: "Core" },
      { month: 0, customer: "B", kind: "new", amount: 20, product: "Edge" },
      { month: 1, customer: "A", kind: "downgrade", side: "contraction", amount: -40, product: "Core" },
      { month: 1, customer: "A", kind: "add_on", side: "expansion", amount: 70, product: "Edge" },
      { month: 1, customer: "B", kind: "product_churn", side: "contraction", amount: -50, product: "Core" },
      { month: 1, customer: "B", kind: "upgrade", side: "expansion", amount: 30, product: "Edge" },
      { month: 1, customer: "C", kind: "new", amount: 500, product: "Edge" },
    ],
    logos: ["A", "B", "C"].map((customer, i) => ({
      month: i === 2 ? 1 : 0,
      customer,
      kind: "new" as const,
      active: 1 as const,
    })),
  }),
);

test("worked by hand: Core 150 keeps 60, Edge 20 grows to 50 and is taken up at 70", () => {
  expect(productRetention(worked, { month: 1, horizonMonths: 1 })).toEqual({
    rows: [
      {
        product: "Core",
        opening_minor: 150,
        opening_customers: 2,
        lost_minor: -90,
        grown_minor: 0,
        retained_minor: 60,
        kept_customers: 1,
        taken_up_minor: 0,
      },
      {
        product: "Edge",
        opening_minor: 20,
        opening_customers: 1,
        lost_minor: 0,
        grown_minor: 30,
        retained_minor: 50,
        kept_customers: 1,
        taken_up_minor: 70,
      },
    ],
    opening_minor: 170,
    opening_customers: 2,
    // A: 130 of 100, B: 50 of 70.
    retained_minor: 180,
    // A made up 40 of 70 gained, B 30 of 50 lost.
    made_up_minor: 70,
    kept_minor: 150,
  });
});

/** What `retention` says of a month, as this says it. */
const whole = (ledger: Ledger, month: number, horizonMonths: number, choice = {}) => {
  const row = retention(ledger, { horizonMonths, ...choice })[month];
  return [row?.opening_minor, row?.retained_minor, row?.kept_minor];
};

test("foots to the retention of the whole, and each row is that of the product's ledger", () => {
  fc.assert(
    fc.property(randomLedgerFile, fc.constantFrom(1, 3, 12), fc.nat(), (file, horizonMonths, at) => {
      const ledger = openLedger(file);
      const month = at % file.months;
      for (const choice of [{}, { cut: "csm", label: "Bo" }]) {
        const found = productRetention(ledger, { month, horizonMonths, ...choice });
        if (month < horizonMonths) {
          expect(found).toBe(null);
          continue;
        }
        expect([found?.opening_minor, found?.retained_minor, found?.kept_minor]).toEqual(
          whole(ledger, month, horizonMonths, choice),
        );
        expect(found?.opening_customers).toBe(
          retention(ledger, { horizonMonths, ...choice })[month]?.opening_customers,
        );
        for (const row of found?.rows ?? []) {
          const alone = productLedger(ledger, row.product);
          expect([row.opening_minor, row.retained_minor, row.opening_minor + row.lost_minor]).toEqual(
            whole(alone, month, horizonMonths, choice),
          );
          expect(row.opening_customers).toBe(
            retention(alone, { horizonMonths, ...choice })[month]?.opening_customers,
          );
        }
      }
    }),
    { seed: 20261122, numRuns: 150 },
  );
});

test("foots where contracts were assigned", () => {
  fc.assert(
    fc.property(randomLedgerFile, fc.nat({ max: 29 }), (file, at) => {
      fc.pre(file.customers.id.length > 1 && at < file.months);
      const ledger = openLedger(assignedLedgers(file, at).assigned);
      const month = file.months - 1;
      if (month < 3) return;
      const found = productRetention(ledger, { month, horizonMonths: 3 });
      expect([found?.opening_minor, found?.retained_minor, found?.kept_minor]).toEqual(
        whole(ledger, month, 3),
      );
    }),
    { seed: 20261122, numRuns: 80 },
  );
});

test("nothing is known before the first month", () => {
  expect(productRetention(openLedger(exampleLedgerFile), { month: 3, horizonMonths: 4 })).toBe(null);
});
