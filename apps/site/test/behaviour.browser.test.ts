import { readFile } from "node:fs/promises";
import { formatMoneyCompact, formatPercent, openLedger, retention, waterfall } from "@tideline/metrics";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Basis, Columns } from "../components/data.ts";
import { openSite, settle, type TestSite } from "./open-site.ts";
import { sampleCompany } from "./sample-company.ts";

const data = sampleCompany();
const ledgers = { committed: openLedger(data.committed), live: openLedger(data.ledger) };
/** Committed comes first, so it is what a page shows unless the address says live. */
const ledger = ledgers.committed;
const usd = { currency: "USD", exponent: 2 };
let site: TestSite;

beforeAll(async () => {
  site = await openSite(data);
});
afterAll(() => site?.close());

const card = (page: Page, id: string) => page.locator(`[data-card=${id}] .value .num`);
const raw = async (page: Page, id: string) => Number(await card(page, id).getAttribute("data-value"));
const query = (page: Page) => new URL(page.url()).searchParams;

/** The row of a mart's columns that holds these values. */
function rowOf(columns: Columns, wanted: Readonly<Record<string, string | number>>): number {
  const pairs = Object.entries(wanted);
  return (columns.report_month ?? []).findIndex((_, row) =>
    pairs.every(([name, value]) => columns[name]?.[row] === value),
  );
}

function column(name: string, month: string, basis: Basis = "committed"): number {
  const { waterfall: mart } = data.summary;
  return Number(mart[name]?.[rowOf(mart, { report_month: `${month}-01`, basis })]);
}

describe("numbers", () => {
  test("the cards hold what the marts hold, and say it in words", async () => {
    const { page, close } = await site.open("index.html");
    const closing = column("closing_minor", "2025-12");
    expect(await raw(page, "mrr")).toBe(closing);
    expect(await card(page, "mrr").innerText()).toBe(formatMoneyCompact(closing, usd));
    expect(await raw(page, "customers"), "who pays is live").toBe(column("closing_logos", "2025-12", "live"));
    const kept = data.summary.retention;
    const row = rowOf(kept, { report_month: "2025-12-01", basis: "committed", horizon_months: 12 });
    const part = (name: string) => Number(kept[name]?.[row]);
    expect(await raw(page, "nrr")).toBe(part("retained_minor") / part("opening_minor"));
    expect(await raw(page, "grr")).toBe(part("kept_minor") / part("opening_minor"));
    expect(await card(page, "grr").innerText()).toBe(
      formatPercent(part("kept_minor") / part("opening_minor")),
    );
    await close();
  });

  test("every number of the table names its mart and key, and is the mart's sum", async () => {
    const { page, close } = await site.open("waterfall.html");
    const cells = await page
      .locator("tr[data-row=churn] .num, tr[data-row=new] .num")
      .evaluateAll((all) => all.map((one) => ({ ...(one as HTMLElement).dataset })));
    const plain = cells.filter(({ key }) => /^(churn|new)_minor \d{4}-Q\d committed$/.test(key ?? ""));
    expect(plain).toHaveLength(18);
    for (const { key = "", value, mart } of plain) {
      const [name = "", quarter = ""] = key.split(" ");
      const start = (Number(quarter.slice(-1)) - 1) * 3 + 1;
      const months = [0, 1, 2].map(
        (step) => `${quarter.slice(0, 4)}-${String(start + step).padStart(2, "0")}`,
      );
      expect(mart).toBe("waterfall__by_month");
      expect(Number(value), key).toBe(months.reduce((sum, month) => sum + column(name, month), 0));
    }
    await close();
  });

  test("a label shows what the engine computes for its customers", async () => {
    const { page, close } = await site.open("index.html?cut=industry&label=Retail&by=month&to=2025-06");
    const row = waterfall(ledger, { cut: "industry", label: "Retail" }).find(
      ({ report_month }) => report_month === "2025-06-01",
    );
    const kept = retention(ledger, { cut: "industry", label: "Retail", horizonMonths: 12 }).find(
      ({ report_month }) => report_month === "2025-06-01",
    );
    expect(await raw(page, "mrr")).toBe(row?.closing_minor);
    const paying = waterfall(ledgers.live, { cut: "industry", label: "Retail" }).find(
      ({ report_month }) => report_month === "2025-06-01",
    );
    await expect.poll(() => raw(page, "customers")).toBe(paying?.closing_logos);
    expect(await raw(page, "nrr")).toBe((kept?.retained_minor ?? 0) / (kept?.opening_minor ?? 1));
    expect(await page.locator(".answer").innerText()).toContain("(Industry: Retail)");
    await close();
  });

  test("a number tells its exact value, method, basis and origin when pointed at", async () => {
    const { page, close } = await site.open("index.html");
    await card(page, "mrr").hover();
    const tip = await page.locator("#tip").innerText();
    expect(tip).toContain("CMRR, all customers, as of 31 Dec 2025");
    expect(tip).toContain("waterfall__by_month · closing_minor 2025-12 committed");
    expect(tip).toMatch(/^\$[\d,]+\.\d\d\n/);
    await page.keyboard.press("Escape");
    await expect.poll(() => page.locator("#tip").isHidden()).toBe(true);
    await close();
  });

  test("what needs more history is n/a and says why", async () => {
    const { page, close } = await site.open("retention.html?by=month&to=2022-05");
    expect(await card(page, "nrr").textContent()).toMatch(
      /^n\/a \(it looks back 12 months, and the first month reported is Jan 2022\)$/,
    );
    expect(await card(page, "nrr").getAttribute("data-value")).toBe("");
    await close();
  });
});

