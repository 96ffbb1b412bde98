import { createHash } from "node:crypto";
import { lutimes, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, join, posix, relative, sep } from "node:path";
import { drawFirstView } from "./first-view.ts";

function sha256(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

/** The policy of a page: scripts from the site or with the hashes of its own inline ones, nothing from elsewhere. */
export function contentSecurityPolicy(html: string): string {
  const inline = [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)];
  const hashes = [...new Set(inline.map((match) => sha256(match[1] ?? "")))];
  return [
    "default-src 'none'",
    `script-src 'self' ${hashes.join(" ")}`.trim(),
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'self'",
    "form-action 'none'",
  ].join("; ");
}

/** Facts the finishing step writes into each page. */
export interface FinishFacts {
  asOf: Date;
  /** Paths of files under the site, as Framework named them (`_file/data/summary.1234abcd.json`). */
  files: readonly string[];
  /** The stylesheet of all pages. */
  style: string;
}

function hrefTo(page: string, file: string): string {
  const path = posix.relative(posix.dirname(page), file);
  return path.startsWith(".") ? path : `./${path}`;
}

/** What the live page needs first, as links name it: the modules, its charts, and the data of its first view. */
function firstFiles(html: string, page: string, files: readonly string[]): (readonly [string, string])[] {
  const modules = [...html.matchAll(/<link rel="modulepreload" href="([^"]+)">/g)].map(([, href]) => href);
  // The page's own script names the function that fetches its charts.
  const chunk = html.includes("loadCohortCharts") ? "cohort-charts" : "charts";
  const charts = files.find((file) => new RegExp(`^_import/lib/${chunk}\\.[0-9a-f]+\\.js$`).test(file));
  // Pages with controls are those with figures; the others fetch charts when a panel wants a line.
  if (charts && html.includes('id="controls"')) modules.push(hrefTo(page, charts));
  const data = [...html.matchAll(/"path":"([^"]+\.json)"/g)]
    .map(([, path]) => path)
    .filter(
      (path) =>
        path && !/ledger-|waterfall-by-cut|-rows\.|renewals-ahead|cohorts-live|health-customers/.test(path),
    );
  return [
    ...modules.map((href) => ["modulepreload", href ?? ""] as const),
    ...data.map((href) => ["preload", href ?? ""] as const),
  ];
}

/**
 * The page's own script, begun after its first frame: to ask for ten files and to take them in delays a frame by a fifth. Its
 * cells run once the whole page is read: a frame may be drawn of half of it. A page nobody looks at has no frame to wait for.
 */
function afterFirstFrame(
  script: string,
  page: string,
  needed: readonly (readonly [string, string])[],
): string {
  const body = script.replace(
    /^import \{(\w+)\} from ("[^"]+");$/gm,
    (_, name: string, from: string) => `const {${name}} = await import(${from});`,
  );
  const left = /^import .*$/m.exec(body)?.[0];
  if (left) {
    throw new Error(
      `${page}: expected imports of one name from the page's script, got ${left}; teach finishPage the other form`,
    );
  }
  return `<script>
(async () => {
if (!document.hidden) await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
for (const [rel, href] of ${JSON.stringify(needed)})
document.head.append(Object.assign(document.createElement("link"), rel === "preload" ? {rel, href, as: "fetch", crossOrigin: "anonymous"} : {rel, href}));
if (document.readyState === "loading") await new Promise((parsed) => document.addEventListener("DOMContentLoaded", parsed));
${body}
})();
</script>`;
}

/**
 * What Framework leaves to do in one page: language, zoom, the stylesheet (written in, which saves the first view a
 * request), font address, its script after its first frame, file times in the data's own time, and the security policy,
 * which comes last because it hashes the scripts.
 *
 * @throws when the page holds an error element, an address on another origin or an import of another form
 */
export function finishPage(html: string, page: string, { asOf, files, style }: FinishFacts): string {
  if (html.includes("observablehq--error")) {
    const message = /observablehq--error">([^<]*)/.exec(html)?.[1] ?? "an error element";
    throw new Error(`${page}: a block does not parse, got "${message}"; mend the page's source`);
  }
  const foreign = /<(?:script|link|img|iframe)[^>]*\s(?:src|href)="((?:https?:)?\/\/[^"]*)"/.exec(html);
  if (foreign) {
    throw new Error(
      `${page}: expected nothing from another origin, got ${foreign[1]}; take it out of the page`,
    );
  }
  const font = files.find((file) => /^_file\/lib\/inter\.[0-9a-f]+\.woff2$/.test(file));
  const done = html
    .replace(/<link rel="preload" as="style"[^>]*>\n?/, "")
    .replace(/<link rel="stylesheet"[^>]*>/, () => `<style>${style}</style>`)
    .replace("<html>", '<html lang="en">')
    .replace(/(<meta name="viewport" content=")[^"]*"/, '$1width=device-width, initial-scale=1"')
    .replace("/_file/lib/inter.woff2", font ? hrefTo(page, font) : "/_file/lib/inter.woff2")
    .replaceAll(/"lastModified":\d+(\.\d+)?/g, `"lastModified":${asOf.getTime()}`)
    .replaceAll(/<link rel="modulepreload"[^>]*>\n?/g, "")
    .replace(/<script type="module">([\s\S]*?)<\/script>/, (_, script: string) =>
      afterFirstFrame(script, page, firstFiles(html, page, files)),
    );
  const policy = `<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy(done)}">`;
  return done.replace('<meta charset="utf-8">', `<meta charset="utf-8">\n${policy}`);
}

/** Every file under `dir`, as sorted paths with forward slashes. */
export async function listFiles(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(dir, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort();
}

/**
 * The one step after Framework: draws the first view of every page in `dir`, finishes it and dates every file and folder with `asOf`.
 *
 * @throws when there is not one stylesheet
 */
export async function finishSite(dir: string, asOf: Date): Promise<{ pages: string[]; files: string[] }> {
  const built = await listFiles(dir);
  const [sheet, ...more] = built.filter((file) => /^_import\/style\.[0-9a-f]+\.css$/.test(file));
  if (!sheet || more.length > 0)
    throw new Error(
      `finishSite: expected one stylesheet, got ${[sheet, ...more].join(", ") || "none"}; keep style in observablehq.config.ts`,
    );
  const style = await readFile(join(dir, sheet), "utf8");
  await rm(join(dir, sheet));
  const files = built.filter((file) => file !== sheet);
  const pages = files.filter((file) => file.endsWith(".html"));
  for (const page of pages) {
    const path = join(dir, page);
    const html = await drawFirstView(await readFile(path, "utf8"), dir, page);
    await writeFile(path, finishPage(html, page, { asOf, files, style }));
  }
  const dated = await readdir(dir, { recursive: true, withFileTypes: true });
  for (const entry of dated) await lutimes(join(entry.parentPath, entry.name), asOf, asOf);
  await lutimes(dir, asOf, asOf);
  return { pages: pages.map((page) => basename(page)), files };
}
