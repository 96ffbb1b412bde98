import { describe, expect, test } from "vitest";
import { conversionFactor } from "./conversion-factor.ts";

describe("minor units of the reporting currency for one minor unit of the billing currency", () => {
  test.each([
    ["euro cents in dollar cents (the docstring's example)", "1.08", 2, 2, "1.0800000000"],
    ["yen in cents (the docstring's example)", "0.0067", 2, 0, "0.6700000000"],
    ["cents in yen: 149.5 yen a dollar are 1.495 a cent", "149.5", 0, 2, "1.4950000000"],
    [
      "Kuwaiti fils, three digits, in cents: 3.25 dollars a dinar are 0.325 cents a fils",
      "3.25",
      2,
      3,
      "0.3250000000",
    ],
    ["a whole rate", "3", 2, 2, "3.0000000000"],
    ["the same currency", "1", 2, 2, "1.0000000000"],
    ["a rate below a ten-thousandth keeps its zeros", "0.000041", 2, 2, "0.0000410000"],
    ["ten decimals are exact", "0.1234567891", 2, 2, "0.1234567891"],
    ["the eleventh decimal rounds, half up", "0.12345678905", 2, 2, "0.1234567891"],
    ["and down below half", "0.12345678904", 2, 2, "0.1234567890"],
    ["a rate past what a double can hold", "12345678.9012345678", 2, 2, "12345678.9012345678"],
  ])("%s", (_, rate, reporting, billing, expected) => {
    expect(conversionFactor(rate, reporting, billing)).toBe(expected);
  });

  test.each([["0"], ["0.000"], ["-1.08"], ["1,08"], ["1e-7"], [""], ["1."], [".5"], ["NaN"]])(
    'no rate: "%s"',
    (rate) => {
      expect(() => conversionFactor(rate, 2, 2)).toThrow(
        `exchange rate: expected a positive decimal number, got "${rate}"; write for example 1.08`,
      );
    },
  );
});