describe("controls", () => {
  test("are kept in the address, on other pages, and by the back button", async () => {
    const { page, problems, close } = await site.open("index.html");
    await page.selectOption("#control-by", "month");
    await page.selectOption("#control-to", "2025-10");
    await page.selectOption("#control-cut", "size_band");
    await page.selectOption("#control-label", { label: "SMB" });
    await expect
      .poll(() => Object.fromEntries(query(page)))
      .toEqual({
        by: "month",
        to: "2025-10",
        cut: "size_band",
        label: "SMB",
      });
    const smb = waterfall(ledger, { cut: "size_band", label: "SMB" }).find(
      ({ report_month }) => report_month === "2025-10-01",
    )?.closing_minor;
    await expect.poll(() => raw(page, "mrr")).toBe(smb);
    await page.click("#side a:text-is('Churn')");
    await page.waitForURL(/churn\.html/);
    await settle(page);
    expect(Object.fromEntries(query(page))).toEqual({
      by: "month",
      to: "2025-10",
      cut: "size_band",
      label: "SMB",
    });
    expect(await page.locator(".answer").innerText()).toContain("(Size band: SMB)");
    await page.goBack();
    await settle(page);
    await expect.poll(() => raw(page, "mrr")).toBe(smb);
    await page.goBack();
    await settle(page);
    await expect
      .poll(() => Object.fromEntries(query(page)))
      .toEqual({ by: "month", to: "2025-10", cut: "size_band" });
    await expect.poll(() => raw(page, "mrr")).toBe(column("closing_minor", "2025-10"));
    await expect.poll(() => page.locator("#control-label").inputValue()).toBe("");
    expect(problems).toEqual([]);
    await close();
  });

  test("a change of grain keeps the end, the arrows step, and stop at the edges", async () => {
    const { page, close } = await site.open("waterfall.html?to=2025-Q2");
    await page.selectOption("#control-by", "month");
    await expect.poll(() => query(page).get("to")).toBe("2025-06");
    await page.selectOption("#control-by", "year");
    await expect.poll(() => page.locator("#control-to").inputValue()).toBe("2025");
    await expect.poll(() => page.getByRole("button", { name: "Later period" }).isDisabled()).toBe(true);
    await page.getByRole("button", { name: "Earlier period" }).click();
    await expect.poll(() => query(page).get("to")).toBe("2024");
    expect(await page.locator(".table-section").first().locator("thead th").allInnerTexts()).toContain(
      "2024",
    );
    await close();
  });

  test("a label of the table is chosen and left with one click", async () => {
    const { page, close } = await site.open("index.html?cut=industry");
    await page.click("[data-labels=industry] button:text-is('Media')");
    await expect.poll(() => query(page).get("label")).toBe("Media");
    await page.click("text=show all customers");
    await expect.poll(() => query(page).has("label")).toBe(false);
    await close();
  });

  test("the link to this view says everything", async () => {
    const { page, close } = await site.open("churn.html?cut=csm", {
      permissions: ["clipboard-read", "clipboard-write"],
    });
    await page.click("text=link to this view");
    const link = new URL(await page.evaluate(() => navigator.clipboard.readText()));
    expect([link.pathname, link.search]).toEqual([
      "/churn.html",
      "?basis=committed&by=quarter&to=2025-Q4&cut=csm",
    ]);
    await close();
  });

  test("a chosen theme is remembered from page to page", async () => {
    const { page, close } = await site.open("index.html");
    const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const light = await paper();
    await page.click("#theme button:text-is('Dark')");
    await expect.poll(paper).not.toBe(light);
    await page.click("#side a:text-is('Definitions')");
    await page.waitForURL(/definitions\.html/);
    await settle(page);
    expect(await page.locator("html").getAttribute("data-theme")).toBe("dark");
    expect(await paper()).not.toBe(light);
    await page.click("#theme button:text-is('Auto')");
    await expect.poll(paper).toBe(light);
    await close();
  });
});

