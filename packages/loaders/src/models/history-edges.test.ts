import { expect, test } from "vitest";
import { aCompany, aLine } from "../../test/a-line.ts";
import { ledgerOf } from "../ledger-of.ts";

/* Where a history begins: what is reported, and from when. */

const waterfall = async (end_on: string | null, as_of = "2024-02-29") => {
  const lines = [
    aLine({ line_id: "1", monthly_minor: 100, start_on: "2023-01-01", end_on, end_means: "cancelled" }),
  ];
  const company = { ...aCompany({ as_of }), history_from: "2024-01-01" };
  const found = await ledgerOf({ lines, company });
  return found.waterfall
    .filter((row) => row.basis === "live")
    .map((row) => [row.report_month, row.opening_minor, row.churn_minor, row.closing_minor].join(" "));
};

test.each([
  ["everybody left before it: there is nothing to report", "2023-12-31", []],
  [
    "somebody leaves in the first month: from the first month on",
    "2024-01-31",
    ["2024-01-01 100 -100 0", "2024-02-01 0 0 0"],
  ],
  [
    "nothing ever moves: an opening alone is reported",
    null,
    ["2024-01-01 100 0 100", "2024-02-01 100 0 100"],
  ],
])("%s", async (_, end_on, expected) => {
  expect(await waterfall(end_on)).toEqual(expected);
});

test("a history of one month", async () => {
  expect(await waterfall(null, "2024-01-31")).toEqual(["2024-01-01 100 0 100"]);
});

test("a history that begins after the last whole month has no month", async () => {
  expect(await waterfall(null, "2024-01-15")).toEqual([]);
});
