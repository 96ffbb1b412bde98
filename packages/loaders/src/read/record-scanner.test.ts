import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { RecordScanner } from "./record-scanner.ts";

interface Found {
  line: number;
  text: string;
  fault: string | null;
}

/** Scans a text handed over in pieces of the given size. */
function scan(
  text: string | Buffer,
  { size = 1 << 20, fields = null as number | null, delimiter = "," as string | null } = {},
) {
  const found: Found[] = [];
  const scanner = new RecordScanner({
    delimiter: delimiter === null ? null : delimiter.charCodeAt(0),
    fields,
    onRecord: ({ line, bytes, fault }) => found.push({ line, text: bytes.toString("utf8"), fault }),
  });
  const bytes = Buffer.from(text as string);
  for (let at = 0; at < bytes.length; at += size) scanner.push(bytes.subarray(at, at + size));
  scanner.end();
  return { found, scanner };
}

const record = (line: number, text: string, fault: string | null = null): Found => ({ line, text, fault });

describe("records and the lines they stand on", () => {
  test.each<[string, string, Found[]]>([
    ["nothing", "", []],
    ["blank lines", "\n  \n\r\n", []],
    ["no last line end", "a,b\n1,2", [record(1, "a,b"), record(2, "1,2")]],
    ["CRLF", "a,b\r\n1,2\r\n", [record(1, "a,b"), record(2, "1,2")]],
    ["blank lines between", "\na,b\n\n \n1,2\n", [record(2, "a,b"), record(5, "1,2")]],
    ["a quoted line end", 'a,"b\nc"\n1,2\n', [record(1, 'a,"b\nc"'), record(3, "1,2")]],
    [
      "quoted line ends and a doubled quote",
      '"a\n\n""b""\n",x\n1,2',
      [record(1, '"a\n\n""b""\n",x'), record(5, "1,2")],
    ],
    ["a quote inside plain text", 'a,5" pipe\n1,2', [record(1, 'a,5" pipe'), record(2, "1,2")]],
    ["spaces around quotes", 'a, "b\n,c" \n1,2', [record(1, 'a, "b\n,c" '), record(3, "1,2")]],
    ["a quoted CRLF", 'a,"b\r\nc"\r\n1,2\r\n', [record(1, 'a,"b\r\nc"'), record(3, "1,2")]],
    [
      "an open quote",
      'a,"b\n1,2\n3,4',
      [record(1, 'a,"b', "a quote that is not closed"), record(2, "1,2"), record(3, "3,4")],
    ],
    [
      "an open quote that meets the next one",
      'a,"b\n1,"2"\n3,4',
      [record(1, 'a,"b', "text after a closing quote"), record(2, '1,"2"'), record(3, "3,4")],
    ],
    [
      "text after a quote",
      'a,"b"c\n1,2',
      [record(1, 'a,"b"c', "text after a closing quote"), record(2, "1,2")],
    ],
    ["a lone CR", "a,b\rc\n1,2", [record(1, "a,b\rc", "a carriage return outside quotes"), record(2, "1,2")]],
    [
      "a lone CR beside quotes",
      '"a",b\rc\n1,2',
      [record(1, '"a",b\rc', "a carriage return outside quotes"), record(2, "1,2")],
    ],
  ])("%s", (_, text, expected) => {
    for (const size of [1, 2, 3, 7, 1 << 20]) {
      const { found, scanner } = scan(text, { size });
      expect(found).toEqual(expected);
      expect(scanner.records).toBe(expected.length);
    }
  });

  test.each<[string, number, string | null]>([
    ["1,2", 2, null],
    ["1,2", 3, "too few fields"],
    ["1,2,3", 2, "too many fields"],
    ["1,2,", 2, null],
    ["1,2,,", 2, "too many fields"],
    ['1,"2,3"', 2, null],
    ['"1,""x,"",2" ,3', 2, null],
    ['1, "2,3"', 2, null],
    ["1;2", 2, "too few fields"],
  ])("%s against %i fields: %s", (text, fields, fault) => {
    expect(scan(text, { fields }).found).toEqual([record(1, text, fault)]);
  });

  test("bytes that are not UTF-8, and a record that is too long", () => {
    expect(scan(Buffer.from([0x61, 0xff, 0x0a, 0x62])).found.map(({ fault }) => fault)).toEqual([
      "bytes that are not UTF-8",
      null,
    ]);
    const long = `${"x".repeat(2_000_001)}\ny`;
    expect(scan(long).found.map(({ fault }) => fault)).toEqual(["more than 2,000,000 bytes", null]);
  });

  test("an open quote is given up after 2,000,000 bytes, not held to the end of the file", () => {
    const rest = "1,2\n".repeat(600_000);
    const { found } = scan(`a,"b\n${rest}`, { size: 1 << 16 });
    expect(found).toHaveLength(600_001);
    expect(found[0]).toEqual(record(1, 'a,"b', "a quote that is not closed"));
    expect(found.at(-1)).toEqual(record(600_001, "1,2"));
  });

  test("lines without quotes and delimiters", () => {
    expect(scan('{"a": "x\n\n"}\r\n', { delimiter: null }).found).toEqual([
      record(1, '{"a": "x'),
      record(3, '"}'),
    ]);
  });

  test.each<[string, boolean]>([
    ["a\nb\n", false],
    ["a\r\nb\r\n", false],
    ["a\r\nb", false],
    ["a\r\nb\n", true],
    ["a\nb\r\n", true],
    ['"a\r\nb"\nc\n', false],
    ["a\rb\n", true],
  ])("%j is irregular: %s", (text, irregular) => {
    expect(scan(text).scanner.irregular).toBe(irregular);
  });

  test("the line of the first NUL byte", () => {
    expect(scan("a\nb\0\n\0").scanner.nulLine).toBe(2);
    expect(scan('a\n"b\nc\0"\n', { size: 2 }).scanner.nulLine).toBe(3);
    expect(scan("a\nb").scanner.nulLine).toBeNull();
  });
});

test("well-written records come back, whatever the size of the pieces", () => {
  const cell = fc.stringMatching(/^[a-z ,"\r\né]{0,6}$/);
  const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 3 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(
      rows,
      fc.integer({ min: 1, max: 9 }),
      fc.constantFrom("\n", "\r\n"),
      (table, size, lineEnd) => {
        const texts = table.map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(","));
        const { found } = scan(texts.join(lineEnd), { size });
        const starts = texts.map(
          (_, i) => 1 + texts.slice(0, i).join("\n").split("\n").length - (i === 0 ? 1 : 0),
        );
        expect(found).toEqual(texts.map((text, i) => record(starts[i] ?? 0, text)));
      },
    ),
    { numRuns: 500, seed: 11 },
  );
});
