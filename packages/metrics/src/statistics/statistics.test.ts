import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { brierScore } from "./brier-score.ts";
import { chiSquareTail } from "./chi-square-tail.ts";
import { erfc } from "./erfc.ts";
import { normalQuantile } from "./normal-quantile.ts";
import { rocAuc } from "./roc-auc.ts";
import { wilsonInterval } from "./wilson-interval.ts";

const relative = (value: number, expected: number) => Math.abs(value / expected - 1);

test.each<[number, number]>([
  [0.5, 0.4795001221869535],
  [1, 0.15729920705028513],
  [2, 0.004677734981047266],
  [5, 1.5374597944280349e-12],
])("erfc(%s) is that of C's math library", (x, expected) => {
  expect(relative(erfc(x), expected)).toBeLessThan(1e-13);
});

test("erfc goes over from series to continued fraction without a step", () => {
  expect(relative(erfc(1.5 - 1e-12), erfc(1.5))).toBeLessThan(1e-11);
});

describe("normal quantile", () => {
  test.each<[number, number]>([
    [0.975, 1.959963984540054],
    [0.95, 1.6448536269514722],
    [0.995, 2.5758293035489004],
    [0.5, 0],
    [0.025, -1.959963984540054],
    [1e-10, -6.361340902404056],
  ])("R's qnorm(%s)", (probability, expected) => {
    expect(normalQuantile(probability)).toBeCloseTo(expected, 12);
  });

  test.each([0, 1, -0.1, Number.NaN])("refuses %s", (value) => {
    expect(() => normalQuantile(value)).toThrow(
      `normalQuantile: not a probability between 0 and 1, got ${value}; give for example 0.975`,
    );
  });
});

describe("chi-square tail", () => {
  test.each<[string, number, number, number]>([
    ["the 5 % point, 1 df (tables; R qchisq)", 3.841458820694124, 1, 0.05],
    ["the 5 % point, 2 df: -2 ln 0.05", -2 * Math.log(0.05), 2, 0.05],
    ["the 5 % point, 3 df", 7.814727903251179, 3, 0.05],
    ["the 1 % point, 10 df", 23.209251158954356, 10, 0.01],
    ["the 5 % point, 100 df", 124.34211340400407, 100, 0.05],
    ["4 df by its closed form, exp(-x/2) (1 + x/2)", 6, 4, Math.exp(-3) * 4],
    ["far out, 2 df: exp(-x/2), where 1 - cdf would be 0", 200, 2, Math.exp(-100)],
    ["nothing", 0, 3, 1],
    ["infinite", Number.POSITIVE_INFINITY, 3, 0],
  ])("%s", (_case, statistic, df, expected) => {
    const value = chiSquareTail(statistic, df);
    if (expected === 0) expect(value).toBe(0);
    else expect(relative(value, expected)).toBeLessThan(1e-12);
  });

  test("1 df is the square of a normal", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 0.99, noNaN: true }), (p) => {
        expect(relative(chiSquareTail(normalQuantile(p / 2) ** 2, 1), p)).toBeLessThan(1e-11);
      }),
      { seed: 20260131, numRuns: 200 },
    );
  });

  test.each<[number, number, string]>([
    [-1, 1, "chiSquareTail: not a statistic, got -1; give a number from 0"],
    [Number.NaN, 1, "chiSquareTail: not a statistic, got NaN; give a number from 0"],
    [1, 0, "chiSquareTail: not degrees of freedom, got 0; give a whole number from 1"],
    [1, 1.5, "chiSquareTail: not degrees of freedom, got 1.5; give a whole number from 1"],
  ])("refuses %s with %s degrees of freedom", (statistic, df, message) => {
    expect(() => chiSquareTail(statistic, df)).toThrow(message);
  });
});

