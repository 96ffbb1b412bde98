import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { accessibilityFaults, noFaults } from "./accessibility-faults.ts";
import { openSite, type TestSite } from "./open-site.ts";
import { sampleCompany } from "./sample-company.ts";
import {
  busyCustomer,
  formulaTitle,
  hostileTitle,
  quietCustomer,
  sampleCustomerTables,
  unscoredCustomer,
} from "./sample-customers.ts";

const data = sampleCompany();
const tables = sampleCustomerTables([data.ledger, data.committed], data.summary.company.as_of);
const own = (name: keyof typeof tables, id: string) =>
  tables[name].filter(({ customer_id }) => customer_id === id);
const address = (id: string, more = "") => `customer.html?id=${id}${more}`;
let site: TestSite;

beforeAll(async () => {
  site = await openSite(data);
});
afterAll(() => site?.close());

const titles = (page: Page) => page.locator(".timeline .event-title").allInnerTexts();

/** What the mart says of a number, found by its key alone. */
function inMart(mart: string, key: string, id: string): unknown {
  const [column = "", ...rest] = key.split(" ");
  if (mart === "customer__profile") return own("customers", id)[0]?.[column];
  if (mart === "customer__balances") {
    const [month = "", , basis] = rest;
    return own("movements", id)
      .filter((row) => row.basis === basis && String(row.report_month).slice(0, 7) <= month)
      .reduce((sum, { amount_minor }) => sum + Number(amount_minor), 0);
  }
  if (mart === "customer__usage") {
    const row = own("usage", id).find(({ usage_month }) => String(usage_month).startsWith(rest[0] ?? "-"));
    return row ? row[column] : 0;
  }
  if (mart === "health__scores")
    return own("health", id).find(({ report_month }) => String(report_month).startsWith(rest[0] ?? "-"))?.[
      column
    ];
  if (mart === "health__contributions")
    return own("contributions", id).find(({ input }) => input === rest[1])?.[column];
  if (mart === "customer__contracts")
    return own("contracts", id).find(({ line_id }) => line_id === rest[0])?.[column];
  const events = [...own("contract_events", id), ...own("care_events", id), ...own("voice_events", id)];
  return events.find(({ event_on, event }) => event_on === rest[0] && event === rest[1])?.[column];
}

/** The customer's file follows the page's own data: what it says is there when its contracts are. */
/** Tables come with the customer's file, claims with the figures after the first. */
const shown = async (page: Page) => {
  await page.locator("[data-table=customer-contracts]").first().waitFor({ state: "attached" });
  await page.waitForFunction(() => !document.querySelector("main h2:empty"));
};

