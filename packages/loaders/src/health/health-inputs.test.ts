import { describe, expect, test } from "vitest";
import { factTables } from "../models/fact-tables.ts";
import { invoiceTables } from "../models/invoice-tables.ts";
import { loadModels } from "../models/load-models.ts";
import { testDatabase } from "../models/test-database.ts";
import { HEALTH_GROUPS, healthInputs, parseHealthInput } from "./health-inputs.ts";

const header = (changes: Readonly<Record<string, string | null>> = {}) =>
  Object.entries({
    title: "Logins",
    group: "adoption",
    direction: "higher",
    unit: "times",
    valid_days: "0",
    needs: "usage",
    points: "0:0, 10:100",
    weight: "50",
    ...changes,
  })
    .flatMap(([key, value]) => (value === null ? [] : `-- ${key}: ${value}\n`))
    .join("");

test("a header is read", () => {
  expect(parseHealthInput("health/logins.sql", `${header({ tells: "present" })}select 1`)).toEqual({
    name: "logins",
    title: "Logins",
    group: "adoption",
    direction: "higher",
    unit: "times",
    validDays: 0,
    needs: ["usage"],
    tellsPresent: true,
    points: [
      [0, 0],
      [10, 100],
    ],
    weight: 50,
  });
});

describe("a header that cannot be read names file and line", () => {
  test.each([
    [{ title: null }, 'title is not a text, got "nothing"'],
    [{ group: "fun" }, `group is not one of ${HEALTH_GROUPS.join(", ")}, got "fun"`],
    [{ direction: "up" }, 'direction is not one of higher, lower, middle, got "up"'],
    [{ valid_days: "long" }, 'valid_days is not a number from 0, got "long"'],
    [{ weight: null }, 'weight is not a number from 0, got "nothing"'],
    [{ points: "0:0, 10:101" }, 'points is not value:score, ..., got "0:0, 10:101"'],
    [{ points: "5:0, 5:10" }, 'points is not two points or more with values that rise, got "5:0, 5:10"'],
    [{ points: null }, 'points is not two points or more with values that rise, got "nothing"'],
    [{ tells: "past" }, 'tells is not one of present, got "past"'],
  ])("%j", (changes, message) => {
    expect(() => parseHealthInput("health/logins.sql", `${header(changes)}select 1`)).toThrow(
      `health/logins.sql: the header's ${message}; write a line`,
    );
  });
});

describe("the inputs there are", () => {
  const inputs = healthInputs();
  test("every group has one, and the weights of a group add up to 100", () => {
    for (const group of HEALTH_GROUPS) {
      const weights = inputs.filter((input) => input.group === group && !input.tellsPresent);
      expect([group, weights.reduce((sum, { weight }) => sum + weight, 0)]).toEqual([group, 100]);
    }
  });
  test("each needs the exports its SQL reads, itself or through what it reads", async () => {
    const models = await loadModels(await testDatabase());
    const byName = new Map(models.map((model) => [model.name, model]));
    const facts = new Set([...Object.keys(factTables), ...Object.keys(invoiceTables)]);
    const readBy = (name: string): string[] => {
      if (facts.has(name)) return [name.replace(/^read_/, "")];
      // Everything is of a customer with a balance in a month: what that takes is no need of an input's own.
      if (["health_customers", "health_months"].includes(name)) return [];
      return (
        (byName.get(name)?.layer === "health" ? byName.get(name)?.reads : undefined)?.flatMap(readBy) ?? []
      );
    };
    for (const { name, needs } of inputs) {
      const model = models.find((one) => one.layer === "inputs" && one.name === name);
      const read = [...new Set(model?.reads.flatMap(readBy))].sort();
      expect([name, [...needs].sort()]).toEqual([name, read]);
    }
  });
  test("a column that only tells the present is read by inputs that say so alone", async () => {
    const models = await loadModels(await testDatabase());
    const present = models.filter(({ layer, sql }) => layer === "inputs" && /ticket\.priority/.test(sql));
    expect(present.map(({ name }) => name)).toEqual(
      inputs.filter(({ tellsPresent }) => tellsPresent).map(({ name }) => name),
    );
  });
});