describe("behind a bar", () => {
  test("stand the customers that add up to it, and the address keeps them", async () => {
    const { page, problems, close } = await site.open("waterfall.html");
    const bar = page.locator("[data-figure='MRR bridge'] svg [data-kind=new]");
    const amount = Number(await bar.getAttribute("data-value"));
    await bar.click();
    const panel = page.locator("dialog[open]");
    await panel.locator(".lead .num").waitFor();
    expect(Number(await panel.locator(".lead .num").getAttribute("data-value"))).toBe(amount);
    const rows = await panel
      .locator("tbody .num[data-key^=amount_minor]")
      .evaluateAll((all) => all.map((one) => Number((one as HTMLElement).dataset.value)));
    expect(rows.reduce((sum, one) => sum + one, 0)).toBe(amount);
    await expect.poll(() => query(page).get("rows")).toBe("new@2025-Q4");
    await page.reload();
    await settle(page);
    expect(Number(await panel.locator(".lead .num").getAttribute("data-value"))).toBe(amount);
    await page.keyboard.press("Escape");
    await expect.poll(() => page.locator("dialog[open]").count()).toBe(0);
    await expect.poll(() => query(page).has("rows")).toBe(false);
    expect(problems).toEqual([]);
    await close();
  });

  test("a bar answers to the keyboard, and a customer opens from the list", async () => {
    const { page, requests, close } = await site.open("index.html");
    expect(
      requests.some((url) => url.includes("ledger-lines")),
      "ids of lines are not fetched before a list is opened",
    ).toBe(false);
    await page.locator("[data-figure='MRR movements'] svg [data-period='2025-Q4'][data-kind=churn]").focus();
    await page.keyboard.press("Enter");
    await page.locator("dialog[open] tbody button").first().click();
    await expect.poll(() => query(page).has("customer")).toBe(true);
    const id = query(page).get("customer") ?? "";
    const index = data.ledger.customers.id.indexOf(id);
    const { movements } = data.committed;
    const balance = movements.amount.reduce(
      (sum, one, row) => (movements.customer[row] === index ? sum + one : sum),
      0,
    );
    expect(Number(await page.locator("dialog[open] .lead .num").getAttribute("data-value"))).toBe(balance);
    await page.goBack();
    await expect.poll(() => page.locator("dialog[open] h2").innerText()).toBe("Churn, Q4 2025");
    await page.goBack();
    await expect.poll(() => page.locator("dialog[open]").count()).toBe(0);
    await close();
  });

  test("the CSV holds every row, exact, and no formula", async () => {
    const { page, requests, close } = await site.open("waterfall.html?rows=new.reactivation@2022-01~2025-12");
    const asked = () => requests.filter((url) => url.includes("ledger-lines")).length;
    await expect.poll(asked, { message: "ids of lines are fetched for the list" }).toBe(1);
    const waiting = page.waitForEvent("download");
    await page.click("dialog[open] >> text=CSV of all rows");
    const file = await waiting;
    const text = await readFile(await file.path(), "utf8");
    const lines = text.trim().split("\r\n");
    const kinds = data.committed.movements.kind.filter((kind) =>
      ["new", "reactivation"].includes(data.ledger.kinds[kind] ?? ""),
    );
    expect(lines).toHaveLength(kinds.length + 1);
    const ids = lines.slice(1).map((line) => line.split(",").slice(-2));
    expect(ids.map(([, line]) => line)).toEqual(ids.map(([customer]) => `L${customer}-1`));
    expect(lines[0]).toBe(
      "customer_name,report_month,kind,amount_usd,quantity_usd,product,occasion,reason,customer_id,line_id",
    );
    expect(file.suggestedFilename()).toBe(
      "sample-co-committed-new-and-reactivation-jan-2022-to-dec-2025-all-customers.csv",
    );
    await close();
  });
});

