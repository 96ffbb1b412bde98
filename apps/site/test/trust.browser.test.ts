import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listFiles } from "../tools/finish.ts";
import { openSite, type TestSite } from "./open-site.ts";
import { sampleCompany } from "./sample-company.ts";

const data = sampleCompany({ customers: 30, months: 14 });
let site: TestSite;
beforeAll(async () => {
  site = await openSite(data);
});
afterAll(() => site?.close());

/** The raw value of the number with this mart and key. */
const raw = (page: Awaited<ReturnType<TestSite["open"]>>["page"], mart: string, key: string) =>
  page.locator(`[data-mart="${mart}"][data-key="${key}"]`).first().getAttribute("data-value");

describe("Quarantine", () => {
  test("says what was set aside, by file, with the rows as they came and no markup of theirs", async () => {
    const { page, problems, close } = await site.open("quarantine.html");
    const { totals } = data.quality;
    expect(await raw(page, "quality", "quarantined")).toBe(String(totals.quarantined));
    expect(await raw(page, "quarantine", "reasons, of nobody known")).toBe("6");
    expect(await page.locator("section[data-file]").count()).toBe(2);
    const lines = page.locator('section[data-file="exports/contract-lines.csv.gz"]');
    expect(await lines.locator("h3").innerText()).toBe("exports/contract-lines.csv.gz 10 rows set aside");
    const words = await lines.innerText();
    expect(words).toContain("line 97: <script>alert(1)</script>");
    expect(words).toContain("expected a number");
    expect(words).toContain("write it without currency signs and words");
    expect(await page.locator("main script, main b:not(.num)").count()).toBe(0);
    await page.locator("details summary").first().click();
    expect(await page.locator("details").first().innerText()).toContain("<b>nobody</b>");
    expect(problems).toEqual([]);
    await close();
  });

  test("names the month without rows by what is normal for the file, where it stops, and the numbers that are missing", async () => {
    const { page, close } = await site.open("quarantine.html");
    const words = await page.locator("main").innerText();
    expect(await page.locator(".months i.empty").count()).toBe(1);
    expect(words).toContain("every 6 months");
    expect(words).toContain("CL-1 … 2509");
    expect(await raw(page, "quarantine", "ids missing exports/contract-lines.csv.gz")).toBe("2");
    expect(words).toContain("77, 1204");
    await close();
  });

  test("gives every row as a CSV that no spreadsheet runs", async () => {
    const { page, close } = await site.open("quarantine.html");
    const href = await page.locator("a[download]").getAttribute("href");
    const file = (await listFiles(site.dir)).find(
      (name) => name.includes("quarantine") && name.endsWith(".csv"),
    );
    expect(new URL(href ?? "", page.url()).pathname).toBe(`/${file}`);
    expect(await readFile(join(site.dir, file ?? ""), "utf8")).toContain(`"'=HYPERLINK`);
    await close();
  });
});

describe("Data quality", () => {
  test("holds other exports beside the contracts, and churn as it is told elsewhere", async () => {
    const { page, problems, close } = await site.open("quality.html");
    const { facts, reported_churn: churn } = data.quality;
    for (const [place, fact] of (facts.fact ?? []).entries())
      for (const name of ["rows", "rows_before", "customers_after", "rows_without"])
        expect(await raw(page, "quality__facts", `${name} ${fact}`)).toBe(String(facts[name]?.[place]));
    expect(await raw(page, "quality__reported_churn", "agreed 0")).toBe(String(churn.agreed?.[0]));
    expect(await raw(page, "quality", "side_by_side customers")).toBe("12");
    const told = page.locator("table", { hasText: "The ledger agrees" });
    expect(await told.locator("tbody tr").nth(1).innerText()).toContain("n/a");
    expect(problems).toEqual([]);
    await close();
  });

  test("says nothing of exports that are not there", async () => {
    const quality = { ...data.quality, facts: {}, reported_churn: {} };
    const { page, problems, close } = await site.open("quality.html", { data: { ...data, quality } });
    const words = await page.locator("main").innerText();
    expect(words).not.toMatch(/fit the contracts|told alike/);
    expect(problems).toEqual([]);
    await close();
  });
});

describe("Tie-out", () => {
  test("the sentence, the bridge and the table hold what the marts hold", async () => {
    const { page, problems, close } = await site.open("tie-out.html");
    const { by_month } = data.tieOut;
    const last = (name: string) => String(by_month[name]?.at(-1));
    const month = last("report_month").slice(0, 7);
    for (const column of ["mrr_minor", "billed_minor", "missing_invoice_minor"]) {
      expect(await raw(page, "tie_out__by_month", `${column} ${month}`)).toBe(last(column));
    }
    const bars = page.locator('[data-figure="From MRR to billed"] svg [data-kind]');
    expect(
      await bars.evaluateAll((all) =>
        all.map((bar) => [bar.getAttribute("data-kind"), bar.getAttribute("data-value")]),
      ),
    ).toEqual([
      ["mrr", last("mrr_minor")],
      ["missing_invoice", "-12345"],
      ["timing", "4000"],
      ["rounding", "1"],
      ["billed", last("billed_minor")],
    ]);
    expect(problems).toEqual([]);
    await close();
  });

  test("usage billed stands beside MRR by month of use, and nothing does where nothing was", async () => {
    const { page, problems, close } = await site.open("tie-out.html");
    const { usage = {} } = data.summary;
    const month = String(usage.report_month?.at(-1)).slice(0, 7);
    const billed = String(usage.usage_billed_minor?.at(-1));
    expect(await raw(page, "usage__by_month", `usage_billed_minor ${month}`)).toBe(billed);
    const chart = page.locator('[data-figure="Usage billed beside MRR"]');
    expect(await chart.locator("svg").count()).toBe(1);
    expect(problems).toEqual([]);
    await close();
    const without = { ...data, summary: { ...data.summary, usage: {} } };
    const other = await site.open("tie-out.html", { data: without });
    expect(await other.page.locator('[data-figure="Usage billed beside MRR"]').count()).toBe(0);
    expect(other.problems).toEqual([]);
    await other.close();
  });

  test("a customer of the list opens its movements", async () => {
    const { page, close } = await site.open("tie-out.html");
    const name = String(data.tieOut.rows.by_customer.name?.[0]);
    await page.locator("main tbody button", { hasText: name }).first().click();
    await expect.poll(() => page.locator("dialog[open]").innerText()).toContain(name);
    await close();
  });

  test("without invoices it says what to export", async () => {
    const tieOut = { by_month: {}, all: { differences: 0, customers: 0 }, rows: { by_customer: {} } };
    const summary = { ...data.summary, usage: {} };
    const { page, problems, close } = await site.open("tie-out.html", { data: { ...data, tieOut, summary } });
    expect(await page.locator("main").innerText()).toContain("there is nothing to hold MRR against");
    expect(await page.locator("main h2:visible, main table:visible").count()).toBe(0);
    expect(problems).toEqual([]);
    await close();
  });
});
