import { describe, expect, test } from "vitest";
import { AS_OF, addMonths, day, dayOf, firstOfMonth, iso, weekday, yearOf } from "./days.ts";

describe("days", () => {
  test.each([
    ["2021-01-31", 1, "2021-02-28"],
    ["2023-01-31", 13, "2024-02-29"],
    ["2024-02-29", 12, "2025-02-28"],
    ["2021-11-15", 2, "2022-01-15"],
    ["2022-03-31", -1, "2022-02-28"],
  ])("%s and %i months is %s", (from, months, to) => {
    expect(iso(addMonths(day(from), months))).toBe(to);
  });

  test.each([
    ["2025-12-31", "2025-12-31"],
    ["2025-08-02", "2025-08-01"],
    ["2025-08-03", "2025-08-01"],
    ["2025-08-04", "2025-08-04"],
  ])("the working day at or before %s is %s", (from, to) => {
    expect(iso(weekday(day(from)))).toBe(to);
  });

  test("reads what it prints", () => {
    expect(day(iso(AS_OF))).toBe(AS_OF);
    expect(dayOf(1970, 1, 1)).toBe(0);
    expect(iso(firstOfMonth(day("2025-12-31"), 2))).toBe("2026-02-01");
    expect(yearOf(day("2024-12-31"))).toBe(2024);
  });
});