describe("a figure", () => {
  test("has its table behind it, and its pictures explain themselves", async () => {
    const { page, problems, close } = await site.open("index.html", { theme: "dark" });
    const figure = page.locator("[data-figure='MRR bridge']");
    const save = async (name: string) => {
      const waiting = page.waitForEvent("download");
      await figure.locator(`button:text-is('${name}')`).click();
      return readFile(await (await waiting).path());
    };
    await figure.locator("button:text-is('table')").click();
    expect(await figure.locator(".behind tbody tr").count()).toBeGreaterThan(4);
    const svg = (await save("SVG")).toString();
    expect(svg).toContain("of what was lost was churn");
    expect(svg).toContain("Sample &amp; Co · CMRR · as of 31 Dec 2025");
    expect(svg).not.toMatch(/var\(--|<script|class=/);
    expect(svg, "saved in the light palette, from a dark page").toContain("rgb(11, 122, 107)");
    const png = await save("PNG");
    expect(png.subarray(1, 4).toString()).toBe("PNG");
    expect(png.readUInt32BE(16)).toBeGreaterThan(1200);
    const csv = (await save("CSV")).toString();
    expect(csv.split("\r\n")[0]).toBe("movement,amount_usd");
    expect(problems).toEqual([]);
    await close();
  });
});

describe("search", () => {
  test("'/' goes there, customers are found, Enter opens one", async () => {
    const { page, problems, close } = await site.open("index.html");
    await page.keyboard.press("/");
    await page.keyboard.type("C0012");
    await page.keyboard.press("Enter");
    await expect.poll(() => query(page).get("customer")).toBe("C0012");
    await expect.poll(() => page.locator("dialog[open] h2").innerText()).toBe(data.ledger.customers.name[11]);
    await page.keyboard.press("Escape");
    await page.keyboard.press("/");
    await page.keyboard.type("reten");
    await expect
      .poll(() => page.locator("#search [role=option]").allInnerTexts())
      .toEqual(["Retention\npage"]);
    await page.keyboard.press("Enter");
    await page.waitForURL(/retention\.html/);
    await settle(page);
    expect(problems).toEqual([]);
    await close();
  });

  test("a name full of markup is only a name", async () => {
    const { page, problems, close } = await site.open("index.html?customer=C0007");
    const name = data.ledger.customers.name[6] ?? "";
    expect(name).toContain("<img");
    await expect.poll(() => page.locator("dialog[open] h2").innerText()).toBe(name);
    await page.goto(`${site.url}quarantine.html`);
    await settle(page);
    expect(await page.locator("code", { hasText: "<script>alert(1)</script>" }).count()).toBe(1);
    expect(await page.locator("img").count()).toBe(0);
    expect(problems).toEqual([]);
    await close();
  });
});

test("paper has no controls and is light, whatever the screen", async () => {
  const { page, close } = await site.open("index.html?cut=industry", { theme: "dark" });
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  for (const selector of [".side", ".chips", ".controls-note", ".actions", ".hint"]) {
    expect(await page.locator(selector).first().isVisible(), selector).toBe(false);
  }
  expect(await page.locator(".print-only").innerText()).toBe(
    "Sample & Co · CMRR · Q4 2025, all customers, cut by industry · as of 31 Dec 2025 · USD",
  );
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)).toBe(
    "rgb(255, 255, 255)",
  );
  expect(await page.locator(".chart-place svg").first().isVisible()).toBe(true);
  expect((await page.pdf({ format: "A4" })).subarray(0, 4).toString()).toBe("%PDF");
  await close();
});

