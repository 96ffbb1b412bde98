import { scaleLinear } from "d3";
import { expect, test } from "vitest";
import { type LabelLayout, textAt } from "./label-bar.ts";
import { textWidth } from "./text-width.ts";

const layout: LabelLayout = {
  rowHeight: 22,
  isStacked: false,
  barTop: 4,
  nameWidth: 90,
  left: 100,
  right: 300,
  countTitle: "customers",
};
const style = { layout, unit: "rate" as const, x: scaleLinear([0, 0.2], [100, 300]) };
const stacked = {
  ...style,
  layout: { ...layout, rowHeight: 36, isStacked: true, barTop: 17, nameWidth: 280 },
};
const row = (value: number | null, label = "Retail") => ({ label, value, customers: 30 });
const value = textWidth("13.5 %");

test.each([
  ["the value just left of the rule", row(0.135), 235 + 5 + value / 2, style, [[54, 72]]],
  ["a value far to the left", row(0.02), 238, style, []],
  ["a bar that reaches past the rule", row(0.2), 238, style, []],
  ["a rule before the value begins", row(0.135), 236, style, []],
  ["n/a stands at the axis", row(null), 110, style, [[54, 72]]],
  ["a short name over its bar", row(0.02), 238, stacked, []],
  ["a long name over its bar", row(0.02, "Professional services and consulting"), 190, stacked, [[50, 67]]],
  [
    "a long name and a value",
    row(0.02, "Professional services and consulting"),
    120 + 5 + value / 3,
    stacked,
    [[50, 86]],
  ],
] as const)("the rule stops at texts: %s", (_case, one, x, place, expected) =>
  expect(textAt(one, x, 50, place)).toEqual(expected),
);
