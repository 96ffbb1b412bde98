import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normalQuantile } from "../statistics/normal-quantile.ts";
import { slowLogRank, slowSurvival } from "../testing/slow-survival.ts";
import { aml, gehan, lung, ovarian, printedTimes } from "../testing/survival-data.ts";
import { kaplanMeier, type SurvivalCurve, type SurvivalStep } from "./kaplan-meier.ts";
import { logRank } from "./log-rank.ts";
import { numbersAtRisk } from "./numbers-at-risk.ts";
import type { Observation } from "./observation.ts";
import { survivalAt } from "./survival-at.ts";

const all = (observations: readonly Observation[]) => observations.map((one) => ({ ...one, group: null }));
const curve = (curves: readonly SurvivalCurve[], group: string | null) =>
  curves.find((own) => own.group === group) as SurvivalCurve;
const median = ({ median: { time, lower, upper } }: SurvivalCurve) => [time, lower, upper];

/** As R's summary(survfit(...)) prints a row: event times only, four significant digits at most. */
function printed(curves: readonly SurvivalCurve[], group: string): string[] {
  const text = (value: number | null, digits: number) => (value === null ? "NA" : value.toFixed(digits));
  return curve(curves, group)
    .steps.filter(({ events }) => events > 0)
    .map(
      ({ time, atRisk, events, survival, standardError, lower, upper }) =>
        `${time} ${atRisk} ${events} ${survival.toFixed(4)} ${text(standardError, 4)} ${text(lower, 4)} ${text(upper, 3)}`,
    );
}

describe("aml, as R prints it: summary(survfit(Surv(time, status) ~ x, aml)), whose interval is log", () => {
  const curves = kaplanMeier(aml, { interval: "log" });

  test("Maintained", () => {
    expect(printed(curves, "Maintained")).toEqual([
      "9 11 1 0.9091 0.0867 0.7541 1.000",
      "13 10 1 0.8182 0.1163 0.6192 1.000",
      "18 8 1 0.7159 0.1397 0.4884 1.000",
      "23 7 1 0.6136 0.1526 0.3769 0.999",
      "31 5 1 0.4909 0.1642 0.2549 0.946",
      "34 4 1 0.3682 0.1627 0.1549 0.875",
      "48 2 1 0.1841 0.1535 0.0359 0.944",
    ]);
  });

  test("Nonmaintained: at the last step survival is 0, and R prints NaN NA NA", () => {
    expect(printed(curves, "Nonmaintained")).toEqual([
      "5 12 2 0.8333 0.1076 0.6470 1.000",
      "8 10 2 0.6667 0.1361 0.4468 0.995",
      "12 8 1 0.5833 0.1423 0.3616 0.941",
      "23 6 1 0.4861 0.1481 0.2675 0.883",
      "27 5 1 0.3889 0.1470 0.1854 0.816",
      "30 4 1 0.2917 0.1387 0.1148 0.741",
      "33 3 1 0.1944 0.1219 0.0569 0.664",
      "43 2 1 0.0972 0.0919 0.0153 0.620",
      "45 1 1 0.0000 NA NA NA",
    ]);
  });

  test("times at which observations were only censored are steps too, as in R's survfit object", () => {
    expect(curve(curves, "Maintained").steps.map(({ time, censored }) => [time, censored])).toEqual([
      [9, 0],
      [13, 1],
      [18, 0],
      [23, 0],
      [28, 1],
      [31, 0],
      [34, 0],
      [45, 1],
      [48, 0],
      [161, 1],
    ]);
  });
});

// n, events, median and its limits as print(survfit(..., data)) gives them with R's default interval, log.
test.each<[string, readonly Observation[], string | null, (number | null)[]]>([
  ["aml, maintained", aml, "Maintained", [11, 7, 31, 18, null]],
  ["aml, not maintained", aml, "Nonmaintained", [12, 11, 23, 8, null]],
  ["lung", all(lung), null, [228, 165, 310, 285, 363]],
  ["lung, sex=1", lung, "men", [138, 112, 270, 212, 310]],
  ["lung, sex=2", lung, "women", [90, 53, 426, 348, 550]],
  ["ovarian", all(ovarian), null, [26, 12, 638, 464, null]],
  ["ovarian, rx=1", ovarian, "rx=1", [13, 7, 638, 268, null]],
  ["ovarian, rx=2", ovarian, "rx=2", [13, 5, null, 475, null]],
  ["gehan, 6-MP", gehan, "6-MP", [21, 9, 23, 16, null]],
  ["gehan, control", gehan, "control", [21, 21, 8, 4, 12]],
])("print(survfit): %s", (_case, data, group, expected) => {
  const own = curve(kaplanMeier(data, { interval: "log" }), group);
  expect([own.observations, own.events, ...median(own)]).toEqual(expected);
});

