import { describe, expect, test } from "vitest";
import { arr, at, mean, months, movements, paying } from "./sample.ts";

const all = months.map(({ month }) => ({ month, ...movements(month) }));

describe("sixty months", () => {
  test("each has new customers, and each from the second year on has expansion and contraction", () => {
    expect(all).toHaveLength(60);
    expect(all.filter((month) => month.newLogos < 5)).toEqual([]);
    expect(all.slice(12).filter((month) => month.expansion <= 0 || month.contraction <= 0)).toEqual([]);
    expect(all.slice(13).filter((month) => month.churnedLogos === 0)).toEqual([]);
  });

  test("new business is seasonal: a year's December beats its August", () => {
    for (const year of ["2021", "2022", "2023", "2024", "2025"]) {
      expect(movements(`${year}-12`).new).toBeGreaterThan(movements(`${year}-08`).new);
    }
  });
});

describe("the last 24 months read like a growing company", () => {
  const last = months.slice(36);

  test("ARR and paying customers rise every month", () => {
    for (const [index, month] of last.entries()) {
      const before = months[35 + index];
      expect(before && arr(month) > arr(before)).toBe(true);
      expect(before && paying(month).length > paying(before).length).toBe(true);
    }
  });

  test("no month stands out: churn under 2 % of the opening, new under twice its neighbours", () => {
    for (const [index, month] of all.slice(36).entries()) {
      const opening = months[35 + index];
      expect(month.churn / (opening ? arr(opening) : 0)).toBeLessThan(index < 2 ? 0.025 : 0.015);
      const around = all.slice(30 + index, 42 + index).filter((one) => one !== month);
      expect(month.new).toBeLessThan(2 * mean(around.map((one) => one.new)));
    }
  });

  test("the two years together grow ARR by more than two and a half", () => {
    expect(arr(at("2025-12")) / arr(at("2023-12"))).toBeGreaterThan(2.5);
  });
});
