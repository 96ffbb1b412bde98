import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LEDGER_BASES, type LedgerBasis, type LedgerFile, waterfallByCut } from "@tideline/metrics";
import { describe, expect, test } from "vitest";
import { companyFolder } from "../read/test-company.ts";
import { buildCompany } from "./build-company.ts";
import { disagreements, martRows, openWritten, readJson } from "./test-agreement.ts";
import { accounts, byHand, lines, settings } from "./test-by-hand.ts";

const folder = byHand();
const out = join(folder, "build");
const result = await buildCompany(folder, out);

describe("quality.json and quarantine.csv", () => {
  type Quality = {
    totals: object;
    sources: object[];
    checks: { name: string; claim: string; rows_checked: number; offending: number }[];
    ledger: object;
  };
  const quality = readJson<Quality>(out, "quality.json");

  test("rows in = accepted + set aside + left out, a file and in all", () => {
    expect(quality.totals).toEqual({ rows_in: 18, accepted: 15, quarantined: 2, left_out: 1 });
    expect(quality.sources).toMatchObject([
      {
        source_no: 1,
        layout: "customers",
        file: "exports/accounts.csv",
        format: "csv",
        rows_in: 5,
        accepted: 5,
        quarantined: 0,
        left_out: 0,
        bytes: accounts.length,
      },
      {
        source_no: 2,
        layout: "contract_lines",
        file: "exports/lines.csv",
        format: "csv",
        rows_in: 13,
        accepted: 10,
        quarantined: 2,
        left_out: 1,
        bytes: lines.length,
      },
    ]);
  });

  test("each set-aside row with its line, column and value", () => {
    const quarantine = readJson<{ reasons: Record<string, number>[]; examples: object[] }>(
      out,
      "quarantine.json",
    );
    expect(quarantine.examples).toMatchObject([
      { file: "exports/lines.csv", line: 12, column_name: "price", value: "oops", row_count: 1 },
      { file: "exports/lines.csv", line: 13, column_name: "cur", value: "XYZ", row_count: 1 },
    ]);
    expect(quarantine.reasons.map(({ rows, different_values }) => [rows, different_values])).toEqual([
      [1, 1],
      [1, 1],
    ]);
    const csv = readFileSync(join(out, "quarantine.csv"), "utf8").trimEnd().split("\n");
    expect(csv[0]).toBe("layout,file,line,column_name,value,code,reason,customer_id,row_text,row_count");
    expect(csv).toHaveLength(3);
    expect(csv[1]).toMatch(/^contract_lines,exports\/lines\.csv,12,price,oops,/);
  });

  test("every check held, and says on how many rows", () => {
    expect(quality.checks).toHaveLength(result.checks);
    expect(quality.checks.filter(({ offending }) => offending !== 0)).toEqual([]);
    const named = quality.checks.find(({ name }) => name === "movements__foot_to_the_lines");
    expect(named).toMatchObject({ rows_checked: 16 });
    expect(Object.keys(quality.checks[0] ?? {})).toEqual(["name", "claim", "rows_checked", "offending"]);
  });

  test("what the ledger does not count", () => {
    expect(quality.ledger).toEqual({
      joined_and_left: 1,
      lines_not_counted: { trial: 1, one_off: 1, free: 1, cancelled_before_start: 0 },
      links: { named: 1, guessed: 0, named_but_not_found: 0 },
      customers_without_lines: 0,
      signed_shortly_after_window: 0,
      side_by_side: { customers: 0, most: 0 },
    });
  });
});

