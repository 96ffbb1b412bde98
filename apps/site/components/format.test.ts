import { describe, expect, test } from "vitest";
import { columnScale, moneyCell, moneyDecimal, moneyScale, plural } from "./format.ts";

const usd = { currency: "USD", exponent: 2 };
const yen = { currency: "JPY", exponent: 0 };

test.each([
  [340_611_825, 2, "3406118.25"],
  [-5, 2, "-0.05"],
  [7, 0, "7"],
  [1, 3, "0.001"],
  [Number.MAX_SAFE_INTEGER, 2, "90071992547409.91"],
])("%d with %d decimals is %s in files", (minor, exponent, text) =>
  expect(moneyDecimal(minor, exponent)).toBe(text),
);

describe("money in tables", () => {
  test("thousands from a million on, millions from a billion on", () => {
    expect(moneyScale([99_999_999], usd)).toEqual({ divisor: 100, name: "USD" });
    expect(moneyScale([-100_000_000, 5], usd)).toEqual({ divisor: 100_000, name: "thousand USD" });
    expect(moneyScale([100_000_000_000], usd)).toEqual({ divisor: 100_000_000, name: "million USD" });
    expect(moneyScale([], yen)).toEqual({ divisor: 1, name: "JPY" });
  });

  test("a column takes the unit of its largest, whatever is missing", () =>
    expect(columnScale([5, null, -100_000_000], (minor) => minor, usd).name).toBe("thousand USD"));

  test.each([
    [340_600_000, false, "3,406"],
    [-1_234_567, false, "−12"],
    [42_300_000, true, "+423"],
    [40_000, false, "0.4"],
    [-4_000, true, "0"],
    [0, true, "0"],
  ])("%d cents in thousands, signed %s, is %s", (minor, signed, text) =>
    expect(moneyCell(minor, { divisor: 100_000, name: "thousand USD" }, signed)).toBe(text),
  );
});

test("plurals", () => {
  expect([plural(1, "file"), plural(2000, "file"), plural(0, "query", "queries")]).toEqual([
    "1 file",
    "2,000 files",
    "0 queries",
  ]);
});
