import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exampleLedgerFile } from "../example-ledger.ts";
import { cohortArpa } from "../rates/cohort-arpa.ts";
import { grrCohort } from "../rates/grr-cohort.ts";
import { logoRetention } from "../rates/logo-retention.ts";
import { nrrCohort } from "../rates/nrr-cohort.ts";
import type { CohortCell } from "../rows.ts";
import { cutOff } from "../testing/change-ledger.ts";
import { randomLedgerFile } from "../testing/random-ledger.ts";
import { slowCohort } from "../testing/slow-engine.ts";
import { smallLedger } from "../testing/small-ledger.ts";
import { cohortCustomers } from "./cohort-customers.ts";
import { cohorts } from "./cohorts.ts";
import { cohortsFromMonths } from "./cohorts-from-months.ts";
import { openLedger } from "./open-ledger.ts";
import { waterfall } from "./waterfall.ts";

const runs = { seed: 20260131, numRuns: 150 };
const rates = (cell: CohortCell | null | undefined) =>
  cell ? [nrrCohort(cell), grrCohort(cell), logoRetention(cell), cohortArpa(cell)] : null;

describe("by hand: three customers of the first quarter, the sample of the docstring", () => {
  // A 100 from January, 150 from March, gone in May. B 40 from February, 30 from April. C 60 from March.
  const ledger = openLedger(
    smallLedger({
      months: 5,
      movements: [
        { month: 0, customer: "A", kind: "new", amount: 100 },
        { month: 1, customer: "B", kind: "new", amount: 40 },
        { month: 2, customer: "A", kind: "upgrade", side: "expansion", amount: 50 },
        { month: 2, customer: "C", kind: "new", amount: 60 },
        { month: 3, customer: "B", kind: "downgrade", side: "contraction", amount: -10 },
        { month: 4, customer: "A", kind: "churn", amount: -150 },
      ],
      logos: [
        { month: 0, customer: "A", kind: "new", active: 1 },
        { month: 1, customer: "B", kind: "new", active: 1 },
        { month: 2, customer: "C", kind: "new", active: 1 },
        { month: 4, customer: "A", kind: "churn", active: -1 },
      ],
      cuts: [
        {
          name: "csm",
          labels: {
            A: [[0, "Ann"]],
            B: [
              [0, "Ann"],
              [2, "Bo"],
            ],
            C: [[0, "Bo"]],
          },
        },
      ],
    }),
  );

  test("by month: one customer a row, blank past as_of", () => {
    const { rows, left_out } = cohorts(ledger, { by: "month" });
    expect(rows.map(({ cohort, size, opening_minor }) => [cohort, size, opening_minor])).toEqual([
      ["2025-01", 1, 100],
      ["2025-02", 1, 40],
      ["2025-03", 1, 60],
    ]);
    expect(rows[0]?.cells.map(rates)).toEqual([
      [1, 1, 1, 100],
      [1, 1, 1, 100],
      [1.5, 1, 1, 150],
      [1.5, 1, 1, 150],
      [0, 0, 0, null],
    ]);
    expect(rows[1]?.cells.map(rates)).toEqual([
      [1, 1, 1, 40],
      [1, 1, 1, 40],
      [0.75, 0.75, 1, 30],
      [0.75, 0.75, 1, 30],
      null,
    ]);
    expect(rows[2]?.cells.slice(2).map(rates)).toEqual([[1, 1, 1, 60], null, null]);
    expect(left_out).toBe(0);
  });

  test("by quarter: months count from each customer's own first; a cell waits for the youngest", () => {
    const [quarter] = cohorts(ledger, { by: "quarter" }).rows;
    expect(quarter).toMatchObject({ cohort: "2025-Q1", size: 3, opening_minor: 200 });
    expect(quarter?.cells.map((cell) => cell?.retained_minor ?? null)).toEqual([200, 200, 240, null, null]);
    expect(quarter?.cells.map((cell) => cell?.kept_minor ?? null)).toEqual([200, 200, 190, null, null]);
  });

  test("the average weighs by what each cohort began with, over the cohorts that have the cell", () => {
    const { average } = cohorts(ledger, { by: "month" });
    expect(average.map((cell) => [cell?.opening_logos, cell?.opening_minor])).toEqual([
      [3, 200],
      [3, 200],
      [3, 200],
      [2, 140],
      [1, 100],
    ]);
    expect(nrrCohort(average[3] as CohortCell)).toBe(180 / 140);
  });

  test("by a cut: the label of the first month, each cell of who is that old; and only one label's customers", () => {
    const by = cohorts(ledger, { by: { cut: "csm" } });
    expect(by.rows.map(({ cohort, size, opening_minor }) => [cohort, size, opening_minor])).toEqual([
      ["Ann", 2, 140],
      ["Bo", 1, 60],
    ]);
    // B, who began in February, is not four months old: A alone then and now.
    expect(by.rows[0]?.cells.map((cell) => [cell?.opening_minor, cell?.retained_minor])).toEqual([
      [140, 140],
      [140, 140],
      [140, 180],
      [140, 180],
      [100, 0],
    ]);
    const only = cohorts(ledger, { by: "month", cut: "csm", label: "Ann" });
    expect(only.rows.map(({ cohort }) => cohort)).toEqual(["2025-01", "2025-02"]);
  });
});

