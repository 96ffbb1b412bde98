import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { loadModels } from "./load-models.ts";
import { testDatabase } from "./test-database.ts";

const connection = await testDatabase();
const root = mkdtempSync(join(tmpdir(), "tideline-models-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const layer of [
    "sql/staging",
    "sql/ledger",
    "sql/marts",
    "sql/checks",
    "sql/health",
    "sql/service",
    "cuts",
    "health",
    "lists",
  ])
    mkdirSync(join(root, layer), { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
}

test("models come by layer and name, with header, reads and statement", async () => {
  write({
    "sql/marts/m.sql": "-- grain: i\r\n-- i  a number\r\nselect i from b order by i\r\n",
    "sql/ledger/b.sql": "select i from a;\n",
    "sql/ledger/notes.md": "no model",
    "sql/staging/a.sql": "select 1 as i",
    "cuts/c.sql": "-- title: C\nselect 'x' as customer_id, null as from_month, 'y' as label",
  });
  const models = await loadModels(connection, root);
  expect(models.map((model) => [model.layer, model.name, model.file, model.reads])).toEqual([
    ["staging", "a", join("sql", "staging", "a.sql"), []],
    ["ledger", "b", join("sql", "ledger", "b.sql"), ["a"]],
    ["marts", "m", join("sql", "marts", "m.sql"), ["b"]],
    ["cuts", "c", join("cuts", "c.sql"), []],
  ]);
  expect([...(models[2]?.columns ?? [])]).toEqual([["i", "a number"]]);
  expect(models[3]?.notes.get("title")).toBe("C");
});

describe("a statement can be put into brackets", () => {
  test.each([
    ["a semicolon at the end", "select 1 as i;\n"],
    ["a comment at the end", "select 1 as i -- one"],
    ["both", "select 1 as i; -- one\n"],
  ])("%s", async (_, sql) => {
    write({ "sql/staging/a.sql": sql });
    const [model] = await loadModels(connection, root);
    const reader = await connection.runAndReadAll(`select * from (${model?.sql})`);
    expect(reader.getRowsJson()).toEqual([[1]]);
  });
});

test("a file that does not parse stops with its name", async () => {
  write({ "sql/ledger/broken.sql": "select from where" });
  await expect(loadModels(connection, root)).rejects.toThrow(
    `${join("sql", "ledger", "broken.sql")} line 1: the SQL does not parse`,
  );
});

test("a cut that reads what is made of cuts is wrong, and says where", async () => {
  rmSync(root, { recursive: true });
  write({
    "sql/ledger/labels_of.sql": "select label from cut_rows",
    "sql/marts/of_labels.sql": "select label from labels_of",
    "cuts/c.sql": "-- title: C\nselect 'x' as customer_id,\n  label\nfrom of_labels",
  });
  const cut = (await loadModels(connection, root)).find(({ layer }) => layer === "cuts");
  expect([cut?.reads, cut?.fault?.message]).toEqual([
    [],
    "cuts/c.sql line 4: a cut cannot read what is made of cuts, got of_labels; read what it is made of",
  ]);
});

test.each(["lists", "health"])("a file of %s that goes by the clock stops the build", async (folder) => {
  const path = `${folder}/by_the_clock.sql`;
  write({ [path]: "-- title: T\nselect 'x' as customer_id,\n  today() as since_on" });
  await expect(loadModels(connection, root)).rejects.toThrow(
    `${path} line 3: the same exports would not give the same rows again, got today; use what the exports say, and company.as_of for the day`,
  );
  rmSync(join(root, path));
});
