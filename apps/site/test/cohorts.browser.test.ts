import { readFile } from "node:fs/promises";
import {
  type CohortCell,
  cohortArpa,
  cohorts,
  grrCohort,
  type LedgerFile,
  logoRetention,
  nrrCohort,
  openLedger,
} from "@tideline/metrics";
import fc from "fast-check";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { firstLabels, onlyCustomers } from "./only-customers.ts";
import { openSite, settle, type TestSite } from "./open-site.ts";
import { sampleCompany } from "./sample-company.ts";

const data = sampleCompany();
const files: Record<string, LedgerFile> = { committed: data.committed, live: data.ledger };
let site: TestSite;

beforeAll(async () => {
  site = await openSite(data);
});
afterAll(() => site?.close());

const figure = "[data-figure=Cohorts]";

const arpaIndex = (cell: CohortCell) =>
  cell.active_logos === 0
    ? null
    : cell.retained_minor / cell.active_logos / (cell.opening_minor / cell.opening_logos);
const measures: Record<string, (cell: CohortCell) => number | null> = {
  "nrr share": nrrCohort,
  "grr share": grrCohort,
  "logos share": logoRetention,
  "arpa share": arpaIndex,
  "nrr amount": (cell) => cell.retained_minor,
  "grr amount": (cell) => cell.kept_minor,
  "logos amount": (cell) => cell.kept_logos,
  "arpa amount": cohortArpa,
};

/** The cells a chart shows: "cohort age" to the raw value. */
const cellsOf = (page: Page, selector: string) =>
  page
    .locator(`${selector} .chart-cell`)
    .evaluateAll((all) =>
      all.map((one) => [
        `${one.getAttribute("data-cohort")} ${one.getAttribute("data-age")}`,
        one.getAttribute("data-value") === "" ? null : Number(one.getAttribute("data-value")),
      ]),
    );

/** The same of Node's own tables: all cells at the ages, the average last under "". */
function expected(
  table: ReturnType<typeof cohorts>,
  { ages, measure }: { ages: readonly number[]; measure: (cell: CohortCell) => number | null },
) {
  return [...table.rows, { cohort: "", cells: table.average }].flatMap(({ cohort, cells }) =>
    ages.flatMap((age) => {
      const cell = cells[age];
      return cell ? [[`${cohort} ${age}`, measure(cell)]] : [];
    }),
  );
}

const labels = Object.fromEntries(Object.entries(files).map(([basis, file]) => [basis, firstLabels(file)]));
const labelsOf = (cut: string): string[] =>
  data.committed.cuts.find(({ name }) => name === cut)?.labels ?? [];

// Labels of these cuts never change, so who passes is who carries them.
const choice = fc.record({
  basis: fc.constantFrom("committed", "live"),
  by: fc.constantFrom("month" as const, "quarter" as const, "year" as const),
  cut: fc.constantFrom(null, "industry", "size_band", "csm"),
  measure: fc.constantFrom(...Object.keys(measures)),
  every: fc.constantFrom(3, 6, 12),
  back: fc.nat({ max: 14 }),
  only: fc.record({
    industry: fc.oneof(
      fc.constant<string[]>([]),
      fc.subarray(labelsOf("industry"), { minLength: 1, maxLength: 3 }),
    ),
    size_band: fc.oneof(
      fc.constant<string[]>([]),
      fc.subarray(labelsOf("size_band"), { minLength: 1, maxLength: 2 }),
    ),
  }),
});

