import fc from "fast-check";
import { expect, test } from "vitest";
import { locateJsonError } from "./locate-json-error.ts";

test.each<[string, number, number, string]>([
  ['{"a": 1,}', 1, 9, "}"],
  ['{"a": 1\n "b": 2}', 2, 2, '"b"'],
  ['{"a": [1, 2}', 1, 12, "}"],
  ["{a: 1}", 1, 2, "a"],
  ['{"a": tru}', 1, 7, "tru"],
  ['{"a": 01}', 1, 8, "1"],
  ['{"a": "x}', 1, 7, '"x'],
  ['{"a": 1} x', 1, 10, "x"],
  ['{"a": 1', 1, 8, "the end of the file"],
  ["", 1, 1, "the end of the file"],
])("%j stops at line %i column %i", (text, line, column, found) => {
  expect(locateJsonError(text)).toEqual({ line, column, found });
});

test("finds a fault exactly where JSON.parse does not read the text", () => {
  const piece = fc.constantFrom(
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    '"a"',
    "1",
    "-0.5e3",
    "null",
    "true",
    " ",
    "\n",
    '"',
    "\\",
  );
  const text = fc.oneof(
    fc.json(),
    fc.array(piece, { maxLength: 9 }).map((pieces) => pieces.join("")),
  );
  fc.assert(
    fc.property(text, (json) => {
      let isJson = true;
      try {
        JSON.parse(json);
      } catch {
        isJson = false;
      }
      expect(locateJsonError(json) === null).toBe(isJson);
    }),
    { numRuns: 2_000, seed: 7 },
  );
});
