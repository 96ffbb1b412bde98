import type { LedgerFile } from "@tideline/metrics";
import { describe, expect, test } from "vitest";
import { martRows, readJson } from "./test-agreement.ts";
import { builtFrom, movementsOn, rowsOn, words } from "./test-built.ts";

/*
 * Reported in dollars at the rates of each month's end. A: EUR 1000 from April, 1200 from May (ledger case 17 ii).
 * J: 150000 yen from April, which have no minor unit: 990.00 dollars in April, 960.00 in May.
 */
const lines = `
  line_id customer_id monthly_amount currency start_on   end_on     replaces end_means
  1       A           1000           EUR      2024-04-01 2024-05-01 -        replaced
  2       A           1200           EUR      2024-05-01 -          1        -
  3       J           150000         JPY      2024-04-01 -          -        -`;
// the last day given in a month counts, whatever the order of rows
const rates = `
  currency rate_on    rate
  EUR      2024-04-30 1.10
  EUR      2024-04-10 9.99
  EUR      2024-05-31 1.08
  JPY      2024-04-30 0.0066
  JPY      2024-05-30 0.0064`;
const build = (exchange_rates: string) =>
  builtFrom(
    { as_of: "2024-05-31", exchange_rates: { policy: "month_end" } },
    { contract_lines: lines, exchange_rates },
  );
const out = await build(rates);

describe.each(["live", "committed"])("on the %s basis", (basis) => {
  test("a movement is at the opening rate, and fx is what the rate alone does", async () => {
    expect(await movementsOn(out, basis)).toEqual([
      "2024-04 A new 110000",
      "2024-04 J new 99000",
      "2024-05 A fx -2400",
      "2024-05 A upgrade 22000",
      "2024-05 J fx -3000",
    ]);
    const rows = await rowsOn(out, "waterfall__by_month", basis);
    const columns =
      "opening_minor new_minor expansion_minor price_minor fx_minor closing_minor closing_logos";
    expect(rows.map((row) => words(row, columns))).toEqual([
      "0 209000 0 0 0 209000 2",
      "209000 0 22000 22000 -5400 225600 2",
    ]);
  });

  test("what is retained is valued at the rate of then: 132000 + 99000 of 209000", async () => {
    const rows = await rowsOn(out, "retention__by_month", basis);
    const [may] = rows.filter((row) => row.report_month === "2024-05-01" && row.horizon_months === 1);
    expect(words(may ?? {}, "opening_minor retained_minor kept_minor")).toBe("209000 231000 209000");
  });

  test("rows of rates stay out of the browser's ledger, which says so", () => {
    const file = readJson<LedgerFile>(out, `ledger-${basis}.json`);
    expect([file.has_fx, file.movements.amount]).toEqual([true, [110000, 99000, 22000]]);
  });
});

test("the pages get the waterfall of every cut, because the browser cannot add it up", async () => {
  const columns = readJson<Record<string, unknown[]>>(out, "waterfall-by-cut.json");
  const rows = await martRows(out, "waterfall__by_cut");
  expect(rows.length).toBeGreaterThan(0);
  for (const name of Object.keys(rows[0] ?? {})) expect(columns[name]?.length, name).toBe(rows.length);
  const sum = (values: unknown[] = []) => values.map(Number).reduce((a, b) => a + b, 0);
  expect(sum(columns.fx_minor)).toBe(sum(rows.map((row) => row.fx_minor)));
});

test.each([
  ["JPY in 2024-05", rates.replace(/ *JPY +2024-05.*/, ""), "only 2024-04"],
  ["EUR in 2024-04", rates.replaceAll(/ *EUR +2024-04.*\n/g, ""), "only 2024-05"],
])("a missing rate stops the build and names currency and month: %s", async (missing, given, got) => {
  await expect(build(given)).rejects.toThrow(
    `exports/exchange_rates.csv: no rate for ${missing}, a month in which amounts count in it, got ${got}; ` +
      "add a row with a day of that month",
  );
});
