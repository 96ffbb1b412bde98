import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { type Import, importsIn, readImports } from "./read-imports.ts";

const repository = resolve(import.meta.dirname, "..");

/** site -> charts -> metrics; loaders -> metrics; the sample company knows nobody. */
const parts: Readonly<Record<string, readonly string[]>> = {
  "packages/metrics": [],
  "packages/charts": ["@tideline/metrics"],
  "packages/loaders": ["@tideline/metrics"],
  "apps/site": ["@tideline/charts", "@tideline/metrics"],
  "data/wingtip": [],
};
const folders = Object.keys(parts);
const imports = readImports(repository, [...folders, "scripts"]);

const partOf = (file: string) =>
  [...folders, "scripts"].find((folder) => file.startsWith(`${folder}/`)) ?? "";
const isTest = ({ from }: Import) => /\.test\.ts$|\/test(ing)?\/|\/test-[\w-]+\.ts$/.test(from);
/** Beside tests: the charts' gallery and what reads the sample company's facts. */
const isForDevelopment = (one: Import) =>
  isTest(one) || /^(packages\/charts\/gallery|data\/wingtip\/facts)\//.test(one.from);
const packageOf = (names: string) => /^(@[^/]+\/[^/]+|[^/]+)/.exec(names)?.[1] ?? names;
const shown = (found: readonly Import[]) => found.map(({ from, names }) => `${from} imports ${names}`);
const dependenciesOf = (folder: string): string[] => {
  const text = readFileSync(join(repository, folder, "package.json"), "utf8");
  const { dependencies = {}, devDependencies = {} } = JSON.parse(text) as Record<string, object>;
  return [...Object.keys(dependencies), ...Object.keys(devDependencies)];
};

test("imports are found however they are written", () => {
  const code = [
    'import { a } from "./a.ts";',
    "import type { B } from './b.ts';",
    "import {",
    "  c,",
    "  type D,",
    '} from "c";',
    'import * as e from "node:e";',
    'import "./style.css";',
    'import f, { g } from "f/sub";',
    'export * from "./h.ts";',
    'export type { I } from "./i.ts";',
    // In two pieces, or this file would import it.
    ["  const j = await im", 'port("./j.ts")'].join(""),
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the text of a template is what is read.
    'import { page } from "${page}";',
    '// import "no";',
    '/** import { no } from "no"; */',
    "/*",
    'import { no } from "no";',
    "*/",
    'const text = "import"; export const from = "no";',
    'export function no() { return "no"; }',
  ].join("\n");
  expect(importsIn(code).map(({ names, isTypeOnly }) => `${names}${isTypeOnly ? " type" : ""}`)).toEqual([
    "./a.ts",
    "./b.ts type",
    "c",
    "node:e",
    "./style.css",
    "f/sub",
    "./h.ts",
    "./i.ts type",
    "./j.ts",
  ]);
});

test("every part of the house is read", () => {
  for (const folder of folders) {
    expect(imports.filter(({ from }) => partOf(from) === folder).length, folder).toBeGreaterThan(10);
  }
  const pages = imports.filter(({ from }) => from.endsWith(".md"));
  expect(new Set(pages.map(({ from }) => from)).size).toBeGreaterThanOrEqual(6);
});

describe("imports go one way", () => {
  test.each(folders)("%s", (folder) => {
    const own = imports.filter(({ from }) => partOf(from) === folder);
    const ofTheHouse = own.filter(({ names }) => names.startsWith("@tideline/"));
    // The site's tests may build a company; its pages and tools get files and nothing else.
    const held = folder === "apps/site" ? ofTheHouse.filter((one) => !isTest(one)) : ofTheHouse;
    expect(shown(held.filter(({ names }) => !parts[folder]?.includes(packageOf(names))))).toEqual([]);
    const strays = own.filter(({ file }) => file !== null && partOf(file) !== folder);
    // A page imports the bundle that the build writes beside it; everything else is there.
    expect(shown(strays)).toEqual([]);
  });

  test("scripts may use every part, and nothing outside the repository", () => {
    const strays = imports.filter(({ from, file }) => partOf(from) === "scripts" && file?.startsWith("../"));
    expect(shown(strays)).toEqual([]);
  });
});

test("a relative import names a file that is there", () => {
  const missing = imports.filter(
    ({ file }) =>
      file !== null && !file.startsWith("apps/site/src/lib/") && !existsSync(join(repository, file)),
  );
  expect(shown(missing)).toEqual([]);
});

test("metrics is pure: no package, no file, no clock of the machine", () => {
  const foreign = imports.filter(
    (one) => one.from.startsWith("packages/metrics/src/") && !isTest(one) && one.file === null,
  );
  expect(shown(foreign)).toEqual([]);
});

test("what runs in a browser imports nothing of Node", () => {
  const inBrowser = /^(packages\/charts\/src|apps\/site\/(components|pages|src))\//;
  const ofNode = imports.filter(
    (one) => inBrowser.test(one.from) && !isTest(one) && one.names.startsWith("node:"),
  );
  expect(shown(ofNode)).toEqual([]);
});

describe("what is imported is declared: a source's packages by its own part, a test's by any", () => {
  const anywhere = [...dependenciesOf("."), ...folders.flatMap(dependenciesOf)];
  test.each(folders)("%s", (folder) => {
    const own = dependenciesOf(folder);
    const isUndeclared = (one: Import) => {
      if (one.file !== null || one.names.startsWith("node:")) return false;
      return !(isForDevelopment(one) ? anywhere : own).includes(packageOf(one.names));
    };
    expect(shown(imports.filter((one) => partOf(one.from) === folder && isUndeclared(one)))).toEqual([]);
  });
});

test("no two files import each other, by whatever way round", () => {
  const next = new Map<string, string[]>();
  for (const { from, file, isTypeOnly } of imports) {
    if (file !== null && !isTypeOnly) next.set(from, [...(next.get(from) ?? []), file]);
  }
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(" -> "));
    if (done.has(file) || path.includes(file)) return;
    for (const imported of next.get(file) ?? []) visit(imported, [...path, file]);
    done.add(file);
  };
  for (const file of next.keys()) visit(file, []);
  expect(circles).toEqual([]);
});
