import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { definitions } from "@tideline/metrics";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { companySettings } from "../packages/loaders/src/company/company-settings.ts";
import { sourceSettings } from "../packages/loaders/src/company/source-settings.ts";
import { faultCodes } from "../packages/loaders/src/read/faults.ts";
import { knownExports } from "../packages/loaders/src/read/known-exports.ts";
import { neutralLayouts } from "../packages/loaders/src/read/layouts.ts";
import { anchors, blocks, docPages, firstCells, prose, repository, section } from "./read-docs.ts";

const pages = docPages();
const pageOf = (file: string) => pages.find((page) => page.file === file)?.text ?? "";
const ownData = pageOf("docs/own-data.md");
const manifest = JSON.parse(readFileSync(join(repository, "package.json"), "utf8")) as {
  scripts: Record<string, string>;
};
const isThere = (path: string) => existsSync(join(repository, path));

describe.each(pages)("$file", ({ file, text }) => {
  test("links lead somewhere", () => {
    const links = [...prose(text).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => target);
    const broken = links.filter((link) => {
      if (/^https?:/.test(link)) return false;
      const [path = "", anchor] = link.split("#");
      const target = path === "" ? file : join(dirname(file), path);
      if (!isThere(target)) return true;
      return (
        anchor !== undefined && !anchors(readFileSync(join(repository, target), "utf8")).includes(anchor)
      );
    });
    expect(broken).toEqual([]);
  });

  test("npm commands exist, and so do the files they run", () => {
    const named = [...text.matchAll(/\bnpm (?:run (?:-s )?([a-z]+)|(start|test)\b)/g)];
    const names = named.map(([, run, own]) => run ?? own ?? "");
    const missing = names.filter((name) => {
      const script = manifest.scripts[name];
      const path = /\bscripts\/\S+\.ts\b|\bpackages\/\S+\.mjs\b/.exec(script ?? "")?.[0];
      return script === undefined || (path !== undefined && !isThere(path));
    });
    expect(missing).toEqual([]);
  });

  test("marts, models and checks with two underscores exist", () => {
    const folders = ["marts", "checks"].map((name) => `packages/loaders/sql/${name}`);
    const known = folders.flatMap((folder) => readdirSync(join(repository, folder)));
    const named = [...text.matchAll(/\b[a-z]+(?:_[a-z]+)*__[a-z_]+\b/g)].map(([name]) => `${name}.sql`);
    expect(named.filter((name) => !known.includes(name))).toEqual([]);
  });

  test("paths exist", () => {
    const examples = ["continent.sql", "seats_at_start.sql", "products_held.sql", "name_length.ts"];
    const made = /^(apps\/site\/(dist|src\/(lib|data))|data\/wingtip\/(exports|build))(\/|$)/;
    const paths = [...prose(text).matchAll(/`((?:packages|apps|data|scripts|docs)\/[\w./-]+)`/g)]
      .map(([, path = ""]) => path)
      .filter((path) => !made.test(path) && !examples.some((name) => path.endsWith(`/cuts/${name}`)));
    expect(paths.filter((path) => !isThere(path))).toEqual([]);
  });

  test("company files and sources of the examples are valid", () => {
    for (const block of blocks(text, "json")) {
      const example: object = JSON.parse(block);
      const result = ("sources" in example ? companySettings : sourceSettings).safeParse(example);
      expect(result.error?.issues ?? []).toEqual([]);
    }
  });
});