// R's survdiff: chi-square, p, observed and expected of the first group, to the digits printed.
test.each<[string, readonly Observation[], [string, string, number, string]]>([
  ["aml: Chisq 3.4, p 0.07, in full 3.396389 and 0.065339", aml, ["3.396389", "0.065339", 7, "10.69"]],
  ["lung by sex: Chisq 10.3, p 0.00131116", lung, ["10.326742", "0.001311", 112, "91.58"]],
  ["ovarian by rx: Chisq 1.1, p 0.3", ovarian, ["1.062740", "0.302591", 7, "5.23"]],
  ["gehan by treatment: Chisq 16.8, p 4e-05", gehan, ["16.792941", "0.000042", 9, "19.25"]],
])("survdiff: %s", (_case, data, [chiSquare, p, observed, expected]) => {
  const result = logRank(data);
  expect(result.chiSquare?.toFixed(6)).toBe(chiSquare);
  expect(result.p?.toFixed(6)).toBe(p);
  expect(result.degreesOfFreedom).toBe(1);
  expect(result.groups[0]?.observed).toBe(observed);
  expect(result.groups[0]?.expected.toFixed(2)).toBe(expected);
});

describe("delayed entry: R's coxph(Surv(entry, time, status) ~ group, ties = 'exact')$score", () => {
  test("aml with entries at 6: 3.365711 (survival 3.5.8)", () => {
    const entries = [6, 6, 6, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 6, 6, 6, 6];
    const data = aml.map((one, i) => ({ ...one, entry: i === 13 || i === 14 ? 6 : entries[i] }));
    expect(logRank(data).chiSquare?.toFixed(6)).toBe("3.365711");
  });

  test("30 untied observations: 0.698339098460187", () => {
    const numbers = (text: string) => text.split(" ").map(Number);
    const entry = numbers(
      "0.336 1.615 0.77 0.655 1.204 1.209 0.249 0.589 1.155 1.262 1.024 1.01 1.068 1.114 1.736 1.659 0.223 1.407 1.795 0.559 0.456 0.031 0.258 0.187 0.474 1.582 1.199 1.82 1.121 1.511",
    );
    const duration = numbers(
      "0.941 2.801 1.644 1.527 1.274 3.256 0.659 1.162 2.04 1.403 1.709 1.774 2.719 3.849 2.211 2.26 0.99 1.734 2.532 1.191 1.878 0.564 0.714 0.726 0.515 2.725 2.479 2.34 1.382 1.868",
    );
    const isCensored = new Set([9, 10, 14, 18, 19]);
    const data = duration.map((time, i) => ({
      duration: time,
      entry: entry[i],
      event: !isCensored.has(i),
      group: i % 2 === 0 ? "odd" : "even",
    }));
    expect(logRank(data).chiSquare).toBeCloseTo(0.698339098460187, 12);
  });
});

const randomObservation = fc
  .record({
    duration: fc.nat({ max: 12 }),
    event: fc.boolean(),
    group: fc.constantFrom("a", "b", "c"),
    entered: fc.nat({ max: 11 }),
    isLate: fc.boolean(),
  })
  .map(({ entered, isLate, ...one }) =>
    isLate && entered > 0 && entered < one.duration ? { ...one, entry: entered } : one,
  );
const randomObservations = fc.array(randomObservation, { minLength: 1, maxLength: 40 });

