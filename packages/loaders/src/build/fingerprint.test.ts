import { appendFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { companyFolder } from "../read/test-company.ts";
import { buildFingerprint, companyFingerprint } from "./fingerprint.ts";

const settings = {
  name: "Prints",
  currency: "USD",
  as_of: "2024-12-31",
  sources: [
    {
      layout: "subscription_periods",
      file: "exports/*.csv",
      columns: { customer_id: "c", start_on: "s", monthly_amount: "m" },
    },
  ],
};
const files = { "exports/a.csv": "c,s,m\nA,2024-01-01,10\n", "exports/b.csv": "c,s,m\nB,2024-01-01,20\n" };
const fresh = () => companyFolder(settings, files);

test("the same company elsewhere has the same fingerprint, 32 hex digits", async () => {
  const print = await companyFingerprint(fresh());
  expect(print).toMatch(/^[0-9a-f]{32}$/);
  expect(await companyFingerprint(fresh())).toBe(print);
});

test("files that no source names do not count", async () => {
  const folder = fresh();
  const print = await companyFingerprint(folder);
  writeFileSync(join(folder, "exports", "notes.txt"), "not an export");
  writeFileSync(join(folder, "README.md"), "not an export");
  expect(await companyFingerprint(folder)).toBe(print);
});

describe("the fingerprint changes with", () => {
  test.each<[string, (folder: string) => void]>([
    [
      "one digit of one row",
      (folder) => writeFileSync(join(folder, "exports", "a.csv"), "c,s,m\nA,2024-01-01,11\n"),
    ],
    ["a row more", (folder) => appendFileSync(join(folder, "exports", "b.csv"), "C,2024-01-01,5\n")],
    ["a file more", (folder) => writeFileSync(join(folder, "exports", "c.csv"), "c,s,m\n")],
    [
      "a file's name",
      (folder) => renameSync(join(folder, "exports", "b.csv"), join(folder, "exports", "z.csv")),
    ],
    [
      "company.json",
      (folder) =>
        writeFileSync(
          join(folder, "company.json"),
          JSON.stringify({ ...settings, policies: { netting: "customer" } }),
        ),
    ],
  ])("%s", async (_, change) => {
    const folder = fresh();
    const before = [await companyFingerprint(folder), await buildFingerprint(folder)];
    change(folder);
    const after = [await companyFingerprint(folder), await buildFingerprint(folder)];
    expect(after[0]).not.toBe(before[0]);
    expect(after[1]).not.toBe(before[1]);
  });
});

test("the build's fingerprint holds the loaders' SQL and code too", async () => {
  const folder = fresh();
  expect(await buildFingerprint(folder)).not.toBe(await companyFingerprint(folder));
});

test("a company that cannot be loaded has none", async () => {
  await expect(companyFingerprint(companyFolder({ name: "No sources" }))).rejects.toThrow(/^company\.json /);
});
