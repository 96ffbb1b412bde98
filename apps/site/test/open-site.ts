import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { inject } from "vitest";
import { buildSite } from "../build.ts";
import { serve } from "../serve.ts";
import { chromiumFlags, findChromium } from "./find-chromium.ts";
import { type SampleData, sampleLines, writeSample } from "./sample-company.ts";
import { sampleRenewalList } from "./sample-renewals.ts";

/** The pages of the site by their address. */
export const sitePages = [
  "index.html",
  "waterfall.html",
  "churn.html",
  "retention.html",
  "renewals.html",
  "health.html",
  "does-it-work.html",
  "at-risk.html",
  "attention.html",
  "nps.html",
  "portfolio.html",
  "customer.html",
  "cohorts.html",
  "survival.html",
  "compare.html",
  "right-customer.html",
  "time-to-value.html",
  "quality.html",
  "quarantine.html",
  "tie-out.html",
  "definitions.html",
] as const;

/** A page in a browser, and everything that went wrong on it. */
export interface OpenPage {
  page: Page;
  /** Console messages, uncaught errors, failed, refused and foreign requests; must stay empty. */
  problems: string[];
  /** Addresses asked for, in order. */
  requests: string[];
  close: () => Promise<void>;
}

/** How to open a page. */
export interface OpenOptions extends BrowserContextOptions {
  width?: number;
  theme?: "light" | "dark";
  /** Whether to wait until the page is whole; default true. */
  isSettled?: boolean;
  /** Data to answer with instead of what the site was built from. */
  data?: SampleData;
}

/** A built site, its server and a browser. */
export interface TestSite {
  dir: string;
  url: string;
  open: (path: string, options?: OpenOptions) => Promise<OpenPage>;
  close: () => Promise<void>;
}

function watch(page: Page, origin: string): Pick<OpenPage, "problems" | "requests"> {
  const problems: string[] = [];
  const requests: string[] = [];
  page.on("console", (message) => problems.push(`console ${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => problems.push(`error: ${error.message}`));
  page.on("requestfailed", (request) => {
    // A page that is left while it still fetches gives up on the rest: that is no fault of it.
    if (request.failure()?.errorText !== "net::ERR_ABORTED") problems.push(`failed: ${request.url()}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) problems.push(`${response.status()}: ${response.url()}`);
  });
  page.on("request", (request) => {
    const url = request.url();
    if (url.startsWith("data:") || url.startsWith("blob:")) return;
    requests.push(url);
    if (!url.startsWith(origin)) problems.push(`foreign: ${url}`);
  });
  return { problems, requests };
}

/**
 * Waits until the ledger is opened (or known to be missing), every chart on the page is drawn, and everything preloaded
 * has arrived: to leave a page before is to abort a request.
 */
export async function settle(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const { ledger, pending } = document.documentElement.dataset;
    if (!ledger || pending !== undefined) return false;
    const places = [...document.querySelectorAll(".figure:not([hidden]) .chart-place")];
    const isDrawn = places.every((place) => place.classList.contains("drawn"));
    const arrived = new Set(performance.getEntriesByType("resource").map(({ name }) => name));
    const links = [
      ...document.querySelectorAll<HTMLLinkElement>("link[rel=preload], link[rel=modulepreload]"),
    ];
    const isHere = links.every(({ href }) => arrived.has(href));
    return (
      isDrawn &&
      isHere &&
      !document.querySelector("main .waiting, observablehq-loading[inert], .early") &&
      document.fonts.status === "loaded"
    );
  });
}

/** The site of these data, built by the first test file that asks for it: all share it, and leave it as it is. */
async function sharedSite(data: SampleData): Promise<string> {
  const name = createHash("sha256").update(JSON.stringify(data)).digest("hex").slice(0, 16);
  const root = join(inject("sharedSites"), name);
  if (!existsSync(root)) {
    const work = await mkdtemp(`${root}-`);
    await writeSample(join(work, "data"), data);
    await buildSite({ outDir: join(work, "site"), dataDir: join(work, "data") });
    // Of two files that built it side by side, one is in time.
    await rename(work, root).catch(() => rm(work, { recursive: true, force: true }));
  }
  return join(root, "site");
}

/** Serves a site of throw-away data and starts the browser. */
export async function openSite(data: SampleData): Promise<TestSite> {
  const outDir = await sharedSite(data);
  const served = await serve({ dir: outDir, port: 0 });
  const browser: Browser = await chromium.launch({ executablePath: findChromium(), args: chromiumFlags });
  return {
    dir: outDir,
    url: served.url,
    open: async (path, { width = 1440, theme = "light", data: other, isSettled = true, ...options } = {}) => {
      const context = await browser.newContext({
        viewport: { width, height: width < 600 ? 844 : 900 },
        colorScheme: theme,
        locale: "en-US",
        timezoneId: "UTC",
        ...options,
      });
      const page = await context.newPage();
      const watched = watch(page, served.url);
      if (other) {
        for (const [file, json] of [
          ["summary", other.summary],
          ["quality", other.quality],
          ["quarantine", other.quarantine],
          ["tie-out", other.tieOut],
          ["tie-out-rows", other.tieOut.rows],
          ["ledger-live", other.ledger],
          ["ledger-committed", other.committed],
          ["ledger-lines", sampleLines(other.ledger)],
          ["renewals", other.renewals],
          ["renewals-ahead", other.renewalsAhead],
          ["health", other.health],
          ["health-rows", other.health.rows],
          ["health-customers", other.healthCustomers],
          ["health-validation", other.validation],
          ["at-risk", other.atRisk],
          ["at-risk-rows", other.atRisk.rows],
          ["at-risk-all-rows", other.atRisk.all],
          ["renewal-rows", sampleRenewalList(other.renewalRows)],
          ["outcomes", other.outcomes],
          ["outcome-rows", other.outcomeRows],
          ["onboarding", other.onboarding],
          ["onboarding-rows", other.onboardingRows],
          ["waterfall-by-cut", other.byCut],
          ["nps", other.service.nps],
          ["nps-rows", other.service.npsRows],
          ["portfolio", other.service.portfolio],
          ["attention", other.service.attention],
          ["attention-rows", other.service.attentionRows],
          ["cohorts", { committed: other.cohorts.committed }],
          ["cohorts-live", { live: other.cohorts.live }],
          ["survival", other.survival],
          ["survival-rows", other.survivalRows],
        ] as const) {
          await page.route(`**/_file/data/${file}.*.json`, (route) => route.fulfill({ json }));
        }
      }
      await page.goto(served.url + path);
      if (isSettled) await settle(page);
      return { page, ...watched, close: () => context.close() };
    },
    close: async () => {
      await browser.close();
      await served.close();
    },
  };
}
