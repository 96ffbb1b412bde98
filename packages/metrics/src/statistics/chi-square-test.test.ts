import { describe, expect, test } from "vitest";
import { chiSquareTest } from "./chi-square-test.ts";

describe("chi-square test of independence", () => {
  test("party by gender, R's ?chisq.test: X-squared = 30.07, df = 2, p-value = 2.954e-07", () => {
    const found = chiSquareTest([
      [762, 327, 468],
      [484, 239, 477],
    ]);
    expect(found?.statistic.toFixed(2)).toBe("30.07");
    expect(found?.degrees_of_freedom).toBe(2);
    expect(found?.p.toExponential(3)).toBe("2.954e-7");
    expect(found?.smallest_expected.toFixed(2)).toBe("246.35");
  });
  test("equal rows: 0, probability 1", () => {
    expect(
      chiSquareTest([
        [3, 6],
        [1, 2],
      ]),
    ).toEqual({ statistic: 0, degrees_of_freedom: 1, p: 1, smallest_expected: 1 });
  });
  test.each<[string, number[][]]>([
    ["no rows", []],
    ["one row", [[1, 2]]],
    [
      "one column with counts",
      [
        [1, 0],
        [2, 0],
      ],
    ],
    [
      "all but one row empty",
      [
        [1, 2],
        [0, 0],
      ],
    ],
  ])("%s: null", (_, table) => {
    expect(chiSquareTest(table)).toBeNull();
  });
  test("an empty row or column changes nothing", () => {
    expect(
      chiSquareTest([
        [20, 0, 10],
        [0, 0, 0],
        [10, 0, 20],
      ]),
    ).toEqual(
      chiSquareTest([
        [20, 10],
        [10, 20],
      ]),
    );
  });
  test.each<[number[][], string]>([
    [[[1, 2], [1]], "chiSquareTest: rows of different lengths, got 1 and 2; fill them up"],
    [
      [
        [1, -2],
        [1, 1],
      ],
      "chiSquareTest: not a count, got -2; give whole numbers from 0",
    ],
  ])("refuses %j", (table, message) => {
    expect(() => chiSquareTest(table)).toThrow(message);
  });
});
