import { describe, expect, test } from "vitest";
import type { Model } from "./model.ts";
import { lastReaders, orderModels } from "./order-models.ts";

const model = (name: string, reads: string[], layer: Model["layer"] = "ledger"): Model => ({
  name,
  layer,
  file: `sql/${layer}/${name}.sql`,
  sql: "",
  about: "",
  grain: [],
  columns: new Map(),
  checks: [],
  notes: new Map(),
  reads,
});
const names = (models: readonly Model[]) => orderModels(models).map((each) => each.name);

describe("orderModels", () => {
  test.each([
    ["no models", [], []],
    ["the order given where nothing is read", [model("b", []), model("a", [])], ["b", "a"]],
    ["reads first", [model("a", ["c"]), model("b", []), model("c", ["b"])], ["b", "c", "a"]],
    [
      "a model read by two runs once",
      [model("a", ["b", "c"]), model("b", ["d"]), model("c", ["d"]), model("d", [])],
      ["d", "b", "c", "a"],
    ],
    [
      "a check right after the last of its tables",
      [model("a", []), model("b", []), model("c", []), model("b__holds", ["a", "b"], "checks")],
      ["a", "b", "b__holds", "c"],
    ],
    [
      "a mart as soon as its tables are there: it leaves none",
      [model("a", []), model("b", []), model("page__rows", ["a"], "marts"), model("c", ["a", "b"])],
      ["a", "page__rows", "b", "c"],
    ],
    [
      "of two, the one that is the last to read a table",
      [model("a", []), model("b", ["a"]), model("c", []), model("d", ["c"]), model("e", ["c", "b", "d"])],
      ["a", "b", "c", "d", "e"],
    ],
    [
      "the last to read two before the last to read one, whoever made them",
      [model("d", ["read_usage"]), model("e", ["read_tickets", "read_invoices"])],
      ["e", "d"],
    ],
    [
      "a check of tables that no model makes comes first",
      [model("a", []), model("calendar__holds", ["calendar"], "checks")],
      ["calendar__holds", "a"],
    ],
  ])("%s", (_, models, expected) => {
    expect(names(models)).toEqual(expected);
  });

  test("a circle is named from its first model back to it, without what only leads there", () => {
    const models = [model("way_in", ["a"]), model("a", ["b"]), model("b", ["c"]), model("c", ["a"])];
    expect(() => orderModels(models)).toThrow(
      "sql/ledger/a.sql: models read each other in a circle, got a -> b -> c -> a; take one of the reads out",
    );
  });

  test("a model whose import has its own name reads itself: a circle of one", () => {
    expect(() => orderModels([model("a", ["a"])])).toThrow("got a -> a; take one of the reads out");
  });
});

describe("lastReaders", () => {
  const ordered = [
    model("a", ["calendar"]),
    model("b", ["a"]),
    model("b__holds", ["a", "b"], "checks"),
    model("c", ["b"], "marts"),
  ];
  test("each table is dropped after the last that reads it, be it a check", () => {
    expect(lastReaders(ordered, new Set())).toEqual(
      new Map([
        ["a", ["calendar"]],
        ["b__holds", ["a"]],
        ["c", ["b"]],
      ]),
    );
  });
  test("tables to keep and tables nobody reads are not in it", () => {
    const drops = lastReaders(ordered, new Set(["calendar", "b"]));
    expect([...drops.values()].flat()).toEqual(["a"]);
  });
  test("several tables after one model, by name", () => {
    expect(lastReaders([model("x", ["b", "a"])], new Set())).toEqual(new Map([["x", ["a", "b"]]]));
  });
});
