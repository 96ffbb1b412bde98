import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateExports } from "@tideline/wingtip";
import { afterAll, expect, test } from "vitest";
import { ledgerSettings } from "../packages/loaders/src/build/ledger-settings.ts";
import { withDatabase } from "../packages/loaders/src/build/open-database.ts";
import { readAndRun } from "../packages/loaders/src/build/read-and-run.ts";
import { rebuildMonth, rebuildTables } from "../packages/loaders/src/build/rebuild-newest-month.ts";
import { loadCompany } from "../packages/loaders/src/company/load-company.ts";
import { sample } from "./report-company.ts";

/* Closed months do not change: months of the sample company, rebuilt from the facts dated by their last day alone. */

const folder = mkdtempSync(join(tmpdir(), "tideline-months-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
copyFileSync(join(sample, "company.json"), join(folder, "company.json"));
await generateExports(join(folder, "exports"));

/** August of each whole year, and three months near the end. */
const months = [2021, 2022, 2023, 2024]
  .map((year) => year * 12 + 8)
  .concat(2024 * 12 + 12, 2025 * 12 + 1, 2025 * 12 + 11);

test("closes the same, customer by customer, on both bases", { timeout: 600_000 }, async () => {
  const company = loadCompany(folder);
  await withDatabase(join(folder, "spill"), async (connection) => {
    const { models, read } = await readAndRun(connection, company, { keep: [...rebuildTables] });
    const settings = ledgerSettings(company, read.as_of);
    const found = [];
    for (const monthNo of months) found.push(await rebuildMonth(connection, models, settings, { monthNo }));
    expect(found.flatMap(({ month, changed }) => changed.map((row) => ({ month, ...row })))).toEqual([]);
    expect(Math.min(...found.slice(0, 6).map(({ rebuilt }) => rebuilt))).toBeGreaterThan(200);
  });
});
