import { expect, test } from "vitest";
import { readLines } from "./test-company.ts";

const export_ = (...starts: string[]) =>
  ["id,customer,amount,start,end", ...starts.map((start, at) => `L${at},A,10,${start},`), ""].join("\n");
const west = { timeZone: "America/New_York" };

test("days that may be printed as midnight in UTC are noted to the west of it, with what to do", async () => {
  const { summary } = await readLines(export_("2024-02-01T00:00:00Z", "2024-03-01T00:00:00Z"), {}, west);
  expect(summary.notes).toEqual([
    "exports/lines.csv: each moment in start is midnight in UTC, such as 2024-02-01T00:00:00Z, and so the day before in " +
      'America/New_York: where days are meant, export them as days, or set "timeZone": "UTC" in company.json.',
  ]);
});

test.each<[string, string[], Record<string, unknown>]>([
  [
    "one of them is not at midnight",
    ["2024-02-01T00:00:00Z", "2024-03-01T00:00:00Z", "2024-04-01T08:30:00Z"],
    west,
  ],
  ["they are days", ["2024-02-01", "2024-03-01"], west],
  ["there is one only", ["2024-02-01T00:00:00Z", "2024-03-01"], west],
  [
    "the company is to the east",
    ["2024-02-01T00:00:00Z", "2024-03-01T00:00:00Z"],
    { timeZone: "Europe/Berlin" },
  ],
])("not where %s", async (_, starts, company) => {
  expect((await readLines(export_(...starts), {}, company)).summary.notes).toEqual([]);
});
