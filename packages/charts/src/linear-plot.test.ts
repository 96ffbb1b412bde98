import { expect, test } from "vitest";
import { roundTicks } from "./linear-plot.ts";

test.each([
  [0, 1, 5, [0, 0.2, 0.4, 0.6, 0.8, 1]],
  [0.52, 1.07, 5, [0.6, 0.7, 0.8, 0.9, 1]],
  [0, 1826, 5, [0, 500, 1000, 1500]],
  [-3, 7, 5, [-2, 0, 2, 4, 6]],
  [4, 4, 5, [4]],
])("from %s to %s about %s ticks: %o", (low, high, wanted, ticks) =>
  expect(roundTicks(low, high, wanted)).toEqual(ticks),
);
