import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LEDGER_BASES } from "@tideline/metrics";
import { describe, expect, test } from "vitest";
import { companyFolder } from "../read/test-company.ts";
import { buildCompany } from "./build-company.ts";
import { disagreements, martRows, openWritten, readJson } from "./test-agreement.ts";
import { byHand, bytesOf, lines, settings } from "./test-by-hand.ts";

const folder = byHand();
const out = join(folder, "build");
await buildCompany(folder, out);

/** The company by hand as it stands after a build: another folder, the same bytes. */
function builtByHand(): { company: string; target: string } {
  const company = byHand();
  const target = join(company, "build");
  cpSync(out, target, { recursive: true });
  return { company, target };
}

describe("built again", () => {
  test("two clean builds are the same bytes in every file, the Parquet files too", async () => {
    const again = byHand();
    await buildCompany(again, join(again, "elsewhere"));
    const [first, second] = [bytesOf(out), bytesOf(join(again, "elsewhere"))];
    expect(Object.keys(second)).toEqual(Object.keys(first));
    expect(Object.keys(first).length).toBeGreaterThan(9);
    expect(second).toEqual(first);
  });

  test("a changed amount changes the marts; the same exports again change nothing", async () => {
    const { company: changed, target } = builtByHand();
    writeFileSync(join(changed, "exports", "lines.csv"), lines.replace("80.00", "90.00"));
    const { newest } = await buildCompany(changed, target);
    expect(newest?.closing_minor).toBe(32000);
    const before = bytesOf(target);
    expect(before["summary.json"]).not.toBe(bytesOf(out)["summary.json"]);
    await buildCompany(changed, target);
    expect(bytesOf(target)).toEqual(before);
  });

  test("marts that are no longer made go; a file of yours and the site stay", async () => {
    const { company, target } = builtByHand();
    writeFileSync(join(target, "marts", "old__mart.parquet"), "old");
    writeFileSync(join(target, "notes.txt"), "mine");
    await buildCompany(company, target);
    expect(existsSync(join(target, "marts", "old__mart.parquet"))).toBe(false);
    expect(readFileSync(join(target, "notes.txt"), "utf8")).toBe("mine");
  });
});

/** One customer: Basic swapped for Pro in March, then a term that ends in June and is not renewed; billed in euros. */
const swap = (policies: object, rate = 1.1) =>
  companyFolder(
    {
      ...settings,
      as_of: "2024-12-31",
      policies,
      exchange_rates: { ...settings.exchange_rates, rates: { EUR: rate } },
      products: {},
      sources: [
        {
          layout: "contract_lines",
          file: "lines.csv",
          currency: "EUR",
          columns: {
            line_id: "id",
            customer_id: "id_of_customer",
            product: "plan",
            monthly_amount: "amount",
            start_on: "start",
            end_on: "end",
            end_means: "means",
            replaces: "replaces",
          },
        },
      ],
    },
    {
      "lines.csv":
        "id,id_of_customer,plan,amount,start,end,means,replaces\n1,A,Basic,50,2024-01-01,2024-03-10,replaced,\n2,A,Pro,70,2024-03-10,2024-06-01,term,1\n",
    },
  );

describe("company.json decides", () => {
  // February closes with 50.00 euros, March with 70.00; the month of the churn is the first that ends without a line.
  test.each([
    ["the plain policies", {}, 1.1, { expansion_minor: 7700, contraction_minor: -5500 }, "2024-06-01"],
    [
      "netting by customer",
      { netting: "customer" },
      1.1,
      { expansion_minor: 2200, contraction_minor: 0 },
      "2024-06-01",
    ],
    [
      "a grace of 45 days",
      { late_renewal_grace_days: 45 },
      1.1,
      { expansion_minor: 7700, contraction_minor: -5500 },
      "2024-07-01",
    ],
    ["another rate", {}, 1.2, { expansion_minor: 8400, contraction_minor: -6000 }, "2024-06-01"],
  ])("%s", async (_, policies, rate, march, churned) => {
    const folder = swap(policies, rate);
    await buildCompany(folder, join(folder, "build"));
    const rows = await martRows(join(folder, "build"), "waterfall__by_month");
    // nothing is signed ahead and nothing noticed: the committed basis says the same
    for (const basis of LEDGER_BASES) {
      const of = rows.filter((row) => row.basis === basis);
      expect(of.find((row) => row.report_month === "2024-03-01")).toMatchObject(march);
      expect(of.filter((row) => Number(row.churn_minor) < 0).map((row) => row.report_month)).toEqual([
        churned,
      ]);
    }
    expect(await disagreements(join(folder, "build"))).toEqual([]);
  });
});

