import fc from "fast-check";
import { expect, test } from "vitest";
import { axisStart, type BridgeStep, bridgeDomain, placeSteps } from "./bridge-steps.ts";

const runs = { seed: 20261122, numRuns: 300 };

const step = (value: number, isTotal: boolean): BridgeStep => ({
  name: "",
  lines: [""],
  value,
  isTotal,
  tone: isTotal ? "total" : "gain",
  text: "",
  description: "",
  data: {},
});

test("movements hang from the level before, totals stand on the axis", () => {
  const placed = placeSteps([step(100, true), step(30, false), step(-50, false), step(80, true)], 60);
  expect(placed.map(({ from, to }) => [from, to])).toEqual([
    [60, 100],
    [100, 130],
    [130, 80],
    [60, 80],
  ]);
});

test.each([
  ["small movements", [3_300_000, 3_370_000, 3_410_000], 3_220_000],
  ["large movements", [100, 180, 60], 0],
  ["nothing moved", [100, 100], 0],
  ["from nothing", [0, 100], 0],
  ["below zero", [-10, 100], 0],
  ["no levels", [], 0],
])("axis start: %s", (_, levels, expected) => expect(axisStart(levels)).toBe(expected));

test("a cut axis is round, below every level and leaves every total a bar", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1_000_000, max: 1_200_000 }), { minLength: 2, maxLength: 14 }),
      fc.integer({ min: 0, max: 9 }),
      (base, power) => {
        const levels = base.map((level) => level * 10 ** power);
        const start = axisStart(levels);
        const low = Math.min(...levels);
        const span = Math.max(...levels) - low;
        expect(start).toBeGreaterThanOrEqual(0);
        expect(low - start).toBeGreaterThanOrEqual(0.5 * span);
        if (start > 0) expect(Number(start.toPrecision(12))).toBe(start);
      },
    ),
    runs,
  );
});

test("the domain holds every level and is never empty", () => {
  expect(bridgeDomain(placeSteps([step(0, true), step(0, true)]), 0)).toEqual([0, 1]);
  expect(bridgeDomain(placeSteps([step(10, true), step(-30, false)]), 0)).toEqual([-20, 10]);
});
