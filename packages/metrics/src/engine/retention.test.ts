import { describe, expect, test } from "vitest";
import { exampleLedgerFile } from "../example-ledger.ts";
import { smallLedger } from "../testing/small-ledger.ts";
import { openLedger } from "./open-ledger.ts";
import { retention, retentionByCut } from "./retention.ts";

const ledger = openLedger(exampleLedgerFile);

test("months whose then lies before the first month are rows of zeros", () => {
  const rows = retention(ledger, { horizonMonths: 12 });
  expect(rows).toHaveLength(13);
  expect(rows[11]).toEqual({
    report_month: "2025-12-01",
    basis: "live",
    horizon_months: 12,
    opening_minor: 0,
    retained_minor: 0,
    kept_minor: 0,
    opening_logos: 0,
    kept_logos: 0,
    opening_customers: 0,
    running_kept_minor: 0,
    returned_minor: 0,
  });
  expect(retention(ledger, { horizonMonths: 40 }).every((row) => row.opening_minor === 0)).toBe(true);
});

test("one month: a loss, a gain, and the return that only longer horizons see", () => {
  const rows = retention(ledger, { horizonMonths: 1 });
  expect(rows[4]).toMatchObject({
    opening_minor: 30_000,
    retained_minor: 20_000,
    kept_minor: 20_000,
    kept_logos: 1,
  });
  expect(rows[7]).toMatchObject({ opening_minor: 20_000, retained_minor: 25_000, kept_minor: 20_000 });
  expect(rows[9]).toMatchObject({ opening_minor: 25_000, retained_minor: 25_000, returned_minor: 0 });
});

test("archived customers are in the money and not in the logos", () => {
  const archived = openLedger(
    smallLedger({
      months: 3,
      movements: [
        { month: 0, customer: "A", kind: "new", amount: 100 },
        { month: 1, customer: "A", kind: "archive", side: "contraction", amount: -90 },
      ],
      logos: [
        { month: 0, customer: "A", kind: "new", active: 1 },
        { month: 1, customer: "A", kind: "archive", active: -1, archived: 1 },
      ],
    }),
  );
  const rows = retention(archived, { horizonMonths: 1 });
  expect(rows[1]).toMatchObject({ opening_minor: 100, retained_minor: 10, opening_logos: 1, kept_logos: 0 });
  expect(rows[2]).toMatchObject({ opening_minor: 10, retained_minor: 10, opening_logos: 0, kept_logos: 0 });
  expect(rows.map(({ opening_customers }) => opening_customers)).toEqual([0, 1, 1]);
});

test("a label is the one at then", () => {
  const moved = openLedger(
    smallLedger({
      months: 5,
      movements: [{ month: 0, customer: "A", kind: "new", amount: 100 }],
      logos: [{ month: 0, customer: "A", kind: "new", active: 1 }],
      cuts: [
        {
          name: "csm",
          labels: {
            A: [
              [0, "Ann"],
              [2, "Bo"],
            ],
          },
        },
      ],
    }),
  );
  const [ann, bo] = retentionByCut(moved, "csm", 1);
  expect(ann?.rows.map((row) => row.retained_minor)).toEqual([0, 100, 100, 0, 0]);
  expect(bo?.rows.map((row) => row.retained_minor)).toEqual([0, 0, 0, 100, 100]);
});

describe("errors", () => {
  test.each([0, -1, 1.5, Number.NaN])("horizon %s", (horizonMonths) => {
    expect(() => retention(ledger, { horizonMonths })).toThrow(
      `retention: the horizon is not a whole number of months, got ${horizonMonths}; give 1 or more, for example 12`,
    );
  });
});
