import { readFile } from "node:fs/promises";
import { formatMoneyCompact, openLedger, waterfall } from "@tideline/metrics";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Basis, Columns } from "../components/data.ts";
import { openSite, settle, sitePages, type TestSite } from "./open-site.ts";
import { sampleCompany } from "./sample-company.ts";

const data = sampleCompany();
const ledgers = { committed: openLedger(data.committed), live: openLedger(data.ledger) };
const usd = { currency: "USD", exponent: 2 };
let site: TestSite;

beforeAll(async () => {
  site = await openSite(data);
});
afterAll(() => site?.close());

const attribute = (page: Page, selector: string, name = "data-value") =>
  page.locator(selector).first().getAttribute(name);
const value = async (page: Page, selector: string) => Number(await attribute(page, selector));
const query = (page: Page) => new URL(page.url()).searchParams;

function at(columns: Columns, column: string, month: string, basis?: Basis): number {
  const row = (columns.report_month ?? []).findIndex(
    (one, index) => one === `${month}-01` && (basis === undefined || columns.basis?.[index] === basis),
  );
  return Number(columns[column]?.[row]);
}
const closing = (basis: Basis) => at(data.summary.waterfall, "closing_minor", "2025-12", basis);
const paying = at(data.summary.waterfall, "closing_logos", "2025-12", "live");

