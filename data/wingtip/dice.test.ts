import { describe, expect, test } from "vitest";
import { divide, listMinor, STARTER } from "./catalogue.ts";
import { dice } from "./dice.ts";

const throws = (stream: number) => {
  const die = dice(stream);
  return Array.from({ length: 200 }, () => die.int(1, 1000));
};

describe("dice", () => {
  test("a stream always throws the same, and another stream something else", () => {
    expect(throws(7)).toEqual(throws(7));
    expect(throws(7)).not.toEqual(throws(8));
  });

  test("neighbouring streams share nothing: their first throws spread over the range", () => {
    const firsts = Array.from({ length: 1_000 }, (_, stream) => dice(stream).int(1, 10));
    for (let face = 1; face <= 10; face++) {
      const count = firsts.filter((one) => one === face).length;
      expect(count).toBeGreaterThan(60);
      expect(count).toBeLessThan(140);
    }
  });

  test("weights are kept, and a weight of 0 never comes", () => {
    const die = dice(1);
    const drawn = Array.from({ length: 1_000 }, () =>
      die.weighted([
        ["a", 75],
        ["b", 25],
        ["c", 0],
      ]),
    );
    const share = drawn.filter((one) => one === "a").length / 1_000;
    expect(share).toBeGreaterThan(0.7);
    expect(share).toBeLessThan(0.8);
    expect(drawn).not.toContain("c");
  });

  test("shuffling loses nothing", () => {
    const items = Array.from({ length: 50 }, (_, index) => index);
    const shuffled = dice(2).shuffled(items);
    expect(shuffled).not.toEqual(items);
    expect([...shuffled].sort((a, b) => a - b)).toEqual(items);
  });

  test("drawing from nothing says so", () => {
    expect(() => dice(3).pick([])).toThrow("dice: nothing to draw from, got 0 items");
  });
});

describe("prices", () => {
  test.each([
    [5, 2, 3],
    [-5, 2, -3],
    [7, 3, 2],
    [8, 3, 3],
    [0, 9, 0],
  ])("%i / %i is %i, rounded half away from zero", (a, b, quotient) => {
    expect(divide(a, b)).toBe(quotient);
  });

  test("a local list is the USD list in whole units, then split into periods", () => {
    expect(listMinor(STARTER, 2021, "USD", "annual")).toBe(46_800);
    expect(listMinor(STARTER, 2021, "EUR", "annual")).toBe(43_100);
    expect(listMinor(STARTER, 2025, "GBP", "monthly")).toBe(3_517);
  });
});
