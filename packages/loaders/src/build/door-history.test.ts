import { expect, test } from "vitest";
import { disagreements, martRows } from "./test-agreement.ts";
import { builtFrom, movementsOn, rowsOn, words } from "./test-built.ts";

/*
 * history_from 2024-01-01, reported to April. A pays since 2022; B left in June 2023 and comes back; C is new; D ends in
 * February with a notice of December, before the history.
 */
const out = await builtFrom(
  { as_of: "2024-04-30", history_from: "2024-01-01" },
  {
    contract_lines: `
      line_id customer_id monthly_amount start_on   end_on     notice_on
      1       A           100            2022-03-01 -          -
      2       B           50             2023-01-01 2023-06-01 -
      3       B           80             2024-02-01 -          -
      4       C           30             2024-03-01 -          -
      5       D           20             2023-06-01 2024-02-10 2023-12-20`,
  },
  { end_means: "cancelled" },
);
const month = "report_month opening_minor new_minor reactivation_minor churn_minor closing_minor";
const logos = "opening_logos new_logos reactivation_logos churned_logos closing_logos";

test.each([
  [
    "live",
    [
      "2024-01-01 12000 0 0 0 12000 2 0 0 0 2",
      "2024-02-01 12000 0 8000 -2000 18000 2 0 1 -1 2",
      "2024-03-01 18000 3000 0 0 21000 2 1 0 0 3",
      "2024-04-01 21000 0 0 0 21000 3 0 0 0 3",
    ],
  ],
  [
    "committed",
    [
      "2024-01-01 10000 0 0 0 10000 1 0 0 0 1",
      "2024-02-01 10000 0 8000 0 18000 1 0 1 0 2",
      "2024-03-01 18000 3000 0 0 21000 2 1 0 0 3",
      "2024-04-01 21000 0 0 0 21000 3 0 0 0 3",
    ],
  ],
])("the %s waterfall opens with those alive the day before", async (basis, expected) => {
  const rows = await rowsOn(out, "waterfall__by_month", basis);
  expect(rows.map((row) => words(row, `${month} ${logos}`))).toEqual(expected);
});

test("nobody alive before is new, one with a balance only before comes back, and nothing moves before", async () => {
  expect(await movementsOn(out, "live")).toEqual([
    "2024-02 B reactivation 8000",
    "2024-02 D churn -2000 unknown",
    "2024-03 C new 3000",
  ]);
  expect(await movementsOn(out, "committed")).toEqual(["2024-02 B reactivation 8000", "2024-03 C new 3000"]);
});

test.each([
  // the last day of 2023 is the opening, and known
  ["2024-01-01", 1, "12000 12000 12000 2 2"],
  ["2024-03-01", 3, "12000 10000 10000 2 1"],
  ["2024-04-01", 3, "12000 10000 10000 2 1"],
  ["2024-02-01", 3, "- - - - -"],
  ["2024-04-01", 12, "- - - - -"],
])(
  "retention at %s over %i months is null only where then lies before the opening",
  async (at, horizon, row) => {
    const rows = await rowsOn(out, "retention__by_month", "live");
    const found = rows.filter((one) => one.report_month === at && one.horizon_months === horizon);
    expect(
      found.map((one) => words(one, "opening_minor retained_minor kept_minor opening_logos kept_logos")),
    ).toEqual([row]);
  },
);

test("tenure counts from the true start: A's third year begins in March 2024", async () => {
  const rows = await rowsOn(out, "waterfall__by_cut", "live");
  const moved = rows.filter((row) => row.cut === "tenure_band" && row.moved_minor !== 0);
  expect(moved.map((row) => words(row, "report_month label moved_minor"))).toEqual([
    "2024-03-01 second year -10000",
    "2024-03-01 third year 10000",
  ]);
});

test("the browser's ledger opens with the same balances and agrees with every mart", async () => {
  expect(await disagreements(out)).toEqual([]);
  expect(
    (await martRows(out, "ledger__openings")).map((row) => words(row, "basis customer_id amount_minor")),
  ).toEqual(["live A 10000", "live D 2000", "committed A 10000"]);
});

test("a history after the last day of the exports stops the build", async () => {
  await expect(
    builtFrom(
      { as_of: "2024-04-30", history_from: "2024-06-01" },
      { contract_lines: "line_id customer_id monthly_amount start_on\n1 A 100 2022-03-01" },
    ),
  ).rejects.toThrow(/^company\.json history_from: .*got "2024-06-01"/);
});
