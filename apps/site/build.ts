import { spawn } from "node:child_process";
import { access, copyFile, cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { customerFileName } from "@tideline/metrics";
import { bundleSite } from "./tools/bundle.ts";
import { finishSite } from "./tools/finish.ts";
import { writeOfflineCache } from "./tools/offline-cache.ts";
import { assertReplaceable, buildingDir, siteMarker, swapDir } from "./tools/swap.ts";

const site = import.meta.dirname;
const dataFiles = [
  "summary.json",
  "quality.json",
  "cohorts-live.json",
  "cohorts.json",
  "survival.json",
  "survival-rows.json",
  "health.json",
  "health-rows.json",
  "health-customers.json",
  "health-validation.json",
  "at-risk.json",
  "at-risk-rows.json",
  "at-risk-all-rows.json",
  "ledger-live.json",
  "ledger-committed.json",
  "ledger-lines.json",
  "onboarding.json",
  "onboarding-rows.json",
  "outcome-rows.json",
  "outcomes.json",
  "renewal-rows.json",
  "renewals.json",
  "renewals-ahead.json",
  "tie-out.json",
  "tie-out-rows.json",
  "quarantine.json",
  "quarantine.csv",
  "waterfall-by-cut.json",
  "nps.json",
  "nps-rows.json",
  "portfolio.json",
  "attention-rows.json",
  "attention.json",
];
/** Where the site goes and where its data come from. */
export interface BuildOptions {
  /** The folder of the finished site; default apps/site/dist. It is replaced whole, by rename. */
  outDir?: string;
  /** The folder of summary.json, quality.json and the ledgers; default apps/site/src/data. */
  dataDir?: string;
}

/** What was built. */
export interface BuiltSite {
  outDir: string;
  pages: string[];
  files: number;
}

async function assertThere(dataDir: string, files: readonly string[]): Promise<void> {
  for (const file of files) {
    await access(join(dataDir, file)).catch(() => {
      throw new Error(
        `buildSite: ${join(dataDir, file)} is missing, got no file; run "tideline build <company>" first`,
      );
    });
  }
}

/**
 * Up to which day the data are known, and the customers' files there must be. Those are put beside what Framework names:
 * their names in the page would weigh more than the one file it fetches.
 */
async function readData(dataDir: string): Promise<{ asOf: Date; customerFiles: string[] }> {
  await assertThere(dataDir, dataFiles);
  const summary = JSON.parse(await readFile(join(dataDir, "summary.json"), "utf8"));
  const customerFiles = Array.from({ length: Number(summary.customer_files) }, (_, shard) =>
    join("customers", customerFileName(shard)),
  );
  await assertThere(dataDir, customerFiles);
  const asOf = new Date(`${String(summary.company?.as_of).slice(0, 10)}T00:00:00Z`);
  if (Number.isNaN(asOf.getTime())) {
    throw new Error(
      `buildSite: summary.json company.as_of: expected YYYY-MM-DD, got ${JSON.stringify(summary.company?.as_of)}; build the data again`,
    );
  }
  return { asOf, customerFiles };
}

async function runFramework(root: string, output: string): Promise<void> {
  const cli = join(
    site,
    "..",
    "..",
    "node_modules",
    "@observablehq",
    "framework",
    "dist",
    "bin",
    "observable.js",
  );
  const env = {
    ...process.env,
    OBSERVABLE_TELEMETRY_DISABLE: "true",
    TIDELINE_SITE_ROOT: root,
    TIDELINE_SITE_OUTPUT: output,
  };
  const child = spawn(process.execPath, [cli, "build"], {
    cwd: site,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  child.stdout.on("data", (chunk) => {
    said += chunk;
  });
  child.stderr.on("data", (chunk) => {
    said += chunk;
  });
  const code = await new Promise<number | null>((done, fail) => child.on("error", fail).on("close", done));
  const broken = /broken link/.test(said);
  if (code !== 0 || broken) {
    const what = broken ? "a link to a page or anchor that does not exist" : `exit code ${code}`;
    throw new Error(
      `buildSite: Observable Framework did not build the pages, got ${what}; its output:\n${said}`,
    );
  }
}

/**
 * Builds the static site: stages pages, bundle and data in a folder for temporary files, runs Framework there into a
 * folder beside `outDir`, finishes the pages and swaps by rename. A build that fails leaves the last good site in place. The same sources and data
 * give the same bytes; no network is used.
 */
export async function buildSite(options: BuildOptions = {}): Promise<BuiltSite> {
  const outDir = resolve(options.outDir ?? join(site, "dist"));
  const dataDir = resolve(options.dataDir ?? join(site, "src", "data"));
  await assertReplaceable(outDir);
  const { asOf, customerFiles } = await readData(dataDir);
  const stage = await mkdtemp(join(tmpdir(), "tideline-site-"));
  const built = buildingDir(outDir);
  try {
    const root = join(stage, "src");
    const skipped = ["data", "lib", ".observablehq"].map((name) => join(site, "src", name));
    await cp(join(site, "src"), root, { recursive: true, filter: (path) => !skipped.includes(path) });
    await mkdir(join(root, "data"), { recursive: true });
    for (const file of dataFiles) await cp(join(dataDir, file), join(root, "data", file));
    await bundleSite({ lib: join(root, "lib") });
    await writeOfflineCache(root);
    await rm(built, { recursive: true, force: true });
    await runFramework(root, built);
    await mkdir(join(built, "_file", "data", "customers"));
    for (const file of customerFiles) await copyFile(join(dataDir, file), join(built, "_file", "data", file));
    await writeFile(
      join(built, siteMarker),
      `${JSON.stringify({ version: 1, as_of: asOf.toISOString().slice(0, 10) })}\n`,
    );
    const { pages, files } = await finishSite(built, asOf);
    await swapDir(built, outDir);
    return { outDir, pages, files: files.length };
  } finally {
    await rm(stage, { recursive: true, force: true });
    await rm(built, { recursive: true, force: true });
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { outDir, pages, files } = await buildSite(process.argv[2] ? { outDir: process.argv[2] } : {});
  process.stdout.write(`site: ${pages.length} pages, ${files} files in ${outDir}\n`);
}
