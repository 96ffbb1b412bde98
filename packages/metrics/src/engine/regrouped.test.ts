import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { grrCohort } from "../rates/grr-cohort.ts";
import { nrrCohort } from "../rates/nrr-cohort.ts";
import { assignedLedgers } from "../testing/assigned-ledger.ts";
import { randomLedgerFile } from "../testing/random-ledger.ts";
import { type SmallMovement, smallLedger } from "../testing/small-ledger.ts";
import { cohorts } from "./cohorts.ts";
import { openLedger } from "./open-ledger.ts";
import { retention, retentionByCut } from "./retention.ts";
import { waterfall } from "./waterfall.ts";

/** Ledger case 21 (ii): C1 pays 50,000 and C2 30,000; C2's contract is C1's from July 2025 (month 6). */
const merge = (more: SmallMovement[] = [], passed = 30_000) =>
  smallLedger({
    months: 15,
    movements: [
      { month: 0, customer: "C1", kind: "new", amount: 50_000 },
      { month: 0, customer: "C2", kind: "new", amount: 30_000 },
      { month: 6, customer: "C2", kind: "transfer", amount: -passed, counterparty: "C1" },
      { month: 6, customer: "C1", kind: "transfer", amount: passed, counterparty: "C2" },
      ...more,
    ],
    logos: [
      { month: 0, customer: "C1", kind: "new", active: 1 },
      { month: 0, customer: "C2", kind: "new", active: 1 },
      ...(passed === 30_000 ? [{ month: 6, customer: "C2", kind: "transfer" as const, active: -1 }] : []),
    ],
    cuts: [{ name: "csm", labels: { C1: [[0, "Ann"]], C2: [[0, "Bo"]] } }],
  });

describe("ledger case 21 (ii)", () => {
  const ledger = openLedger(merge());

  test("no churn, no expansion, NRR and GRR 100 % in every month; merged -1", () => {
    for (const horizonMonths of [1, 12])
      for (const row of retention(ledger, { horizonMonths }).slice(horizonMonths)) {
        expect([nrrCohort(row), grrCohort(row)]).toEqual([1, 1]);
        expect(row.opening_minor).toBe(80_000);
      }
    const july = waterfall(ledger)[6];
    expect(july).toMatchObject({ transfer_minor: 0, merged_logos: -1, churned_logos: 0, churn_minor: 0 });
  });

  test("logos then are grouped too: one customer since the assignment, two before", () => {
    const rows = retention(ledger, { horizonMonths: 1 });
    expect([rows[5]?.opening_logos, rows[5]?.kept_logos]).toEqual([2, 2]);
    expect([rows[6]?.opening_logos, rows[6]?.kept_logos]).toEqual([1, 1]);
  });

  test("by a cut, the past goes to the receiver's label then", () => {
    const [ann, bo] = retentionByCut(ledger, "csm", 1);
    expect([ann?.rows[5]?.opening_minor, bo?.rows[5]?.opening_minor]).toEqual([50_000, 30_000]);
    expect([ann?.rows[6]?.opening_minor, bo?.rows[6]?.opening_minor]).toEqual([80_000, 0]);
  });

  test("triangles: the giver's share of month 0 goes along", () => {
    const [row] = cohorts(ledger, { by: "month" }).rows;
    expect(
      row?.cells.slice(5, 7).map((cell) => [cell?.opening_minor, cell?.retained_minor, cell?.opening_logos]),
    ).toEqual([
      [80_000, 80_000, 2],
      [80_000, 80_000, 1],
    ]);
  });
});

test("a part: what passed goes along, as far as the giver had it then", () => {
  const ledger = openLedger(
    merge([{ month: 3, customer: "C2", kind: "upgrade", side: "expansion", amount: 20_000 }], 40_000),
  );
  const [ann, bo] = retentionByCut(ledger, "csm", 6);
  // Of 50,000 C2 passed 40,000 on; six months before it had 30,000.
  expect(ann?.rows[6]).toMatchObject({ opening_minor: 80_000, retained_minor: 90_000, kept_minor: 80_000 });
  expect(bo?.rows[6]).toMatchObject({ opening_minor: 0, retained_minor: 0 });
});

test("assigned on, and back: each month groups by what was in force in it", () => {
  const ledger = openLedger({
    ...merge([
      { month: 9, customer: "C1", kind: "transfer", amount: -30_000, counterparty: "C2" },
      { month: 9, customer: "C2", kind: "transfer", amount: 30_000, counterparty: "C1" },
    ]),
    logos: {
      month: [0, 0, 6, 9],
      customer: [0, 1, 1, 1],
      kind: [0, 0, 8, 8],
      active: [1, 1, -1, 1],
      archived: [0, 0, 0, 0],
    },
  });
  const [, bo] = retentionByCut(ledger, "csm", 4);
  expect(bo?.rows.slice(5, 10).map((row) => row.opening_minor)).toEqual([30_000, 0, 0, 0, 30_000]);
  for (const row of retention(ledger, { horizonMonths: 4 }).slice(4)) expect(nrrCohort(row)).toBe(1);
});

test("a transfer that does not say from whom is refused", () => {
  const file = merge();
  Reflect.deleteProperty(file.movements, "counterparty");
  expect(() => retention(openLedger(file), { horizonMonths: 12 })).toThrow(
    'ledger: a transfer of customer "C1" does not say from whom, got counterparty -1; build the company\'s data again',
  );
});

test("all of a customer assigned: from then on as if it had always been the receiver's, until then as it was", () => {
  let checked = 0;
  fc.assert(
    fc.property(
      randomLedgerFile,
      fc.integer({ min: 1, max: 28 }),
      fc.constantFrom(1, 3, 12),
      (file, month, h) => {
        fc.pre(file.customers.id.length >= 2 && month < file.months);
        const { assigned, merged } = assignedLedgers(file, month);
        const [ours, whole] = [openLedger(assigned), openLedger(merged)];
        const [rows, expected] = [ours, whole].map((ledger) => retention(ledger, { horizonMonths: h }));
        for (const [at, row] of (rows ?? []).entries())
          if (at >= month) {
            checked += Number((row.opening_minor ?? 0) > 0);
            expect(row).toEqual(expected?.[at]);
          }
      },
    ),
    { seed: 20260131, numRuns: 150 },
  );
  expect(checked).toBeGreaterThan(500);
});
