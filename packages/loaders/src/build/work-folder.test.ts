import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { expect, test } from "vitest";
import { companyFolder } from "../read/test-company.ts";
import { removeWorkFolders, withWorkFolder } from "./work-folder.ts";

const others = (root: string) => readdirSync(root).filter((name) => name !== "company.json");

test("work gets an empty folder beside the target, gone when it is done", async () => {
  const root = companyFolder({});
  const target = join(root, "made", "out");
  const seen = await withWorkFolder(target, async (folder) => {
    expect(dirname(folder)).toBe(join(root, "made"));
    expect(basename(folder)).toMatch(/^\.out\.building-\d+-\d+$/);
    expect(readdirSync(folder)).toEqual([]);
    writeFileSync(join(folder, "half.json"), "half");
    return folder;
  });
  expect(existsSync(seen)).toBe(false);
  expect(readdirSync(join(root, "made"))).toEqual([]);
});

test("it is gone after an error too, and the error comes through", async () => {
  const root = companyFolder({});
  const failing = withWorkFolder(join(root, "out"), async () => {
    throw new Error("the work failed");
  });
  await expect(failing).rejects.toThrow("the work failed");
  expect(others(root)).toEqual([]);
});

test("two at a time do not meet", async () => {
  const root = companyFolder({});
  const both = await Promise.all(
    [1, 2].map(() => withWorkFolder(join(root, "out"), async (folder) => folder)),
  );
  expect(new Set(both).size).toBe(2);
  expect(others(root)).toEqual([]);
});

test("a process told to stop removes what it was making", async () => {
  const root = companyFolder({});
  await withWorkFolder(join(root, "out"), async (folder) => {
    writeFileSync(join(folder, "half.json"), "half");
    removeWorkFolders();
    expect(existsSync(folder)).toBe(false);
  });
});

test("the next build removes what a killed one left, not what a running one is making", async () => {
  const root = companyFolder({});
  const { pid } = spawnSync(process.execPath, ["-e", ""]);
  const left = [`.out.building-${pid}-1`, `.other.building-${pid}-1`, `.out.building-${process.pid}-999`];
  for (const name of [...left, ".out.building-notes", "out"]) mkdirSync(join(root, name));
  await withWorkFolder(join(root, "out"), async () => undefined);
  expect(others(root).sort()).toEqual(
    [`.other.building-${pid}-1`, `.out.building-${process.pid}-999`, ".out.building-notes", "out"].sort(),
  );
});
