import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateExports } from "@tideline/wingtip";
import { afterAll, describe, expect, test } from "vitest";
import { ledgerSettings } from "../packages/loaders/src/build/ledger-settings.ts";
import { queryRows } from "../packages/loaders/src/build/mart-json.ts";
import { readFilesFrom } from "../packages/loaders/src/build/read-files-from.ts";
import { textTable } from "../packages/loaders/src/cli/summary-text.ts";
import { loadCompany } from "../packages/loaders/src/company/load-company.ts";
import { loadModels } from "../packages/loaders/src/models/load-models.ts";
import { runModels } from "../packages/loaders/src/models/run-models.ts";
import { seedTables } from "../packages/loaders/src/models/seed-tables.ts";
import { testDatabase } from "../packages/loaders/src/models/test-database.ts";
import { readSources } from "../packages/loaders/src/read/read-sources.ts";
import { blocks, docPages, repository, section } from "./read-docs.ts";

/* The worked examples of the documentation, run on the sample company. */

const pageOf = (file: string) => docPages().find((page) => page.file === file)?.text ?? "";
const cutsPage = pageOf("docs/adding-a-cut.md");
const cli = pageOf("docs/cli.md");
const architecture = pageOf("docs/architecture.md");
const examples = ["## Example 1", "## Example 2", "## Example 3", "## Example 4"].map((start) => {
  const heading = cutsPage.split("\n").find((line) => line.startsWith(start)) ?? start;
  const text = section(cutsPage, heading);
  const name = /`[\w/]+\/cuts\/(\w+)\.sql`/.exec(text)?.[1] ?? "";
  return { name, text: text.replaceAll(/\s+/g, " "), sql: blocks(text, "sql")[0] ?? "" };
});

const folder = mkdtempSync(join(tmpdir(), "tideline-docs-"));
afterAll(() => rmSync(folder, { recursive: true }));
for (const name of ["sql", "cuts", "health", "lists"]) {
  cpSync(join(repository, "packages/loaders", name), join(folder, "loaders", name), { recursive: true });
}
const script = section(cutsPage, "## In TypeScript");
writeFileSync(join(folder, "loaders", "cuts", "name_length.ts"), blocks(script, "ts")[0] ?? "");
for (const { name, sql } of examples) writeFileSync(join(folder, "loaders", "cuts", `${name}.sql`), sql);
const listsPage = pageOf("docs/adding-a-list.md");
writeFileSync(join(folder, "loaders", "lists", "example.sql"), blocks(listsPage, "sql")[0] ?? "");
const home = join(folder, "wingtip");
mkdirSync(home);
cpSync(join(repository, "data/wingtip/company.json"), join(home, "company.json"));
await generateExports(join(home, "exports"));

const connection = await testDatabase();
const company = loadCompany(home);
const read = await readSources(connection, company);
await readFilesFrom(connection, home);
await seedTables(connection, ledgerSettings(company, read.as_of));
await runModels(connection, await loadModels(connection, join(folder, "loaders")));

type Row = Record<string, string | number | null>;
const rowsOf = (sql: string) => queryRows<Row>(connection, sql);
const count = (value: unknown) => Number(value).toLocaleString("en-US");

test("docs/adding-a-list.md: the example of a list", async () => {
  const [list] = await rowsOf("select customers from attention__lists where list = 'example'");
  expect(listsPage).toContain(`On the sample ${list?.customers} customers are on it`);
});

