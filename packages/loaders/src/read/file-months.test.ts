import { expect, test } from "vitest";
import { readLines } from "./test-company.ts";

const months = (count: number) => Array.from({ length: count }, () => 0);

test("rows by month of signing up to as_of, 0 where a month has none", async () => {
  const rows = ["L1,A,10,2025-08-05,", "L2,B,10,2025-08-20,", "L3,C,10,2025-10-01,", "L4,D,oops,2025-11-01,"];
  const { summary } = await readLines(["id,customer,amount,start,end", ...rows].join("\n"));
  expect(summary.months).toEqual([
    {
      file: "exports/lines.csv",
      dated_by: "signed_on",
      first_month: "2025-08-01",
      last_month: "2025-10-01",
      // as_of is in December 2025; the line set aside of November is no row of it.
      rows: [...months(55), 2, 0, 1, 0, 0],
      every_months: 1,
      missing_months: ["2025-09-01"],
    },
  ]);
});

test("a file with rows twice a year lacks none in between, and one where a round is missing", async () => {
  const days = ["2022-01-05", "2022-07-05", "2023-01-05", "2024-01-05", "2024-07-05", "2025-01-05"];
  const rows = days.map((day, place) => `L${place},A,10,${day},`);
  const { summary } = await readLines(["id,customer,amount,start,end", ...rows].join("\n"));
  expect(summary.months.map(({ every_months, missing_months }) => [every_months, missing_months])).toEqual([
    [6, ["2023-07-01"]],
  ]);
});

test("a file without rows has no months, and neither has one of customers", async () => {
  const { summary } = await readLines("id,customer,amount,start,end\nL1,A,oops,2025-08-05,\n");
  expect(summary.months).toEqual([]);
});