describe("the basis", () => {
  test("is committed first; live stands beside it, in the address and on every page after", async () => {
    const { page, problems, close } = await site.open("index.html");
    expect(closing("committed"), "the sample's bases differ").not.toBe(closing("live"));
    expect(await page.locator("#control-basis option").allInnerTexts()).toEqual(["committed", "live"]);
    expect(await value(page, "[data-card=mrr] .value .num")).toBe(closing("committed"));
    expect(await page.locator("[data-card=mrr] .name").innerText()).toBe("CMRR");
    await page.selectOption("#control-basis", "live");
    await expect.poll(() => query(page).get("basis")).toBe("live");
    await expect.poll(() => value(page, "[data-card=mrr] .value .num")).toBe(closing("live"));
    expect(await page.locator("[data-card=mrr] .name").innerText()).toBe("MRR");
    await page.click("#side a:text-is('Waterfall')");
    await page.waitForURL(/waterfall\.html/);
    await settle(page);
    expect(query(page).get("basis")).toBe("live");
    expect(await value(page, "tr[data-row=closing] td.now .num")).toBe(closing("live"));
    await page.goBack();
    await settle(page);
    await page.goBack();
    await expect.poll(() => value(page, "[data-card=mrr] .value .num")).toBe(closing("committed"));
    expect(query(page).has("basis")).toBe(false);
    expect(problems).toEqual([]);
    await close();
  });

  test("has its own ARR, the sum of annual amounts; of a label's customers only a run-rate is known", async () => {
    for (const basis of ["committed", "live"] as const) {
      const { page, close } = await site.open(`index.html?basis=${basis}`);
      const arr = at(data.summary.arr ?? {}, "arr_minor", "2025-12", basis);
      expect(arr).not.toBe(12 * closing(basis));
      expect(await value(page, ".answer [data-mart=arr__by_month]")).toBe(arr);
      await page.goto(`${site.url}index.html?basis=${basis}&cut=industry&label=Media`);
      await settle(page);
      await expect.poll(() => page.locator(".answer [data-key*='closing_minor x 12']").count()).toBe(1);
      expect(await page.locator(".answer [data-mart=arr__by_month]").count()).toBe(0);
      await close();
    }
  });

  test("is in the words of every page: CMRR where it is committed, MRR where it is live", async () => {
    const { page, close } = await site.open("definitions.html");
    for (const path of ["index.html", "waterfall.html", "churn.html", "retention.html"]) {
      for (const [basis, other] of [
        ["committed", "live"],
        ["live", "committed"],
      ] as const) {
        await page.goto(`${site.url}${path}?basis=${basis}`);
        await settle(page);
        for (const selector of [".answer", ".table-section .subtitle", ".figure .subtitle"]) {
          const texts = await page.locator(`main ${selector}`).allInnerTexts();
          const own = texts.filter((text) => !/live MRR to CMRR|decided renewals|three methods/i.test(text));
          expect(own.length, `${path} ${selector}`).toBeGreaterThan(0);
          for (const text of own)
            expect(text, `${path} ${basis}`).not.toMatch(new RegExp(`\\b${other} (C?MRR|basis)\\b`));
        }
        expect(await page.locator(".answer").first().innerText()).toMatch(
          basis === "committed" ? /\b(CMRR|committed)\b/ : /\b(live|paid)\b/i,
        );
      }
    }
    await close();
  });

  test("does not change who pays, nor ARPA: they are live and say so", async () => {
    const { page, close } = await site.open("index.html");
    for (const basis of ["committed", "live"]) {
      await page.selectOption("#control-basis", basis);
      await expect.poll(() => attribute(page, "[data-card=mrr] .value .num", "data-key")).toContain(basis);
      expect(await value(page, "[data-card=customers] .value .num")).toBe(paying);
      expect(await value(page, "[data-card=arpa] .value .num")).toBe(closing("live") / paying);
      expect(await attribute(page, "[data-card=customers] .value .num", "data-tip")).toContain("live MRR");
    }
    expect(await page.locator("[data-card=customers] .method").innerText()).toBe(
      "always live, archived left out",
    );
    await close();
  });

  test("fetches the ledger it shows, the other one when it is first shown, and neither twice", async () => {
    const { page, requests, close } = await site.open("index.html");
    const fetched = (basis: string) => requests.filter((url) => url.includes(`ledger-${basis}`)).length;
    expect([fetched("committed"), fetched("live")]).toEqual([1, 0]);
    await page.selectOption("#control-basis", "live");
    await expect.poll(() => fetched("live")).toBe(1);
    await settle(page);
    await page.selectOption("#control-basis", "committed");
    await expect.poll(() => query(page).has("basis")).toBe(false);
    await settle(page);
    expect([fetched("committed"), fetched("live")]).toEqual([1, 1]);
    await close();
  });

  test("goes behind the bars, into the files, and into the customer's panel", async () => {
    const { page, close } = await site.open("waterfall.html?basis=live&rows=churn@2025-Q4");
    const sums = Object.fromEntries(
      Object.entries(ledgers).map(([basis, ledger]) => [
        basis,
        waterfall(ledger)
          .filter(({ report_month }) => report_month >= "2025-10-01")
          .reduce((sum, { churn_minor }) => sum + churn_minor, 0),
      ]),
    );
    expect(sums.live).not.toBe(sums.committed);
    expect(await value(page, "dialog[open] .lead .num")).toBe(sums.live);
    expect(await page.locator("dialog[open] .lead").innerText()).toContain("· live ·");
    const waiting = page.waitForEvent("download");
    await page.click("dialog[open] >> text=CSV of all rows");
    expect((await waiting).suggestedFilename()).toContain("-live-churn-");
    await page.keyboard.press("Escape");
    await expect.poll(() => page.locator("dialog[open]").count()).toBe(0);
    const table = page.waitForEvent("download");
    await page.locator(".table-section button:text-is('CSV')").first().click();
    const file = await table;
    expect(file.suggestedFilename()).toContain("-live-");
    expect((await readFile(await file.path(), "utf8")).split("\r\n")[1]).toMatch(/^opening,live,USD,/);
    await close();
  });

  test("a company of one basis has one", async () => {
    const one = sampleCompany({ customers: 30, months: 14 });
    const { page, close } = await site.open("index.html?basis=committed", {
      data: { ...one, summary: { ...one.summary, company: { ...one.summary.company, bases: ["live"] } } },
    });
    expect(await page.locator("#control-basis option").allInnerTexts()).toEqual(["live"]);
    expect(await attribute(page, "[data-card=mrr] .value .num", "data-key")).toContain("live");
    await close();
  });
});

