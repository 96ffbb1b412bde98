import { describe, expect, test } from "vitest";
import { cadence, missingMonths } from "./cadence.ts";

describe("the cadence of an export, and the months it lacks", () => {
  test.each<[string, number[], number, number[]]>([
    ["each month, one of them missing", [1, 2, 3, 5, 6, 7], 1, [4]],
    ["each month, a quarter missing", [1, 2, 3, 7, 8, 9, 10], 1, [4, 5, 6]],
    ["twice a year", [1, 7, 13, 19], 6, []],
    ["twice a year, one round missing", [1, 7, 13, 25, 31], 6, [19]],
    ["twice a year, in a month and the next", [1, 2, 7, 8, 13, 14], 5, []],
    ["every quarter, one missing", [1, 4, 7, 13, 16], 3, [10]],
    ["now and then", [1, 4, 5, 12], 7, []],
    ["each month but some", [1, 2, 3, 5, 6, 7, 9, 10, 11, 12, 13, 14, 15, 16, 20], 2, [18]],
    ["too few to tell", [1, 3], 1, [2]],
    ["once", [4], 1, []],
    ["never", [], 1, []],
  ])("%s", (_, months, every, missing) => {
    expect(cadence(months)).toBe(every);
    expect(missingMonths(months, every)).toEqual(missing);
  });

  test("the examples of the documentation", () => {
    expect(cadence([24278, 24284, 24290, 24302])).toBe(6);
    expect(missingMonths([24278, 24284, 24296], 6)).toEqual([24290]);
  });
});
