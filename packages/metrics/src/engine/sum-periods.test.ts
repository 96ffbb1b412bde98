import { describe, expect, test } from "vitest";
import { exampleLedgerFile } from "../example-ledger.ts";
import { openLedger } from "./open-ledger.ts";
import { periodOf, sumMonths, sumPeriods, WATERFALL_COLUMNS } from "./sum-periods.ts";
import { waterfall } from "./waterfall.ts";

const rows = waterfall(openLedger(exampleLedgerFile));

test("quarters sum movements, open with their first month and close with their last", () => {
  const quarters = sumPeriods(rows, "quarter");
  expect(quarters.map(({ period }) => period)).toEqual([
    "2025-Q1",
    "2025-Q2",
    "2025-Q3",
    "2025-Q4",
    "2026-Q1",
  ]);
  expect(quarters[1]).toMatchObject({
    grain: "quarter",
    first_month: "2025-04-01",
    last_month: "2025-06-01",
    months: 3,
    is_partial: false,
    opening_minor: 30_000,
    churn_minor: -10_000,
    closing_minor: 20_000,
    opening_logos: 2,
    churned_logos: -1,
    closing_logos: 1,
    cut: null,
    label: null,
    moved_minor: 0,
  });
  expect(quarters[4]).toMatchObject({ months: 1, is_partial: true, opening_minor: 33_000 });
});

test("years and months, rows in any order", () => {
  expect(sumPeriods([...rows].reverse(), "year")).toEqual(sumPeriods(rows, "year"));
  expect(sumPeriods(rows, "year")[0]).toMatchObject({ period: "2025", new_minor: 30_000, is_partial: false });
  expect(sumPeriods(rows, "month")).toHaveLength(13);
  expect(sumPeriods(rows, "month")[4]).toMatchObject({ period: "2025-05", is_partial: false });
  expect(sumPeriods([], "year")).toEqual([]);
});

test("rows of a label keep cut, label and what moved", () => {
  const cut = waterfall(openLedger(exampleLedgerFile), { cut: "csm", label: "Ann" });
  const moved = cut.map((row, month) => ({ ...row, moved_minor: month, moved_logos: 1 }));
  expect(sumPeriods(moved, "quarter")[1]).toMatchObject({
    cut: "csm",
    label: "Ann",
    moved_minor: 12,
    moved_logos: 3,
  });
});

describe("sumMonths", () => {
  test("a span across years", () => {
    expect(sumMonths(rows.slice(-12))).toMatchObject({
      period: "2025-02 to 2026-01",
      grain: "span",
      months: 12,
      is_partial: false,
      opening_minor: 30_000,
      churn_minor: -10_000,
      reactivation_minor: 8_000,
      closing_minor: 33_000,
    });
  });
  test("a missing month in between is partial", () => {
    expect(sumMonths([...rows.slice(0, 3), ...rows.slice(4)]).is_partial).toBe(true);
  });
  test("no rows", () => {
    expect(() => sumMonths([])).toThrow("sumMonths: no rows, got an empty list; give at least one month");
  });
});

test("a month that comes twice is refused", () => {
  expect(() => sumPeriods([...rows, ...rows], "year")).toThrow(
    "sumPeriods: a month comes twice, got 2025-01-01; give the rows of one label",
  );
});

test("every column of the waterfall is summed, opened or closed", () => {
  const listed = Object.values(WATERFALL_COLUMNS).flat() as string[];
  const columns = Object.keys(
    waterfall(openLedger(exampleLedgerFile), { cut: "csm", label: "Ann" })[0] ?? {},
  );
  const names = ["report_month", "basis", "currency", "cut", "label"];
  expect([...listed, ...names].sort()).toEqual(columns.sort());
});

test.each([
  ["2025-03-01", "quarter", "2025-Q1"],
  ["2025-04-01", "quarter", "2025-Q2"],
  ["2025-12", "year", "2025"],
  ["2025-12-01", "month", "2025-12"],
] as const)("periodOf %s by %s is %s", (month, grain, expected) => {
  expect(periodOf(month, grain)).toBe(expected);
});
