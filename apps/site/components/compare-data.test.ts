import { expect, test } from "vitest";
import { type ComparedLabel, claimable, whyNoneLeads } from "./compare-data.ts";

const label = (name: string, customers: number, value: number | null = 0.9) =>
  ({ label: name, measured: { value }, customers, isFew: customers < 20 }) as ComparedLabel;

test.each<[string, ComparedLabel[], string[], string | null]>([
  ["two of enough", [label("A", 20), label("B", 3), label("C", 30)], ["A", "C"], null],
  ["few only", [label("A", 19), label("B", 3)], [], "no label has 20 customers, so none leads"],
  ["one of enough", [label("A", 5), label("B", 20)], ["B"], "only one label has 20 customers, so none leads"],
  ["one of one", [label("A", 20)], ["A"], null],
  ["enough, but n/a", [label("A", 20, null), label("unassigned", 40)], [], null],
])("a claim rests on labels of 20 customers or more: %s", (_name, labels, names, why) => {
  expect(claimable({ labels }).map((one) => one.label)).toEqual(names);
  expect(whyNoneLeads({ labels }, "label")).toBe(why);
});
