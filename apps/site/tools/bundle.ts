import { copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join, parse } from "node:path";
import { definitions } from "@tideline/metrics";
import { build } from "vite";

const site = join(import.meta.dirname, "..");

async function rewrite(path: string, bytes: string | Uint8Array): Promise<void> {
  const next = Buffer.from(bytes);
  const last = await readFile(path).catch(() => null);
  if (!last?.equals(next)) await writeFile(path, next);
}

/** Functions of the metrics package that one page uses. */
const ofOnePage =
  /metrics\/src\/(engine\/(outcomes|cohort|product|retention-at)|statistics\/(chi-square-test|roc|brier)|onboarding|health\/(auc|forecast|lead))/;

/** What opens a ledger or single renewals, which follow the first view. */
const ofLater =
  /metrics\/src\/(check-ledger-file|engine\/(open-ledger|by-customer|states)|renewals\/renewal-columns)\.ts$/;

/** The module that brings a library of its own: apart from the others, or what both take of d3 would be one more file. */
const riskCharts = "risk-charts-module.ts";

interface Part {
  file: string;
  bytes: string | Uint8Array;
}

/** A module for each page, `frame` of what several pages share, `bridge` of what two do; charts and pictures follow when asked for. */
async function bundlePages(isDev: boolean): Promise<Part[]> {
  const pages = (await readdir(join(site, "pages"))).filter((name) => name.endsWith(".ts"));
  const result = await build({
    configFile: false,
    root: site,
    logLevel: "error",
    mode: isDev ? "development" : "production",
    build: {
      write: false,
      minify: !isDev,
      sourcemap: isDev ? "inline" : false,
      target: "es2022",
      // A library's imports are left plain: no preload helper around them.
      lib: {
        entry: Object.fromEntries(pages.map((name) => [parse(name).name, join(site, "pages", name)])),
        formats: ["es"],
        fileName: (_, name) => `${name}.js`,
      },
      rolldownOptions: {
        treeshake: { moduleSideEffects: (id: string) => !id.includes("/packages/metrics/") },
        preserveEntrySignatures: "allow-extension",
        external: (id: string) => id.endsWith(riskCharts),
        output: {
          paths: (id: string) => (id.endsWith(riskCharts) ? "./risk-charts.js" : id),
          minify: !isDev,
          chunkFileNames: ({ name }) => `${name.replace(/-module$/, "")}.js`,
          codeSplitting: {
            includeDependenciesRecursively: false,
            // What figures share stays with the figures: it must not travel with the first view.
            // What one page alone computes stays with it: every page reads the barrel of the metrics package.
            groups: [
              {
                name: "frame",
                minShareCount: 2,
                test: (id: string) =>
                  /apps\/site\/|packages\/(metrics|charts)\//.test(id) &&
                  !ofOnePage.test(id) &&
                  !ofLater.test(id),
              },
              // What Overview and Waterfall alone share would weigh on every page.
              {
                name: "bridge",
                priority: 1,
                test: /components\/(bridge-figure|overview-answer|quantity-price|price-parts|movement-(figure|columns))\.ts$/,
              },
              // Of products what Compare shows at once and Retention once it is painted.
              {
                name: "products",
                priority: 1,
                test: /components\/(compare-products|product-retention-table)\.ts$|metrics\/src\/engine\/product/,
              },
            ],
          },
        },
      },
    },
  });
  return partsOf(result);
}

/** The chart of renewals at risk, with Observable Plot and all it takes. */
async function bundleRiskCharts(isDev: boolean): Promise<Part[]> {
  const result = await build({
    configFile: false,
    root: site,
    logLevel: "error",
    mode: isDev ? "development" : "production",
    build: {
      write: false,
      minify: !isDev,
      sourcemap: isDev ? "inline" : false,
      target: "es2022",
      lib: { entry: join(site, "components", riskCharts), formats: ["es"], fileName: () => "risk-charts.js" },
      rolldownOptions: { output: { minify: !isDev } },
    },
  });
  return partsOf(result);
}

function partsOf(result: Awaited<ReturnType<typeof build>>): Part[] {
  const bundle = Array.isArray(result) ? result[0] : result;
  if (!bundle || !("output" in bundle)) {
    throw new Error(
      "bundleSite: expected one bundle from Vite, got another shape; check tools/bundle.ts against its version",
    );
  }
  return bundle.output.map((part) => ({
    file: part.fileName,
    bytes: part.type === "chunk" ? part.code : part.source,
  }));
}

/**
 * Bundles what the pages use, a file of `pages` each, with @tideline/metrics into src/lib: a module for each page,
 * frame.js with what they share, and charts.js, @tideline/charts, which follows the first numbers; and puts the
 * definition records and the Inter file beside them. Files are rewritten in place, so a running preview reloads. `isDev` keeps names readable and adds
 * inline source maps; `lib` is another place for them.
 */
export async function bundleSite({
  isDev = false,
  lib = join(site, "src", "lib"),
} = {}): Promise<{ file: string; bytes: number }[]> {
  await mkdir(lib, { recursive: true });
  const files: { file: string; bytes: number }[] = [];
  for (const { file, bytes } of [...(await bundlePages(isDev)), ...(await bundleRiskCharts(isDev))]) {
    await rewrite(join(lib, file), bytes);
    files.push({ file, bytes: Buffer.byteLength(bytes) });
  }
  const written = new Set(files.map(({ file }) => file));
  for (const name of await readdir(lib)) {
    if (name.endsWith(".js") && !written.has(name)) await rm(join(lib, name));
  }
  // As data: in code they would travel with every page, because each shares the functions they stand beside.
  await rewrite(join(lib, "definitions.json"), JSON.stringify(definitions));
  const inter = createRequire(import.meta.url).resolve(
    "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2",
  );
  const font = join(lib, "inter.woff2");
  const known = await readFile(font).catch(() => null);
  if (!known?.equals(await readFile(inter))) await copyFile(inter, font);
  return files;
}
