import { expect, test } from "vitest";
import { disagreements } from "./test-agreement.ts";
import { builtFrom, movementsOn, rowsOn, words } from "./test-built.ts";

/*
 * C2 is C1 (a duplicate), K belongs to the group G, and the line of X passes to Z on 2024-03-10 (ledger case 21).
 */
const exports = {
  customers: `
    customer_id name parent_id
    C1 One - 
    C2 Two -
    G Group -
    K Kid G
    X Ex -
    Z Zed -`,
  contract_lines: `
    line_id customer_id product monthly_amount start_on
    1       C1          P       500            2024-01-01
    2       C2          P       300            2024-01-01
    3       G           P       100            2024-01-01
    4       K           P       40             2024-02-01
    5       X           P       300            2024-01-01
    6       Z           P       500            2024-01-01`,
  customer_map: "customer_id mapped_to\nC2 C1",
  assignments: "line_id customer_id assigned_on\n5 Z 2024-03-10",
};
const out = await builtFrom({ as_of: "2024-04-30", roll_up: "parent" }, exports);

test.each(["live", "committed"])("%s: one customer of two keys, one group, and a transfer", async (basis) => {
  expect(await movementsOn(out, basis)).toEqual([
    "2024-01 C1 new 80000",
    "2024-01 G new 10000",
    "2024-01 X new 30000",
    "2024-01 Z new 50000",
    "2024-02 G upgrade 4000",
    "2024-03 X transfer -30000 - Z",
    "2024-03 Z transfer 30000 - X",
  ]);
  const rows = await rowsOn(out, "waterfall__by_month", basis);
  const columns =
    "opening_minor new_minor expansion_minor churn_minor transfer_minor closing_minor new_logos merged_logos closing_logos";
  expect(rows.map((row) => words(row, columns))).toEqual([
    "0 170000 0 0 0 170000 4 0 4",
    "170000 0 4000 0 0 174000 0 0 4",
    "174000 0 0 0 0 174000 0 -1 3",
    "174000 0 0 0 0 174000 0 0 3",
  ]);
});

test.each(["live", "committed"])(
  "%s: the transfer is in no rate: then is grouped as the contracts are now",
  async (basis) => {
    const rows = await rowsOn(out, "retention__by_month", basis);
    const at = (month: string) =>
      rows.find((row) => row.report_month === month && row.horizon_months === 1) ?? {};
    const columns = "opening_minor retained_minor kept_minor opening_logos kept_logos";
    expect(words(at("2024-02-01"), columns)).toBe("170000 174000 170000 4 4");
    expect(words(at("2024-03-01"), columns)).toBe("174000 174000 174000 3 3");
  },
);

test("the browser's engine agrees on both bases", async () => {
  expect(await disagreements(out)).toEqual([]);
});

test("without roll_up the child is a customer of its own, new in February", async () => {
  const alone = await builtFrom({ as_of: "2024-04-30" }, exports);
  expect(await movementsOn(alone, "live")).toContain("2024-02 K new 4000");
});