test("on paper no table is wider than the sheet, however long the keys, and cards stand in rows of one length", async () => {
  // A4 less its margins.
  const { page, close } = await site.open("at-risk.html", { width: 688 });
  await page.emulateMedia({ media: "print" });
  expect(await page.locator(".caveat", { hasText: "Choose" }).allInnerTexts()).not.toContainEqual(
    expect.stringContaining("Choose"),
  );
  const keys = page.locator("main td.key");
  expect(await keys.count()).toBeGreaterThan(10);
  await keys.evaluateAll((cells) => {
    for (const cell of cells) cell.textContent = "001Wt0000000ce1IAA001Wt0000000ce1IAA";
  });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(688);
  const lines = await page.locator("main td.day").evaluateAll((days) =>
    days.map((day) => {
      const text = document.createRange();
      text.selectNodeContents(day);
      return new Set([...text.getClientRects()].map(({ top }) => top)).size;
    }),
  );
  expect(lines.length).toBeGreaterThan(10);
  expect(new Set(lines), "a day stands in one line").toEqual(new Set([1]));
  await close();

  const churn = await site.open("churn.html", { width: 688 });
  const hints = churn.page.locator(".caveat", { hasText: "Choose another cut above." });
  expect(await hints.count()).toBe(2);
  await churn.page.emulateMedia({ media: "print" });
  expect(await churn.page.locator("main").innerText()).not.toMatch(/choose another/i);
  await churn.close();

  const cards = await site.open("retention.html", { width: 688 });
  await cards.page.emulateMedia({ media: "print" });
  const tops = await cards.page
    .locator(".cards:not(.care) .card")
    .evaluateAll((all) => all.map((card) => Math.round(card.getBoundingClientRect().top)));
  expect(tops).toHaveLength(6);
  expect(tops.map((top) => tops.filter((one) => one === top).length)).toEqual([3, 3, 3, 3, 3, 3]);
  await cards.close();
});

test("on a phone a customer's line ends within its dialog", async () => {
  const { page, close } = await site.open("index.html?customer=C0003", { width: 390 });
  const line = page.locator("dialog[open] .customer-line svg");
  await line.waitFor();
  const box = await line.boundingBox();
  expect((box?.x ?? 0) + (box?.width ?? 999)).toBeLessThanOrEqual(390 - 16);
  await close();
});

test("on a phone the menu opens, cards stand two abreast, tables scroll inside themselves", async () => {
  const { page, close } = await site.open("index.html", { width: 390 });
  const nav = page.getByRole("navigation", { name: "Pages" });
  expect(await nav.isVisible()).toBe(false);
  await page.getByRole("button", { name: "Menu" }).click();
  expect(await nav.isVisible()).toBe(true);
  await page.keyboard.press("Escape");
  expect(await nav.isVisible()).toBe(false);
  const tops = await page
    .locator(".card")
    .evaluateAll((cards) => cards.slice(0, 3).map((one) => Math.round(one.getBoundingClientRect().top)));
  expect(tops[0]).toBe(tops[1]);
  expect(tops[2]).toBeGreaterThan(tops[1] ?? 0);
  const table = page.locator(".table-section .scroll").first();
  const { scrolled, first } = await table.evaluate((box) => ({
    scrolled: box.scrollLeft,
    first: box.querySelector("tbody th")?.getBoundingClientRect().left ?? -1,
  }));
  expect(scrolled, "the newest period is in view").toBeGreaterThan(0);
  expect(Math.round(first), "the first column stays").toBe(16);
  await close();
});
