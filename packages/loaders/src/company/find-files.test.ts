import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { findFiles, folderOfPattern, namesIn } from "./find-files.ts";

const root = mkdtempSync(join(tmpdir(), "tideline-files-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
mkdirSync(join(root, "exports", "2024", ".hidden"), { recursive: true });
for (const name of ["b.csv", "a.csv", ".c.csv", "a.json", "2024/a.csv", "2024/.hidden/a.csv"]) {
  writeFileSync(join(root, "exports", name), "");
}

test.each<[string, string[]]>([
  ["exports/*.csv", ["a.csv", "b.csv"]],
  ["exports/a.*", ["a.csv", "a.json"]],
  ["exports/?.csv", ["a.csv", "b.csv"]],
  ["exports/**/*.csv", ["2024/a.csv", "a.csv", "b.csv"]],
  ["*/2024/a.csv", ["2024/a.csv"]],
  ["exports", []],
  ["exports/*", ["a.csv", "a.json", "b.csv"]],
  ["nowhere/*.csv", []],
])("%s", (pattern, names) => {
  expect(findFiles(root, pattern)).toEqual(names.map((name) => join(root, "exports", name)));
  expect(findFiles("/", join(root, pattern))).toEqual(findFiles(root, pattern));
});

test("the folder a pattern looks into, as far as it exists", () => {
  expect(folderOfPattern(root, "exports/2024/*.csv")).toBe(join(root, "exports", "2024"));
  expect(folderOfPattern(root, "exports/2023/*.csv")).toBe(join(root, "exports"));
  expect(folderOfPattern(root, "*.csv")).toBe(root);
});

test("names in a folder, folders with a slash; none in no folder", () => {
  expect(namesIn(join(root, "exports"))).toEqual([".c.csv", "2024/", "a.csv", "a.json", "b.csv"]);
  expect(namesIn(join(root, "none"))).toEqual([]);
});