describe("against exact fractions, to 1e-9 and better", () => {
  test("survival, Greenwood and the three intervals", () => {
    let zeros = 0;
    fc.assert(
      fc.property(
        randomObservations,
        fc.constantFrom("log-log" as const, "log" as const, "plain" as const),
        fc.constantFrom(0.5, 0.9, 0.95, 0.99),
        (data, interval, level) => {
          const z = normalQuantile(0.5 + level / 2);
          const [own] = kaplanMeier(all(data), { interval, level }) as [SurvivalCurve];
          const expected = slowSurvival(data);
          expect(own.steps.map(({ time, atRisk, events }) => [time, atRisk, events])).toEqual(
            expected.map(({ time, atRisk, events }) => [time, atRisk, events]),
          );
          for (const [i, { survival, variance }] of expected.entries()) {
            const step = own.steps[i] as SurvivalStep;
            const s = survival.toNumber();
            expect(step.survival).toBeCloseTo(s, 12);
            if (variance === null) {
              zeros += 1;
              expect([step.standardError, step.lower, step.upper]).toEqual([null, null, null]);
              continue;
            }
            const se = Math.sqrt(variance.toNumber());
            expect(step.standardError).toBeCloseTo(s * se, 12);
            const theta = Math.exp((z * se) / Math.log(s));
            const limits = {
              plain: [Math.max(0, s - z * s * se), Math.min(1, s + z * s * se)],
              log: [s / Math.exp(z * se), Math.min(1, s * Math.exp(z * se))],
              "log-log": s === 1 ? [null, null] : [s ** (1 / theta), s ** theta],
            }[interval];
            for (const [k, limit] of limits.entries())
              if (limit === null) expect([step.lower, step.upper][k]).toBeNull();
              else expect([step.lower, step.upper][k]).toBeCloseTo(limit, 9);
          }
        },
      ),
      { seed: 20260131, numRuns: 300 },
    );
    expect(zeros).toBeGreaterThan(50);
  });

  test("log-rank of two and three groups, with and without delayed entry", () => {
    const seen = { tested: 0, three: 0 };
    fc.assert(
      fc.property(randomObservations, (data) => {
        const result = logRank(data);
        const expected = slowLogRank(data);
        for (const [i, { expected: own }] of result.groups.entries())
          expect(own).toBeCloseTo(expected.expected[i]?.toNumber() ?? Number.NaN, 9);
        if (expected.chiSquare === null || result.groups.length === 1) return;
        seen.tested += 1;
        if (result.groups.length === 3) seen.three += 1;
        expect(result.degreesOfFreedom).toBe(result.groups.length - 1);
        const exact = expected.chiSquare.toNumber();
        expect(Math.abs((result.chiSquare ?? Number.NaN) - exact)).toBeLessThan(1e-9 * Math.max(1, exact));
      }),
      { seed: 20260131, numRuns: 300 },
    );
    expect(seen.tested).toBeGreaterThan(150);
    expect(seen.three).toBeGreaterThan(100);
  });
});

describe("numbers at risk", () => {
  test("lung by sex every 250 days, the risk table of survminer's ggsurvplot", () => {
    expect(numbersAtRisk(lung, [0, 250, 500, 750, 1000])).toEqual([
      { group: "men", atRisk: [138, 62, 20, 7, 2] },
      { group: "women", atRisk: [90, 53, 21, 3, 0] },
    ]);
  });

  test("of random observations: those with entry < time <= duration, in the order asked for", () => {
    fc.assert(
      fc.property(randomObservations, fc.array(fc.nat({ max: 14 }), { maxLength: 6 }), (data, times) => {
        const expected = times.map(
          (time) =>
            data.filter((one) => one.duration >= time && (!("entry" in one) || one.entry < time)).length,
        );
        expect(numbersAtRisk(all(data), times)[0]?.atRisk).toEqual(expected);
      }),
      { seed: 20260131, numRuns: 100 },
    );
  });

  test("nobody, and no time", () => {
    expect(numbersAtRisk([], [1])).toEqual([]);
    expect(() => numbersAtRisk(aml, [-1])).toThrow(
      "numbersAtRisk: not a time, got -1; give finite numbers from 0",
    );
  });
});

