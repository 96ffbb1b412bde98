import fc from "fast-check";
import { expect, test } from "vitest";
import { JsonListScanner } from "./json-list-scanner.ts";

function scan(text: string, size = 1 << 20) {
  const found: { line: number; text: string }[] = [];
  const scanner = new JsonListScanner(({ line, bytes }) =>
    found.push({ line, text: bytes.toString("utf8").trim() }),
  );
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) scanner.push(bytes.subarray(at, at + size));
  return { found, scanner };
}

test.each<[string, [number, string][], boolean]>([
  ["[]", [], true],
  ["[ ]\n", [], true],
  ["\uFEFF[1]", [[1, "1"]], true],
  [
    '[\n{"a": "}],"},\n\n[1, 2],"x,\\"]" ]',
    [
      [2, '{"a": "}],"}'],
      [4, "[1, 2]"],
      [4, '"x,\\"]"'],
    ],
    true,
  ],
  ['[{"a": 1}, {"b":', [[1, '{"a": 1}']], false],
  ["[1] x", [[1, "1"]], false],
  ["[1", [], false],
])("%j", (text, expected, closed) => {
  for (const size of [1, 3, 1 << 20]) {
    const { found, scanner } = scan(text, size);
    expect(found).toEqual(expected.map(([line, one]) => ({ line, text: one })));
    expect([scanner.elements, scanner.closed]).toEqual([expected.length, closed]);
  }
});

test("the elements of any list come back, whatever the size of the pieces", () => {
  fc.assert(
    fc.property(
      fc.array(fc.jsonValue()),
      fc.integer({ min: 1, max: 9 }),
      fc.constantFrom(0, 2),
      (list, size, space) => {
        const { found, scanner } = scan(JSON.stringify(list, null, space), size);
        expect(found.map(({ text }) => JSON.parse(text))).toEqual(JSON.parse(JSON.stringify(list)));
        expect(scanner.closed).toBe(true);
      },
    ),
    { numRuns: 500, seed: 13 },
  );
});
