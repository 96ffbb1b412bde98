import { expect, test } from "vitest";
import { companyFolder, oneSource, plainColumns, readFolder, readLines } from "./test-company.ts";

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

test("a withdrawal and a flagged loss are recorded too", async () => {
  const lines = {
    ...oneSource().sources[0],
    columns: { ...plainColumns, notice_on: "noticed", notice_withdrawn_on: "back" },
  };
  const losses = {
    layout: "expected_losses",
    file: "exports/losses.csv",
    columns: { customer_id: "customer", flagged_on: "day", probability: { value: "1" } },
  };
  const rows = "id,customer,amount,start,end,noticed,back\nL1,A,1,2024-01-01,,2024-02-01,2024-03-05\n";
  const withdrawn = companyFolder(
    { ...oneSource({}, noDate), sources: [lines] },
    { "exports/lines.csv": rows },
  );
  expect((await readFolder(withdrawn)).summary.as_of_source).toBe(
    "newest notice_withdrawn_on in exports/lines.csv",
  );
  const flagged = companyFolder(
    { ...oneSource({}, noDate), sources: [lines, losses] },
    { "exports/lines.csv": rows, "exports/losses.csv": "customer,day\nA,2024-04-09\n" },
  );
  expect((await readFolder(flagged)).summary).toMatchObject({
    as_of: "2024-04-09",
    as_of_source: "newest flagged_on in exports/losses.csv",
  });
});

test.each([
  ["2026-06-07", []],
  [
    "2026-06-08",
    [
      "as of 2026-06-08, the newest signed_on in exports/lines.csv, is more than two years after the next recorded date, 2024-06-07: if it is a typing error, correct it, or set as_of in company.json.",
    ],
  ],
])("a date far after all others is noted: %s", async (date, notes) => {
  const rows = `${text}L5,A,1,2024-01-01,,${date},\n`;
  const columns = { ...plainColumns, signed_on: "signed", notice_on: "noticed" };
  const { summary } = await readLines(rows, { columns }, noDate);
  expect([summary.as_of, summary.notes]).toEqual([date, notes]);
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

test("without lines there is nothing to date: the file is named", async () => {
  await expect(readLines("id,customer,amount,start,end\n", {}, noDate)).rejects.toThrow(
    "exports/lines.csv: there is no contract line to report, got 0 rows; export the lines again, or set as_of in company.json to build without them",
  );
});
