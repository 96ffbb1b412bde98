import fc from "fast-check";
import { expect, test } from "vitest";
import { spreadLabels } from "./spread-labels.ts";

const runs = { seed: 20261122, numRuns: 300 };

const gap = 13;
const wishes = fc.array(fc.double({ min: -50, max: 350, noNaN: true }), { minLength: 1, maxLength: 15 });

test("labels keep their order, their distance and the room", () => {
  fc.assert(
    fc.property(wishes, (wanted) => {
      const placed = spreadLabels(wanted, gap, 0, 300);
      const order = wanted.map((at, index) => ({ at, put: placed[index] ?? Number.NaN }));
      order.sort((a, b) => a.at - b.at || a.put - b.put);
      for (const [index, { put }] of order.entries()) {
        expect(put).toBeGreaterThanOrEqual(-1e-6);
        expect(put).toBeLessThanOrEqual(300 + 1e-6);
        const before = order[index - 1];
        if (before) expect(put - before.put).toBeGreaterThanOrEqual(gap - 1e-6);
      }
    }),
    runs,
  );
});

test("labels with room stay where they are", () => {
  expect(spreadLabels([100, 20, 60], gap, 0, 300)).toEqual([100, 20, 60]);
});

test("too many for the room are spread evenly over it", () => {
  expect(spreadLabels([5, 5, 5, 5], gap, 0, 30)).toEqual([0, 10, 20, 30]);
});

test("no labels", () => expect(spreadLabels([], gap, 0, 300)).toEqual([]));
