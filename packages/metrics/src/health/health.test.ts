import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aucOfPairs } from "./auc-of-pairs.ts";
import { finalHealth, healthBand } from "./health-band.ts";
import { healthContributions } from "./health-contributions.ts";
import { healthMigration } from "./health-migration.ts";
import { type HealthWeights, healthScore } from "./health-score.ts";
import { type HealthPoint, pointScore } from "./point-score.ts";

const runs = { seed: 20261122, numRuns: 300 };

const bands = [
  { band: "red", above: 0, up_to: 50 },
  { band: "yellow", above: 50, up_to: 70 },
  { band: "green", above: 70, up_to: 100 },
];

describe("points", () => {
  const points: HealthPoint[] = [
    [0, 70],
    [2, 100],
    [7, 30],
  ];
  test.each([
    [-5, 70],
    [0, 70],
    [1, 85],
    [2, 100],
    [4.5, 65],
    [7, 30],
    [99, 30],
  ])("silence and flood are both bad: %s gives %s", (value, score) => {
    expect(pointScore(value, points)).toBe(score);
  });
  test.each([
    [Number.NaN, points, "pointScore: not a value, got NaN; leave inputs without a value out"],
    [1, [], "pointScore: not scoring points, got []; give values that rise, with scores from 0 to 100"],
    [
      1,
      [
        [1, 0],
        [1, 9],
      ],
      "pointScore: not scoring points, got [1,9]; give values that rise, with scores from 0 to 100",
    ],
    [
      1,
      [
        [1, 0],
        [2, 101],
      ],
      "pointScore: not scoring points, got [2,101]; give values that rise, with scores from 0 to 100",
    ],
  ] as const)("%s of %j is refused", (value, given, message) => {
    expect(() => pointScore(value, given)).toThrow(message);
  });
});

describe("bands are (lo, hi], the lowest closed at 0", () => {
  test.each([
    [0, "red"],
    [50, "red"],
    [50.000000000001, "yellow"],
    [70, "yellow"],
    [70.000000000001, "green"],
    [100, "green"],
    [null, "unscored"],
  ])("%s is %s", (score, band) => {
    expect(healthBand(score, bands)).toBe(band);
  });
  test("a score in no band is refused", () => {
    expect(() => healthBand(100.5, bands)).toThrow("healthBand: no band holds this score, got 100.5");
  });
  test("three inputs of 70 weigh 70, whatever the weights: the border is not crossed by rounding", () => {
    const inputs = ["a", "b", "c"].map((input, at) => ({
      input,
      group: input,
      weight: 1,
      points: [
        [0, 0],
        [100, 100],
      ] as HealthPoint[],
      at,
    }));
    const { score } = healthScore({ a: 70, b: 70, c: 70 }, { inputs, groups: { a: 10, b: 20, c: 70 } });
    expect(score).toBe(70);
    expect(healthBand(score, bands)).toBe("yellow");
  });
});

describe("exceptions, floor and overrides come after weighting", () => {
  const urgent = { name: "Urgent", input: "days", above: 10, at_most: "yellow" };
  const silent = { name: "Silent", input: "logins", below: 1, at_most: "red" };
  const options = { floor: 0.4, bands, exceptions: [urgent, silent] };
  test.each([
    ["at the limit nothing holds", { days: 10, logins: 1 }, { score: 88, band: "green", exception: null }],
    [
      "above it the score is the band's border",
      { days: 11 },
      { score: 70, band: "yellow", exception: "Urgent" },
    ],
    ["of two the lower counts", { days: 11, logins: 0 }, { score: 50, band: "red", exception: "Silent" }],
    ["a missing value holds nothing", { days: null }, { score: 88, band: "green", exception: null }],
  ] as const)("%s", (_, values, expected) => {
    expect(finalHealth({ score: 88, coverage: 1 }, { ...options, values })).toEqual(expected);
  });
  test("a score already lower is not raised", () => {
    const low = finalHealth({ score: 20, coverage: 1 }, { ...options, values: { days: 11 } });
    expect(low).toEqual({ score: 20, band: "red", exception: null });
  });
  test("coverage at the floor is scored, under it unscored", () => {
    expect(finalHealth({ score: 60, coverage: 0.4 }, options).band).toBe("yellow");
    expect(finalHealth({ score: 60, coverage: 0.399 }, options)).toEqual({
      score: null,
      band: "unscored",
      exception: null,
    });
  });
  test("an override replaces all, an unscored customer too", () => {
    expect(finalHealth({ score: null, coverage: 0 }, { ...options, override: 30 }).band).toBe("red");
  });
  test("an unknown band is refused", () => {
    const exceptions = [{ ...urgent, at_most: "amber" }];
    expect(() => finalHealth({ score: 1, coverage: 1 }, { ...options, exceptions })).toThrow(
      'finalHealth: no such band, got "amber"; use one of red, yellow, green',
    );
  });
});

const names = ["a", "b", "c", "d", "e", "f"];
const aPoints = fc
  .uniqueArray(fc.integer({ min: -20, max: 20 }), { minLength: 2, maxLength: 5 })
  .chain((values) =>
    fc
      .array(fc.integer({ min: 0, max: 100 }), { minLength: values.length, maxLength: values.length })
      .map((scores) =>
        values.sort((x, y) => x - y).map((value, at): HealthPoint => [value, scores[at] ?? 0]),
      ),
  );
