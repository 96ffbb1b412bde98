import { describe, expect, test } from "vitest";
import { rocAuc } from "../statistics/roc-auc.ts";
import { aucInterval, type PlacedPairs } from "./auc-interval.ts";
import { aucOfPairs } from "./auc-of-pairs.ts";
import { expectedLoss } from "./expected-loss.ts";
import { forecastError, forecastSkill } from "./forecast-skill.ts";
import { leadTime, neverRedShare } from "./lead-time.ts";

/** What the mart counts, from how many lost and kept have each score. */
function pairsOf(scores: readonly { score: number; lost: number; kept: number }[]): PlacedPairs {
  const sum = (of: (one: (typeof scores)[number]) => number) => scores.reduce((all, one) => all + of(one), 0);
  const [lost, kept] = [sum((one) => one.lost), sum((one) => one.kept)];
  const above = (score: number) =>
    sum((one) => (one.score > score ? 2 * one.kept : one.score === score ? one.kept : 0));
  const below = (score: number) =>
    sum((one) => (one.score < score ? 2 * one.lost : one.score === score ? one.lost : 0));
  const square = (part: number, whole: number) => Math.round(1e6 * (part / whole) ** 2);
  return {
    decisions: lost + kept,
    lost,
    twice_right: sum((one) => one.lost * above(one.score)),
    lost_squares_micros: sum((one) => one.lost * square(above(one.score), 2 * kept)),
    kept_squares_micros: sum((one) => one.kept * square(below(one.score), 2 * lost)),
  };
}

/** Hanley and McNeil (1982), table I: ratings of 51 abnormal and 58 normal images, 5 is definitely abnormal. */
const ratings = [
  { score: -1, kept: 33, lost: 3 },
  { score: -2, kept: 6, lost: 2 },
  { score: -3, kept: 6, lost: 2 },
  { score: -4, kept: 11, lost: 11 },
  { score: -5, kept: 2, lost: 33 },
];

describe("the interval of the area under the curve", () => {
  test("of the ratings of Hanley and McNeil is that of Stata's roctab (0.8932, 0.0307, 0.83295 to 0.95339)", () => {
    const pairs = pairsOf(ratings);
    const found = aucInterval(pairs);
    expect(aucOfPairs(pairs)).toBeCloseTo(0.8932, 4);
    expect(found?.standardError).toBeCloseTo(0.0307, 4);
    expect(found?.lower).toBeCloseTo(0.83295, 4);
    expect(found?.upper).toBeCloseTo(0.95339, 4);
  });
  test("its area is that of the single cases", () => {
    const cases = ratings.flatMap(({ score, lost, kept }) => [
      ...Array.from({ length: lost }, () => ({ score: -score, happened: true })),
      ...Array.from({ length: kept }, () => ({ score: -score, happened: false })),
    ]);
    expect(aucOfPairs(pairsOf(ratings))).toBe(rocAuc(cases));
  });
  test.each([
    [
      "one lost",
      [
        { score: 1, lost: 1, kept: 9 },
        { score: 2, lost: 0, kept: 4 },
      ],
    ],
    [
      "one kept",
      [
        { score: 1, lost: 9, kept: 0 },
        { score: 2, lost: 3, kept: 1 },
      ],
    ],
    [
      "a perfect order",
      [
        { score: 1, lost: 9, kept: 0 },
        { score: 2, lost: 0, kept: 9 },
      ],
    ],
    ["nobody", []],
  ])("%s has none", (_name, scores) => {
    expect(aucInterval(pairsOf(scores))).toBeNull();
  });
  test("a level that is none is refused", () => {
    expect(() => aucInterval(pairsOf(ratings), { level: 95 })).toThrow(
      "aucInterval: not a level between 0 and 1, got 95; give for example 0.95",
    );
  });
});

test.each([
  ["an even number takes the mean of the middle two", [10, 20, 30, 40], 25],
  ["order does not matter", [40, 10, 30], 30],
  ["none", [], null],
] as const)("the middle lead time: %s", (_name, days, expected) => {
  expect(leadTime(days.map((lead_days) => ({ lead_days, lost: 1 })))).toBe(expected);
});

test("without a loss nothing is said of warnings, forecasts or money", () => {
  expect(neverRedShare([])).toBeNull();
  expect(leadTime([{ lead_days: null, lost: 3 }])).toBeNull();
  const none = { decisions: 0, squared_error_micros: 0, base_squared_error_micros: 0 };
  expect([forecastError(none), forecastSkill(none)]).toEqual([null, null]);
  expect(expectedLoss([], [])).toEqual({
    expected_minor: null,
    worst_minor: null,
    best_minor: null,
    rated_minor: 0,
    unrated_minor: 0,
  });
});

test("open amounts take the rate of their band and horizon, and none where fewer than 20 were decided", () => {
  const past = [
    { horizon_days: 90, band: "red", decisions: 40, lost: 10 },
    { horizon_days: 90, band: "green", decisions: 200, lost: 10 },
    { horizon_days: 30, band: "red", decisions: 19, lost: 19 },
  ];
  const found = expectedLoss(
    [
      { horizon_days: 90, band: "red", open_due_minor: 1_000 },
      { horizon_days: 90, band: "green", open_due_minor: 10_000 },
      { horizon_days: 30, band: "red", open_due_minor: 70 },
      { horizon_days: null, band: "green", open_due_minor: 5 },
    ],
    past,
  );
  expect([found.expected_minor, found.rated_minor, found.unrated_minor]).toEqual([-750, 11_000, 75]);
  // Wilson, 95 %: 10 of 40 is 14.19 to 40.19 %, 10 of 200 is 2.74 to 8.96 % (R: prop.test(..., correct = FALSE)).
  expect([found.best_minor, found.worst_minor]).toEqual([-416, -1_298]);
});
