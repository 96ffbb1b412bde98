import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildCompany } from "@tideline/loaders";
import { expect, test } from "vitest";
import { writeLines } from "./write-lines.ts";

test("a made company with care has health, tickets and answers in its marts", async () => {
  const folder = await mkdtemp(join(tmpdir(), "tideline-write-lines-"));
  try {
    await writeLines(folder, 270, { hasCare: true });
    await buildCompany(folder, join(folder, "build"));
    const sum = async (file: string, mart: string, column: string) => {
      const data = JSON.parse(await readFile(join(folder, "build", file), "utf8"));
      return (data[mart][column] as number[]).reduce((total, one) => total + one, 0);
    };
    expect(await sum("health.json", "distribution", "customers")).toBeGreaterThan(0);
    expect(await sum("nps.json", "by_month", "answers")).toBeGreaterThan(0);
    expect(await sum("at-risk.json", "by_band", "renewals")).toBeGreaterThan(0);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
