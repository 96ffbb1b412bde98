import {
  type CohortCell,
  cohorts,
  type LedgerFile,
  MOVEMENT_KINDS,
  MOVEMENT_SIDES,
  openLedger,
} from "@tideline/metrics";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aCompany, aLine, type LineFacts } from "../../test/a-line.ts";
import { companyArb, merge, settingsArb } from "../../test/random-companies.ts";
import { type LedgerInput, type LedgerOutput, ledgerOf } from "../ledger-of.ts";

const bases = ["live", "committed"] as const;
type Basis = (typeof bases)[number];

/** The ledger's rows of one basis as the file the engine opens. */
function fileOf(ledger: LedgerOutput, basis: Basis): LedgerFile {
  const of = (rows: LedgerOutput["movements"]) => rows.filter((row) => row.basis === basis);
  const [movements, logos, months] = [of(ledger.movements), of(ledger.logos), of(ledger.waterfall)];
  const reported = months.map((row) => String(row.report_month)).sort();
  const list = (values: unknown[]) => [...new Set(values.map(String))].sort();
  const ids = list(movements.map((row) => row.customer_id));
  const [products, currencies] = [
    list(movements.map((row) => row.product)),
    list(movements.map((row) => row.currency)),
  ];
  const month = (row: { [name: string]: unknown }) => reported.indexOf(String(row.report_month));
  const customer = (row: { [name: string]: unknown }) => ids.indexOf(String(row.customer_id));
  const zeros = movements.map(() => 0);
  // An assignment and a movement may change the state in one month: two changes of the file.
  const changes = logos.flatMap((row) => [
    ...(row.kind === "transfer" ? [] : [row]),
    ...(row.merged_delta || row.merged_archived_delta
      ? [
          {
            ...row,
            kind: "transfer",
            active_delta: row.merged_delta,
            archived_delta: row.merged_archived_delta,
          },
        ]
      : []),
  ]) as typeof logos;
  return {
    version: 1,
    basis,
    currency: "USD",
    exponent: 2,
    first_month: String(reported[0] ?? "2025-01-01").slice(0, 7),
    months: reported.length,
    customers: { id: ids, name: ids.map(() => null) },
    products,
    currencies,
    kinds: [...MOVEMENT_KINDS],
    sides: [...MOVEMENT_SIDES],
    occasions: ["any"],
    reasons: [null],
    movements: {
      month: movements.map(month),
      customer: movements.map(customer),
      product: movements.map((row) => products.indexOf(String(row.product))),
      currency: movements.map((row) => currencies.indexOf(String(row.currency))),
      kind: movements.map((row) => (MOVEMENT_KINDS as readonly unknown[]).indexOf(row.kind)),
      side: movements.map((row) => (MOVEMENT_SIDES as readonly unknown[]).indexOf(row.side)),
      occasion: zeros,
      reason: zeros,
      amount: movements.map((row) => Number(row.amount_minor)),
      quantity: movements.map((row) => Number(row.quantity_minor)),
      line: zeros,
      counterparty: movements.map((row) => ids.indexOf(String(row.counterparty_id))),
    },
    logos: {
      month: changes.map(month),
      customer: changes.map(customer),
      kind: changes.map((row) => (MOVEMENT_KINDS as readonly unknown[]).indexOf(row.kind)),
      active: changes.map((row) => Number(row.active_delta)),
      archived: changes.map((row) => Number(row.archived_delta)),
    },
    cuts: [],
  };
}

/** Cells of the mart and of the engine as comparable rows. */
const written = (ledger: LedgerOutput, basis: Basis) =>
  ledger.cohorts.filter((row) => row.basis === basis).map(({ basis: _basis, ...row }) => row);
const computed = (ledger: LedgerOutput, basis: Basis) =>
  cohorts(openLedger(fileOf(ledger, basis)), { by: "month" }).rows.flatMap(({ cohort, size, cells }) =>
    cells
      .filter((cell): cell is CohortCell => cell !== null)
      .map((cell) => ({ cohort_month: `${cohort}-01`, size, ...cell })),
  );

const batches = fc.sample(settingsArb, { seed: 501, numRuns: 2 }).map((company, at) => ({
  at,
  input: { company, lines: merge(fc.sample(companyArb, { seed: 5000 + at, numRuns: 60 })).lines },
}));

describe("the mart equals the engine cell by cell, on both bases, of random companies", () => {
  test.each(batches)("batch $at", { timeout: 120_000 }, async ({ input }) => {
    const ledger = await ledgerOf(input as LedgerInput);
    for (const basis of bases) {
      const cells = written(ledger, basis);
      expect(cells.length).toBeGreaterThan(100);
      expect(cells.some((cell) => Number(cell.kept_logos) < Number(cell.opening_logos))).toBe(true);
      expect(cells.some((cell) => Number(cell.retained_minor) > Number(cell.opening_minor))).toBe(true);
      expect(cells).toEqual(computed(ledger, basis));
    }
  });
});

