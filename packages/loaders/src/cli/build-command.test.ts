import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { byHand, lines } from "../build/test-by-hand.ts";
import { marts, tideline } from "./test-tideline.ts";

const folder = byHand();

describe("build", () => {
  test("prints what came in, what held and where it went", async () => {
    const { code, out, err } = await tideline("build", folder);
    expect([code, err]).toEqual([0, ""]);
    const [first, heading, accounts, rows, checks, mrr, written, end] = out.split("\n");
    expect(first).toBe("By hand, as of 2025-02-28 (company.json)");
    expect(heading).toMatch(/^file +layout +format +rows in +accepted +set aside +left out$/);
    expect(accounts?.split(/ +/)).toEqual(["exports/accounts.csv", "customers", "csv", "5", "5", "0", "0"]);
    expect(rows?.split(/ +/)).toEqual(["exports/lines.csv", "contract_lines", "csv", "13", "10", "2", "1"]);
    expect(checks).toMatch(new RegExp(`^\\d+ checks held; ${marts.length} marts$`));
    expect(mrr).toBe("2025-02: MRR $310.00 from 3 customers (live)");
    expect([written, end]).toEqual([`written to ${join(folder, "build")}`, ""]);
  });

  test("takes the company from the environment, and the output from --out", async () => {
    const elsewhere = join(byHand(), "elsewhere");
    vi.stubEnv("TIDELINE_COMPANY", folder);
    const { code, out } = await tideline("build", "--out", elsewhere);
    expect(code).toBe(0);
    expect(out).toContain(`written to ${elsewhere}`);
    expect(readdirSync(join(elsewhere, "marts")).sort()).toEqual(marts.map((mart) => `${mart}.parquet`));
  });

  test("--times shows where the time went, longest first", async () => {
    const { out } = await tideline("build", folder, "--times");
    const table = out.slice(out.indexOf("step ")).trimEnd().split("\n");
    expect(table.map((row) => row.split(/ +/)[0])).toEqual(
      expect.arrayContaining(["step", "reading", "movements"]),
    );
    const times = table.slice(1).map((row) => Number(row.split(/ +/).at(-1)?.replaceAll(",", "")));
    expect(times).toEqual([...times].sort((a, b) => b - a));
  });

  test("a company in which nothing counts says so", async () => {
    const empty = byHand({
      "exports/lines.csv": lines
        .split("\n")
        .filter((line) => /^(id|L7),/.test(line))
        .join("\n"),
    });
    const { code, out } = await tideline("build", empty);
    expect(code).toBe(0);
    expect(out).toContain("no line ever counted at a month end: the reports are empty");
  });
});
