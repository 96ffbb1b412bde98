import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MOVEMENT_KINDS, MOVEMENT_SIDES } from "../ledger-file.ts";
import { grrCohort } from "../rates/grr-cohort.ts";
import { grrRunningMinimum } from "../rates/grr-running-minimum.ts";
import { nrrBridge } from "../rates/nrr-bridge.ts";
import { nrrCohort } from "../rates/nrr-cohort.ts";
import { decomposeNrr } from "../rates/nrr-decomposition.ts";
import type { CutWaterfallRow, PeriodRow, WaterfallRow } from "../rows.ts";
import { cutOff, merged, scaled, shuffled } from "../testing/change-ledger.ts";
import { randomLedgerFile, twoRandomLedgerFiles } from "../testing/random-ledger.ts";
import { balances } from "./balances.ts";
import { customersBehind } from "./customers-behind.ts";
import { openLedger } from "./open-ledger.ts";
import { productLedger } from "./product-ledger.ts";
import { retention, retentionByCut } from "./retention.ts";
import { sumPeriods } from "./sum-periods.ts";
import { waterfall } from "./waterfall.ts";
import { waterfallByCut } from "./waterfall-by-cut.ts";

const runs = { seed: 20260131, numRuns: 120 };

/** What a row must hold in itself, to the minor unit. */
function expectToFoot(row: WaterfallRow | CutWaterfallRow | PeriodRow): void {
  const { moved_minor = 0, moved_logos = 0, archived_moved_logos = 0 } = row as Partial<CutWaterfallRow>;
  const archived = row.archived_in_logos + row.archived_out_logos + archived_moved_logos;
  const gains = row.new_minor + row.reactivation_minor + row.expansion_minor;
  const losses = row.contraction_minor + row.churn_minor;
  const others = row.transfer_minor + row.fx_minor + moved_minor;
  const logos = row.new_logos + row.reactivation_logos + row.churned_logos + row.merged_logos + moved_logos;
  const byKind =
    row.add_on_minor + row.upgrade_minor + row.downgrade_minor + row.product_churn_minor + row.archive_minor;
  const foots = [
    row.opening_minor + gains + losses + others,
    row.opening_logos + logos,
    row.archived_opening_logos + archived,
    byKind,
    row.quantity_minor + row.price_minor,
  ];
  expect(foots).toEqual([
    row.closing_minor,
    row.closing_logos,
    row.archived_logos,
    row.expansion_minor + row.contraction_minor,
    row.upgrade_minor + row.downgrade_minor,
  ]);
}

const numbersOf = (rows: object[]) =>
  rows.map((row) => Object.fromEntries(Object.entries(row).filter(([, value]) => typeof value === "number")));

function added(tables: object[][]): Record<string, number>[] {
  const [first = [], ...rest] = tables.map(numbersOf);
  return first.map((row, i) => {
    const sum: Record<string, number> = { ...row };
    for (const table of rest)
      for (const [name, value] of Object.entries(table[i] ?? {})) sum[name] = (sum[name] ?? 0) + value;
    return sum;
  });
}

describe("the waterfall", () => {
  test("foots in every month, quarter and year, in all and by label; closing is the next opening", () => {
    fc.assert(
      fc.property(randomLedgerFile, (file) => {
        const ledger = openLedger(file);
        const tables = [
          waterfall(ledger),
          ...file.cuts.flatMap(({ name }) => waterfallByCut(ledger, name).map((l) => l.rows)),
        ];
        for (const rows of tables) {
          for (const [i, row] of rows.entries()) {
            expectToFoot(row);
            expect(rows[i + 1]?.opening_minor ?? row.closing_minor).toBe(row.closing_minor);
            expect(rows[i + 1]?.opening_logos ?? row.closing_logos).toBe(row.closing_logos);
          }
          for (const grain of ["month", "quarter", "year"] as const)
            for (const period of sumPeriods(rows, grain)) expectToFoot(period);
        }
      }),
      runs,
    );
  });

  test("labels add up to the total, and what moved adds up to nothing", () => {
    fc.assert(
      fc.property(randomLedgerFile, (file) => {
        const ledger = openLedger(file);
        for (const { name } of file.cuts) {
          const sum = added(waterfallByCut(ledger, name).map(({ rows }) => rows));
          const zero = { moved_minor: 0, moved_logos: 0, archived_moved_logos: 0 };
          expect(sum).toEqual(numbersOf(waterfall(ledger)).map((row) => ({ ...row, ...zero })));
        }
      }),
      runs,
    );
  });
});

