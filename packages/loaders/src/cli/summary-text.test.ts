import { expect, test } from "vitest";
import { textTable } from "./summary-text.ts";

test("numbers to the right with thousands, texts to the left, null empty, no space at a line's end", () => {
  const table = textTable(
    ["name", "rows", "share"],
    [
      ["a", 1234567, null],
      ["long name", -5, 20],
    ],
  );
  expect(table.split("\n")).toEqual([
    "name            rows  share",
    "a          1,234,567",
    "long name         -5     20",
  ]);
});

test("a column with a text in it is a column of texts", () => {
  expect(textTable(["n"], [[1], ["two"]]).split("\n")).toEqual(["n", "1", "two"]);
});

test("no rows: only the heading", () => {
  expect(textTable(["file", "rows"], [])).toBe("file  rows");
});