describe("a build that fails leaves the last good output whole, and nothing beside it", () => {
  const { company, target } = builtByHand();
  const failures: [string, () => void, RegExp][] = [
    [
      "too many rows set aside",
      () => writeFileSync(join(company, "exports", "lines.csv"), lines.replaceAll(",USD,", ",USX,")),
      /^exports\/lines\.csv: more rows set aside than 20\.0 %/,
    ],
    [
      "an export that is gone",
      () => rmSync(join(company, "exports", "lines.csv")),
      /^company\.json sources\[1\]\.file: no file matches/,
    ],
    [
      "a fault in company.json",
      () =>
        writeFileSync(join(company, "company.json"), JSON.stringify({ ...settings, currency: "dollars" })),
      /^company\.json currency: /,
    ],
    [
      "a company.json that is cut off",
      () => writeFileSync(join(company, "company.json"), '{"name": "By ha'),
      /^company\.json line 1 column /,
    ],
  ];
  test.each(failures)("%s", async (_, harm, message) => {
    writeFileSync(join(company, "company.json"), JSON.stringify(settings));
    writeFileSync(join(company, "exports", "lines.csv"), lines);
    const before = bytesOf(target);
    expect(before).toEqual(bytesOf(out));
    harm();
    await expect(buildCompany(company, target)).rejects.toThrow(message);
    expect(bytesOf(target)).toEqual(before);
    expect(readdirSync(company).sort()).toEqual(["build", "company.json", "exports"]);
  });
});

describe("at the edges", () => {
  test("a company in which nothing ever counts has empty reports that open", async () => {
    const empty = byHand({
      "exports/lines.csv": lines
        .split("\n")
        .filter((line) => /^(id|L7|L8|L9|L10),/.test(line))
        .join("\n"),
    });
    const target = join(empty, "build");
    const made = await buildCompany(empty, target);
    expect(made.newest).toBeNull();
    const summary = readJson<{ company: object; ledger: object; waterfall: Record<string, unknown[]> }>(
      target,
      "summary.json",
    );
    expect(summary.company).toMatchObject({ first_month: null, last_month: null, customers: 0 });
    expect(summary.ledger).toEqual({ rows: 0, rows_limit: 1_000_000, is_shipped: true });
    expect(Object.keys(summary.waterfall)).toContain("closing_minor");
    for (const column of Object.values(summary.waterfall)) expect(column).toEqual([]);
    expect(openWritten(target).months).toBe(0);
    expect(await disagreements(target)).toEqual([]);
  });

  test("a company of one month", async () => {
    const one = byHand({}, { ...settings, as_of: "2024-02-28" });
    const { newest } = await buildCompany(one, join(one, "build"));
    expect(newest).toEqual({ report_month: "2024-01-01", closing_minor: 21000, closing_logos: 2 });
    // December 2023, in which C signs, is a month of the committed basis
    expect(LEDGER_BASES.map((basis) => openWritten(join(one, "build"), basis).months)).toEqual([1, 2]);
    // B began in February, which is not whole: it has not left.
    expect(readJson<{ ledger: object }>(join(one, "build"), "quality.json").ledger).toMatchObject({
      joined_and_left: 0,
    });
    const rows = await martRows(join(one, "build"), "waterfall__by_month");
    expect(rows.map((row) => [row.report_month, row.basis, row.closing_minor])).toEqual([
      ["2023-12-01", "committed", 11000],
      ["2024-01-01", "live", 21000],
      ["2024-01-01", "committed", 21000],
    ]);
    expect(await disagreements(join(one, "build"))).toEqual([]);
  });

  test("a ledger above the limit stays at home, and the summary says so", async () => {
    const target = join(byHand(), "build");
    await buildCompany(join(target, ".."), target, { ledgerRowsLimit: 7 });
    expect(readJson<{ ledger: object }>(target, "summary.json").ledger).toEqual({
      rows: 8,
      rows_limit: 7,
      is_shipped: false,
    });
    expect(openWritten(target).months).toBe(0);
    expect(openWritten(target, "committed").months).toBe(0);
    expect(await martRows(target, "ledger__movements")).toHaveLength(16);
    const atLimit = await buildCompany(join(target, ".."), target, { ledgerRowsLimit: 8 });
    expect(atLimit.newest?.closing_minor).toBe(31000);
    expect(openWritten(target).months).toBe(14);
    expect(openWritten(target, "committed").months).toBe(15);
  });

  test("months without a change at the end and in the middle are rows", async () => {
    const rows = await martRows(out, "waterfall__by_month");
    const still = rows.filter((row) => row.opening_minor === row.closing_minor);
    expect(still.filter((row) => row.basis === "live")).toHaveLength(8);
    expect(still.filter((row) => row.basis === "committed")).toHaveLength(9);
  });
});
