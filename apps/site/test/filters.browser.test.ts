import {
  nrrCohort,
  openLedger,
  retention,
  retentionByCut,
  waterfall,
  waterfallByCut,
} from "@tideline/metrics";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { firstLabels, onlyCustomers } from "./only-customers.ts";
import { openSite, settle, type TestSite } from "./open-site.ts";
import { sampleCompany } from "./sample-company.ts";

const data = sampleCompany();
const labels = firstLabels(data.committed);
const bands = data.committed.cuts.find(({ name }) => name === "size_band")?.labels ?? [];
const industries = data.committed.cuts.find(({ name }) => name === "industry")?.labels ?? [];
let site: TestSite;

beforeAll(async () => {
  site = await openSite(data);
});
afterAll(() => site?.close());

const amountIn = (page: Page, selector: string) =>
  page
    .locator(`${selector} .num`)
    .first()
    .evaluate((one) => Number((one as HTMLElement).dataset.value));

const address = (only: readonly [string, string][]) =>
  only.map(([cut, label]) => `only=${encodeURIComponent(`${cut}:${label}`)}`).join("&");

const choices: [string, [string, string][]][] = [
  ["one label", [["industry", industries[0] ?? ""]]],
  [
    "two labels of a cut, and one of another",
    [
      ["industry", industries[1] ?? ""],
      ["industry", industries[2] ?? ""],
      ["size_band", bands[0] ?? ""],
    ],
  ],
];

test.each(choices)("%s: the pages show what a ledger of those customers alone gives", async (_name, only) => {
  const passes = (customer: number) =>
    [...new Set(only.map(([cut]) => cut))].every((cut) =>
      only.some(([one, label]) => one === cut && labels[cut]?.[customer] === label),
    );
  const ledger = openLedger(onlyCustomers(data.committed, passes));
  const { page, problems, close } = await site.open(`index.html?by=month&cut=csm&${address(only)}`);
  expect(await amountIn(page, "[data-card=mrr]")).toBe(waterfall(ledger).at(-1)?.closing_minor);
  const last = retention(ledger, { horizonMonths: 12 }).at(-1);
  expect(await amountIn(page, "[data-card=nrr]")).toBe(last ? nrrCohort(last) : null);
  expect(await page.locator("[data-card=mrr] .num").first().getAttribute("data-mart")).toBe(
    "ledger-committed",
  );
  const byLabel = new Map(waterfallByCut(ledger, "csm").map((one) => [one.label, one.rows.at(-1)]));
  const rates = new Map(retentionByCut(ledger, "csm", 12).map((one) => [one.label, one.rows.at(-1)]));
  const shown = await page.locator("[data-labels=csm] tbody tr[data-label]:not(.total)").evaluateAll((rows) =>
    rows.map((row) => ({
      label: (row as HTMLElement).dataset.label ?? "",
      values: [...row.querySelectorAll<HTMLElement>(".num")].map(({ dataset }) => ({
        key: dataset.key ?? "",
        value: dataset.value === "" ? null : Number(dataset.value),
      })),
    })),
  );
  expect(shown.length).toBeGreaterThan(2);
  for (const { label, values } of shown) {
    const of = (column: string) => values.find(({ key }) => key.startsWith(`${column} `))?.value;
    expect(of("closing_minor"), label).toBe(byLabel.get(label)?.closing_minor);
    const row = rates.get(label);
    if (row) expect(of("nrrCohort 12 months"), label).toBe(nrrCohort(row));
  }
  const churned = waterfall(ledger).at(-1)?.churn_minor;
  await page.goto(`${site.url}waterfall.html?by=month&rows=churn@2025-12&${address(only)}`);
  await settle(page);
  await expect.poll(() => amountIn(page, "dialog[open] .lead")).toBe(churned);
  expect(problems).toEqual([]);
  await close();
});