describe("summary.json", () => {
  type Summary = {
    company: object;
    ledger: object;
    cuts: { name: string; title: string; question: string; labels: string[] }[];
    waterfall: Record<string, unknown[]>;
    retention: Record<string, unknown[]>;
  };
  const summary = readJson<Summary>(out, "summary.json");

  test("says who the company is and how it counts", () => {
    expect(summary.company).toEqual({
      name: "By hand",
      currency: "USD",
      exponent: 2,
      time_zone: "Europe/Berlin",
      as_of: "2025-02-28",
      as_of_source: "company.json",
      first_month: "2023-12-01",
      last_month: "2025-02-01",
      bases: ["live", "committed"],
      policies: { netting: "product", late_renewal_grace_days: 5 },
      exchange_rates: settings.exchange_rates,
      reasons: settings.reasons,
      customers: 3,
    });
    expect(summary.ledger).toEqual({ rows: 8, rows_limit: 1_000_000, is_shipped: true });
  });

  test("holds waterfall and retention as the marts do, column by column", async () => {
    for (const [name, mart] of [
      ["waterfall", "waterfall__by_month"],
      ["retention", "retention__by_month"],
    ] as const) {
      const rows = await martRows(out, mart);
      const columns = Object.keys(rows[0] ?? {});
      expect(Object.keys(summary[name])).toEqual(columns);
      for (const column of columns) {
        expect(summary[name][column], `${name} ${column}`).toEqual(rows.map((row) => row[column]));
      }
    }
  });

  test("names the cuts that say something of these customers, in the order of their titles", () => {
    expect(summary.cuts.map(({ name }) => name)).toEqual([
      "acquisition_year",
      "industry",
      "price_point",
      "tenure_band",
    ]);
    expect(summary.cuts[1]).toEqual({
      name: "industry",
      title: "Industry",
      question: "Which industry keeps its customers, and which grows?",
      is_for_board: true,
      unassigned: 0,
      labels: ["Bank", "Retail"],
    });
    expect(summary.cuts[3]?.labels).toEqual(["first year", "second year"]);
  });
});

describe("ledger-live.json and ledger-committed.json", () => {
  test.each([
    ["live", "2024-01", 14],
    // C signs in December
    ["committed", "2023-12", 15],
  ] as const)("the %s one opens in the browser's engine, with names as exported", (basis, first, months) => {
    const ledger = openWritten(out, basis);
    expect(ledger.customers).toMatchObject({
      id: ["A", "B", "C"],
      name: ["Alpha Bank", "Beta, Retail", "<b>Gamma</b>"],
    });
    expect([ledger.first_month, ledger.months]).toEqual([first, months]);
    expect(ledger.reasons).toEqual([null, "budget", "unknown"]);
    expect(ledger.currencies).toEqual(["EUR", "USD"]);
    expect(ledger.products).toEqual(["Data", "Suite"]);
  });

  test("the engine computes from them what the marts hold", async () => {
    expect(await disagreements(out)).toEqual([]);
    const moved = (basis: LedgerBasis) =>
      waterfallByCut(openWritten(out, basis), "tenure_band")
        .flatMap(({ rows }) => rows.map((row) => row.moved_minor))
        .filter((minor) => minor > 0);
    // C begins its second year with A on live, a month before A on committed
    expect(moved("live")).toEqual([23000, 8000]);
    expect(moved("committed")).toEqual([11000, 12000, 8000]);
  });

  const changes: [string, (file: LedgerFile) => void][] = [
    [
      "a cent more in the ledger",
      (file) => {
        file.movements.amount[0] = (file.movements.amount[0] ?? 0) + 1;
      },
    ],
    [
      "a label from another month on",
      (file) => {
        const tenure = file.cuts.find(({ name }) => name === "tenure_band");
        if (tenure)
          tenure.month = tenure.month.map((month) => (month === file.months - 2 ? month - 1 : month));
      },
    ],
    [
      "a reason that is no longer avoidable",
      (file) => {
        file.avoidable = file.avoidable?.map((is) => is && false) ?? [];
      },
    ],
  ];
  test.each(LEDGER_BASES.flatMap((basis) => changes.map(([what, change]) => ({ basis, what, change }))))(
    "in the $basis one, $what is seen",
    async ({ basis, change }) => {
      const folder = companyFolder({});
      cpSync(out, folder, { recursive: true });
      const name = `ledger-${basis}.json`;
      const file = readJson<LedgerFile>(folder, name);
      change(file);
      writeFileSync(join(folder, name), JSON.stringify(file));
      expect(await disagreements(folder)).not.toEqual([]);
    },
  );
});
