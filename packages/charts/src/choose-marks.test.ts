// @vitest-environment jsdom
import { expect, test, vi } from "vitest";
import { chooseMarks, neighbour } from "./choose-marks.ts";
import { svgElement } from "./svg.ts";

const grid = [
  { column: 0, row: 0 },
  { column: 0, row: 1 },
  { column: 1, row: 1 },
  { column: 2, row: 0 },
  { column: 2, row: 1 },
] as const;

test.each([
  ["right keeps the row where it can", 0, "ArrowRight", 2],
  ["right along the row", 1, "ArrowRight", 2],
  ["left from the end", 3, "ArrowLeft", 2],
  ["down in the column", 3, "ArrowDown", 4],
  ["up in the column", 1, "ArrowUp", 0],
  ["home", 4, "Home", 0],
  ["end", 0, "End", 4],
])("%s", (_, from, key, to) => {
  const start = grid[from];
  if (!start) throw new Error("the test names no mark");
  expect(neighbour(grid, start, key)).toBe(grid[to]);
});

test("nothing beyond the edge and for other keys", () => {
  expect(neighbour(grid, grid[4], "ArrowRight")).toBeUndefined();
  expect(neighbour(grid, grid[0], "ArrowUp")).toBeUndefined();
  expect(neighbour(grid, grid[0], "a")).toBeUndefined();
});

test("in a single row up and down do as left and right", () => {
  const row = [
    { column: 0, row: 0 },
    { column: 1, row: 0 },
  ] as const;
  expect(neighbour(row, row[0], "ArrowDown")).toBe(row[1]);
  expect(neighbour(row, row[1], "ArrowUp")).toBe(row[0]);
});

test("one tab stop that follows the focus; click, Enter and space choose", () => {
  const chosen = vi.fn();
  const marks = ["a", "b"].map((label, column) => ({
    element: svgElement(document, "g"),
    column,
    row: 0,
    label,
    onSelect: () => chosen(label),
  }));
  const root = svgElement(document, "svg", {}, ...marks.map(({ element }) => element));
  document.body.append(root);
  chooseMarks(marks);
  const [first, second] = marks.map(({ element }) => element);
  const stops = () => marks.map(({ element }) => element.getAttribute("tabindex"));
  const press = (target: Element | undefined, key: string) =>
    target?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  expect(stops()).toEqual(["0", "-1"]);
  first?.focus();
  press(first, "ArrowRight");
  expect(document.activeElement).toBe(second);
  expect(stops()).toEqual(["-1", "0"]);
  press(second, "Enter");
  press(second, " ");
  press(second, "x");
  first?.dispatchEvent(new MouseEvent("click", { bubbles: true }));
  expect(chosen.mock.calls.flat()).toEqual(["b", "b", "a"]);
});
