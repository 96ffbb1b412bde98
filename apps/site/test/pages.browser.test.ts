import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildSite } from "../build.ts";
import { listFiles } from "../tools/finish.ts";
import { accessibilityFaults, noFaults } from "./accessibility-faults.ts";
import { openSite, sitePages, type TestSite } from "./open-site.ts";
import { sampleCompany, writeSample } from "./sample-company.ts";

const data = sampleCompany();
let site: TestSite;

beforeAll(async () => {
  site = await openSite(data);
});
afterAll(() => site?.close());

/** Figures drawn and small lines in cards, by page, without a cut and with one. */
const charts = {
  "index.html": { figures: 3, withCut: 3, cards: 7 },
  "waterfall.html": { figures: 3, withCut: 9, cards: 7 },
  "churn.html": { figures: 4, withCut: 4, cards: 7 },
  "retention.html": { figures: 2, withCut: 4, cards: 6 },
  "renewals.html": { figures: 2, withCut: 2, cards: 0 },
  "health.html": { figures: 5, withCut: 5, cards: 0 },
  "does-it-work.html": { figures: 4, withCut: 4, cards: 0 },
  "at-risk.html": { figures: 2, withCut: 2, cards: 0 },
  "attention.html": { figures: 0, withCut: 0, cards: 0 },
  "nps.html": { figures: 1, withCut: 1, cards: 0 },
  "portfolio.html": { figures: 2, withCut: 2, cards: 0 },
  "customer.html": { figures: 0, withCut: 0, cards: 0 },
  "cohorts.html": { figures: 2, withCut: 8, cards: 0 },
  "survival.html": { figures: 1, withCut: 1, cards: 0 },
  "compare.html": { figures: 1, withCut: 1, cards: 0 },
  "right-customer.html": { figures: 3, withCut: 3, cards: 0 },
  "time-to-value.html": { figures: 2, withCut: 2, cards: 0 },
  "quality.html": { figures: 0, withCut: 0, cards: 0 },
  "quarantine.html": { figures: 0, withCut: 0, cards: 0 },
  "tie-out.html": { figures: 3, withCut: 3, cards: 0 },
  "definitions.html": { figures: 0, withCut: 0, cards: 0 },
} as const;

/** What a page has fetched before it asks for a ledger: how many files, and how many bytes packed; none without a ledger. */
async function firstView(requests: readonly string[]): Promise<{ files: number; bytes: number } | null> {
  const ledger = requests.findIndex((url) => url.includes("ledger-"));
  if (ledger < 1) return null;
  const first = requests.slice(0, ledger);
  let bytes = 0;
  for (const url of new Set(first)) {
    const file = new URL(url).pathname.slice(1) || "index.html";
    const content = await readFile(join(site.dir, file));
    bytes += file.endsWith(".woff2") ? content.length : gzipSync(content, { level: 9 }).length;
  }
  return { files: first.length, bytes };
}

const views = sitePages.flatMap((path) => [1440, 390].map((width) => ({ path, width })));

test.each(views)(
  "$path at $width opens whole, within its budget, without a message, accessible in light and dark",
  async ({ path, width }) => {
    const { page, problems, requests, close } = await site.open(path, { width });
    const { files, bytes } = (await firstView(requests)) ?? { files: Infinity, bytes: Infinity };
    expect(files, "files before the ledger").toBeLessThanOrEqual(10);
    expect(bytes, "bytes before the ledger").toBeLessThanOrEqual(170_000);
    const count = (selector: string) => page.locator(selector).count();
    expect(await count(".observablehq--error, .observablehq--loading")).toBe(0);
    expect(await count(".figure:not([hidden]) .chart-place svg")).toBe(charts[path].figures);
    expect(await count(".card .line svg")).toBe(charts[path].cards);
    expect(await count("main h1")).toBe(1);
    expect(await page.locator("main").innerText()).not.toMatch(/\b(NaN|Infinity|undefined|null)\b|\[object/);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow, "the page does not scroll sideways").toBeLessThanOrEqual(0);
    const heights = await page
      .locator("main tr")
      .evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect().height));
    expect(Math.max(0, ...heights), "no column is squeezed to a letter a line").toBeLessThan(180);
    expect(await accessibilityFaults(page)).toEqual(noFaults);
    expect(problems).toEqual([]);
    await close();
  },
);

test.each(sitePages.slice(0, 4))("%s shows a cut, label by label", async (path) => {
  const { page, problems, close } = await site.open(`${path}?cut=industry`);
  expect(await page.locator(".figure:not([hidden]) .chart-place svg").count()).toBe(
    charts[path as keyof typeof charts].withCut,
  );
  const labels = await page.locator("[data-labels=industry] tbody tr[data-label]:not(.total)").count();
  const wider = await page
    .locator("[data-labels] .scroll")
    .evaluateAll((boxes) => boxes.map((box) => box.scrollWidth - box.clientWidth));
  expect(wider, "the table is no wider than the page").toEqual([0]);
  expect(labels).toBe(data.summary.cuts.find(({ name }) => name === "industry")?.labels.length);
  expect(problems).toEqual([]);
  await close();
});

test("the charts module is within its budget", async () => {
  const files = await listFiles(site.dir);
  const charts = files.find((file) => /_import\/lib\/charts\.\w+\.js$/.test(file)) ?? "";
  expect(gzipSync(await readFile(join(site.dir, charts))).length).toBeLessThanOrEqual(95_000);
});

test("the same data give the same bytes", async () => {
  const root = await mkdtemp(join(tmpdir(), "tideline-again-"));
  const again = join(root, "site");
  await writeSample(join(root, "data"), data);
  await buildSite({ outDir: again, dataDir: join(root, "data") });
  const digest = async (dir: string) =>
    Object.fromEntries(
      await Promise.all(
        (await listFiles(dir)).map(
          async (file) =>
            [
              file,
              createHash("sha256")
                .update(await readFile(join(dir, file)))
                .digest("hex"),
            ] as const,
        ),
      ),
    );
  expect(await digest(again)).toEqual(await digest(site.dir));
  await rm(root, { recursive: true, force: true });
});

test("a build that cannot be finished leaves the last good site", async () => {
  const before = await listFiles(site.dir);
  await expect(buildSite({ outDir: site.dir, dataDir: join(site.dir, "nowhere") })).rejects.toThrow(
    /^buildSite: .*summary\.json is missing, got no file; run "tideline build <company>" first$/,
  );
  expect(await listFiles(site.dir)).toEqual(before);
});

test("an address that does not exist says so and leads back", async () => {
  const { page, close } = await site.open("definitions.html");
  await page.goto(`${site.url}no/such/page`);
  expect(await page.locator("h1").innerText()).toBe("This page does not exist");
  expect(await page.locator("main a[href]").last().getAttribute("href")).toMatch(/^\.?\/?$/);
  await close();
});
