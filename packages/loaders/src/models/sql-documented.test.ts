import { describe, expect, test } from "vitest";
import { fillTable } from "./fill-table.ts";
import { loadModels } from "./load-models.ts";
import { createReadTables } from "./read-tables.ts";
import { runModels } from "./run-models.ts";
import { seedTables } from "./seed-tables.ts";
import { parseSql } from "./tables-read.ts";
import { rowsOf, testDatabase } from "./test-database.ts";

const connection = await testDatabase();
const models = await loadModels(connection);
const inLayer = (...layers: string[]) => models.filter(({ layer }) => layers.includes(layer));

describe("every model says what a row is", () => {
  test.each(
    inLayer("staging", "ledger", "health", "service", "marts").map((model) => ({ file: model.file, model })),
  )("$file", ({ model }) => {
    expect(model.about, "a sentence").toMatch(/^[A-Z].*\.$/);
    expect(model.grain.length, "a grain").toBeGreaterThan(0);
    expect([...model.columns.keys()], "the grain's columns").toEqual(
      expect.arrayContaining([...model.grain]),
    );
    for (const [column, text] of model.columns) expect(text.trim(), column).not.toBe("");
  });
});

describe("a check says what it claims, and is named after a table it reads", () => {
  test.each(inLayer("checks").map((model) => ({ file: model.file, model })))("$file", ({ model }) => {
    expect(model.about).toMatch(/^[A-Z].*\.$/);
    expect(model.reads.filter((table) => model.name.startsWith(`${table}__`))).not.toEqual([]);
  });
});

test.each(inLayer("cuts").map((model) => ({ file: model.file, model })))(
  "a cut has a title and the question it answers: $file",
  ({ model }) => {
    expect(model.notes.get("title")).toMatch(/^[A-Z]/);
    expect(model.notes.get("question")).toMatch(/^[A-Z].*\?$/);
  },
);

describe("a mart ends in an order by that begins with its grain", () => {
  test.each(inLayer("marts").map((model) => ({ file: model.file, model })))("$file", async ({ model }) => {
    const tree = JSON.parse(JSON.stringify(await parseSql(connection, model.file, model.sql))) as {
      statements: {
        node: { modifiers: { type: string; orders?: { expression: { column_names?: string[] } }[] }[] };
      }[];
    };
    const order = tree.statements[0]?.node.modifiers.find(({ type }) => type === "ORDER_MODIFIER");
    const columns = order?.orders?.map(({ expression }) => expression.column_names?.at(-1)) ?? [];
    // A text of the grain may be ordered by its number, which is in the order of the text.
    const numbered = (name: string) => [name, name.replace(/_id$/, "_no"), `${name}_no`];
    const covers = model.grain.map((name) =>
      columns.some((column) => column && numbered(name).includes(column)),
    );
    expect(columns).toHaveLength(model.grain.length);
    expect(covers).toEqual(model.grain.map(() => true));
  });
});

describe("built from two lines", () => {
  test("tables of staging and ledger hold only types every engine has", async () => {
    await seedTables(connection, {
      currency: "USD",
      as_of: "2025-12-31",
      netting: "product",
      late_renewal_grace_days: 0,
      factors: { EUR: "1.1000000000" },
    });
    await createReadTables(connection);
    await fillTable(connection, "read_customers", [{ customer_id: "C" }]);
    const line = {
      customer_id: "C",
      product: "X",
      currency: "USD",
      signed_on: "2025-01-01",
      end_means: "term",
      quantity: "2",
      unit_monthly_minor: "50",
      monthly_minor: 100,
      annual_minor: 1200,
      is_recurring: true,
      is_trial: false,
    };
    await fillTable(connection, "read_contract_lines", [
      { ...line, line_id: "1", start_on: "2025-01-01", end_on: "2025-07-01" },
      { ...line, line_id: "2", start_on: "2025-07-01", end_on: null, renewal_of: "1" },
    ]);
    const travelling = inLayer("staging", "ledger").map((model) => model.name);
    await runModels(connection, models, { keep: travelling });
    const columns = await rowsOf(
      connection,
      "select table_name, column_name, data_type from duckdb_columns()",
    );
    const found = columns.filter((column) => travelling.includes(String(column.table_name)));
    expect(new Set(found.map((column) => column.table_name)).size).toBe(travelling.length);
    const accepted = new Set(
      inLayer("ledger").flatMap(({ checks }) =>
        checks.flatMap((check) => (check.claim === "accepted" ? [check.column] : [])),
      ),
    );
    const isKnown = (column: Record<string, unknown>) =>
      /^(INTEGER|BIGINT|DATE|VARCHAR|BOOLEAN|DECIMAL\(\d+,\d+\))$/.test(String(column.data_type)) ||
      // The name of the basis comes as an enum from a seed table; elsewhere it is a text.
      column.column_name === "basis" ||
      // A text whose values a header names is kept as a number, there and where it is read; the statements give texts.
      (accepted.has(String(column.column_name)) && /^ENUM\(/.test(String(column.data_type)));
    expect(found.filter((column) => !isKnown(column))).toEqual([]);
  });
});