describe("from live to committed", () => {
  test("every part is the mart's, the parts meet, and the memo stands beside", async () => {
    const { page, close } = await site.open("waterfall.html?by=month&to=2025-06");
    const bridge = data.summary.bridge ?? {};
    const figure = page.locator("[data-figure='From live to committed']");
    const bars = await figure
      .locator("svg .chart-mark")
      .evaluateAll((all) =>
        all.map((one) => [one.getAttribute("data-kind"), Number(one.getAttribute("data-value"))]),
      );
    for (const [kind, amount] of bars)
      expect(amount, String(kind)).toBe(at(bridge, `${kind}_minor`, "2025-06"));
    expect(bars.map(([kind]) => kind)).toEqual(
      expect.arrayContaining(["live", "signed_not_started", "noticed", "committed"]),
    );
    const numbers = bars.map(([, amount]) => Number(amount));
    expect(numbers.slice(0, -1).reduce((sum, amount) => sum + amount, 0)).toBe(numbers.at(-1));
    const gap = at(bridge, "committed_minor", "2025-06") - at(bridge, "live_minor", "2025-06");
    expect(await figure.locator("h2").innerText()).toContain(
      `CMRR stands ${formatMoneyCompact(Math.abs(gap), usd)} ${gap > 0 ? "above" : "below"} live MRR`,
    );
    const memo = figure.locator("aside");
    expect(await memo.innerText()).toContain("CMRR less anticipated loss");
    const less = memo.locator(".num[data-key^='committed_minor + anticipated_loss_minor']");
    expect(Number(await less.getAttribute("data-value"))).toBe(
      at(bridge, "committed_minor", "2025-06") + at(bridge, "anticipated_loss_minor", "2025-06"),
    );
    const usage = memo.locator(".num[data-mart=usage__by_month]");
    expect(Number(await usage.getAttribute("data-value"))).toBe(
      at(data.summary.usage ?? {}, "usage_billed_minor", "2025-06"),
    );
    await close();
  });

  test("the waterfall's bars split by quantity and price, and by whether churn was avoidable", async () => {
    const { page, close } = await site.open("waterfall.html");
    const bars = await page.locator("[data-figure='MRR bridge'] svg .chart-mark").evaluateAll((all) =>
      all.map((one) => ({
        kind: `${one.getAttribute("data-kind")} ${one.getAttribute("data-part") ?? ""}`.trim(),
        amount: Number(one.getAttribute("data-value")),
      })),
    );
    const months = ["2025-10", "2025-11", "2025-12"];
    const sum = (column: string) =>
      months.reduce((total, month) => total + at(data.summary.waterfall, column, month, "committed"), 0);
    const amount = (kind: string) => bars.find((bar) => bar.kind === kind)?.amount ?? 0;
    expect(amount("upgrade quantity") + amount("upgrade price")).toBe(sum("upgrade_minor"));
    expect(amount("upgrade quantity") + amount("downgrade quantity")).toBe(sum("quantity_minor"));
    for (const part of ["avoidable", "unavoidable", "unknown"])
      expect(amount(`churn ${part}`), part).toBe(sum(`${part}_churn_minor`));
    await page.locator("[data-figure='MRR bridge'] svg [data-kind=churn][data-part=avoidable]").click();
    await expect.poll(() => query(page).get("rows")).toBe("churn@2025-Q4|avoidable=avoidable");
    expect(await value(page, "dialog[open] .lead .num")).toBe(sum("avoidable_churn_minor"));
    await close();
  });
});

test("a lifetime value says on how many losses it rests, and is few under 20", async () => {
  const { page, close } = await site.open("churn.html");
  for (const [month, lost] of [
    ["2025-11", 21],
    ["2025-12", 19],
  ] as const) {
    await page.goto(`${site.url}churn.html?by=month&to=${month}`);
    await page.locator(`[data-card=ltv] .method .num[data-value="${lost}"]`).waitFor();
    const isFew = lost < 20;
    expect(await page.locator("[data-card=ltv] .value small").count(), month).toBe(isFew ? 1 : 0);
    expect((await page.locator("[data-card=ltv] .method").innerText()).includes("few: under 20")).toBe(isFew);
  }
  await close();
});

describe("reasons by product", () => {
  test("add up by reason and by product, unknown stays unknown, and an amount opens its customers", async () => {
    const { page, close } = await site.open("churn.html");
    const table = page.locator("[data-table=reasons-by-product]");
    const rows = await table.locator("tbody tr[data-reason]").evaluateAll((all) =>
      all.map((row) => ({
        reason: (row as HTMLElement).dataset.reason,
        text: (row as HTMLElement).innerText,
        amounts: [...row.querySelectorAll<HTMLElement>(".num")].map((one) => Number(one.dataset.value)),
      })),
    );
    const total = rows.find(({ reason }) => reason === "all");
    const others = rows.filter(({ reason }) => reason !== "all");
    for (const [column, amount] of (total?.amounts ?? []).entries())
      expect(others.reduce((sum, { amounts }) => sum + (amounts[column] ?? 0), 0)).toBe(amount);
    for (const { amounts } of rows)
      expect(amounts.slice(0, -1).reduce((sum, amount) => sum + amount, 0)).toBe(amounts.at(-1));
    expect(others.find(({ reason }) => reason === "unknown")?.text).toMatch(/unknown\s+unknown\s+unknown/);
    const shares = await table
      .locator("tr[data-share] td:last-child .num")
      .evaluateAll((all) => all.map((one) => Number((one as HTMLElement).dataset.value)));
    expect(shares).toHaveLength(3);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    const cell = table.locator("tr[data-reason=price] button").first();
    const amount = Number(await cell.locator(".num").getAttribute("data-value"));
    await cell.click();
    await expect.poll(() => page.locator("dialog[open]").count()).toBe(1);
    expect(await value(page, "dialog[open] .lead .num")).toBe(amount);
    expect(query(page).get("rows")).toMatch(/reason=price\|product=/);
    await close();
  });
});

