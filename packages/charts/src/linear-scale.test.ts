import { scaleLinear } from "d3";
import { describe, expect, test } from "vitest";
import { linearScale } from "./linear-scale.ts";

describe("a linear scale", () => {
  test("stands values between the ends of the range and beyond", () => {
    expect(linearScale([0, 100], [200, 0])(25)).toBe(150);
    expect(linearScale([0, 100], [200, 0])(150)).toBe(-100);
  });

  test.each([
    [
      [0, 1],
      [10, 20],
    ],
    [
      [-5, 3],
      [300, 0],
    ],
    [
      [4, 4],
      [0, 50],
    ],
  ] as const)("agrees with d3's from %j to %j", (domain, range) => {
    const ours = linearScale(domain, range);
    const theirs = scaleLinear(domain, range);
    for (const value of [-7, -5, 0, 0.3, 4, 12]) expect(ours(value)).toBeCloseTo(theirs(value), 9);
  });
});