describe("every cell is that of Node", () => {
  test("for random cuts, filters, periods, measures and grains", async () => {
    const { page, problems, close } = await site.open("cohorts.html");
    for (const one of fc.sample(choice, { seed: 20261122, numRuns: 14 })) {
      const { basis, by, cut, every, only } = one;
      const [measure = "", unit = ""] = one.measure.split(" ");
      const file = files[basis] as LedgerFile;
      const months = openLedger(file).report_months;
      const until = (months[months.length - 1 - (by === "month" ? one.back : 0)] as string).slice(0, 7);
      const params = new URLSearchParams({ basis, by, measure, unit, every: String(every) });
      if (by === "month") params.set("to", until);
      if (cut) params.set("cut", cut);
      for (const [name, chosen] of Object.entries(only))
        for (const label of chosen) params.append("only", `${name}:${label}`);
      await page.goto(`${site.url}cohorts.html?${params}`);
      await settle(page);
      const alone = onlyCustomers(file, (customer) =>
        Object.entries(only).every(
          ([name, chosen]) =>
            chosen.length === 0 || chosen.includes(labels[basis]?.[name]?.[customer] as string),
        ),
      );
      const last = by === "month" ? until : undefined;
      const newest = await page.locator("#control-to").inputValue();
      const shownUntil =
        last ??
        (by === "year"
          ? `${newest}-12`
          : `${newest.slice(0, 4)}-${String(Number(newest.slice(6)) * 3).padStart(2, "0")}`);
      const table = cohorts(openLedger(alone), { by: cut ? { cut } : by, until: shownUntil });
      const oldest = table.average.findLastIndex((cell) => cell !== null);
      const ages = Array.from({ length: Math.floor(oldest / every) + 1 }, (_, index) => index * every);
      expect(await cellsOf(page, figure), String(params)).toEqual(
        expected(table, { ages, measure: measures[one.measure] as (cell: CohortCell) => number | null }),
      );
    }
    expect(problems).toEqual([]);
    await close();
  }, 120_000);

  test("small ones by a second cut, and the table and the file behind the triangle", async () => {
    const { page, problems, close } = await site.open(
      "cohorts.html?cut=industry&second=size_band&measure=logos",
    );
    const panels = page.locator("[data-figure='Cohorts by label'] figure");
    const bands = labelsOf("size_band");
    expect(await panels.count()).toBe(bands.length);
    const first = await panels.first().locator("figcaption").innerText();
    const band = bands.find((one) => first.startsWith(one)) ?? "";
    const alone = onlyCustomers(
      data.committed,
      (customer) => labels.committed?.size_band?.[customer] === band,
    );
    const table = cohorts(openLedger(alone), { by: { cut: "industry" } });
    const shown = Object.fromEntries(
      await cellsOf(page, "[data-figure='Cohorts by label'] figure:first-child"),
    );
    for (const row of table.rows) {
      const cell = row.cells[12];
      if (cell) expect(shown[`${row.cohort} 12`], row.cohort).toBe(logoRetention(cell));
    }
    await page.locator(`${figure} button:text-is('table')`).click();
    const rows = await page.locator(`${figure} .behind tbody tr`).count();
    expect(rows, "labels and the average").toBe(labelsOf("industry").length + 1);
    const marts = await page
      .locator(`${figure} .behind .num`)
      .evaluateAll((all) => [...new Set(all.map((one) => (one as HTMLElement).dataset.mart))]);
    expect(marts).toEqual(["ledger-committed"]);
    const waiting = page.waitForEvent("download");
    await page.locator(`${figure} button:text-is('CSV')`).click();
    const text = await readFile(await (await waiting).path(), "utf8");
    expect(text.split("\r\n")[0]).toMatch(
      /^cohort,size,opening_usd,logoRetention_age_0,logoRetention_age_3,/,
    );
    expect(problems).toEqual([]);
    await close();
  });
});