const of = (lines: LineFacts[], more: { assignments?: object[]; company?: object } = {}) =>
  ledgerOf({
    lines: lines.map(aLine),
    ...more,
    company: { ...aCompany({ as_of: "2025-12-31" }), ...more.company },
  } as LedgerInput);
const cell = (ledger: LedgerOutput, cohort: string, age: number) => {
  const found = written(ledger, "live").find((row) => row.cohort_month === cohort && row.age_months === age);
  const { size, opening_minor, retained_minor, kept_minor, opening_logos, kept_logos } = found ?? {};
  return found && [size, opening_minor, retained_minor, kept_minor, opening_logos, kept_logos];
};

describe("what a customer began with is grouped by the assignments in force at that age", () => {
  // C1 pays 50,000 from January, C2 30,000 from March. C2's contract is C1's from 10 July (ledger case 21 ii).
  const lines: LineFacts[] = [
    { line_id: "A", customer_id: "C1", start_on: "2025-01-01", monthly_minor: 50_000 },
    { line_id: "B", customer_id: "C2", start_on: "2025-03-01", monthly_minor: 30_000 },
  ];
  const assignments = [{ line_id: "B", customer_id: "C1", assigned_on: "2025-07-10" }];

  test("the giver's cohort is empty from then on, and nothing was lost", async () => {
    const ledger = await of(lines, { assignments });
    expect(written(ledger, "live")).toEqual(computed(ledger, "live"));
    expect(cell(ledger, "2025-03-01", 3)).toEqual([1, 30_000, 30_000, 30_000, 1, 1]);
    expect(cell(ledger, "2025-03-01", 4)).toEqual([1, 0, 0, 0, 0, 0]);
  });

  test("the receiver began before the contract did: its growth shows in net retention", async () => {
    const ledger = await of(lines, { assignments });
    expect(written(ledger, "live")).toEqual(computed(ledger, "live"));
    expect(cell(ledger, "2025-01-01", 5)).toEqual([1, 50_000, 50_000, 50_000, 1, 1]);
    expect(cell(ledger, "2025-01-01", 6)).toEqual([1, 50_000, 80_000, 50_000, 1, 1]);
  });

  test("of two who began together the contract keeps what it began with", async () => {
    const together = lines.map((line) => ({ ...line, start_on: "2025-03-01" }));
    const ledger = await of(together, { assignments });
    expect(written(ledger, "live")).toEqual(computed(ledger, "live"));
    expect(cell(ledger, "2025-03-01", 3)).toEqual([2, 80_000, 80_000, 80_000, 2, 2]);
    expect(cell(ledger, "2025-03-01", 4)).toEqual([2, 80_000, 80_000, 80_000, 1, 1]);
  });
});

test("exchange rates at month end: what is retained is valued at the rate of month 0", async () => {
  const line = { start_on: "2025-01-01", currency: "EUR", customer_id: "C1" } as const;
  const rate = (month: string, value: string) => ({ currency: "EUR", month, rate: value });
  const months = Array.from({ length: 12 }, (_, i) => `2025-${String(i + 1).padStart(2, "0")}`);
  const ledger = await of(
    [
      { ...line, line_id: "A", monthly_minor: 100_000, end_on: "2025-06-01", end_means: "replaced" },
      { ...line, line_id: "B", monthly_minor: 120_000, start_on: "2025-06-01", replaces: "A" },
    ],
    { company: { month_rates: months.map((month, i) => rate(month, String(1.1 - i / 100))) } },
  );
  expect(cell(ledger, "2025-01-01", 4)).toEqual([1, 110_000, 110_000, 110_000, 1, 1]);
  expect(cell(ledger, "2025-01-01", 5)).toEqual([1, 110_000, 132_000, 110_000, 1, 1]);
});

test("history_from leaves out who began before it", async () => {
  const ledger = await of(
    [
      { line_id: "A", customer_id: "C1", start_on: "2025-01-01", monthly_minor: 50_000 },
      { line_id: "B", customer_id: "C2", start_on: "2025-03-01", monthly_minor: 30_000 },
    ],
    { company: { history_from: "2025-03-01" } },
  );
  expect(cell(ledger, "2025-01-01", 4)).toBeUndefined();
  expect(cell(ledger, "2025-03-01", 9)).toEqual([1, 30_000, 30_000, 30_000, 1, 1]);
  expect(cell(ledger, "2025-03-01", 10)).toBeUndefined();
});
