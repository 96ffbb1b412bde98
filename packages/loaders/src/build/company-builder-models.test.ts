import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { loadersFolder } from "../models/loaders-folder.ts";
import { companyFolder } from "../read/test-company.ts";
import { buildCompany } from "./build-company.ts";
import { CompanyBuilder } from "./company-builder.ts";

// The loaders' files, of which each test changes some, are a copy.
vi.mock("../models/loaders-folder.ts", async (original) => {
  const { loadersFolder: whole } = await original<typeof import("../models/loaders-folder.ts")>();
  const copy = mkdtempSync(join(tmpdir(), "tideline-loaders-"));
  for (const name of ["sql", "cuts", "lists", "health", "sources"])
    cpSync(join(whole, name), join(copy, name), { recursive: true });
  mkdirSync(join(copy, "src"));
  return { loadersFolder: copy };
});

const days = Array.from({ length: 360 }, (_, day) =>
  new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10),
);
const uses = (customer: string, of: readonly string[]) =>
  of.map((day) => `${customer},${customer}-1,${day},search,7`).join("\n");
const exports = {
  contract_lines: `line_id,customer_id,monthly_amount,start_on,end_on,product
L1,Ash,100.00,2023-01-01,,Core
L2,Ash,30.00,2024-03-01,2024-09-30,Extra
L3,Birch,250.00,2024-02-01,,Core
L4,Cedar,80.00,2023-05-01,2024-10-31,Core
`,
  usage: `customer_id,person_id,used_on,feature,event_count
${uses("Ash", days)}
${uses("Birch", days.slice(60, 200))}
`,
  survey_responses: `response_id,customer_id,responded_on,survey_type,score
R1,Birch,2024-11-05,nps,3
`,
};
const company = companyFolder(
  {
    name: "Acme",
    currency: "USD",
    as_of: "2024-12-31",
    sources: Object.entries(exports).map(([layout, text]) => {
      const names = text.split("\n")[0]?.split(",") ?? [];
      return {
        layout,
        file: `${layout}.csv`,
        columns: Object.fromEntries(names.map((name) => [name, name])),
      };
    }),
  },
  Object.fromEntries(Object.entries(exports).map(([layout, text]) => [`${layout}.csv`, text])),
);
const out = join(company, "build");
const builder = new CompanyBuilder();
afterAll(() => {
  builder.close();
  rmSync(loadersFolder, { recursive: true, force: true });
});

const change = (file: string, from: string, to: string) => {
  const path = join(loadersFolder, file);
  const text = readFileSync(path, "utf8");
  expect(text, file).toContain(from);
  writeFileSync(path, text.replace(from, to));
};

/** Every file of the site, as text; what a whole build alone writes is left out. */
const filesOf = (folder: string) =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(json|csv)$/.test(entry.name) && entry.name !== "manifest.json")
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path.slice(folder.length + 1), readFileSync(path, "utf8")]),
  );

/** Brings the files up to date without the exports, which are nonsense meanwhile. */
async function update(): Promise<string[]> {
  const before = filesOf(out);
  const path = join(company, "contract_lines.csv");
  const lines = readFileSync(path, "utf8");
  writeFileSync(path, "not,read,again\n");
  await builder.update(company, out).finally(() => writeFileSync(path, lines));
  const now = filesOf(out);
  return Object.keys(now).filter((name) => now[name] !== before[name]);
}

async function expectWhole() {
  const whole = join(company, "whole");
  await buildCompany(company, whole);
  expect(filesOf(out)).toEqual(filesOf(whole));
  rmSync(whole, { recursive: true });
}

test("a changed list, input of health, mart and model each show as in a whole build, byte for byte", async () => {
  await builder.update(company, out);
  await expectWhole();

  change("lists/usage_falling.sql", "Key features used", "Important features used");
  expect(await update()).toEqual(["attention-rows.json", "attention.json"]);
  await expectWhole();

  change("health/active_days.sql", "use.active_days as value", "use.active_days + 1 as value");
  expect(await update()).toEqual(expect.arrayContaining(["customers/0000.json", "health-customers.json"]));
  await expectWhole();

  change("sql/marts/portfolio__pareto.sql", "-- ", "-- A comment is no change of rows.\n-- ");
  expect(await update()).toEqual([]);

  change("sql/staging/contract_lines.sql", "\nselect", "\n-- The newest month is rebuilt again.\nselect");
  expect(await update()).toEqual([]);
  await expectWhole();
});

test("a cut changed before and a list that comes and goes show as in a whole build", async () => {
  const cut = join(loadersFolder, "cuts", "letter.sql");
  writeFileSync(cut, "-- title: Letter\nselect customer_id, left(customer_id, 1) as label from customers");
  expect(await update()).toContain("summary.json");
  const list = join(loadersFolder, "lists", "everybody.sql");
  writeFileSync(
    list,
    `-- title: Everybody
-- question: Who is there?
-- order: the largest first
-- exports: usage
select customer_id, cast('2024-12-01' as date) as since_on, 'is there' as reason, 1 as urgency from customers_now
`,
  );
  expect(await update()).toContain("attention-rows.json");
  change("sql/ledger/cut_labels.sql", "\nselect", "\n-- Of every cut, the one that came later too.\nselect");
  expect(await update()).toEqual([]);
  await expectWhole();
  rmSync(list);
  rmSync(cut);
  expect(await update()).toEqual(expect.arrayContaining(["attention.json", "summary.json"]));
  await expectWhole();
});

test("a list or a model that does not run changes nothing; the next right one is built", async () => {
  const before = filesOf(out);
  change("lists/usage_falling.sql", "now.customer_id,", "now.customer_key,");
  await expect(update()).rejects.toThrow(/^lists\/usage_falling\.sql line \d+: /);
  change("lists/usage_falling.sql", "now.customer_key,", "now.customer_id,");
  change("sql/staging/contract_lines.sql", "\nselect", "\nselect oops,");
  await expect(update()).rejects.toThrow(/^sql\/staging\/contract_lines\.sql: the model cannot run, got /);
  change("sql/staging/contract_lines.sql", "\nselect oops,", "\nselect");
  expect(filesOf(out)).toEqual(before);
  change("lists/usage_falling.sql", "Important features used", "Key features used");
  expect(await update()).toEqual(["attention-rows.json", "attention.json"]);
});

test("another header of an input of health has everything built anew, exports too", async () => {
  change("health/active_days.sql", "-- weight: 20", "-- weight: 5");
  await builder.update(company, out);
  await expectWhole();
  change("health/active_days.sql", "-- group: adoption", "-- group: adoration");
  await expect(builder.update(company, out)).rejects.toThrow(
    /^health\/active_days\.sql: the header's group is not one of /,
  );
});