describe("laws", () => {
  test("the order of observations, and the unit of time, change nothing", () => {
    fc.assert(
      fc.property(randomObservations, (data) => {
        const turned = [...data].reverse();
        expect(kaplanMeier(turned)).toEqual(kaplanMeier(data));
        expect(logRank(turned)).toEqual(logRank(data));
        const longer = data.map((one) => ({
          ...one,
          duration: one.duration * 4,
          ...("entry" in one ? { entry: (one.entry ?? 0) * 4 } : {}),
        }));
        const times = kaplanMeier(data).flatMap((own) => own.steps.map(({ time }) => time * 4));
        expect(kaplanMeier(longer).flatMap((own) => own.steps.map(({ time }) => time))).toEqual(times);
        expect(logRank(longer).chiSquare).toEqual(logRank(data).chiSquare);
      }),
      { seed: 20260131, numRuns: 100 },
    );
  });

  test("survival falls, its limits hold it, and without censoring it is the share still there", () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 20 }), { minLength: 1 }), (durations) => {
        const [own] = kaplanMeier(durations.map((duration) => ({ duration, event: true }))) as [
          SurvivalCurve,
        ];
        for (const { time, survival, lower, upper } of own.steps) {
          expect(survival).toBeCloseTo(durations.filter((d) => d > time).length / durations.length, 12);
          expect(lower ?? 0).toBeLessThanOrEqual(survival);
          expect(upper ?? 1).toBeGreaterThanOrEqual(survival);
        }
      }),
      { seed: 20260131, numRuns: 100 },
    );
  });

  test("observed and expected events add up to the same", () => {
    const { groups } = logRank(lung);
    const sum = (of: "observed" | "expected") => groups.reduce((total, group) => total + group[of], 0);
    expect(sum("expected")).toBeCloseTo(sum("observed"), 9);
  });
});

