import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateExports } from "@tideline/wingtip";
import { afterAll, expect, test } from "vitest";
import { queryRows } from "../packages/loaders/src/build/mart-json.ts";
import { withDatabase } from "../packages/loaders/src/build/open-database.ts";
import { readAndRun } from "../packages/loaders/src/build/read-and-run.ts";
import { loadCompany } from "../packages/loaders/src/company/load-company.ts";
import { sample } from "./report-company.ts";

/* The sample as it stood on a day within a month: those who signed in the quarter around Financiality, on 8 September 2025. */

const folder = mkdtempSync(join(tmpdir(), "tideline-open-month-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("Financiality's health is 78 on the day its risk was closed, high among those who signed when it did", async () => {
  await generateExports(
    join(folder, "exports"),
    ({ signed_on }) => signed_on >= "2025-05-01" && signed_on < "2025-08-01",
  );
  const settings = JSON.parse(readFileSync(join(sample, "company.json"), "utf8"));
  const left = /assignments|usage_charges|expected_losses|plan|csm_|milestones|invitations|-(eu|uk)/;
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, "company.json"),
    JSON.stringify({
      ...settings,
      as_of: "2025-09-08",
      policies: { ...settings.policies, max_quarantined_rate: 1 },
      sources: settings.sources.filter(({ file }: { file: string }) => !left.test(file)),
    }),
  );
  const scores = await withDatabase(join(folder, "spill"), async (connection) => {
    await readAndRun(connection, loadCompany(folder), {});
    return {
      open: await queryRows<{ name: string; scored_on: string; final_score: number | null; band: string }>(
        connection,
        `select customer.name, score.scored_on, score.final_score, score.band
          from health__scores as score join read_customers as customer using (customer_id)
          where score.report_month = '2025-09-01'`,
      ),
      waves: await queryRows<{ report_month: string }>(
        connection,
        "select max(report_month) as report_month from health__distribution",
      ),
    };
  });
  expect(scores.waves).toEqual([{ report_month: "2025-08-01" }]);
  const own = scores.open.find(({ name }) => name === "Financiality");
  expect(own).toMatchObject({ scored_on: "2025-09-08", band: "green" });
  expect(Math.round(own?.final_score ?? 0)).toBe(78);
  const others = scores.open.flatMap(({ name, final_score }) =>
    name === "Financiality" || final_score === null ? [] : [final_score],
  );
  expect(others.length).toBeGreaterThan(40);
  expect(others.filter((score) => score < 78).length / others.length).toBeGreaterThan(0.6);
});