const aConfiguration: fc.Arbitrary<HealthWeights> = fc
  .record({
    members: fc.tuple(
      ...names.map(() =>
        fc.record({
          group: fc.constantFrom("x", "y", "z"),
          weight: fc.integer({ min: 0, max: 90 }),
          points: aPoints,
        }),
      ),
    ),
    groups: fc.record({
      x: fc.integer({ min: 0, max: 90 }),
      y: fc.integer({ min: 0, max: 90 }),
      z: fc.integer({ min: 1, max: 90 }),
    }),
  })
  .map(({ members, groups }) => ({
    groups,
    inputs: members.map((member, at) => ({ ...member, input: names[at] ?? "" })),
  }));
const someValues = fc.record(
  Object.fromEntries(names.map((name) => [name, fc.option(fc.double({ min: -30, max: 30, noNaN: true }))])),
);

describe("laws of the score", () => {
  test("0 to 100, coverage 0 to 1, shares that add up to 1, and null only without any value", () => {
    fc.assert(
      fc.property(aConfiguration, someValues, (configuration, values) => {
        const { score, coverage, parts } = healthScore(values, configuration);
        expect(score === null).toBe(parts.length === 0);
        if (score !== null) expect(score >= 0 && score <= 100).toBe(true);
        expect(coverage >= 0 && coverage <= 1).toBe(true);
        if (parts.length > 0) expect(parts.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
      }),
      runs,
    );
  });
  test("leaving an input out never divides by zero, and never raises coverage", () => {
    fc.assert(
      fc.property(aConfiguration, someValues, fc.constantFrom(...names), (configuration, values, name) => {
        const all = healthScore(values, configuration);
        const fewer = healthScore({ ...values, [name]: null }, configuration);
        expect(Number.isNaN(fewer.score)).toBe(false);
        expect(fewer.coverage).toBeLessThanOrEqual(all.coverage + 1e-12);
      }),
      runs,
    );
  });
  test("weights scale freely", () => {
    fc.assert(
      fc.property(
        aConfiguration,
        someValues,
        fc.double({ min: 0.01, max: 50, noNaN: true }),
        (given, values, by) => {
          const scaled = {
            groups: Object.fromEntries(
              Object.entries(given.groups).map(([group, weight]) => [group, weight * by]),
            ),
            inputs: given.inputs.map((input) => ({ ...input, weight: input.weight * by })),
          };
          const [one, other] = [healthScore(values, given), healthScore(values, scaled)];
          expect(other.coverage).toBeCloseTo(one.coverage, 9);
          if (one.score === null) expect(other.score).toBeNull();
          else expect(other.score).toBeCloseTo(one.score, 9);
        },
      ),
      runs,
    );
  });
  test("the order of inputs changes nothing, to the last digit", () => {
    fc.assert(
      fc.property(aConfiguration, someValues, (given, values) => {
        const turned = { ...given, inputs: [...given.inputs].reverse() };
        expect(healthScore(values, turned)).toEqual(healthScore(values, given));
      }),
      runs,
    );
  });
  test("contributions add up to the change, to a billionth", () => {
    fc.assert(
      fc.property(aConfiguration, someValues, someValues, (configuration, past, present) => {
        const [then, now] = [healthScore(past, configuration), healthScore(present, configuration)];
        const parts = healthContributions(then, now);
        if (then.score === null || now.score === null) {
          expect(parts).toEqual([]);
          return;
        }
        const total = parts.reduce((sum, { contribution }) => sum + contribution, 0);
        expect(Math.abs(total - (now.score - then.score))).toBeLessThan(1e-9);
      }),
      runs,
    );
  });
});

test("an input that goes missing contributes what it held up, not its whole score", () => {
  const input = (name: string) => ({
    input: name,
    group: name,
    weight: 1,
    points: [
      [0, 0],
      [100, 100],
    ] as HealthPoint[],
  });
  const weights = { groups: { a: 50, b: 50 }, inputs: [input("a"), input("b")] };
  const [then, now] = [healthScore({ a: 90, b: 50 }, weights), healthScore({ a: null, b: 50 }, weights)];
  expect([then.score, now.score]).toEqual([70, 50]);
  expect(healthContributions(then, now)).toEqual([
    { input: "a", contribution: -15 },
    { input: "b", contribution: -5 },
  ]);
});

test("migration foots to the bands then and now, in customers and money", () => {
  const aDay = fc.uniqueArray(
    fc.record({
      customer: fc.constantFrom("A", "B", "C", "D", "E", "F", "G"),
      band: fc.constantFrom("red", "green", "unscored"),
      balance: fc.integer({ min: 1, max: 1000 }),
    }),
    { selector: ({ customer }) => customer },
  );
  fc.assert(
    fc.property(aDay, aDay, (then, now) => {
      const moves = healthMigration(then, now);
      const sumOf = (rows: readonly { customers: number; money: number }[]) => [
        rows.reduce((sum, row) => sum + row.customers, 0),
        rows.reduce((sum, row) => sum + row.money, 0),
      ];
      const held = (day: typeof then, band: string) =>
        sumOf(
          day.filter((one) => one.band === band).map(({ balance }) => ({ customers: 1, money: balance })),
        );
      for (const band of ["red", "green", "unscored"]) {
        const from = moves.filter((move) => move.from === band);
        const to = moves.filter((move) => move.to === band);
        expect(sumOf(from.map(({ customers, opening: money }) => ({ customers, money })))).toEqual(
          held(then, band),
        );
        expect(sumOf(to.map(({ customers, closing: money }) => ({ customers, money })))).toEqual(
          held(now, band),
        );
      }
    }),
    runs,
  );
});

test("no pairs, no area", () => {
  expect(aucOfPairs({ decisions: 3, lost: 0, twice_right: 0 })).toBeNull();
});
