import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildCompany } from "@tideline/loaders";
import { generateExports } from "@tideline/wingtip";
import { afterAll, expect, test } from "vitest";
import { disagreements, openWritten, readJson } from "../packages/loaders/src/build/test-agreement.ts";
import { sample } from "./report-company.ts";

/* The whole sample company: what the pages compute from its ledger is what its marts hold. */

const folder = mkdtempSync(join(tmpdir(), "tideline-wingtip-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
copyFileSync(join(sample, "company.json"), join(folder, "company.json"));
await generateExports(join(folder, "exports"));
const [first, second] = [join(folder, "first"), join(folder, "second")];
const built = await buildCompany(folder, first);

test("the engine's waterfall, waterfall by every cut, retention and triangles are the marts'", async () => {
  const ledger = openWritten(first);
  expect(ledger.months).toBeGreaterThanOrEqual(60);
  expect(ledger.customers.id.length).toBeGreaterThan(1500);
  expect(ledger.cuts.length).toBeGreaterThanOrEqual(10);
  expect(await disagreements(first)).toEqual([]);
});

test("a few set-aside rows, well below the limit, and every check held", () => {
  const { quarantined, rows_in } = built.read.totals;
  expect(quarantined).toBeGreaterThan(0);
  expect(quarantined / rows_in).toBeLessThan(0.01);
  const { checks } = readJson<{ checks: { offending: number }[] }>(first, "quality.json");
  expect(checks.filter(({ offending }) => offending > 0)).toEqual([]);
});

test("the rows set aside are those the sample's README counts, file by file and fault by fault", () => {
  const readme = readFileSync(join(sample, "README.md"), "utf8");
  const documented = [...readme.matchAll(/^\| ([\w/-]+\.\w+) \| `(\w+)` \| ([\d,]+) \|/gm)].map(
    ([, file, fault, rows]) => `${file} ${fault} ${Number(rows?.replaceAll(",", ""))}`,
  );
  const { reasons } = readJson<{ reasons: { file: string; code: string; rows: number }[] }>(
    first,
    "quality.json",
  );
  const found = reasons.map(({ file, code, rows }) => `${file.replace("exports/", "")} ${code} ${rows}`);
  expect(documented.length).toBeGreaterThan(30);
  expect(found.sort()).toEqual(documented.sort());
});

test("a second clean build has the same bytes in every file", async () => {
  await buildCompany(folder, second);
  const names = readdirSync(first, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(first.length + 1));
  expect(names.length).toBeGreaterThanOrEqual(11);
  for (const name of names) {
    expect(readFileSync(join(second, name)).equals(readFileSync(join(first, name))), name).toBe(true);
  }
});
