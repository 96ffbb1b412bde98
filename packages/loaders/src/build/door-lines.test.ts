import { describe, expect, test } from "vitest";
import { disagreements, martRows } from "./test-agreement.ts";
import { builtFrom, movementsOn, rowsOn, words } from "./test-built.ts";

/*
 * What a line may print, beside usage and expected losses. All from 2024-05-01, reported to July:
 *   A signed in April; a loss expected from May (25 %), off the table in July; billed for use in May and June
 *   B 40.00 of its 100.00 expected to be lost from June on (50 %)
 *   C paused in June, back in July      D a term to August, noticed in June      E notice of June withdrawn in July
 *   F replaced on 1 July, signed in June   G a month that renews itself          H a month that does not
 */
const out = await builtFrom(
  { as_of: "2024-07-31" },
  {
    contract_lines: `
      line_id customer_id monthly_amount signed_on  start_on   end_on     end_means notice_on  notice_withdrawn_on paused_on  resumes_on auto_renews replaces
      1       A           200            2024-04-20 2024-05-01 -          -         -          -                   -          -          -           -
      2       B           100            -          2024-05-01 -          -         -          -                   -          -          -           -
      3       C           60             -          2024-05-01 -          -         -          -                   2024-06-10 2024-07-15 -           -
      4       D           80             -          2024-05-01 2024-08-01 term      2024-06-20 -                   -          -          -           -
      5       E           50             -          2024-05-01 2025-05-01 term      2024-06-05 2024-07-08          -          -          -           -
      6       F           10             -          2024-05-01 2024-07-01 replaced  -          -                   -          -          -           -
      7       F           15             2024-06-15 2024-07-01 -          -         -          -                   -          -          -           6
      8       G           120            -          2024-05-01 2024-06-01 term      -          -                   -          -          true        -
      9       H           30             -          2024-05-01 2024-06-01 term      -          -                   -          -          -           -`,
    usage_charges: `
      charge_id customer_id billed_for amount
      u1        A           2024-05-15 73
      u2        A           2024-06-30 91
      u3        A           2024-06-01 5`,
    expected_losses: `
      customer_id flagged_on cleared_on probability amount
      A           2024-05-20 2024-07-05 0.25        -
      B           2024-06-01 -          0.5         40`,
  },
);
const first = (month: string, customers: string, amounts: Readonly<Record<string, number>>) =>
  [...customers].map((customer) => `${month} ${customer} new ${amounts[customer]}`);
const amounts = { A: 20000, B: 10000, C: 6000, D: 8000, E: 5000, F: 1000, G: 12000, H: 3000 };

test("live: a pause is a loss by its name, a notice or a withdrawn one moves nothing, what renews itself stays", async () => {
  expect(await movementsOn(out, "live")).toEqual([
    ...first("2024-05", "ABCDEFGH", amounts),
    "2024-06 C churn -6000 paused",
    "2024-06 H churn -3000 unknown",
    "2024-07 C reactivation 6000",
    "2024-07 F upgrade 500",
  ]);
});

test("committed: signatures, notices and their withdrawal move it; a pause that ends does not", async () => {
  expect(await movementsOn(out, "committed")).toEqual([
    "2024-04 A new 20000",
    ...first("2024-05", "BCDEFGH", amounts),
    "2024-06 D churn -8000 unknown",
    "2024-06 E churn -5000 unknown",
    "2024-06 F upgrade 500",
    "2024-06 H churn -3000 unknown",
    "2024-07 E reactivation 5000 notice withdrawn",
  ]);
});

test("closings and logos of both bases", async () => {
  const closings = async (basis: string) =>
    (await rowsOn(out, "waterfall__by_month", basis)).map((row) =>
      words(row, "report_month closing_minor closing_logos"),
    );
  expect(await closings("live")).toEqual(["2024-05-01 65000 8", "2024-06-01 56000 6", "2024-07-01 62500 7"]);
  expect(await closings("committed")).toEqual([
    "2024-04-01 20000 1",
    "2024-05-01 65000 8",
    "2024-06-01 49500 5",
    "2024-07-01 54500 6",
  ]);
});

test("the bridge explains the difference, with the losses expected beside it", async () => {
  const columns =
    "report_month committed_minor live_minor signed_not_started_minor signed_changes_minor noticed_minor paused_minor anticipated_loss_minor";
  expect((await martRows(out, "bridge__by_month")).map((row) => words(row, columns))).toEqual([
    "2024-04-01 20000 0 20000 0 0 0 0",
    // 25 % of 200.00
    "2024-05-01 65000 65000 0 0 0 0 -5000",
    // and half of 40.00
    "2024-06-01 49500 56000 0 500 -13000 6000 -7000",
    "2024-07-01 54500 62500 0 0 -8000 0 -2000",
  ]);
});

test("usage billed stands beside MRR, month by month", async () => {
  const rows = await martRows(out, "usage__by_month");
  expect(rows.map((row) => words(row, "report_month usage_billed_minor charges"))).toEqual([
    "2024-05-01 7300 1",
    "2024-06-01 9600 2",
    "2024-07-01 0 0",
  ]);
});

test("each automatic renewal is one that was decided, flat", async () => {
  const rows = (await martRows(out, "renewals__by_customer")).filter((row) => row.customer_id === "G");
  expect(rows.map((row) => words(row, "due_on outcome due_minor renewed_minor")).slice(0, 2)).toEqual([
    "2024-06-01 renewed_flat 12000 12000",
    "2024-07-01 renewed_flat 12000 12000",
  ]);
});

test("the browser's engine agrees on both bases", async () => {
  expect(await disagreements(out)).toEqual([]);
});

describe("a list price, printed or from a discount rate, splits the price (ledger case 15)", async () => {
  const priced = await builtFrom(
    { as_of: "2024-03-31" },
    {
      contract_lines: `
        line_id customer_id quantity unit_price list_price discount_rate billing_period start_on   end_on     end_means replaces
        1       A           10       8          10         -             monthly        2024-01-01 2024-02-01 replaced  -
        2       A           15       9.90       11         -             monthly        2024-02-01 -          -         1
        3       B           10       8          -          0.2           monthly        2024-01-01 2024-02-01 replaced  -
        4       B           15       9.90       -          0.1           monthly        2024-02-01 -          -         3
        5       C           10       8          10         -             monthly        2024-01-01 2024-02-01 replaced  -
        6       C           10       9          -          -             monthly        2024-02-01 -          -         5`,
    },
  );

  test.each(["live", "committed"])("on the %s basis", async (basis) => {
    const rows = (await rowsOn(priced, "ledger__movements", basis)).filter((row) => row.kind === "upgrade");
    expect(rows.map((row) => words(row, "customer_id amount_minor quantity_minor list_minor"))).toEqual([
      "A 6850 4000 1200",
      "B 6850 4000 1200",
      // the list price of one side is unknown: the price stays in one piece
      "C 1000 0 -",
    ]);
    const [february] = (await rowsOn(priced, "waterfall__by_month", basis)).slice(1, 2);
    expect(words(february ?? {}, "quantity_minor price_minor list_minor discount_minor")).toBe(
      "8000 6700 2400 3300",
    );
  });

  test("and the browser's engine agrees", async () => {
    expect(await disagreements(priced)).toEqual([]);
  });
});
