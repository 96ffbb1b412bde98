import { expect, test } from "vitest";
import { plainColumns, readLines } from "./test-company.ts";

const text = [
  "id,customer,amount,start,end,signed,noticed",
  "L1,A,1,2024-01-01,2031-01-01,2023-12-20,",
  "L2,A,1,2029-01-01,,,2024-05-06",
  "L3,A,x,2024-01-01,,2027-01-01,",
  "L4,A,1,2024-01-01,,2024-06-07,2024-02-01",
  "",
].join("\n");
const noDate = { as_of: undefined };

test.each<[string, Record<string, unknown>, string, string]>([
  [
    "the newest signing",
    { signed_on: "signed", notice_on: "noticed" },
    "2024-06-07",
    "newest signed_on in exports/lines.csv",
  ],
  ["the newest notice", { notice_on: "noticed" }, "2024-05-06", "newest notice_on in exports/lines.csv"],
])("%s of the accepted rows", async (_, more, date, source) => {
  const { summary, query } = await readLines(text, { columns: { ...plainColumns, ...more } }, noDate);
  expect([summary.as_of, summary.as_of_source]).toEqual([date, source]);
  expect(await query("select as_of, as_of_source from company")).toEqual([
    { as_of: date, as_of_source: source },
  ]);
  const columns = await query("select column_name from (describe read_contract_lines)");
  expect(columns.map((row) => row.column_name).filter((name) => String(name).startsWith("recorded"))).toEqual(
    [],
  );
});

test("the company file's date goes before", async () => {
  const { summary } = await readLines(
    text,
    { columns: { ...plainColumns, signed_on: "signed" } },
    { as_of: "2024-03-31" },
  );
  expect([summary.as_of, summary.as_of_source]).toEqual(["2024-03-31", "company.json"]);
});

test.each<[string, Record<string, unknown>]>([
  ["nothing recorded is mapped", {}],
  ["a signing is a constant", { signed_on: { value: "2024-01-01" } }],
])("%s: the date is asked for", async (_, more) => {
  await expect(readLines(text, { columns: { ...plainColumns, ...more } }, noDate)).rejects.toThrow(
    "company.json as_of: nothing in the exports says when it was recorded (no signed_on or notice_on is mapped, " +
      'or all are empty), got nothing; add "as_of": "YYYY-MM-DD", the day the exports were taken',
  );
});