describe("the page of a customer", () => {
  test("every number on it is the mart's", async () => {
    const { page, problems, requests, close } = await site.open(address(busyCustomer, "&without=ticket"));
    await shown(page);
    for (const button of await page.locator(".figure .actions button:text-is('table')").all())
      await button.click();
    const numbers = await page.locator("main .num").evaluateAll((all) =>
      all.map((one) => {
        const { mart = "", key = "", value = "" } = (one as HTMLElement).dataset;
        return { mart, key, value };
      }),
    );
    expect(numbers.length).toBeGreaterThan(50);
    const amounts = new Set(
      own("movements", busyCustomer).flatMap((row) => [String(row.amount_minor), String(row.quantity_minor)]),
    );
    for (const { mart, key, value } of numbers) {
      if (mart === "ledger__movements") expect(amounts, key).toContain(value);
      else expect(value, `${mart} ${key}`).toBe(String(inMart(mart, key, busyCustomer) ?? ""));
    }
    const marts = new Set(numbers.map(({ mart }) => mart));
    expect([...marts].sort()).toEqual([
      "customer__balances",
      "customer__care_events",
      "customer__contract_events",
      "customer__contracts",
      "customer__profile",
      "customer__usage",
      "customer__voice_events",
      "health__contributions",
      "health__scores",
      "ledger__movements",
    ]);
    expect(
      requests.filter((url) => url.includes("/customers/")),
      "one file",
    ).toHaveLength(1);
    expect(problems).toEqual([]);
    await close();
  });

  test("tells what happened, newest first, what is ahead apart, in words", async () => {
    const { page, close } = await site.open(address(busyCustomer, "&without=ticket"));
    await shown(page);
    const days = await page
      .locator(".timeline .events > li")
      .evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset.on ?? ""));
    expect(days).toEqual([...days].sort().reverse());
    expect(await page.locator(".timeline h3").first().innerText()).toBe("Ahead");
    const lines = await page.locator(".timeline .events > li > .event-text").allInnerTexts();
    expect(lines.map((line) => line.split("\n")[0])).toEqual([
      "Renewal due · 2,417 USD a month due · open",
      "Loss anticipated: Platform · probability 50.0 %",
      "Webinar attended · marketing · Cy Roe",
      "NPS answered: 4 of 10 · detractor · Bo Lee",
      "NPS survey sent · to 7 people",
      `${hostileTitle} · call · Kim · 20 minutes · pulse 3.0`,
      `Invoice ${formulaTitle} · 500 EUR · overdue · due 31 Mar 2025`,
      "Go-live: Live · Kim · 30 minutes",
      "Go-live planned · for 1 Apr 2023",
      "One-off: Onboarding · 150,000 JPY · never MRR",
      "5 people joined",
      "New contract: Platform · 29,000 USD a year · 2,417 USD a month · to 1 Feb 2024",
    ]);
    expect(await page.locator(".event-notes").innerText()).toBe(`Said: ${hostileTitle}`);
    expect(await page.locator("main img").count(), "a text is no tag").toBe(0);
    await page.locator(".folded summary").click();
    expect(await page.locator(".folded ul .event-title").allInnerTexts()).toContain("Ann Ode joined");
    await close();
  });

  test.each([
    { health_from: "2025-11-01", said: "The customer was there before, but health begins in Nov 2025" },
    { health_from: "2025-10-01", said: null },
  ])(
    "health from $health_from of a customer since October 2025 says whether it began later",
    async (given) => {
      const { health_from, said } = given;
      const { page, close } = await site.open(address(busyCustomer), {
        data: { ...data, summary: { ...data.summary, health_from } },
      });
      await shown(page);
      const caveat = await page.locator("[data-figure=Health] .caveat").innerText();
      expect(caveat).toContain("months without a score have too little to go by.");
      if (said) expect(caveat).toContain(said);
      else expect(caveat).not.toContain("health begins");
      await close();
    },
  );

  test("leaves out sources, keeps that in the address, and shows older events on demand", async () => {
    const { page, close } = await site.open(address(busyCustomer));
    await shown(page);
    const all = tables.contract_events.length + tables.care_events.length + tables.voice_events.length;
    expect(await page.locator(".timeline h2").innerText()).toContain(`${all} events`);
    const before = await titles(page);
    await page.locator("button:has-text('earlier event')").click();
    const after = await titles(page);
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after.length).toBeGreaterThan(before.length);
    const tickets = page.locator(".timeline-sources [data-source=ticket]");
    expect(await tickets.getAttribute("aria-pressed")).toBe("true");
    await tickets.focus();
    await page.keyboard.press("Space");
    expect(await tickets.getAttribute("aria-pressed")).toBe("false");
    expect((await titles(page)).filter((title) => title.startsWith("Case"))).toEqual([]);
    expect(new URL(page.url()).searchParams.get("without")).toBe("ticket");
    await page.reload();
    await expect
      .poll(() => page.locator(".timeline-sources [data-source=ticket]").getAttribute("aria-pressed"))
      .toBe("false");
    await close();
  });

  test("the file of events is harmless in a spreadsheet", async () => {
    const { page, close } = await site.open(address(busyCustomer));
    await shown(page);
    const waiting = page.waitForEvent("download");
    await page.locator("text=CSV of all events").click();
    const text = await readFile(await (await waiting).path(), "utf8");
    expect(text).toContain(`"'${formulaTitle.replaceAll('"', '""')}"`);
    expect(text.trim().split("\r\n")[0]).toMatch(/^event_on,source,event,title,notes,person,/);
    await close();
  });

  test("movements are those of the basis chosen", async () => {
    const { page, close } = await site.open(address(busyCustomer));
    await shown(page);
    for (const [basis, word] of [
      ["committed", "CMRR"],
      ["live", "live MRR"],
    ] as const) {
      await page.locator(".basis-choice button", { hasText: word }).click();
      const rows = own("movements", busyCustomer).filter((row) => row.basis === basis);
      expect(await page.locator("[data-table=customer-movements] tbody tr").count()).toBe(
        Math.min(24, rows.length),
      );
      expect(await page.locator("[data-table=customer-movements] h2").innerText()).toContain(word);
    }
    expect(new URL(page.url()).searchParams.get("id"), "it is still the same customer").toBe(busyCustomer);
    await close();
  });

  test("with contracts alone it shows those, and no empty section", async () => {
    const { page, problems, close } = await site.open(address(quietCustomer));
    await shown(page);
    expect(await page.locator("[data-table=customer-contracts] tbody tr").count()).toBe(2);
    expect(await page.locator(".timeline, [data-figure=Usage]").count()).toBe(0);
    const headings = await page.locator("main h2:visible").allInnerTexts();
    expect(headings).toHaveLength(3);
    expect(problems).toEqual([]);
    await close();
  });

  test("says why there is no score, and that another configuration moved one", async () => {
    const { page, problems, close } = await site.open(address(unscoredCustomer));
    const notes = () => page.locator("main p.note").allInnerTexts();
    await page.locator("main p.note", { hasText: "health score" }).waitFor();
    expect(await notes()).toContain(
      "No health score in any of 2 months: at most 20 % of what a score weighs was known of this customer.",
    );
    await page.goto(page.url().replace(unscoredCustomer, busyCustomer));
    await shown(page);
    expect(await notes()).toContain(
      "Between the two the configuration changed, from default to 2026: other weights and scoring points are part of each contribution.",
    );
    expect(problems).toEqual([]);
    await close();
  });

  test.each([1440, 390])("is accessible and fits at %i px, in light and dark", async (width) => {
    const { page, problems, close } = await site.open(address(busyCustomer), { width });
    await shown(page);
    expect(await page.locator("main h1").count()).toBe(1);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
    expect(await accessibilityFaults(page)).toEqual(noFaults);
    expect(problems).toEqual([]);
    await close();
  });

  test("its first view is within the budget, with the one file it needs", async () => {
    const { requests, close } = await site.open(address(busyCustomer));
    const ledger = requests.findIndex((url) => url.includes("ledger-"));
    const first = requests.slice(0, ledger);
    expect(first.some((url) => url.includes("/customers/"))).toBe(true);
    expect(first.length).toBeLessThanOrEqual(10);
    let bytes = 0;
    for (const url of new Set(first)) {
      const content = await readFile(join(site.dir, new URL(url).pathname.slice(1)));
      bytes += url.endsWith(".woff2") ? content.length : gzipSync(content, { level: 9 }).length;
    }
    expect(bytes).toBeLessThanOrEqual(170_000);
    await close();
  });
});

describe("the way to a customer", () => {
  test("a key nobody has is said, and another customer is found from there", async () => {
    const { page, problems, close } = await site.open(address("no-such-key"));
    expect(await page.locator("h1").innerText()).toBe("Nobody has this key");
    expect(await page.locator("main .note").innerText()).toContain("no-such-key");
    await page.fill("#customer-key", quietCustomer);
    await page.locator(".found a").first().click();
    await page.waitForURL((url) => url.searchParams.get("id") === quietCustomer);
    expect(problems).toEqual([]);
    await close();
  });

  test("the panel of every page leads there, and the search of this page", async () => {
    const { page, close } = await site.open(`index.html?basis=live&customer=${quietCustomer}`);
    await page.locator("dialog[open] .customer-link a").click();
    await page.waitForURL(/customer\.html/);
    const params = new URL(page.url()).searchParams;
    expect([params.get("id"), params.get("basis")]).toEqual([quietCustomer, "live"]);
    await page.waitForSelector("html[data-ledger=ready]");
    await page.keyboard.press("/");
    await page.keyboard.type(busyCustomer);
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => url.searchParams.get("id") === busyCustomer);
    await close();
  });
});
