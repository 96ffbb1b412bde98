import { describe, expect, test } from "vitest";
import {
  lossWords,
  lostCustomers,
  movedRate,
  reasonVerdict,
  sizeVerdict,
  topLabels,
} from "./churn-verdicts.ts";

const none = {
  opening_minor: 0,
  opening_logos: 0,
  churn_minor: 0,
  contraction_minor: 0,
  churned_logos: 0,
  archived_in_logos: 0,
};

test.each([
  ["nobody", [none], { left: 0, archived: 0 }],
  ["some left", [{ churned_logos: -3, archived_in_logos: 0 }], { left: 3, archived: 0 }],
  ["one of them archived", [{ churned_logos: -54, archived_in_logos: 1 }], { left: 53, archived: 1 }],
  ["archived, but not by leaving", [{ churned_logos: 0, archived_in_logos: 2 }], { left: 0, archived: 0 }],
  ["no month", [], { left: 0, archived: 0 }],
])("lost customers: %s", (_case, rows, expected) => expect(lostCustomers(rows)).toEqual(expected));

const lost = { ...none, opening_minor: 100, opening_logos: 30, churn_minor: -10, churned_logos: -2 };

test.each([
  [
    "some left, one archived, some cut",
    { ...lost, churned_logos: -54, archived_in_logos: 1, contraction_minor: -5 },
    "[left] customers left and [archived] keeps only an archive, against [opening] at the start. Churn took [churn] a month and contraction [contraction]: [rate] of the opening MRR went.",
  ],
  [
    "one left",
    { ...lost, churned_logos: -1 },
    "[left] customer left, against [opening] at the start. Churn took [churn] a month and contraction nothing: [rate] of the opening MRR went.",
  ],
  [
    "only archived",
    { ...lost, archived_in_logos: 2, churn_minor: 0, contraction_minor: -4 },
    "[archived] customers keep only an archive, against [opening] at the start. Churn took nothing and contraction [contraction] a month: [rate] of the opening MRR went.",
  ],
  [
    "nothing lost",
    { ...lost, churned_logos: 0, churn_minor: 0 },
    "no customer was lost, against [opening] at the start. No MRR was lost.",
  ],
  [
    "the first period, or all gone before",
    none,
    "no customer was lost: none paid at the start. No MRR was lost.",
  ],
  [
    "won and lost in the first period",
    { ...none, churned_logos: -2, churn_minor: -10 },
    "[left] customers left, none of whom paid at the start. Churn took [churn] a month and contraction nothing.",
  ],
])("what a period lost: %s", (_case, row, expected) => {
  const words = lossWords(row).map((word) => (typeof word === "string" ? word : `[${word.slot}]`));
  expect(words.join("")).toBe(expected);
});

describe("size of the customers who left", () => {
  const year = (change: Partial<typeof none>) => [
    { ...none, opening_minor: 100_000, opening_logos: 100 },
    { ...none, opening_minor: 100_000, opening_logos: 100, ...change },
  ];

  test.each([
    ["nobody left, many cut", { contraction_minor: -50_000 }, "nobody"],
    ["nothing at all", {}, "nobody"],
    ["one left, and he was large", { churned_logos: -1, churn_minor: -50_000 }, "few"],
    ["19 left, 1 archived", { churned_logos: -20, archived_in_logos: 1, churn_minor: -1 }, "few"],
    ["only an archived customer's fee", { churn_minor: -10 }, "few"],
    ["half the mean", { churned_logos: -20, churn_minor: -10_000 }, "smaller"],
    ["the mean", { churned_logos: -20, churn_minor: -20_000 }, "alike"],
    ["a tenth less", { churned_logos: -20, churn_minor: -18_000 }, "alike"],
    ["twice the mean", { churned_logos: -20, churn_minor: -40_000 }, "larger"],
    ["all left", { churned_logos: -100, churn_minor: -100_000 }, "alike"],
    [
      "archived customers are not of the divisor",
      { churned_logos: -40, archived_in_logos: 20, churn_minor: -20_000 },
      "alike",
    ],
    [
      "cuts are not of the dividend",
      { churned_logos: -20, churn_minor: -10_000, contraction_minor: -90_000 },
      "smaller",
    ],
  ])("%s", (_case, change, kind) => expect(sizeVerdict(year(change)).kind).toBe(kind));

  test("tells both amounts", () =>
    expect(sizeVerdict(year({ churned_logos: -20, churn_minor: -10_000 }))).toEqual({
      kind: "smaller",
      lost_minor: 500,
      mean_minor: 1000,
    }));

  test("without a customer there is no mean", () =>
    expect(sizeVerdict([{ ...none, churned_logos: -30, churn_minor: -30 }]).kind).toBe("few"));
});

describe("labels with the highest rate", () => {
  const row = (label: string, rate: number | null, customers = 20, moved_rate = 0) => ({
    label,
    rate,
    customers,
    moved_rate,
  });

  test.each([
    ["no label", [], []],
    ["one label", [row("Only", 0.2)], []],
    ["the higher", [row("a", 0.1), row("b", 0.2)], ["b"]],
    ["above 100 %", [row("a", 0.1), row("b", 1.29)], ["b"]],
    ["nothing lost", [row("a", 0), row("b", 0)], []],
    ["all lost", [row("a", 1), row("b", 1)], []],
    ["two equal of three", [row("a", 0.2), row("b", 0.2), row("c", 0.1)], ["a", "b"]],
    ["no rate", [row("a", null), row("b", 0.2)], []],
    ["few customers", [row("a", 0.9, 19), row("b", 0.2), row("c", 0.1)], ["b"]],
    ["others came", [row("First year", 0.9, 300, 0.8), row("b", 0.2)], []],
  ])("%s", (_case, rows, expected) => expect(topLabels(rows, 20)).toEqual(expected));
});

test.each([
  ["no month", [], 0],
  ["without a cut", [{ opening_minor: 100 }], 0],
  [
    "both directions count",
    [
      { opening_minor: 100, moved_minor: 10 },
      { opening_minor: 900, moved_minor: -10 },
    ],
    0.2,
  ],
  ["nothing moved, nothing there", [{ opening_minor: 0, moved_minor: 0 }], 0],
  ["all came since", [{ opening_minor: 0, moved_minor: 5 }], Number.POSITIVE_INFINITY],
])("moved: %s", (_case, rows, expected) => expect(movedRate(rows)).toBe(expected));

test.each([
  ["nothing lost", [], { kind: "nothing", top: [], isUnknownLargest: false }],
  ["no reason given", [[null, -5]], { kind: "unknown", top: [], unknown_share: 1 }],
  ["one reason", [["price", -5]], { kind: "only", top: ["price"], share: 1, unknown_share: 0 }],
  [
    "most, by amount",
    [
      ["acquired", -60],
      ["price", -30],
      [null, -10],
    ],
    { kind: "most", top: ["acquired"], share: 0.6, unknown_share: 0.1, isUnknownLargest: false },
  ],
  [
    "unknown is largest",
    [
      ["unknown", -50],
      ["price", -40],
      [null, -10],
    ],
    { kind: "most", top: ["price"], share: 0.4, unknown_share: 0.6, isUnknownLargest: true },
  ],
  [
    "equal",
    [
      ["price", -50],
      ["acquired", -50],
    ],
    { kind: "most", top: ["price", "acquired"], share: 0.5 },
  ],
] as [string, [string | null, number][], object][])("reasons: %s", (_case, rows, expected) =>
  expect(reasonVerdict(rows.map(([reason, amount_minor]) => ({ reason, amount_minor })))).toMatchObject(
    expected,
  ),
);
