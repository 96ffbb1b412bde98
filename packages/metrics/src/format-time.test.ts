import { expect, test } from "vitest";
import { formatDate, formatPeriod } from "./format-time.ts";

test.each([
  ["2025-12", {}, "Dec 2025"],
  ["2025-01-01", {}, "Jan 2025"],
  ["2025-Q4", {}, "Q4 2025"],
  ["2025", {}, "2025"],
  ["2025-Q4", { short: true }, "Q4 25"],
  ["2025-09-01", { short: true }, "Sep 25"],
  ["2025-02 to 2026-01", {}, "Feb 2025 to Jan 2026"],
])("formatPeriod %s %o", (period, options, expected) => {
  expect(formatPeriod(period, options)).toBe(expected);
});

test.each(["2025-13", "2025-00", "2025-Q5", "Dec 2025", ""])("formatPeriod refuses %j", (period) => {
  expect(() => formatPeriod(period)).toThrow(
    `formatPeriod: not a period, got ${JSON.stringify(period)}; give "2025-12", "2025-12-01", "2025-Q4" or "2025"`,
  );
});

test("formatDate", () => {
  expect(formatDate("2025-12-31")).toBe("31 Dec 2025");
  expect(formatDate("2024-02-05")).toBe("5 Feb 2024");
});

test.each(["2025-12", "2025-13-01", "2025-12-32"])("formatDate refuses %j", (date) => {
  expect(() => formatDate(date)).toThrow(
    `formatDate: not a day, got ${JSON.stringify(date)}; give "2025-12-31"`,
  );
});
