import { describe, expect, test } from "vitest";
import {
  monthLabel,
  monthsBetween,
  parsePeriod,
  periodLabel,
  periodTicks,
  spanLabel,
} from "./period-label.ts";
import { textWidth } from "./text-width.ts";

test.each([
  ["2025-11", "Nov 2025"],
  ["2025-11-01", "Nov 2025"],
  ["2025-Q4", "Q4 2025"],
  ["2025", "2025"],
  ["FY25 H1", "FY25 H1"],
  ["2025-13", "2025-13"],
])("periodLabel %s", (key, expected) => expect(periodLabel(key)).toBe(expected));

test("a quarter holds its months", () => {
  expect(parsePeriod("2025-Q2")).toEqual({ grain: "quarter", year: 2025, first: 4, last: 6 });
  expect(parsePeriod("nonsense")).toBeNull();
});

test("months before January are of the year before", () => expect(monthLabel(2025, 0)).toBe("Dec 2024"));

test("a span of one period names it once", () => {
  expect(spanLabel("2025-01", "2025-01")).toBe("Jan 2025");
  expect(spanLabel("2025-01", "2025-12")).toBe("Jan 2025 to Dec 2025");
});

test("months between are complete over the turn of a year", () => {
  expect(monthsBetween(["2025-02-01", "2024-11-01"])).toEqual([
    "2024-11-01",
    "2024-12-01",
    "2025-01-01",
    "2025-02-01",
  ]);
  expect(monthsBetween([])).toEqual([]);
});

describe("ticks", () => {
  const months = Array.from(
    { length: 24 },
    (_, index) => `${2024 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, "0")}`,
  );
  test.each([60, 30, 20, 9, 4, 1])("do not touch at %s px a month", (step) => {
    const ticks = periodTicks(months, step, textWidth);
    expect(ticks.length).toBeGreaterThan(0);
    for (const [index, tick] of ticks.entries()) {
      const next = ticks[index + 1];
      if (!next) continue;
      const room = (next.index - tick.index) * step;
      expect(room).toBeGreaterThanOrEqual((textWidth(tick.label) + textWidth(next.label)) / 2 + 6);
    }
  });
  test("January is its year, the first month carries one too", () => {
    expect(
      periodTicks(months, 40, textWidth)
        .map(({ label }) => label)
        .slice(0, 3),
    ).toEqual(["2024", "Feb", "Mar"]);
    expect(periodTicks(months.slice(6), 20, textWidth)[0]).toEqual({ index: 0, label: "Jul 2024" });
  });
  test("quarters carry their year", () => {
    const quarters = ["2024-Q3", "2024-Q4", "2025-Q1"];
    expect(periodTicks(quarters, 60, textWidth).map(({ label }) => label)).toEqual([
      "Q3 24",
      "Q4 24",
      "Q1 25",
    ]);
  });
  test("one period is named in full, none gives none", () => {
    expect(periodTicks(["2025-05"], 0, textWidth)).toEqual([{ index: 0, label: "May 2025" }]);
    expect(periodTicks([], 10, textWidth)).toEqual([]);
  });
});