test("ledger case 19: a returner stays in its cohort", () => {
  const [row] = cohorts(openLedger(exampleLedgerFile), { by: "month" }).rows;
  expect(row).toMatchObject({ cohort: "2025-01", size: 2, opening_minor: 30_000 });
  expect(rates(row?.cells[12])).toEqual([1.1, 28 / 30, 1, 16_500]);
  expect(rates(row?.cells[4])).toEqual([20 / 30, 20 / 30, 0.5, 20_000]);
});

describe("on random ledgers", () => {
  test("every cell is that of plain loops: by month, quarter, year, cut, and one label's customers", () => {
    fc.assert(
      fc.property(randomLedgerFile, (file) => {
        const ledger = openLedger(file);
        const month = (first: number) => ledger.report_months[first] as string;
        const keys = {
          month: (first: number) => month(first).slice(0, 7),
          quarter: (first: number) =>
            `${month(first).slice(0, 4)}-Q${Math.floor((Number(month(first).slice(5, 7)) + 2) / 3)}`,
          year: (first: number) => month(first).slice(0, 4),
        };
        for (const by of ["month", "quarter", "year"] as const)
          for (const row of cohorts(ledger, { by }).rows)
            expect(row.cells).toEqual(slowCohort(file, (_, first) => keys[by](first) === row.cohort));
        const labelled = (customer: number, first: number) => {
          const [csm] = file.cuts as [(typeof file.cuts)[number]];
          const own = csm.customer.flatMap((one, i) =>
            one === customer && (csm.month[i] as number) <= first ? [i] : [],
          );
          const last = own
            .sort((a, b) => (csm.month[a] as number) - (csm.month[b] as number))
            .at(-1) as number;
          return csm.labels[csm.label[last] as number];
        };
        for (const row of cohorts(ledger, { by: { cut: "csm" } }).rows)
          expect(row.cells).toEqual(
            slowCohort(file, (i, first) => labelled(i, first) === row.cohort, { isLabel: true }),
          );
        for (const row of cohorts(ledger, { by: "year", cut: "csm", label: "Bo" }).rows)
          expect(row.cells).toEqual(
            slowCohort(file, (i, first) => keys.year(first) === row.cohort && labelled(i, first) === "Bo"),
          );
      }),
      runs,
    );
  });

  test("until an earlier month: the triangle as it stood then, whatever came after", () => {
    fc.assert(
      fc.property(randomLedgerFile, fc.integer({ min: 1, max: 12 }), (file, back) => {
        const months = Math.max(1, file.months - back);
        const ledger = openLedger(file);
        const year = (first: number) => (ledger.report_months[first] as string).slice(0, 4);
        for (const row of cohorts(ledger, { by: "year", until: months - 1 }).rows)
          expect(row.cells).toEqual(slowCohort(file, (_, first) => year(first) === row.cohort, { months }));
        const average = cohorts(ledger, { by: "month", until: months - 1 }).average;
        const labels = cohorts(ledger, { by: { cut: "csm" }, until: months - 1 });
        expect(labels.average, "labels and months are the same customers").toEqual(average);
      }),
      runs,
    );
  });

  test("from the rows of months: by quarter and year, and until an earlier month, as from the ledger", () => {
    fc.assert(
      fc.property(randomLedgerFile, fc.integer({ min: 0, max: 12 }), (file, back) => {
        const ledger = openLedger(file);
        const until = Math.max(0, file.months - 1 - back);
        const months = cohorts(ledger, { by: "month" }).rows.flatMap(({ cohort, size, cells }) =>
          cells.flatMap((cell) =>
            cell ? [{ ...cell, cohort_month: `${cohort}-01`, basis: "live", size }] : [],
          ),
        );
        const key = (ledger.report_months[until] as string).slice(0, 7);
        for (const by of ["month", "quarter", "year"] as const) {
          const { rows, average } = cohortsFromMonths(months.toReversed(), {
            by,
            currency: "USD",
            until: key,
          });
          const whole = cohorts(ledger, { by, until });
          // Without a customer in the first months the ages are fewer.
          const fill = (row: (typeof rows)[number]) => ({
            ...row,
            cells: whole.average.map((_, age) => row.cells[age] ?? null),
          });
          expect(rows.map(fill)).toEqual(whole.rows);
          expect(whole.average.map((_, age) => average[age] ?? null)).toEqual(whole.average);
        }
      }),
      runs,
    );
  });

  test("the customers behind a cell add up to it", () => {
    fc.assert(
      fc.property(randomLedgerFile, (file) => {
        const ledger = openLedger(file);
        for (const by of ["quarter", { cut: "csm" }] as const)
          for (const { cohort, cells, size } of cohorts(ledger, { by }).rows)
            for (const cell of cells) {
              if (cell === null) continue;
              const { age_months } = cell;
              const rows = cohortCustomers(ledger, { by, cohort, ageMonths: age_months });
              const sum = (of: (row: (typeof rows)[number]) => number) =>
                rows.reduce((total, row) => total + of(row), 0);
              if (typeof by === "string") expect(rows).toHaveLength(size);
              expect({
                age_months,
                opening_minor: sum((row) => row.opening_minor),
                retained_minor: sum((row) => row.retained_minor),
                kept_minor: sum((row) => Math.min(row.opening_minor, row.retained_minor)),
                opening_logos: sum((row) => Number(row.was_active)),
                kept_logos: sum((row) => Number(row.was_active && row.is_active)),
                active_logos: sum((row) => Number(row.is_active)),
              }).toEqual(cell);
            }
      }),
      { ...runs, numRuns: 60 },
    );
  });

  test("the month's cohorts add up to the closing of every month", () => {
    fc.assert(
      fc.property(randomLedgerFile, (file) => {
        const ledger = openLedger(file);
        const { rows } = cohorts(ledger, { by: "month" });
        const firsts = rows.map(({ cohort }) => ledger.report_months.indexOf(`${cohort}-01`));
        for (const [month, { closing_minor, closing_logos }] of waterfall(ledger).entries()) {
          const cells = rows.flatMap((row, i) => row.cells[month - (firsts[i] as number)] ?? []);
          const sum = (of: "retained_minor" | "active_logos") =>
            cells.reduce((total, cell) => total + cell[of], 0);
          expect([sum("retained_minor"), sum("active_logos")]).toEqual([closing_minor, closing_logos]);
        }
      }),
      runs,
    );
  });

  test("history that begins later leaves out who began before, and changes nobody else", () => {
    let leftOut = 0;
    fc.assert(
      fc.property(randomLedgerFile, fc.integer({ min: 1, max: 12 }), (file, before) => {
        fc.pre(before < file.months);
        const later = cohorts(openLedger(cutOff(file, before)), { by: "month" });
        leftOut += later.left_out;
        const whole = cohorts(openLedger(file), { by: "month" }).rows.slice(-later.rows.length || Infinity);
        expect(later.rows.map(({ size, opening_minor }) => [size, opening_minor])).toEqual(
          whole.map(({ size, opening_minor }) => [size, opening_minor]),
        );
        expect(later.rows.map(({ cells }) => cells.filter((cell) => cell !== null))).toEqual(
          whole.map(({ cells }) => cells.filter((cell) => cell !== null)),
        );
      }),
      runs,
    );
    expect(leftOut).toBeGreaterThan(50);
  });
});

test("nobody: no rows, no cells to average", () => {
  const empty = cohorts(openLedger(smallLedger({ months: 2, movements: [] })), { by: "month" });
  expect([empty.rows, empty.average]).toEqual([[], [null, null]]);
});

test("no rows of months give no cohorts, an unknown period a message", () => {
  expect(cohortsFromMonths([], { by: "year", currency: "USD" })).toMatchObject({ rows: [], average: [] });
  expect(() => cohortsFromMonths([], { by: "week" as "year", currency: "USD" })).toThrow(
    'cohortsFromMonths: unknown period, got "week"; use one of month, quarter, year',
  );
});

test.each([
  [
    { by: "week" as "month" },
    'cohorts: unknown period, got "week"; use one of month, quarter, year or { cut: name }',
  ],
  [{ by: { cut: "colour" } }, 'ledger: unknown cut, got "colour"; use one of csm'],
  [{ by: "month" as const, until: "2031-01" }, 'ledger: unknown month, got "2031-01"'],
])("refuses %o", (options, message) => {
  expect(() => cohorts(openLedger(exampleLedgerFile), options)).toThrow(message);
});
