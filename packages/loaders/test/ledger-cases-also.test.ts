import { averageRevenuePerAccount } from "@tideline/metrics";
import { describe, expect, test } from "vitest";
import { type LedgerOutput, ledgerOf } from "../src/ledger-of.ts";
import { ledgerCases } from "./fixtures/ledger-cases.ts";
import { bases } from "./oracle/oracle-line.ts";

/* What the worked cases say beside the ledger, on both bases; usage (22) is in src/arr-and-usage.test.ts. */

async function ledgerOfCase(start: string): Promise<LedgerOutput> {
  const worked = ledgerCases.find(({ name }) => name.startsWith(start));
  if (!worked) throw new Error(`ledgerOfCase: no case, got "${start}"; name one of ledger-cases.ts`);
  return ledgerOf({ lines: worked.lines, company: worked.company });
}

type Rows = LedgerOutput["waterfall"];

const at = (rows: Rows, basis: string, month: string) =>
  rows.find((row) => row.basis === basis && row.report_month === `${month}-01`);

describe("ARR is the sum of annual amounts", () => {
  test.each([
    { name: "14 (i)", before: 100_000, after: 143_000 },
    { name: "14 (ii)", before: 100_000, after: 130_000 },
  ])("$name: $before to $after", async ({ name, before, after }) => {
    const { arr } = await ledgerOfCase(name);
    for (const basis of bases) {
      expect(at(arr, basis, "2025-06")).toMatchObject({ arr_minor: before });
      expect(at(arr, basis, "2025-07")).toMatchObject({ arr_minor: after });
    }
  });

  test("14 (iii): 600000000, though MRR is 6 x 8333333", async () => {
    const { arr, waterfall } = await ledgerOfCase("14 (iii)");
    for (const basis of bases) {
      expect(at(arr, basis, "2025-12")).toMatchObject({ arr_minor: 600_000_000 });
      expect(at(waterfall, basis, "2025-12")).toMatchObject({ closing_minor: 49_999_998 });
    }
  });
});

test("12: without paying customers ARPA is null from the month of the archive on", async () => {
  const { waterfall } = await ledgerOfCase("12 ");
  for (const basis of bases) {
    const arpa = waterfall
      .filter((row) => row.basis === basis && String(row.report_month) >= "2025-08")
      .map(({ closing_minor, closing_logos }) =>
        averageRevenuePerAccount({
          closing_minor: Number(closing_minor),
          closing_logos: Number(closing_logos),
        }),
      );
    expect(arpa[0]).toBe(100_000);
    expect(arpa.length).toBe(17);
    expect(new Set(arpa.slice(1))).toEqual(new Set([null]));
  }
});

test("20 (ii): never a balance at a month's end, counted apart as joined and left", async () => {
  const { customersByClass, movements } = await ledgerOfCase("20 (ii) cancelled before the start");
  expect(movements).toEqual([]);
  expect(customersByClass.filter((row) => Number(row.customers) > 0)).toMatchObject([
    { class: "joined_and_left", customers: 1 },
  ]);
});
