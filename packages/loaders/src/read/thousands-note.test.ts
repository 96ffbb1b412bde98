import { expect, test } from "vitest";
import { readLines } from "./test-company.ts";

const export_ = (...amounts: string[]) =>
  ["id;customer;amount;start;end", ...amounts.map((amount, at) => `L${at};A;${amount};2024-01-01;`), ""].join(
    "\n",
  );

test("points that may stand between thousands are noted, with an example and what to declare", async () => {
  const { summary } = await readLines(export_("1.200", "950", "12.500"));
  expect(summary.notes).toEqual([
    "exports/lines.csv: each number with a point in amount has three digits after it, such as 1.200: where points " +
      'stand between thousands, declare "decimal": "," and "thousands": "." in sources[0] of company.json.',
  ]);
});

test.each<[string, string[], Record<string, unknown>]>([
  ["one number has two digits after its point", ["1.200", "2.300", "9.50"], {}],
  ["one number is below 1", ["1.200", "2.300", "0.125"], {}],
  ["there is one such number only", ["1.200", "950"], {}],
  ["thousands are declared", ["1.200", "2.300"], { decimal: ",", thousands: "." }],
])("not where %s", async (_, amounts, source) => {
  expect((await readLines(export_(...amounts), source)).summary.notes).toEqual([]);
});