describe("edges", () => {
  test("no observations: no curves, nothing to compare", () => {
    expect(kaplanMeier([])).toEqual([]);
    expect(logRank([])).toEqual({ chiSquare: null, degreesOfFreedom: 0, p: null, groups: [] });
  });

  // R's rule: where S is exactly 0.5 until another event, the middle; else the first time at or below it.
  test.each<[string, string, number | null]>([
    ["four events: the middle of the second and third", "2 4 8 9", 6],
    ["two events: the middle", "3 7", 5],
    ["six events: 5/6 x 4/5 x 3/4, a half up to binary dust", "1 2 3 7 8 9", 5],
    ["0.5 until the end: its first time, no other event ends it", "2 4 8+ 9+", 4],
    ["a censoring in the middle does not end it", "2 4 6+ 8", 6],
    ["never down to 0.5", "2 5+ 6+ 7+", null],
    ["one event", "4", 4],
    ["all at once", "4 4 4", 4],
  ])("median: %s", (_case, text, expected) => {
    const [own] = kaplanMeier(printedTimes(text)) as [SurvivalCurve];
    const half = own.steps.find(({ survival }) => survival < 0.5 + 1e-9);
    expect(own.median.time).toBe(expected);
    expect(half === undefined).toBe(expected === null);
  });

  test("events at a tie come before censorings: the censored are at risk", () => {
    const [own] = kaplanMeier(printedTimes("5 5+ 5+ 9")) as [SurvivalCurve];
    expect(own.steps[0]).toMatchObject({ time: 5, atRisk: 4, events: 1, censored: 2, survival: 0.75 });
    expect(own.steps[1]).toMatchObject({ time: 9, atRisk: 1, survival: 0 });
  });

  test("durations of 0: an event is a drop at 0, a censoring leaves the rest at risk", () => {
    const [own] = kaplanMeier(printedTimes("0 0+ 3 4+")) as [SurvivalCurve];
    expect(own.steps.map(({ time, atRisk, survival }) => [time, atRisk, survival])).toEqual([
      [0, 4, 0.75],
      [3, 2, 0.375],
      [4, 1, 0.375],
    ]);
  });

  test("delayed entry: at risk after the entry, not at it; an entry of 0 is none", () => {
    const data: Observation[] = [
      { duration: 3, event: true },
      { duration: 5, event: true, entry: 0 },
      { duration: 9, event: true, entry: 3 },
      { duration: 9, event: 0, entry: 4 },
    ];
    const [own] = kaplanMeier(data) as [SurvivalCurve];
    expect(own.steps.map(({ time, atRisk, survival }) => [time, atRisk, survival])).toEqual([
      [3, 2, 0.5],
      [5, 3, 0.5 * (2 / 3)],
      [9, 2, 0.5 * (2 / 3) * 0.5],
    ]);
  });

  test("observations that are counted give what they give one by one", () => {
    fc.assert(
      fc.property(
        randomObservations,
        fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1 }),
        (data, counts) => {
          const countOf = (i: number) => counts[i % counts.length] as number;
          const counted = data.map((one, i) => ({ ...one, count: countOf(i) }));
          const repeated = data.flatMap((one, i) => Array.from({ length: countOf(i) }, () => one));
          expect(kaplanMeier(counted)).toEqual(kaplanMeier(repeated));
          expect(logRank(counted)).toEqual(logRank(repeated));
          expect(numbersAtRisk(counted, [0, 3, 7])).toEqual(numbersAtRisk(repeated, [0, 3, 7]));
        },
      ),
      { seed: 5, numRuns: 100 },
    );
  });

  test("survival at a time is that after it, and unknown past the last observation", () => {
    const [own] = kaplanMeier(printedTimes("2 5+ 6 9+")) as [SurvivalCurve];
    expect([0, 2, 5.5, 6, 9, 9.1].map((time) => survivalAt(own, time)?.survival ?? null)).toEqual([
      1,
      0.75,
      0.75,
      0.375,
      0.375,
      null,
    ]);
    expect(survivalAt(own, 6)).toMatchObject({ lower: own.steps[2]?.lower, upper: own.steps[2]?.upper });
    const [gone] = kaplanMeier(printedTimes("2 6")) as [SurvivalCurve];
    expect(survivalAt(gone, 30), "nobody is left to be followed").toEqual({
      survival: 0,
      lower: null,
      upper: null,
    });
  });

  test("before any event log-log has no interval, log and plain are 1 to 1, as in R", () => {
    const first = (interval: "log-log" | "log" | "plain") =>
      kaplanMeier(printedTimes("2+ 5 6"), { interval })[0]?.steps[0];
    expect(first("log-log")).toMatchObject({ survival: 1, standardError: 0, lower: null, upper: null });
    expect(first("log")).toMatchObject({ lower: 1, upper: 1 });
    expect(first("plain")).toMatchObject({ lower: 1, upper: 1 });
  });

  test("groups never at risk of an event are left out of the degrees of freedom", () => {
    const data = [...printedTimes("5 6 7 8", "b"), ...printedTimes("4 6 9", "c"), ...printedTimes("1+", "a")];
    const without = data.filter(({ group }) => group !== "a");
    const [three, two] = [logRank(data), logRank(without)];
    expect(three.degreesOfFreedom).toBe(1);
    expect(three.chiSquare).toBeCloseTo(two.chiSquare ?? Number.NaN, 12);
    expect(three.groups[0]).toEqual({ group: "a", observations: 1, observed: 0, expected: 0 });
  });

  test.each<[string, Observation[]]>([
    ["one group", printedTimes("1 2 3", "a")],
    ["no event", [...printedTimes("1+ 2+", "a"), ...printedTimes("1+", "b")]],
    [
      "never at risk together",
      [...printedTimes("1 2", "a"), { duration: 9, event: 1, entry: 5, group: "b" }],
    ],
  ])("nothing to compare: %s", (_case, data) => {
    expect(logRank(data)).toMatchObject({ chiSquare: null, degreesOfFreedom: 0, p: null });
  });

  test.each<[Partial<Record<keyof Observation, unknown>>, string]>([
    [{ duration: -1 }, "observation 1 has no duration, got -1; give a finite number from 0"],
    [{ duration: Number.NaN }, "observation 1 has no duration, got NaN; give a finite number from 0"],
    [{ event: 2 }, "observation 1 has no event, got 2; give true (it happened) or false (censored)"],
    [{ event: undefined }, "observation 1 has no event, got undefined; give true"],
    [{ count: 0.5 }, "observation 1 has no count, got 0.5; give a whole number from 1, or leave it out"],
    [{ entry: -2 }, "observation 1 has no entry, got -2; give a finite number from 0"],
    [
      { entry: 4 },
      "observation 1 has an entry that is not before its end, got 4; leave it out, it was never at risk before 4",
    ],
  ])("refuses %o", (fault, message) => {
    const data = [{ duration: 1, event: true }, { duration: 4, event: true, ...fault } as Observation];
    expect(() => kaplanMeier(data)).toThrow(`kaplanMeier: ${message}`);
    expect(() => logRank(data)).toThrow(`logRank: ${message}`);
  });

  test("refuses unknown options", () => {
    expect(() => kaplanMeier([], { level: 1 })).toThrow(
      "kaplanMeier: not a level between 0 and 1, got 1; give for example 0.95",
    );
    expect(() => kaplanMeier([], { interval: "cosine" as "log" })).toThrow(
      'kaplanMeier: unknown interval, got "cosine"; use one of log-log, log, plain',
    );
  });
});