test("a second cut: each label's rows within add up to it, and one is chosen as label and filter", async () => {
  const { page, problems, close } = await site.open("index.html?by=month&cut=industry&second=size_band");
  const rows = await page.locator("[data-labels=industry] tbody tr").evaluateAll((all) =>
    all.map((row) => ({
      label: (row as HTMLElement).dataset.label,
      pair: (row as HTMLElement).dataset.pair,
      closing: Number(
        [...row.querySelectorAll<HTMLElement>(".num")].find(({ dataset }) =>
          dataset.key?.startsWith("closing_minor "),
        )?.dataset.value,
      ),
    })),
  );
  const ledger = openLedger(data.committed);
  for (const { label, rows: months } of waterfallByCut(ledger, "industry")) {
    const within = rows.filter(({ pair }) => pair?.startsWith(`${label} / `));
    expect(within.length, label).toBeGreaterThan(1);
    expect(within.reduce((sum, { closing }) => sum + closing, 0)).toBe(months.at(-1)?.closing_minor);
  }
  const [industry = "", band = ""] = rows.find(({ pair }) => pair)?.pair?.split(" / ") ?? [];
  await page.locator(`tr[data-pair='${industry} / ${band}'] button`).click();
  await expect.poll(() => new URL(page.url()).searchParams.get("label") ?? "").not.toBe("");
  const search = new URL(page.url()).searchParams;
  expect([search.get("label"), search.getAll("only")]).toEqual([industry, [`size_band:${band}`]]);
  const alone = openLedger(
    onlyCustomers(
      data.committed,
      (customer) => labels.industry?.[customer] === industry && labels.size_band?.[customer] === band,
    ),
  );
  await expect.poll(() => amountIn(page, "[data-card=mrr]")).toBe(waterfall(alone).at(-1)?.closing_minor);
  expect(problems).toEqual([]);
  await close();
});

test("filters are added and taken away by the controls, and go from page to page", async () => {
  const { page, problems, close } = await site.open("index.html?basis=live");
  const whole = await amountIn(page, "[data-card=mrr]");
  await page.selectOption("#control-only", JSON.stringify(["industry", industries[0]]));
  await page.selectOption("#control-only", JSON.stringify(["industry", industries[1]]));
  expect(await page.locator("[data-filter=industry]").innerText()).toContain(
    `Industry: ${industries[0]} or ${industries[1]}`,
  );
  await expect.poll(() => amountIn(page, "[data-card=mrr]")).toBeLessThan(whole);
  await page.click("#side a:text-is('Churn')");
  await page.waitForURL((url) => url.pathname.includes("churn"));
  await settle(page);
  expect(new URL(page.url()).searchParams.getAll("only")).toHaveLength(2);
  expect(await page.locator(".answer").innerText()).toContain(
    `Industry: ${industries[0]} or ${industries[1]}`,
  );
  await page.click("[data-filter=industry]");
  await expect.poll(() => new URL(page.url()).searchParams.getAll("only")).toEqual([]);
  expect(problems).toEqual([]);
  await close();
});

/** The pages that cut, and those that filter alone; the others show whole portfolios, one customer, or what was read. */
const cutting = [
  ...["index", "waterfall", "churn", "retention", "renewals", "cohorts", "survival", "compare"],
  ...["right-customer", "time-to-value", "health", "nps", "at-risk", "attention"],
];

test("a cut that was added is offered on every page that cuts", async () => {
  const added = <Cut extends { name: string; title: string }>(cuts: readonly Cut[]) =>
    cuts.flatMap((cut) => (cut.name === "industry" ? [cut, { ...cut, name: "mood", title: "Mood" }] : [cut]));
  const byCut = data.service.npsRows.by_cut;
  const other = {
    ...data,
    summary: { ...data.summary, cuts: added(data.summary.cuts) },
    ledger: { ...data.ledger, cuts: added(data.ledger.cuts) },
    committed: { ...data.committed, cuts: added(data.committed.cuts) },
    service: {
      ...data.service,
      nps: { ...data.service.nps, cuts: ["mood"] },
      npsRows: { by_cut: { ...byCut, cut: (byCut.cut ?? []).map(() => "mood") } },
    },
  };
  const { page, problems, close } = await site.open("definitions.html", { data: other });
  for (const path of cutting) {
    await page.goto(`${site.url}${path}.html`);
    await settle(page);
    const offered = await page
      .locator("select option, select optgroup")
      .evaluateAll((all) => all.map((one) => one.getAttribute("label") ?? one.textContent ?? ""));
    expect(offered.filter((name) => /^mood$/i.test(name)).length, path).toBeGreaterThan(0);
  }
  expect(problems).toEqual([]);
  await close();
});
