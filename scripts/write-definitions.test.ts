import { readFileSync } from "node:fs";
import { definitions, definitionsPage, elsewhere } from "@tideline/metrics";
import { expect, test } from "vitest";
import { definitionsFile } from "./write-definitions.ts";

const text = readFileSync(new URL("../docs/definitions.md", import.meta.url), "utf8");

test("docs/definitions.md is up to date: npx tsx scripts/write-definitions.ts writes it", () => {
  expect(text).toBe(definitionsFile(text));
});

test("every metric has its part, with question, formula and worked example", () => {
  for (const { title, question, formula, example } of definitions) {
    const [, part = ""] = definitionsPage().split(`### ${title}\n`);
    const own = part.split("\n### ")[0] ?? "";
    for (const said of [question, formula, example.text]) expect(own).toContain(said);
  }
});

test("what other tools do concerns metrics that exist, in whole sentences, with a page that says so", () => {
  const names = definitions.map(({ name }) => name);
  expect(new Set(elsewhere.map(({ tool }) => tool)).size).toBeGreaterThanOrEqual(5);
  for (const { metrics, rule, ours, source } of elsewhere) {
    expect(metrics.filter((name) => !names.includes(name))).toEqual([]);
    for (const sentence of [rule, ours]) expect(sentence).toMatch(/^[A-Z(0-9].*\.$/);
    expect(source).toMatch(/^https:\/\//);
    for (const name of metrics) {
      const title = definitions.find((one) => one.name === name)?.title;
      expect(definitionsPage().split(`### ${title}\n`)[1]?.split("\n### ")[0]).toContain(source);
    }
  }
});

test("a file without the mark is refused", () => {
  expect(() => definitionsFile("# Definitions\n")).toThrow(
    "docs/definitions.md: expected one line that marks the written part, got 0; put back",
  );
});