describe("Wilson interval", () => {
  // Newcombe (1998), Statistics in Medicine 17, 857-872, table I: method 3, score without continuity correction.
  test.each<[number, number, string, string]>([
    [81, 263, "0.2553", "0.3662"],
    [15, 148, "0.0624", "0.1605"],
    [0, 20, "0.0000", "0.1611"],
    [1, 29, "0.0061", "0.1718"],
  ])("%s of %s (Newcombe 1998, table I)", (successes, trials, lower, upper) => {
    const interval = wilsonInterval(successes, trials);
    expect([interval?.lower.toFixed(4), interval?.upper.toFixed(4)]).toEqual([lower, upper]);
    expect(interval?.share).toBe(successes / trials);
  });

  test("its limits are the shares at which the score test is just at the level", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.nat({ max: 500 }),
        fc.double({ min: 0.5, max: 0.999, noNaN: true }),
        (trials, drawn, level) => {
          const successes = drawn % (trials + 1);
          const interval = wilsonInterval(successes, trials, { level });
          const z = normalQuantile(0.5 + level / 2);
          for (const limit of [interval?.lower ?? 0, interval?.upper ?? 1]) {
            if (limit === 0 || limit === 1) continue;
            const score = (successes / trials - limit) / Math.sqrt((limit * (1 - limit)) / trials);
            expect(Math.abs(score)).toBeCloseTo(z, 6);
          }
        },
      ),
      { seed: 20260131, numRuns: 200 },
    );
  });

  test("no trials: null", () => {
    expect(wilsonInterval(0, 0)).toBeNull();
  });

  test.each<[number, number, number, string]>([
    [3, 2, 0.95, "wilsonInterval: not counts, got 3 of 2; give whole numbers, 0 <= successes <= trials"],
    [0.5, 2, 0.95, "wilsonInterval: not counts, got 0.5 of 2"],
    [1, 2, 1, "wilsonInterval: not a level between 0 and 1, got 1; give for example 0.95"],
  ])("refuses %s of %s at level %s", (successes, trials, level, message) => {
    expect(() => wilsonInterval(successes, trials, { level })).toThrow(message);
  });
});

describe("area under the ROC curve", () => {
  test("109 CT images rated 1 to 5, many ties: 0.893 (Hanley and McNeil 1982, table I)", () => {
    const normal = [33, 6, 6, 11, 2];
    const abnormal = [3, 2, 2, 11, 33];
    const cases = (counts: number[], happened: boolean) =>
      counts.flatMap((count, i) => Array.from({ length: count }, () => ({ score: i + 1, happened })));
    const area = rocAuc([...cases(normal, false), ...cases(abnormal, true)]);
    expect(area?.toFixed(3)).toBe("0.893");
  });

  test("is the share of pairs in the right order, ties half", () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ score: fc.integer({ min: 0, max: 5 }), happened: fc.boolean() })),
        (cases) => {
          const yes = cases.filter(({ happened }) => happened);
          const no = cases.filter(({ happened }) => !happened);
          const wins = yes.flatMap((a) => no.map((b) => (Math.sign(a.score - b.score) + 1) / 2));
          const share = wins.reduce((sum, win) => sum + win, 0) / wins.length;
          if (wins.length === 0) expect(rocAuc(cases)).toBeNull();
          else expect(rocAuc(cases)).toBeCloseTo(share, 12);
        },
      ),
      { seed: 20260131, numRuns: 200 },
    );
  });

  test("all scores equal: a coin", () => {
    const cases = [true, false, false].map((happened) => ({ score: 7, happened }));
    expect(rocAuc(cases)).toBe(0.5);
  });

  test("refuses a score that is no number", () => {
    expect(() => rocAuc([{ score: Number.NaN, happened: true }])).toThrow(
      "rocAuc: a score is no number, got NaN; leave cases without a score out",
    );
  });
});

describe("Brier score", () => {
  test("the example of scikit-learn's brier_score_loss: 0.0375", () => {
    const forecasts = [
      { probability: 0.1, happened: false },
      { probability: 0.9, happened: true },
      { probability: 0.8, happened: true },
      { probability: 0.3, happened: false },
    ];
    expect(brierScore(forecasts)).toBeCloseTo(0.0375, 12);
  });

  test("50 % for everyone is 0.25, always right is 0, always wrong is 1, none is null", () => {
    const both = [true, false];
    expect(brierScore(both.map((happened) => ({ probability: 0.5, happened })))).toBe(0.25);
    expect(brierScore(both.map((happened) => ({ probability: Number(happened), happened })))).toBe(0);
    expect(brierScore(both.map((happened) => ({ probability: Number(!happened), happened })))).toBe(1);
    expect(brierScore([])).toBeNull();
  });

  test("refuses what is no probability", () => {
    expect(() => brierScore([{ probability: 1.1, happened: true }])).toThrow(
      "brierScore: not a probability, got 1.1; give 0 to 1",
    );
  });
});
