import { DuckDBInstance } from "@duckdb/node-api";
import { expect, test } from "vitest";
import { billingPeriod, servicePeriod, termPeriod } from "./sql-period.ts";
import { literal } from "./sql-text.ts";

async function evaluate(sql: string): Promise<unknown> {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  return (await connection.runAndReadAll(`select cast(${sql} as varchar)`)).getRowsJson()[0]?.[0];
}

// Source: definitions, "Money": annual / 12, n-monthly / n, weekly x 52/12, daily x 365/12.
test.each<[string, string | null]>([
  ["6 months", "1000006"],
  ["monthly", "1000001"],
  ["Month", "1000001"],
  [" QUARTERLY ", "1000003"],
  ["half-yearly", "1000006"],
  ["Semi-Annual", "1000006"],
  ["annual", "1000012"],
  ["yearly", "1000012"],
  ["every 3 months", "1000003"],
  ["3-monthly", "1000003"],
  ["1 year", "1000012"],
  ["2_weeks", "52000024"],
  ["week", "52000012"],
  ["30 days", "365000360"],
  ["0 months", null],
  ["months", null],
  ["biweekly", null],
  ["", null],
])("%j is %s", async (text, packed) => {
  const period = billingPeriod("period");
  expect(await evaluate(`(select ${period} from (select ${literal(text)} as period))`)).toBe(packed);
});

// months x 365 + left-over days x 12, over 365
test.each<[string, string, string | null]>([
  ["2024-01-01", "2025-01-01", `${365_000_000 + 365 * 12}`],
  ["2024-01-31", "2024-02-29", `${365_000_000 + 365}`],
  ["2024-01-31", "2024-02-28", `${365_000_000 + 12 * 28}`],
  ["2024-01-15", "2024-03-20", `${365_000_000 + 365 * 2 + 12 * 5}`],
  ["2024-01-01", "2024-01-01", null],
])("a term from %s to %s is %s", async (start, end, packed) => {
  expect(await evaluate(termPeriod(`date '${start}'`, `date '${end}'`))).toBe(packed);
});

// Billed by the last days of months: whole months, however long they are.
test.each<[string, string, string | null]>([
  ["2025-06-30", "2025-07-31", `${365_000_000 + 365}`],
  ["2025-02-28", "2025-03-30", `${365_000_000 + 365}`],
  ["2025-02-28", "2025-05-31", `${365_000_000 + 365 * 3}`],
  ["2025-07-31", "2025-08-31", `${365_000_000 + 365}`],
  ["2025-08-31", "2025-09-30", `${365_000_000 + 365}`],
  ["2025-06-29", "2025-07-31", `${365_000_000 + 365 + 12 * 2}`],
  ["2025-06-30", "2025-06-30", null],
])("service from %s to %s is %s", async (start, end, packed) => {
  expect(await evaluate(servicePeriod(`date '${start}'`, `date '${end}'`))).toBe(packed);
});