describe("docs/adding-a-cut.md", () => {
  const customers = async (cut: string) => {
    const rows = await rowsOf(`select label, closing_logos from waterfall__by_cut
      where cut = '${cut}' and report_month = '2025-12-01' and basis = 'live'`);
    return Object.fromEntries(rows.map((row) => [row.label, row.closing_logos]));
  };

  test("a group of what is exported", async () => {
    const of = await customers("continent");
    expect(examples[0]?.text).toContain(
      `Americas ${count(of.Americas)} customers, Asia-Pacific ${of["Asia-Pacific"]}, Europe ${of.Europe}.`,
    );
    const all = Object.values(of).reduce((sum: number, value) => sum + Number(value), 0);
    expect(examples[0]?.text).toContain(`Together ${count(all)},`);
  });

  test("a band of a number", async () => {
    const of = await customers("seats_at_start");
    expect(examples[1]?.text).toContain(
      `${count(of["under 10"])} customers began with under 10 seats, ${count(of["10 to 49"])} with 10 to 49, ` +
        `${count(of["50 and more"])} with 50 and more.`,
    );
  });

  test("each is in every table that a page that cuts reads", async () => {
    const names = [...examples.map(({ name }) => name), "name_length"].sort();
    const list = names.map((name) => `'${name}'`).join(", ");
    // The ledger answers the pages with a period, and those of renewals, cohorts, survival, prospects and onboarding.
    for (const mart of ["ledger__cuts", "waterfall__by_cut", "health__by_cut", "nps__by_cut"]) {
      const rows = await rowsOf(`select distinct cut from ${mart} where cut in (${list}) order by cut`);
      expect(
        rows.map(({ cut }) => cut),
        mart,
      ).toEqual(names);
    }
  });

  test("a column that no layout maps", async () => {
    const of = Object.entries(await customers("in_crm_since")).filter(([, held]) => Number(held) > 0);
    const listed = of.map(([year, held]) => `${count(held)} since ${year}`);
    expect(examples[3]?.text).toContain(`December 2025: ${listed.join(", ")}.`);
  });

  test("in TypeScript", async () => {
    const of = await customers("name_length");
    expect(Object.keys(of).sort()).toEqual(["long", "short"]);
    expect(Number(of.long) + Number(of.short)).toBe(1609);
  });

  test("a label that changes, and the month it changes in", async () => {
    const labels = await rowsOf(`select strftime(from_month, '%Y-%m') as month, label from ledger__cuts
      where cut = 'products_held' and customer_id = '001Wt0000000LNEIA2'
        and (basis is null or basis = 'live') order by from_month nulls first`);
    expect(labels).toEqual([
      { month: null, label: "unassigned" },
      { month: "2022-04", label: "one product" },
      { month: "2023-04", label: "none" },
      { month: "2023-07", label: "one product" },
      { month: "2025-09", label: "two products" },
    ]);
    expect(examples[2]?.text).toContain(
      "one product from April 2022, none from April 2023, one from July 2023 and two from September 2025",
    );
  });
});

describe("docs/cli.md", () => {
  test("the rows of the sample's exports", () => {
    for (const { file, rows_in, accepted, quarantined, left_out } of read.sources) {
      const line = cli.split("\n").find((text) => text.startsWith(`${file}  `));
      expect(line?.split(/ {2,}/).slice(3)).toEqual([rows_in, accepted, quarantined, left_out].map(count));
    }
  });

  test("a mart as a table", async () => {
    const rows = await rowsOf(
      "select * from retention__by_month where report_month = '2025-12-01' and basis = 'live' order by all",
    );
    const head = Object.keys(rows[0] ?? {});
    const table = textTable(
      head,
      rows.map((row) => head.map((name) => row[name] ?? null)),
    );
    expect(cli).toContain(table);
  });

  test("a mart as CSV", async () => {
    const rows = await rowsOf(
      "select * from ledger__movements where customer_id = '001Wt0000000LNEIA2' and basis = 'live' order by all",
    );
    const lines = rows.map((row) =>
      Object.values(row)
        .map((value) => value ?? "")
        .join(","),
    );
    expect(cli).toContain([Object.keys(rows[0] ?? {}).join(","), ...lines].join("\n"));
  });

  test("the names of the marts", async () => {
    const marts = (await loadModels(connection)).filter(({ layer }) => layer === "marts");
    expect(cli).toContain(`${marts.map(({ name }) => name).join("\n")}\n`);
    for (const { name } of marts) expect(section(cli, "## Marts")).toContain(`| \`${name}\` |`);
  });
});

test("docs/architecture.md follows a number that is there", async () => {
  const lost = "report_month = '2025-12-01' and basis = 'live' and kind = 'churn'";
  const [sum] = await rowsOf(
    `select sum(amount_minor) as minor, count(*) as rows from ledger__movements where ${lost}`,
  );
  const [mart] = await rowsOf(
    "select churn_minor from waterfall__by_month where report_month = '2025-12-01' and basis = 'live'",
  );
  expect(sum?.minor).toBe(mart?.churn_minor);
  expect(architecture).toContain(`"churn_minor": ${mart?.churn_minor}`);
  expect(architecture).toContain(`gives ${sum?.rows} rows`);
  const [largest] = await rowsOf(
    `select * from ledger__movements where ${lost} order by amount_minor limit 1`,
  );
  const plain = architecture.replaceAll(/\s+/g, " ");
  expect(plain).toContain(
    `\`${largest?.customer_id}\`, ${largest?.amount_minor}, \`line_id\` \`${largest?.line_id}\`, ` +
      `occasion ${largest?.occasion}, reason ${largest?.reason}`,
  );
});