test("the methods of NRR stand side by side on both bases, each step meeting the next", async () => {
  const { page, requests, close } = await site.open("retention.html");
  const ledgers = () => new Set(requests.filter((url) => /ledger-(live|committed)/.test(url))).size;
  const table = page.locator("[data-table=nrr-methods]");
  // The other ledger follows when the table comes into sight; until then its methods are told, the steps not.
  expect(ledgers()).toBe(1);
  expect(await table.locator("tbody tr td:nth-child(3) .num.missing").count()).toBe(3);
  await table.scrollIntoViewIfNeeded();
  await expect.poll(() => table.locator("tbody .num.missing").count()).toBe(0);
  expect(ledgers()).toBe(2);
  const column = async (index: number) => {
    const cells = await table
      .locator(`tbody tr td:nth-child(${index}) .num`)
      .evaluateAll((all) => all.map((one) => Number((one as HTMLElement).dataset.value)));
    return cells as [number, number, number, number, number, number];
  };
  for (const [index, basis] of [
    [2, "committed"],
    [3, "live"],
  ] as const) {
    const [cohort, returned, since, bridge, chaining, compounded] = await column(index);
    expect(cohort + returned + since, basis).toBeCloseTo(bridge, 12);
    expect(bridge + chaining, basis).toBeCloseTo(compounded, 12);
    const { retention } = data.summary;
    const row = (retention.report_month ?? []).findIndex(
      (month, at) =>
        month === "2025-12-01" && retention.basis?.[at] === basis && retention.horizon_months?.[at] === 12,
    );
    expect(cohort, basis).toBeCloseTo(
      Number(retention.retained_minor?.[row]) / Number(retention.opening_minor?.[row]),
      12,
    );
  }
  expect(await column(2)).not.toEqual(await column(3));
  await close();
});

test("on paper both bases are there, seen on the screen or not", async () => {
  const { page, close } = await site.open("retention.html");
  const missing = page.locator("[data-table=nrr-methods] tbody .num.missing");
  expect(await missing.count()).toBe(3);
  await page.emulateMedia({ media: "print" });
  await expect.poll(() => missing.count()).toBe(0);
  await close();
});

test.each(sitePages)("on %s one mart and key is one number", async (path) => {
  const { page, close } = await site.open(`${path}?cut=industry`);
  await page.evaluate(() => {
    for (const button of document.querySelectorAll<HTMLElement>("main .figure button[aria-expanded=false]"))
      button.click();
  });
  const numbers = await page
    .locator("main .num")
    .evaluateAll((all) => all.map((one) => ({ ...(one as HTMLElement).dataset })));
  const known = new Map<string, string>();
  const doubled: string[] = [];
  for (const { mart, key, value: shown = "" } of numbers) {
    const name = `${mart} ${key}`;
    if (known.has(name) && known.get(name) !== shown)
      doubled.push(`${name}: ${known.get(name)} and ${shown}`);
    known.set(name, shown);
  }
  expect(doubled).toEqual([]);
  await close();
});

test("NRR by label runs from the worst to the best of all labels, and both are drawn, however small", async () => {
  let small = 0;
  for (const to of ["2025-Q4", "2025-Q2", "2024-Q4"]) {
    const { page, close } = await site.open(`retention.html?cut=industry&to=${to}`);
    const rows = await page
      .locator("[data-labels=industry] tbody tr[data-label]:not(.total)")
      .evaluateAll((all) =>
        all.map((row) => ({
          label: (row as HTMLElement).dataset.label ?? "",
          nrr: Number(row.querySelector<HTMLElement>("td .num")?.dataset.value),
        })),
      );
    expect(rows.length).toBeGreaterThan(5);
    const figure = page.locator("[data-figure='NRR by label']");
    const inOrder = rows.toSorted((a, b) => a.nrr - b.nrr).map(({ label }) => label);
    const ends = [inOrder[0] ?? "", inOrder.at(-1) ?? ""];
    // No label of these has few customers, so the claim is of all.
    expect(await figure.locator("h2").innerText()).toMatch(
      new RegExp(`^NRR runs from [^(]*\\(${ends.join("\\) to [^(]*\\(")}\\)$`),
    );
    const drawn = (await figure.locator("svg text").allTextContents()).join("|");
    for (const label of ends) expect(drawn).toContain(label);
    const largest = rows.slice(0, 5).map(({ label }) => label);
    if (!ends.every((label) => largest.includes(label))) small += 1;
    await close();
  }
  expect(small, "where one of the two is not among the largest").toBeGreaterThan(0);
});
