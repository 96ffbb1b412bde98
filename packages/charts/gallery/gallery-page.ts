import { createReadStream, existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { build } from "vite";

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".woff2": "font/woff2",
};

const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"];
const quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** The gallery as a reader's browser shows it: built by Vite into a temporary folder, served on loopback. */
export type GalleryPage = {
  /** Opens the gallery at a width; what the console says and what fails is collected in `complaints`. */
  open: (view: { width: number; theme?: "light" | "dark"; chart?: string }) => Promise<Page>;
  complaints: string[];
  close: () => Promise<void>;
};

/** Builds and serves the gallery and starts the system's Chromium (CHROMIUM names another one). */
export async function openGallery(): Promise<GalleryPage> {
  const folder = mkdtempSync(join(tmpdir(), "tideline-charts-"));
  const root = dirname(fileURLToPath(import.meta.url));
  const output = { outDir: folder, emptyOutDir: true };
  await build({ root, configFile: false, logLevel: "error", build: output });
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    const file = join(folder, normalize(path === "/" ? "/index.html" : path));
    if (!file.startsWith(folder) || !existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    // Styles only from files and scripts only from here: what a strict site would allow.
    const policy = "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'";
    response.writeHead(200, {
      "content-type": types[extname(file)] ?? "application/octet-stream",
      "content-security-policy": policy,
    });
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
  const browser: Browser = await chromium.launch({ executablePath, args: [...flags, ...quiet] });
  const complaints: string[] = [];
  return {
    complaints,
    open: async ({ width, theme = "light", chart = "" }) => {
      const page = await browser.newPage({ viewport: { width: width + 16, height: 900 } });
      page.on("console", (message) => complaints.push(`${width} px: ${message.text()}`));
      page.on("pageerror", (error) => complaints.push(`${width} px: ${error.message}`));
      page.on("requestfailed", (request) => complaints.push(`${width} px: ${request.url()} failed`));
      await page.goto(`http://127.0.0.1:${port}/?width=${width}&theme=${theme}&chart=${chart}`);
      await page.waitForSelector("html[data-drawn]");
      await page.evaluate(() => document.fonts.ready.then(() => undefined));
      return page;
    },
    close: async () => {
      await browser.close();
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
