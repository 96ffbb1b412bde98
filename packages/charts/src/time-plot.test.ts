import { expect, test } from "vitest";
import { valueDomain } from "./time-plot.ts";

test.each([
  ["starts at 0 when asked", [0.9, 1.1], "zero" as const, 0, false],
  ["starts at 0 when the lowest is far below the highest", [1, 10], "cut" as const, 0, false],
  ["is cut below the lowest value", [0.9, 1.1], "cut" as const, 0.85, true],
  ["holds negative values", [-5, 10], "cut" as const, -10, false],
  ["one value", [100], "cut" as const, 94, true],
  ["all zero", [0, 0], "zero" as const, 0, false],
])("the axis of values %s", (_, values, base, start, isCut) => {
  const { domain, isCut: isSaid } = valueDomain(values, base);
  expect(domain[0]).toBeCloseTo(start, 9);
  expect(isSaid).toBe(isCut);
  expect(domain[1]).toBeGreaterThan(domain[0]);
  expect(domain[1]).toBeGreaterThanOrEqual(Math.max(...values));
});
