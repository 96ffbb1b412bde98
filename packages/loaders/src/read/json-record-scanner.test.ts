import { describe, expect, test } from "vitest";
import { JsonRecordScanner } from "./json-record-scanner.ts";

/** The records a text has, fed in chunks of a size: line and text. */
function scan(text: string, size: number) {
  const found: string[] = [];
  const scanner = new JsonRecordScanner({
    envelopes: ["data"],
    onRecord: ({ line, bytes }) => found.push(`${line} ${bytes.toString("utf8").replaceAll(/\s+/g, " ")}`),
  });
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) scanner.push(bytes.subarray(at, at + size));
  scanner.end();
  return { found, records: scanner.records, closed: scanner.closed, hasMore: scanner.hasMore };
}

const one = '{"id": "1", "items": {"data": [{"a": "]}"}]}}';
const two = '{"id": "2", "note": "a \\" {\\"data\\": [", "list": [1, 2]}';
const page = (...records: string[]) => `{"object": "list", "data": [${records.join(",")}], "url": "/v1/x"}`;

describe.each([1, 2, 7, 1000])("in chunks of %i bytes", (size) => {
  test.each<[string, string]>([
    ["lines", `${one}\n${two}\n`],
    ["no last line end", `${one}\n${two}`],
    ["one after another on a line", `${one} ${two}`],
    ["a list", `[${one}, ${two}]`],
    ["an envelope", page(one, two)],
    ["envelopes one after another", `${page(one)}\n${page(two)}`],
    ["a list of envelopes", `[${page(one)}, ${page()}, ${page(two)}]`],
    ["an envelope whose list comes first", `{"data": [${one}, ${two}], "meta": {"data": [1], "more": "x}"}}`],
    ["an envelope and records", `${page(one)}\n${two}`],
    ["a byte order mark", `\uFEFF${page(one, two)}`],
  ])("%s", (_, text) => {
    const { found, records, closed } = scan(text, size);
    expect(found.map((line) => line.slice(2))).toEqual([one, two]);
    expect([records, closed]).toEqual([2, true]);
  });

  test("records over several lines, by their first one", () => {
    const text = `{\n "data": [\n  {\n   "id": 1\n  },\n  {"id": 2}\n ]\n}\n`;
    expect(scan(text, size).found).toEqual(['3 { "id": 1 }', '6 {"id": 2}']);
  });

  test("what is no object is a record too, and counted", () => {
    expect(scan('{"data": [1, "a, b", [2, 3], null]}', size).found).toEqual([
      "1 1",
      '1 "a, b"',
      "1 [2, 3]",
      "1 null",
    ]);
  });

  test.each<[string, boolean]>([
    [`{"data": [${one}], "has_more": true}`, true],
    [`{"has_more": true, "data": [${one}, ${two}], "url": "/v1"}`, true],
    [`{"data": [${one}], "has_more": true}\n{"data": [${two}], "has_more": false}`, false],
    [`{"has_more": true, "data": [${one}]}\n{"has_more": false, "data": [${two}]}`, false],
    [`{"data": [{"id": 1, "items": {"data": [], "has_more": true}}], "has_more": false}`, false],
    [`{"data": [{"id": 1, "has_more": true}]}`, false],
    [`{"data": [${one}], "end_of_stream": false, "next_page": "/2"}`, true],
    [`{"data": [${one}], "next_page": "/2", "count": 1, "end_of_stream": true}`, false],
    [`{"end_of_stream": true, "data": [${one}], "next_page": "/2"}`, false],
    [`{"next_page": "/2", "data": [${one}], "count": 2}`, true],
    [`{"data": [${one}], "next_page": null, "previous_page": "/1"}`, false],
    [`{"data": [${one}], "meta": {"has_more": true, "after_cursor": "x"}, "links": {"next": "/2"}}`, true],
    [`{"data": [${one}], "meta": {"has_more": false}, "links": {"has_more": true}}`, false],
    [`{"totalSize": 2, "done": false, "nextRecordsUrl": "/2", "data": [${one}]}`, true],
    [`{"totalSize": 1, "done": true, "data": [${one}]}`, false],
    [`{"data": [${one}], "next_offset": "[\\"2\\"]"}`, true],
    [`{"data": [${one}], "paging": {"next": {"after": "2"}}}`, true],
    [`{"data": [${one}], "hasMore": false, "offset": "abc"}`, false],
  ])("whether the last list says there is more: %s", (text, expected) => {
    expect(scan(text, size).hasMore).toBe(expected);
  });

  test("nothing in it", () => {
    expect(scan(page(), size)).toEqual({ found: [], records: 0, closed: true, hasMore: false });
  });

  test.each([page(one).slice(0, -3), `${one.slice(0, -1)}`, '{"data": [{"id": "1'])("cut off: %s", (text) => {
    expect(scan(text, size).closed).toBe(false);
  });
});
