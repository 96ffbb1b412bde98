import { rmSync } from "node:fs";
import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateExports } from "@tideline/wingtip";
import { type Browser, chromium } from "playwright-core";
import { buildSite } from "../../apps/site/build.ts";
import { type Served, serve } from "../../apps/site/serve.ts";
import { chromiumFlags } from "../../apps/site/test/find-chromium.ts";
import { ensureChromium } from "../ensure-chromium.ts";
import { sample } from "../report-company.ts";
import type { Bench, BenchSite } from "./part.ts";
import { runChild } from "./run-child.ts";
import { writeLines } from "./write-lines.ts";

/** Copies the sample company, its exports generated, into a folder that may be changed. */
export async function copySample(folder: string): Promise<void> {
  await mkdir(join(folder, "exports"), { recursive: true });
  await generateExports(join(folder, "exports"));
  await cp(join(sample, "company.json"), join(folder, "company.json"));
}

/** What a bench works with, and what ends it: servers, browser and temporary folder. */
export async function openBench({
  isQuick,
}: {
  isQuick: boolean;
}): Promise<Bench & { close: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "tideline-bench-"));
  process.once("SIGINT", () => {
    rmSync(folder, { recursive: true, force: true });
    process.exit(130);
  });
  const servers: Served[] = [];
  const sites = new Map<string, Promise<BenchSite>>();
  let browser: Promise<Browser> | null = null;
  const tell = (what: string) => process.stderr.write(`… ${what}\n`);

  const makeSite = async (company: "sample" | number): Promise<BenchSite> => {
    const home = join(folder, `site-${company}`);
    tell(`building the site of ${company === "sample" ? "the sample" : `${company} contract lines`}`);
    if (company === "sample") await copySample(home);
    else await writeLines(home, company, { hasCare: true });
    const data = join(home, "build");
    await runChild(join(import.meta.dirname, "build-child.ts"), [home, data]);
    const { outDir } = await buildSite({ outDir: join(home, "site"), dataDir: data });
    const served = await serve({ dir: outDir, port: 0 });
    servers.push(served);
    return { url: served.url, data };
  };

  return {
    folder,
    isQuick,
    tell,
    site: (company) => {
      const key = String(company);
      const made = sites.get(key) ?? makeSite(company);
      sites.set(key, made);
      return made;
    },
    browser: () => {
      browser ??= chromium.launch({ executablePath: ensureChromium(), args: chromiumFlags });
      return browser;
    },
    close: async () => {
      const open = await browser;
      await open?.close();
      await Promise.all(servers.map((served) => served.close()));
      await rm(folder, { recursive: true, force: true });
    },
  };
}
