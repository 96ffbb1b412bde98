import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadModels } from "../models/load-models.ts";
import { testDatabase } from "../models/test-database.ts";

test("no table made for a file hides a model's, which a later change of models would read", async () => {
  const models = new Set((await loadModels(await testDatabase())).map(({ name }) => name));
  const sources = readdirSync(import.meta.dirname).filter((name) => /^(?!.*\.test\.ts).*\.ts$/.test(name));
  const made = sources.flatMap((name) =>
    [...readFileSync(join(import.meta.dirname, name), "utf8").matchAll(/temp table (\w+) as/g)].map(
      ([, table]) => `${name}: ${table}`,
    ),
  );
  expect(made.length).toBeGreaterThan(10);
  expect(made.filter((one) => models.has(one.replace(/^.*: /, "")))).toEqual([]);
});