describe("retention", () => {
  test("labels add up to the total", () => {
    fc.assert(
      fc.property(randomLedgerFile, fc.constantFrom(1, 3, 12), (file, horizonMonths) => {
        const ledger = openLedger(file);
        for (const { name, labels } of file.cuts) {
          const sum = added(retentionByCut(ledger, name, horizonMonths).map(({ rows }) => rows));
          const horizon = { horizon_months: horizonMonths * labels.length };
          const total = numbersOf(retention(ledger, { horizonMonths })).map((row) => ({
            ...row,
            ...horizon,
          }));
          expect(sum).toEqual(total);
        }
      }),
      runs,
    );
  });

  test("running minimum <= GRR <= min(1, cohort NRR), and kept logos <= opening logos", () => {
    fc.assert(
      fc.property(randomLedgerFile, fc.constantFrom(1, 3, 12), (file, horizonMonths) => {
        for (const row of retention(openLedger(file), { horizonMonths })) {
          const [nrr, grr, low] = [nrrCohort(row), grrCohort(row), grrRunningMinimum(row)];
          if (nrr === null || grr === null || low === null) {
            expect([nrr, grr, low, row.opening_minor]).toEqual([null, null, null, 0]);
            continue;
          }
          expect(grr).toBeLessThanOrEqual(Math.min(1, nrr));
          expect(low).toBeLessThanOrEqual(grr);
          expect(low).toBeGreaterThanOrEqual(0);
          expect(row.kept_logos).toBeLessThanOrEqual(row.opening_logos ?? 0);
        }
      }),
      runs,
    );
  });

  test("one-month bridge NRR + reactivation of opening customers / opening = one-month cohort NRR", () => {
    let withReactivation = 0;
    fc.assert(
      fc.property(randomLedgerFile, (file) => {
        const ledger = openLedger(file);
        const months = waterfall(ledger);
        for (const [month, row] of retention(ledger, { horizonMonths: 1 }).entries()) {
          const bridge = nrrBridge(months[month] as WaterfallRow);
          if (bridge === null || month === 0) {
            expect(nrrCohort(row)).toBeNull();
            continue;
          }
          const opening = new Set(balances(ledger, month - 1).map(({ customer }) => customer));
          const returned = customersBehind(ledger, {
            fromMonth: month,
            toMonth: month,
            kinds: ["reactivation"],
          })
            .filter(({ customer }) => opening.has(customer))
            .reduce((sum, { amount_minor }) => sum + amount_minor, 0);
          if (returned !== 0) withReactivation += 1;
          expect(nrrCohort(row)).toBeCloseTo(bridge + returned / (row.opening_minor ?? 0), 9);
        }
      }),
      runs,
    );
    expect(withReactivation).toBeGreaterThan(20);
  });

  test("the three NRR methods lead to each other by the steps the decomposition names", () => {
    let seen = 0;
    fc.assert(
      fc.property(randomLedgerFile, (file) => {
        const ledger = openLedger(file);
        const months = waterfall(ledger);
        for (const [month, row] of retention(ledger, { horizonMonths: 12 }).entries()) {
          if (row.opening_minor === null || row.opening_minor === 0) continue;
          seen += 1;
          const steps = decomposeNrr(months.slice(month - 11, month + 1), row);
          const cohort = new Set(balances(ledger, month - 12).map(({ customer }) => customer));
          const year = { fromMonth: month - 11, toMonth: month };
          const since = customersBehind(ledger, year).filter(({ customer }) => !cohort.has(customer));
          const moves = since.filter(({ kind }) => kind !== "new" && kind !== "reactivation");
          const wonSince =
            -moves.reduce((sum, { amount_minor }) => sum + amount_minor, 0) / row.opening_minor;
          expect(steps.won_since).toBeCloseTo(wonSince, 9);
          expect((steps.bridge ?? 0) + (steps.returned ?? 0) + wonSince).toBeCloseTo(nrrCohort(row) ?? -1, 9);
          if (steps.compounded === null) expect(steps.chaining).toBeNull();
          else expect((steps.bridge ?? 0) + (steps.chaining ?? 0)).toBeCloseTo(steps.compounded, 9);
        }
      }),
      runs,
    );
    expect(seen).toBeGreaterThan(300);
  });
});

/** Everything that adds up, as one list of tables. */
function allTables(file: Parameters<typeof openLedger>[0]): object[][] {
  const ledger = openLedger(file);
  return [
    waterfall(ledger),
    ...file.products.map((product) => waterfall(productLedger(ledger, product))),
    ...file.cuts.flatMap(({ name }) => waterfallByCut(ledger, name).map(({ rows }) => rows)),
    ...[1, 3, 12].map((horizonMonths) => retention(ledger, { horizonMonths })),
    ...file.cuts.flatMap(({ name }) => retentionByCut(ledger, name, 3).map(({ rows }) => rows)),
  ];
}

