import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readFile, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { contentSecurityPolicy, finishPage, finishSite } from "./finish.ts";

const asOf = new Date("2025-12-31T00:00:00Z");
const facts = {
  asOf,
  files: [
    "_file/lib/inter.0123abcd.woff2",
    "_import/lib/charts.89abcdef.js",
    "_import/lib/cohort-charts.76543210.js",
    "_import/lib/churn.00000000.js",
  ],
  style: "body{color:red}",
};
/** Files of the built site, which this checkout does not hold. */
const [client, bundle] = ["./_observablehq/client.01234567.js", "./lib/cohorts.js"];
const page = `<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, maximum-scale=1">
<link rel="preload" as="style" href="./_import/style.12345678.css">
<link rel="stylesheet" type="text/css" href="./_import/style.12345678.css">
<link rel="modulepreload" href="./_import/lib/churn.00000000.js">
<style>@font-face{src:url("/_file/lib/inter.woff2")}</style>
<script>one()</script>
<script type="module">

import {define} from "${client}";
registerFile("./data/summary.json", {"path":"./_file/data/summary.11111111.json","lastModified":1795302923978.5,"size":8});
registerFile("./data/ledger-live.json", {"path":"./_file/data/ledger-live.22222222.json","lastModified":1,"size":8});
registerFile("./data/waterfall-by-cut.json", {"path":"./_file/data/waterfall-by-cut.33333333.json","lastModified":1,"size":8});
</script>
</head><body><div id="controls"></div></body></html>`;

describe("a finished page", () => {
  const done = finishPage(page, "index.html", facts);

  test("says its language and lets the reader zoom", () => {
    expect(done).toContain('<html lang="en">');
    expect(done).toContain('content="width=device-width, initial-scale=1"');
  });

  test("carries the stylesheet", () => {
    expect(done).toContain("<style>body{color:red}</style>");
    expect(done).not.toContain(".css");
  });

  test("knows the font by its hash, from a folder below too", () => {
    expect(done).toContain('url("./_file/lib/inter.0123abcd.woff2")');
    expect(finishPage(page, "deep/page.html", facts)).toContain('url("../_file/lib/inter.0123abcd.woff2")');
  });

  const asked = (html: string) => JSON.parse(/of (\[\[.*\]\])\)$/m.exec(html)?.[1] ?? "[]");

  test("asks for the charts and the data of the first view, not for the ledger", () => {
    expect(done).not.toMatch(/<link rel="(modulepreload|preload)"/);
    expect(asked(done)).toEqual([
      ["modulepreload", "./_import/lib/churn.00000000.js"],
      ["modulepreload", "./_import/lib/charts.89abcdef.js"],
      ["preload", "./_file/data/summary.11111111.json"],
    ]);
  });

  test("asks for files and begins its own script after its first frame", () => {
    expect(done).not.toContain('type="module"');
    expect(done).toMatch(
      /setTimeout\(painted\)[\s\S]*document\.head\.append[\s\S]*"DOMContentLoaded"[\s\S]*const \{define\} = await import\("[^"]*"\);\nregisterFile/,
    );
    const other = page.replace("{define}", "{define as one}");
    expect(() => finishPage(other, "churn.html", facts)).toThrow(
      "churn.html: expected imports of one name from the page's script, got import {define as one}",
    );
  });

  test("asks for the charts that the page's own script fetches", () => {
    const script = `<script type="module">\nconst { loadCohortCharts } = await import("${bundle}");`;
    const cohorts = finishPage(page.replace('<script type="module">', script), "cohorts.html", facts);
    expect(asked(cohorts)).toContainEqual(["modulepreload", "./_import/lib/cohort-charts.76543210.js"]);
    expect(cohorts).not.toContain("/charts.89abcdef.js");
  });

  test("asks for no charts on a page without figures", () => {
    const plain = finishPage(page.replace('<div id="controls"></div>', ""), "quality.html", facts);
    expect(plain).not.toContain("charts.89abcdef.js");
    expect(asked(plain)).toContainEqual(["preload", "./_file/data/summary.11111111.json"]);
  });

  test("dates its files as of the data", () => {
    expect(done.match(/"lastModified":\d+/g)).toEqual(Array(3).fill(`"lastModified":${asOf.getTime()}`));
  });

  test("allows exactly its own scripts", () => {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(done)?.[1] ?? "";
    const hash = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
    const own = /<script>(\n[\s\S]*?)<\/script>/.exec(done)?.[1] ?? "";
    expect(policy).toContain(`script-src 'self' ${hash("one()")} ${hash(own)};`);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline/);
    expect(contentSecurityPolicy("<p>no script</p>")).toContain("script-src 'self';");
  });
});

test("a block that does not parse fails the build with the page and the message", () => {
  const broken = page.replace(
    "<body>",
    '<body><div class="observablehq--inspect observablehq--error">SyntaxError: x</div>',
  );
  expect(() => finishPage(broken, "churn.html", facts)).toThrow(
    'churn.html: a block does not parse, got "SyntaxError: x"; mend the page\'s source',
  );
});

test.each(['<script src="https://cdn.example/x.js"></script>', '<img src="//cdn.example/x.png">'])(
  "an address on another origin fails the build: %s",
  (tag) => {
    expect(() => finishPage(page.replace("<body>", `<body>${tag}`), "index.html", facts)).toThrow(
      /^index\.html: expected nothing from another origin, got .*cdn\.example/,
    );
  },
);

test("every file and folder of a site carries the as-of date", async () => {
  const dir = await mkdtemp(join(tmpdir(), "finish-"));
  await mkdir(join(dir, "_file", "lib"), { recursive: true });
  await writeFile(join(dir, "index.html"), page);
  await mkdir(join(dir, "_import"));
  await writeFile(join(dir, "_import", "style.12345678.css"), "body{color:red}");
  await writeFile(join(dir, "_file", "lib", "inter.0123abcd.woff2"), "font");
  const { pages, files } = await finishSite(dir, asOf);
  expect(pages).toEqual(["index.html"]);
  expect(files).toEqual(["_file/lib/inter.0123abcd.woff2", "index.html"]);
  for (const path of ["", "_file", "_file/lib", "_import", ...files]) {
    expect((await stat(join(dir, path))).mtime, path).toEqual(asOf);
  }
  const html = await readFile(join(dir, "index.html"), "utf8");
  expect(html).toContain('lang="en"');
  expect(html).toContain("<style>body{color:red}</style>");
});

test("a site without its stylesheet fails the build", async () => {
  const dir = await mkdtemp(join(tmpdir(), "finish-"));
  await writeFile(join(dir, "index.html"), page);
  await expect(finishSite(dir, asOf)).rejects.toThrow(
    "finishSite: expected one stylesheet, got none; keep style in observablehq.config.ts",
  );
});
