import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openSite, settle, type TestSite } from "./open-site.ts";
import { sampleCompany } from "./sample-company.ts";

const pages = [
  "index.html",
  "waterfall.html",
  "churn.html",
  "retention.html",
  "renewals.html",
  "cohorts.html",
  "survival.html",
  "compare.html",
  "health.html",
  "does-it-work.html",
  "at-risk.html",
  "nps.html",
];

/** A server before another: the second half of a page comes once the browser has had the page's modules for a while. */
async function serveInHalves(url: string): Promise<{ url: string; close: () => void }> {
  let modulesSent = () => {};
  const hasModules = new Promise<void>((done) => {
    modulesSent = done;
  });
  const server = createServer(async (request, response) => {
    const answer = await fetch(new URL(request.url ?? "/", url));
    const body = Buffer.from(await answer.arrayBuffer());
    response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "" });
    if (!request.url?.endsWith(".html")) {
      if (request.url?.includes("/client.")) response.once("finish", () => setTimeout(modulesSent, 300));
      return response.end(body);
    }
    const half = body.indexOf("<h1") + Math.floor((body.length - body.indexOf("<h1")) / 2);
    response.write(body.subarray(0, half));
    await hasModules;
    response.end(body.subarray(half));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** The words of the answer, of the claim over the first chart and of the table before it; how many marks it has. */
const told = `(() => {
  const figure = document.querySelector("main .figure:not([hidden])");
  const text = (element) => element?.textContent.replace(/\\s+/g, " ").trim() ?? null;
  for (const unseen of document.querySelectorAll("main .unseen")) unseen.remove();
  return {
    answer: text(document.querySelector("main .answer")),
    claim: text(figure?.querySelector("h2")),
    marks: [...(figure?.querySelectorAll(".chart-place svg :is(path[d], rect:not([fill=none]), text)") ?? [])].length,
    cards: [...document.querySelectorAll("main .card .value")].map(text),
  };
})()`;

describe("the first view", () => {
  let site: TestSite;
  beforeAll(async () => {
    site = await openSite(sampleCompany());
  });
  afterAll(() => site.close());

  test.each(pages)("%s says without a script what it says with its scripts", async (path) => {
    const still = await site.open(path, { javaScriptEnabled: false, isSettled: false });
    const first = (await still.page.evaluate(told)) as {
      answer: string | null;
      claim: string;
      marks: number;
    };
    await still.close();
    const live = await site.open(path);
    expect(first).toEqual(await live.page.evaluate(told));
    expect(first.claim.length).toBeGreaterThan(0);
    expect(first.marks).toBeGreaterThan(4);
    expect(live.problems).toEqual([]);
    await live.close();
  });

  test.each([
    ["index.html", "nothing"],
    ["does-it-work.html", "health-validation"],
    ["quarantine.html", "quarantine"],
  ])("of %s stays until its live part is there, and the words are never gone", async (path, late) => {
    const { page, problems, close } = await site.open("404.html", { isSettled: false });
    await page.addInitScript(`{
      let seen = false;
      window.gone = 0;
      const look = () => {
        const there = [...document.querySelectorAll("main .answer")].some(
          (one) => one.textContent.trim() && one.checkVisibility({ visibilityProperty: true }),
        );
        if (there) seen = true;
        else if (seen) window.gone += 1;
        requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    }`);
    await page.route(`**/_file/data/${late}.*.json`, async (route) => {
      // The page's own data come some frames after it is open.
      await page.waitForFunction(() => document.querySelector("#search input"));
      await page.evaluate(
        () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
      );
      await route.continue();
    });
    await page.goto(`${site.url}${path}`);
    await settle(page);
    expect(await page.evaluate("window.gone")).toBe(0);
    expect(await page.locator(".early").count()).toBe(0);
    expect(problems).toEqual([]);
    await close();
  });

  test("leaves no mark on what stands below it", async () => {
    const { page, close } = await site.open("retention.html");
    const looks = await page.$$eval("main .figure:not([hidden]) h2, main .table-section h2", (all) =>
      all.map((one) => {
        const { color, fontSize } = getComputedStyle(one);
        return `${color} ${fontSize}`;
      }),
    );
    expect(looks.length).toBeGreaterThan(3);
    expect(new Set(looks).size, looks.join("; ")).toBe(1);
    await close();
  });

  test("of a page that comes in two halves waits for the second", async () => {
    const halves = await serveInHalves(site.url);
    const { page, close } = await site.open("404.html", { isSettled: false });
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    await page.goto(`${halves.url}cohorts.html`, { waitUntil: "load" });
    expect(errors).toEqual([]);
    await settle(page);
    expect(errors).toEqual([]);
    expect(await page.locator("main .figure .chart-place.drawn").count()).toBeGreaterThan(1);
    await close();
    halves.close();
  });

  test("of a page without a chart is its lists", async () => {
    const still = await site.open("attention.html", { javaScriptEnabled: false, isSettled: false });
    const lists = `(() => {
      for (const unseen of document.querySelectorAll("main .unseen")) unseen.remove();
      return document.querySelector("main .attention-lists").innerText;
    })()`;
    const first = await still.page.evaluate(lists);
    await still.close();
    const live = await site.open("attention.html");
    expect(first).toBe(await live.page.evaluate(lists));
    expect(live.problems).toEqual([]);
    await live.close();
  });

  test("has a menu on a phone, and a chart to be moved sideways", async () => {
    const { page, close } = await site.open("index.html", {
      javaScriptEnabled: false,
      isSettled: false,
      width: 390,
    });
    const nav = page.getByRole("navigation", { name: "Pages" });
    expect(await nav.isVisible()).toBe(false);
    await page.getByRole("link", { name: "Menu" }).click();
    expect(await nav.isVisible()).toBe(true);
    await page.getByRole("link", { name: "Close" }).click();
    expect(await nav.isVisible()).toBe(false);
    const chart = page.locator("main .chart-place svg").first();
    expect(await chart.isVisible()).toBe(true);
    expect((await chart.boundingBox())?.width).toBeGreaterThan(390);
    await page.getByRole("link", { name: "Menu" }).click();
    await nav.getByRole("link", { name: "Churn" }).click();
    expect(await page.locator("main .answer").innerText()).not.toBe("");
    await close();
  });

  test("does not show where the address asks for another one", async () => {
    const { page, close } = await site.open("404.html", { isSettled: false });
    await page.route("**/*.js", (route) => route.abort());
    const first = page.locator("observablehq-loading .answer");
    await page.goto(`${site.url}index.html`);
    expect(await first.isVisible()).toBe(true);
    await page.goto(`${site.url}index.html?basis=live`);
    expect(await first.isVisible()).toBe(false);
    await close();
  });
});
