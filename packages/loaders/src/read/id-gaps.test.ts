import { expect, test } from "vitest";
import { readLines } from "./test-company.ts";

/** A file of lines with these keys. */
const read = async (ids: readonly string[], amounts: Readonly<Record<string, string>> = {}) => {
  const rows = ids.map((id) => `${id},C,${amounts[id] ?? "10"},2025-01-01,`);
  return (await readLines(["id,customer,amount,start,end", ...rows].join("\n"))).summary.ids;
};
const upTo = (count: number, name: (number: number) => string) =>
  Array.from({ length: count }, (_, index) => name(index + 1));

test("numbers that no row has, a row set aside among those that have one", async () => {
  const ids = upTo(30, (number) => `SUB-${String(number).padStart(4, "0")}`).filter(
    (id) => !["SUB-0007", "SUB-0012", "SUB-0013"].includes(id),
  );
  expect(await read(ids, { "SUB-0020": "oops" })).toEqual([
    {
      file: "exports/lines.csv",
      prefixes: "SUB-",
      lowest: 1,
      highest: 30,
      used: 27,
      missing: 3,
      gaps: [
        { from: 7, to: 7 },
        { from: 12, to: 13 },
      ],
    },
  ]);
});

test("a beginning with numbers elsewhere is no part of the counter", async () => {
  const ids = [...upTo(25, (number) => `INV-${1000 + number}`), "INV-X99991", "INV-X99992"];
  expect(await read(ids)).toMatchObject([{ prefixes: "INV-", lowest: 1001, highest: 1025, missing: 0 }]);
});

test("several beginnings share one counter: an invoice and a credit note", async () => {
  const ids = upTo(25, (number) => `${number % 9 === 0 ? "CN" : "INV"}-${number}`);
  expect(await read(ids)).toMatchObject([{ prefixes: "INV-, CN-", missing: 0, gaps: [] }]);
});

test.each<[string, readonly string[]]>([
  ["keys without a number", upTo(30, (number) => `line ${String.fromCharCode(96 + (number % 26) + 1)}x`)],
  ["numbers drawn at random", upTo(30, (number) => `L${(number * 7919) % 10007}`)],
  ["too few to tell", upTo(10, (number) => `L${number}`)],
  [
    "a beginning of its own for each",
    upTo(30, (number) => `${String.fromCharCode(96 + (number % 26) + 1)}-${number}`),
  ],
])("%s say nothing", async (_, ids) => {
  expect(await read([...new Set(ids)])).toEqual([]);
});