/** The page and heading that describe a layout's columns, alone or with other layouts. */
function sectionOf(name: string): [page: string, heading: string] {
  const isOfLayouts = (names: readonly string[]) => names.every((one) => one in neutralLayouts);
  for (const page of [ownData, pageOf("docs/canonical-tables.md")]) {
    for (const [heading, names = ""] of page.matchAll(/^### (.+)$/gm)) {
      if (names.split(", ").includes(name) && isOfLayouts(names.split(", "))) return [page, heading];
    }
  }
  throw new Error(`sectionOf: no heading of this layout, got ${name}; describe its columns in the docs`);
}

describe("docs/cli.md holds the marts there are", () => {
  const text = pageOf("docs/cli.md");
  const marts = readdirSync(join(repository, "packages/loaders/sql/marts")).map((file) => file.slice(0, -4));

  test("listed and counted as a build prints them", () => {
    const list = blocks(text, "").find((block) => block.startsWith("$ npx tideline show list"));
    expect(list?.trim().split("\n").slice(1)).toEqual(marts.sort());
    expect([...text.matchAll(/(\d+) marts/g)].map(([, count]) => Number(count))).toEqual([marts.length]);
  });

  test("each with what one row of it is", () => {
    expect(firstCells(section(text, "## Marts")).sort()).toEqual(marts.sort());
  });
});

describe("docs/own-data.md holds what the code holds", () => {
  const schema = z.toJSONSchema(companySettings, { io: "input" });
  type Properties = Record<string, { properties?: object; items?: { properties?: object } }>;
  const properties = schema.properties as Properties;
  const keys = section(ownData, "## company.json, key by key");

  test("every key of company.json", () => {
    const objects = ["policies", "exchange_rates"];
    const nested = objects.flatMap((name) =>
      Object.keys(properties[name]?.properties ?? {}).map((key) => `${name}.${key}`),
    );
    const plain = Object.keys(properties).filter((name) => !objects.includes(name));
    const company = keys.split("Each entry of `sources`:")[0] ?? "";
    expect(firstCells(company).sort()).toEqual([...plain, ...nested].sort());
  });

  test("every key of a source", () => {
    const source = keys.split("Each entry of `sources`:")[1] ?? "";
    expect(firstCells(source).sort()).toEqual(
      Object.keys(properties.sources?.items?.properties ?? {}).sort(),
    );
  });

  test.each(Object.values(neutralLayouts))("every column of $name", ({ name, columns }) => {
    // A section may be of several layouts that share columns: it lists those of all of them.
    const [page, heading] = sectionOf(name);
    const others = heading.slice(4).split(", ") as (keyof typeof neutralLayouts)[];
    const all = new Set(others.flatMap((other) => Object.keys(neutralLayouts[other].columns)));
    expect([...all]).toEqual(expect.arrayContaining(Object.keys(columns)));
    expect(firstCells(section(page, heading)).sort()).toEqual([...all].sort());
  });

  test("every export that is refused by name", () => {
    const listed = section(ownData, "## Vendors' layouts")
      .split("\n")
      .filter((line) => line.startsWith("- "));
    const told = knownExports.map(({ title }) => title).filter((title) => title.includes(", "));
    const missing = told.filter((title) => {
      const [vendor = "", what = ""] = title.split(/, (.*)/);
      return !listed.some((line) => line.startsWith(`- ${vendor}: `) && line.includes(what));
    });
    expect(missing).toEqual([]);
    expect(listed).toHaveLength(new Set(told.map((title) => title.split(", ")[0])).size);
  });

  test("every fault", () => {
    expect(firstCells(section(ownData, "## Rows set aside")).sort()).toEqual([...faultCodes].sort());
  });
});

test("every source a definition names is a heading of docs/definitions.md, every case a fixture", () => {
  const text = pageOf("docs/definitions.md");
  const fixtures = join(repository, "packages/loaders/test/fixtures");
  const files = readdirSync(fixtures).map((file) => join(fixtures, file));
  const cases = [...files, join(repository, "packages/metrics/src/renewals/renewals.test.ts")]
    .map((file) => readFileSync(file, "utf8"))
    .join("\n");
  for (const { source } of definitions) {
    const named = /definitions\.md, ([^:;(]+)/.exec(source)?.[1] ?? "";
    expect(named, source).not.toBe("");
    const isHeading = text.includes(`\n## ${named.trim()}\n`);
    for (const heading of isHeading ? [named] : named.split(" and "))
      expect(text, source).toContain(`\n## ${heading.trim()}\n`);
    for (const [, number] of source.matchAll(/ledger case (\d+)/g))
      expect(cases, source).toMatch(
        new RegExp(`const case${number}\\b|name: "${number} |"ledger case ${number}:`),
      );
  }
});