describe("the engine as a whole", () => {
  test("the order of the file's rows changes nothing", () => {
    fc.assert(
      fc.property(randomLedgerFile, fc.array(fc.nat(), { minLength: 1, maxLength: 50 }), (file, keys) => {
        const other = shuffled(file, keys);
        expect(allTables(other)).toEqual(allTables(file));
        const range = { fromMonth: 0, toMonth: file.months - 1 };
        expect(customersBehind(openLedger(other), range)).toEqual(customersBehind(openLedger(file), range));
      }),
      runs,
    );
  });

  test("scaling money scales money and leaves logos", () => {
    fc.assert(
      fc.property(randomLedgerFile, fc.integer({ min: 2, max: 1000 }), (file, factor) => {
        const expected = allTables(file).map((rows) =>
          rows.map((row) =>
            Object.fromEntries(
              Object.entries(row).map(([name, value]) => [
                name,
                name.endsWith("_minor") ? value * factor : value,
              ]),
            ),
          ),
        );
        expect(allTables(scaled(file, factor))).toEqual(expected);
      }),
      runs,
    );
  });

  test("history that begins later changes no month that is reported", () => {
    let openings = 0;
    fc.assert(
      fc.property(randomLedgerFile, fc.integer({ min: 1, max: 14 }), (file, before) => {
        fc.pre(before < file.months);
        const [whole, later] = [openLedger(file), openLedger(cutOff(file, before))];
        openings += later.opening.amount.length;
        const since = <Row extends { report_month: string }>(rows: Row[]) =>
          rows.slice(before).map(({ report_month: _month, ...row }) => row);
        const plain = <Row extends { report_month: string }>(rows: Row[]) =>
          rows.map(({ report_month: _month, ...row }) => row);
        expect(plain(waterfall(later))).toEqual(since(waterfall(whole)));
        const core = (ledger: typeof whole) => waterfall(productLedger(ledger, "Core"));
        // Who had the product before the history and comes back to it is counted as new: nobody knows better.
        const money = (rows: object[]) =>
          rows.map((row) => Object.entries(row).filter(([name]) => name.endsWith("_minor")));
        expect(money(plain(core(later)))).toEqual(money(since(core(whole))));
        expect(balances(later, 0)).toEqual(balances(whole, before));
        for (const horizonMonths of [1, 3, 12]) {
          const rows = plain(retention(later, { horizonMonths }));
          const expected = since(retention(whole, { horizonMonths }));
          for (const [month, row] of rows.entries()) {
            if (month >= horizonMonths - 1) expect(row).toEqual(expected[month]);
            else expect([row.opening_minor, row.kept_logos, nrrCohort(row)]).toEqual([null, null, null]);
          }
        }
      }),
      runs,
    );
    expect(openings).toBeGreaterThan(100);
  });

  test("two companies put together add up", () => {
    fc.assert(
      fc.property(twoRandomLedgerFiles, ([a, b]) => {
        const [left, right, both] = [allTables(a), allTables(b), allTables(merged(a, b))];
        for (const [i, rows] of both.entries()) {
          const sum = added([left[i] ?? [], right[i] ?? []]);
          const horizon = sum.map((row) =>
            row.horizon_months === undefined ? row : { ...row, horizon_months: row.horizon_months / 2 },
          );
          expect(numbersOf(rows)).toEqual(horizon);
        }
      }),
      { ...runs, numRuns: 100 },
    );
  });
});

test("the random ledgers reach every kind, side, logo change and move", () => {
  const seen = new Set<string>();
  for (const file of fc.sample(randomLedgerFile, { seed: 20260131, numRuns: 200 })) {
    const ledger = openLedger(file);
    for (const kind of ledger.movements.kind) seen.add(MOVEMENT_KINDS[kind] as string);
    for (const side of ledger.movements.side) seen.add(`side ${MOVEMENT_SIDES[side]}`);
    for (const row of ledger.logos.active.keys())
      seen.add(`logo ${ledger.logos.active[row]} ${ledger.logos.archived[row]}`);
    for (const { rows } of waterfallByCut(ledger, "csm"))
      if (rows.some((row) => row.moved_minor !== 0)) seen.add("moved");
    for (const row of retention(ledger, { horizonMonths: 12 })) {
      if ((row.running_kept_minor ?? 0) < (row.kept_minor ?? 0)) seen.add("won back");
      if ((row.returned_minor ?? 0) > 0) seen.add("returned");
    }
  }
  const kinds = MOVEMENT_KINDS.filter((kind) => kind !== "transfer");
  const sides = MOVEMENT_SIDES.map((side) => `side ${side}`);
  const logos = ["logo 1 0", "logo -1 0", "logo -1 1", "logo 1 -1", "logo 0 -1", "logo 0 1"];
  expect([...seen].sort()).toEqual([...kinds, ...sides, ...logos, "moved", "won back", "returned"].sort());
});
