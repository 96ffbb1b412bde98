import { expect, test } from "vitest";
import { type Column, restOfTable, toCsv } from "./table.ts";

const usd = { currency: "USD", exponent: 2 };

test("the example of its docstring", () => {
  const column: Column<number> = { key: "mrr_minor", name: "MRR", unit: "money", value: (n) => n };
  expect(toCsv([column], [12345], usd)).toBe("mrr_usd\r\n123.45\r\n");
});

test.each([
  ["a comma", "a,b", '"a,b"'],
  ["a quote", 'a "b"', '"a ""b"""'],
  ["a line break", "a\nb", '"a\nb"'],
  ["a formula", "=1+1", "'=1+1"],
  ["a sign", "-cmd", "'-cmd"],
  ["a sign of full width", "＝1+1", "'＝1+1"],
  ["an at sign", "@sum", "'@sum"],
  ["nothing special", "Münch & Söhne", "Münch & Söhne"],
])("text with %s", (_case, text, cell) => {
  const column: Column<string> = { key: "name", name: "Name", unit: "text", value: (value) => value };
  expect(toCsv([column], [text], usd)).toBe(`name\r\n${cell}\r\n`);
});

test("numbers keep their sign, null is empty", () => {
  const columns: Column<(number | null)[]>[] = [
    { key: "amount_minor", name: "", unit: "money", value: ([a]) => a ?? null },
    { key: "rate", name: "", unit: "rate", value: ([, b]) => b ?? null },
  ];
  expect(
    toCsv(
      columns,
      [
        [-5, 0.25],
        [null, null],
      ],
      usd,
    ),
  ).toBe("amount_usd,rate\r\n-0.05,0.25\r\n,\r\n");
});

test.each([
  [25, 25, 25, null],
  [25, 1500, 1500, "1,475 more; the CSV holds all 1,500."],
  [25, 500, 570, "545 more; the CSV holds the first 500 of 570."],
])("%d rows shown of %d held of %d: %s", (shown, held, all, text) =>
  expect(restOfTable({ shown, held, all })).toBe(text),
);
