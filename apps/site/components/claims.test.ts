import { describe, expect, test } from "vitest";
import { growthCase, labelRange, namedAndLargest, spreadCase, topGain } from "./claims.ts";

test.each([
  [0, 0, "gone"],
  [1, 1, "unchanged"],
  [1.2, 1, "only growth"],
  [0.8, 0.8, "only loss"],
  [1.08, 0.9, "more"],
  [0.95, 0.9, "less"],
  [1, 0.9, "alike"],
  [1.0004, 0.9, "alike"],
  [1.0008, 0.9, "more"],
] as const)("NRR %s and GRR %s: %s", (nrr, grr, expected) => {
  expect(growthCase(nrr, grr)).toBe(expected);
});

test.each([
  [0, "agree"],
  [0.0004, "agree"],
  [0.0006, "near"],
  [0.019, "near"],
  [0.1, "far"],
  [3.527, "far"],
] as const)("methods %s apart: %s", (spread, expected) => expect(spreadCase(spread)).toBe(expected));

describe("what brought most", () => {
  const row = { new_minor: 0, reactivation_minor: 0, add_on_minor: 0, upgrade_minor: 0 };

  test("nothing, where nothing was won", () => expect(topGain(row)).toBeNull());

  test.each([
    [{ new_minor: 5 }, ["new business"], 5, true],
    [{ upgrade_minor: 5 }, ["add-on and upgrade"], 5, true],
    [{ new_minor: 5, add_on_minor: 3, upgrade_minor: 4 }, ["add-on and upgrade"], 7, false],
    [{ new_minor: 5, add_on_minor: 2, upgrade_minor: 3 }, ["new business", "add-on and upgrade"], 5, false],
    [{ new_minor: 5, reactivation_minor: 6, upgrade_minor: 1 }, ["reactivation"], 6, false],
  ] as const)("%j", (gains, names, amount_minor, isAll) => {
    expect(topGain({ ...row, ...gains })).toEqual({ names, amount_minor, isAll });
  });
});

describe("a range over labels", () => {
  const of = (label: string, rate: number | null, customers: number | null = 50) => ({
    label,
    rate,
    customers,
  });

  test.each([
    ["no label", []],
    ["one label", [of("a", 1)]],
    ["one with a rate", [of("a", 1), of("b", null)]],
    ["the same rate", [of("a", 1), of("b", 1.0001)]],
    ["few customers", [of("a", 1), of("b", 2, 19), of("c", 3, null)]],
  ])("%s is none", (_name, labels) => expect(labelRange(labels, 20)).toBeNull());

  test("leaves out labels of few customers", () => {
    expect(labelRange([of("a", 0.9), of("b", 1.1), of("tiny", 7, 3), of("c", 1)], 20)).toEqual({
      lowest: "a",
      highest: "b",
      rated: 3,
    });
  });
});

test.each([
  ["the named in place of the smallest of the largest", ["e", "b"], 3, ["a", "b", "e"]],
  ["none named", [], 2, ["a", "b"]],
  ["fewer than there may be", ["c"], 9, ["a", "b", "c", "d", "e"]],
])("what is drawn of many: %s", (_case, named, most, drawn) =>
  expect(namedAndLargest(["a", "b", "c", "d", "e"], named, most)).toEqual(drawn),
);
