import { expect, test } from "vitest";
import { heatNeighbour, heatTint } from "./heat-scale.ts";

test.each([
  [0.2, 0.04],
  [0.5, 0.04],
  [0.75, 0.32],
  [1, 0.6],
  [3, 0.6],
])("a value of %s on a scale of 0.5 to 1 has the tint %s", (value, tint) =>
  expect(heatTint(value, [0.5, 1])).toBe(tint),
);

test("tints grow with the value alone; a scale without a span is dark", () => {
  const tints = [0.5, 0.6, 0.7, 0.99].map((value) => heatTint(value, [0.5, 1]));
  expect(tints).toEqual([...tints].sort((a, b) => a - b));
  expect(heatTint(1, [1, 1])).toBe(0.6);
});

const cells = [
  [1, 1, 1],
  [1, null, null],
  [1, null, 1],
];
test.each([
  [{ row: 0, column: 0 }, "ArrowRight", { row: 0, column: 1 }],
  [{ row: 2, column: 0 }, "ArrowRight", { row: 2, column: 2 }],
  [{ row: 0, column: 2 }, "ArrowDown", { row: 2, column: 2 }],
  [{ row: 0, column: 1 }, "ArrowDown", null],
  [{ row: 0, column: 0 }, "ArrowUp", null],
  [{ row: 0, column: 1 }, "Home", { row: 0, column: 0 }],
  [{ row: 2, column: 0 }, "End", { row: 2, column: 2 }],
  [{ row: 0, column: 0 }, "x", null],
])("from %o %s leads to %o", (from, key, to) => expect(heatNeighbour(cells, from, key)).toEqual(to));
