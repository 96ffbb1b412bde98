import { describe, expect, test } from "vitest";
import { lastDay, monthKey, monthNumber, periodKey, periodMonths } from "./calendar.ts";

describe("months", () => {
  test("number and key are inverse over a century", () => {
    for (let month = 1970 * 12; month < 2070 * 12; month += 1)
      expect(monthNumber(monthKey(month))).toBe(month);
  });

  test.each([
    ["2024-02", "2024-02-29"],
    ["2025-02", "2025-02-28"],
    ["2025-12-01", "2025-12-31"],
  ])("%s ends on %s", (month, day) => expect(lastDay(month)).toBe(day));
});

describe("periods", () => {
  test.each([
    ["2025-11", "month", "2025-11"],
    ["2025-11", "quarter", "2025-Q4"],
    ["2025-01", "quarter", "2025-Q1"],
    ["2025-11", "year", "2025"],
  ] as const)("%s by %s is %s", (month, grain, key) => {
    expect(periodKey(monthNumber(month), grain)).toBe(key);
    expect(periodMonths(key)?.grain).toBe(grain);
  });

  test("a quarter spans three months", () => {
    const months = periodMonths("2025-Q2");
    expect([monthKey(months?.first ?? 0), monthKey(months?.last ?? 0)]).toEqual(["2025-04", "2025-06"]);
  });

  test.each(["", "2025-Q5", "2025-13", "2025-1", "x", "2025-Q4 "])("%j is no period", (key) =>
    expect(periodMonths(key)).toBeNull(),
  );
});