test("a cell opens its customers by click and by keyboard; the address holds it", async () => {
  const { page, problems, close } = await site.open("cohorts.html?by=year&basis=live");
  const table = cohorts(openLedger(data.ledger), { by: "year" });
  const row = table.rows.find(({ cells }) => cells[12]);
  const cohort = row?.cohort ?? "";
  await page.locator(`${figure} [data-cohort='${cohort}'][data-age='12']`).click();
  await expect.poll(() => page.locator("dialog[open] tbody tr").count()).toBe(Math.min(200, row?.size ?? 0));
  const sums = await page
    .locator("dialog[open] .lead .num")
    .evaluateAll((all) => all.map((one) => Number((one as HTMLElement).dataset.value)));
  expect(sums).toEqual([row?.cells[12]?.retained_minor, row?.cells[12]?.opening_minor]);
  expect(new URL(page.url()).searchParams.get("cell")).toBe(`${cohort}@12`);
  await page.keyboard.press("Escape");
  await page.mouse.move(0, 0);
  await page.locator(`${figure} [data-cohort='${cohort}'][data-age='0']`).focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  const focused = () =>
    page.evaluate(() => [
      document.activeElement?.getAttribute("data-cohort"),
      document.activeElement?.getAttribute("data-age"),
    ]);
  expect(await focused()).toEqual([cohort, "6"]);
  expect(await page.locator("#tip").innerText()).toContain("after 6 months");
  await page.keyboard.press("ArrowDown");
  expect((await focused())[1]).toBe("6");
  await page.keyboard.press("Enter");
  await expect.poll(() => page.locator("dialog[open] h2").innerText()).toContain("after 6 months");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Shift+Tab");
  expect(await page.evaluate(() => document.activeElement?.tagName), "the figure is one tab stop").not.toBe(
    "svg",
  );
  expect(problems).toEqual([]);
  await close();
  const again = await site.open(`cohorts.html?by=year&basis=live&cell=${cohort}@12`);
  await expect
    .poll(() => again.page.locator("dialog[open] h2").innerText())
    .toBe(`${cohort}, after 12 months`);
  await again.close();
});

test("on paper, by a cut too, each cell keeps its number", async () => {
  const { page, close } = await site.open("cohorts.html?cut=industry", { width: 720 });
  await page.emulateMedia({ media: "print" });
  await settle(page);
  const cells = await page.locator(`${figure} .chart-cell`).count();
  expect(await page.locator(`${figure} .chart-cells + g tspan`).count()).toBe(cells);
  expect(cells).toBeGreaterThan(20);
  await close();
});

test.each(["nrr", "grr", "logos"])(
  "of many lines those the claim names stand by name: %s",
  async (measure) => {
    const { page, problems, close } = await site.open(
      `cohorts.html?cut=industry&look=lines&measure=${measure}`,
    );
    const claimed = [...(await page.locator(`${figure} h2`).innerText()).matchAll(/“([^”]+)”/g)];
    const names = claimed.map(([, name = ""]) => name);
    expect(names).toHaveLength(2);
    const ends = await page.locator(`${figure} svg text`).allTextContents();
    const named = labelsOf("industry").filter((label) => ends.some((end) => end.startsWith(label)));
    expect(named).toEqual(expect.arrayContaining(names));
    expect(named).toHaveLength(3);
    expect(problems).toEqual([]);
    await close();
  },
);

test("the page's own choices are pressed, kept in the address and left there", async () => {
  const { page, problems, close } = await site.open("cohorts.html");
  await page.click("[data-choice='look=lines']");
  await page.click("[data-choice='measure=logos']");
  await settle(page);
  await expect.poll(() => new URL(page.url()).search).toBe("?measure=logos&look=lines");
  expect(await page.locator("[data-choice='measure=logos']").getAttribute("aria-pressed")).toBe("true");
  expect(await page.locator(`${figure} .chart-cell`).count()).toBe(0);
  expect(await page.locator(`${figure} .chart-points circle[data-cohort='']`).count()).toBeGreaterThan(5);
  await page.click("#side a:text-is('Overview')");
  await page.waitForURL((url) => !url.pathname.includes("cohorts"));
  await settle(page);
  expect(new URL(page.url()).search).toBe("");
  expect(problems).toEqual([]);
  await close();
});
