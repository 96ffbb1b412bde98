import { expect, test } from "vitest";
import { ranked } from "./outcome-traits.ts";

const label = (name: string, kept: number, left: number) => ({ label: name, kept, left });
const trait = (labels: ReturnType<typeof label>[]) => ({ cut: "size", title: "Size", labels, test: null });
const names = (labels: ReturnType<typeof label>[]) => ranked(trait(labels)).map((one) => one.label);

test.each([
  ["labels of twenty or more, the best first", [label("a", 10, 10), label("b", 18, 2)], ["b", "a"]],
  ["not those of fewer", [label("a", 10, 10), label("b", 18, 2), label("c", 3, 0)], ["b", "a"]],
  ["none where fewer than two are left", [label("a", 10, 10), label("c", 3, 0)], []],
  ["nor who has no label", [label("a", 10, 10), label("unassigned", 20, 0)], []],
])("best and worst are told of %s", (_, labels, expected) => {
  expect(names(labels)).toEqual(expected);
});
