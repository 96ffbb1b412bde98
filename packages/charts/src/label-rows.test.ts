import { expect, test } from "vitest";
import { type LabelRow, labelSentence, labelValue, nameOf, rankLabels } from "./label-rows.ts";

const rows: LabelRow[] = [
  { label: "Unassigned", value: 0.9, customers: 40 },
  { label: "b", value: 0.1, customers: 30 },
  { label: "none yet", value: null, customers: 0 },
  { label: "a", value: 0.1, customers: 12 },
  { label: "c", value: -0.2, customers: 25 },
];
const labels = (ranked: LabelRow[]) => ranked.map(({ label }) => label);

test.each([
  ["descending" as const, ["a", "b", "c", "none yet", "Unassigned"]],
  ["ascending" as const, ["c", "a", "b", "none yet", "Unassigned"]],
  ["given" as const, ["b", "a", "c", "none yet", "Unassigned"]],
])("ranks %s, unknown values and the unassigned last", (order, expected) => {
  expect(labels(rankLabels(rows, { order }))).toEqual(expected);
});

test("the company says which labels mean none", () => {
  expect(labels(rankLabels(rows, { unassigned: ["A"] })).at(-1)).toBe("a");
});

test("a label is spoken with its customers, and that they are few", () => {
  expect(labelSentence({ label: "", value: 0.1, customers: 1 }, "rate", 20)).toBe(
    "(no label): 10.0 %, 1 customer, few",
  );
  const money = { kind: "money", currency: "USD", exponent: 2 } as const;
  expect(labelSentence({ label: "North", value: 120_050, customers: 20 }, money, 20)).toBe(
    "North: $1,200.50, 20 customers",
  );
  expect(labelValue(Number.NaN, "rate")).toBe("n/a");
  expect(nameOf("  ")).toBe("(no label)");
});

test.each([
  [4_890_000, "$48.9k"],
  [1_800_000, "$18.0k"],
  [960_000, "$9.60k"],
  [-100_000, "−$1.00k"],
  [16_800_000, "$168k"],
  [300_000_000, "$3.00M"],
  [94_000, "$940"],
  [945, "$9.45"],
  [0, "$0"],
  [100_000_000_000_000, "$1,000B"],
])("%d cents beside a bar are %s", (minor, text) =>
  expect(labelValue(minor, { kind: "money", currency: "USD", exponent: 2 })).toBe(text),
);

test("yen beside a bar", () =>
  expect(labelValue(18_000, { kind: "money", currency: "JPY", exponent: 0 })).toBe("¥18.0k"));
