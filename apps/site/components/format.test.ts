import { describe, expect, test } from "vitest";
import {
  count,
  moneyCell,
  moneyDecimal,
  moneyExact,
  moneyScale,
  moneyShort,
  percent,
  plural,
  points,
  ratio,
} from "./format.ts";

const usd = { currency: "USD", exponent: 2 };
const yen = { currency: "JPY", exponent: 0 };

describe("money in short", () => {
  test.each([
    [340_600_000, usd, false, "$3.41M"],
    [7_421_000, usd, true, "+$74.2k"],
    [-5_900_000, usd, false, "−$59.0k"],
    [95_000, usd, false, "$950"],
    [0, usd, true, "$0"],
    [99_950_000, usd, false, "$1.00M"],
    [1_250, usd, false, "$12.50"],
    [3_406_000, yen, false, "¥3.41M"],
    [1_000_000_000_00, { currency: "CHF", exponent: 2 }, false, "CHF\u00a01.00B"],
    [500, { currency: "XXQ", exponent: 2 }, false, "XXQ\u00a05"],
  ])("%d %o is %s", (minor, money, isSigned, text) => expect(moneyShort(minor, money, isSigned)).toBe(text));
});

describe("money to the minor unit", () => {
  test.each([
    [340_611_825, usd, "$3,406,118.25"],
    [-5, usd, "−$0.05"],
    [1_234, yen, "¥1,234"],
  ])("%d is %s", (minor, money, text) => expect(moneyExact(minor, money)).toBe(text));

  test.each([
    [340_611_825, 2, "3406118.25"],
    [-5, 2, "-0.05"],
    [7, 0, "7"],
    [1, 3, "0.001"],
    [Number.MAX_SAFE_INTEGER, 2, "90071992547409.91"],
  ])("%d with %d decimals is %s in files", (minor, exponent, text) =>
    expect(moneyDecimal(minor, exponent)).toBe(text),
  );
});

describe("money in tables", () => {
  test("thousands from a million on, millions from a billion on", () => {
    expect(moneyScale([99_999_999], usd)).toEqual({ divisor: 100, name: "USD" });
    expect(moneyScale([-100_000_000, 5], usd)).toEqual({ divisor: 100_000, name: "thousand USD" });
    expect(moneyScale([100_000_000_000], usd)).toEqual({ divisor: 100_000_000, name: "million USD" });
    expect(moneyScale([], yen)).toEqual({ divisor: 1, name: "JPY" });
  });

  test.each([
    [340_600_000, "3,406"],
    [-1_234_567, "−12"],
    [40_000, "0.4"],
    [-4_000, "0.0"],
    [0, "0"],
  ])("%d cents in thousands is %s", (minor, text) =>
    expect(moneyCell(minor, { divisor: 100_000, name: "thousand USD" })).toBe(text),
  );
});

describe("rates and counts", () => {
  test.each([
    [0.9064, false, "90.6 %"],
    [0.112, true, "+11.2 %"],
    [-0.005, true, "−0.5 %"],
    [-0.0001, true, "0.0 %"],
    [12.5, false, "1,250.0 %"],
  ])("%d is %s", (rate, isSigned, text) => expect(percent(rate, isSigned).replace(/\s/g, " ")).toBe(text));

  test.each([
    [0.019, true, "+1.9 pt"],
    [-0.0301, true, "−3.0 pt"],
    [0.00001, true, "±0.0 pt"],
    [0.019, false, "1.9 pt"],
    [0, false, "0.0 pt"],
  ])("%d is %s", (difference, isSigned, text) =>
    expect(points(difference, isSigned).replace(/\s/g, " ")).toBe(text),
  );

  test("counts, ratios and plurals", () => {
    expect([count(1600), count(12, true), count(-3)]).toEqual(["1,600", "+12", "−3"]);
    expect([ratio(2.84), ratio(-0.5, true), ratio(140.2)]).toEqual(["2.8", "−0.5", "140"]);
    expect([plural(1, "file"), plural(2, "file"), plural(0, "query", "queries")]).toEqual([
      "1 file",
      "2 files",
      "0 queries",
    ]);
  });
});
