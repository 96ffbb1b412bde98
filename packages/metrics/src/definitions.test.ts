import { describe, expect, test } from "vitest";
import { definitionOf, definitions, whyNotAvailable } from "./definitions.ts";
import * as metrics from "./index.ts";

describe.each(definitions.map((definition) => [definition.name, definition] as const))(
  "%s",
  (name, definition) => {
    test("has every field filled", () => {
      for (const field of ["title", "question", "formula", "basis", "source", "not_available"] as const)
        expect(definition[field].trim().length, field).toBeGreaterThan(5);
      expect(definition.question.endsWith("?")).toBe(true);
      expect(["ratio", "money", "count", "times", "points", "days"]).toContain(definition.unit);
      expect(["higher is better", "lower is better", "neither"]).toContain(definition.direction);
      for (const variant of definition.variants) {
        expect(variant.title.length).toBeGreaterThan(2);
        expect(variant.difference).toMatch(/\.$/);
      }
      expect(definition.not_available, "reads on after 'n/a: '").toMatch(/^[a-z].*[^.]$/);
    });

    test("its example gives what its words say", () => {
      expect(definition.example.run()).toBeCloseTo(definition.example.result, 12);
      const texts = printed(definition.example.result, definition.unit);
      expect(texts.filter((text) => definition.example.text.includes(text))).not.toEqual([]);
    });

    test("is named after an exported function", () => {
      expect(typeof (metrics as Record<string, unknown>)[name]).toBe("function");
    });
  },
);

/** The ways a result may be printed: percent to within half a hundredth of one, money in major units. */
function printed(value: number, unit: string): string[] {
  if (["times", "count", "points", "days"].includes(unit)) return [String(value)];
  if (unit === "money")
    return [metrics.formatMoney(value, { currency: "USD", exponent: 2 }).replace(/^\$|\.00$/g, "")];
  const texts = [0, 1, 2, 3].map((digits) => (value * 100).toFixed(digits));
  return texts.filter((text) => Math.abs(Number(text) - value * 100) < 0.005).map((text) => `${text} %`);
}

test("names and titles are unique", () => {
  expect(new Set(definitions.map(({ name }) => name)).size).toBe(definitions.length);
  expect(new Set(definitions.map(({ title }) => title)).size).toBe(definitions.length);
});

test("definitionOf names those known", () => {
  expect(definitionOf("quickRatio").title).toBe("Quick ratio");
  expect(() => definitionOf("magicNumber")).toThrow(
    /^definitionOf: unknown metric, got "magicNumber"; use one of monthlyRecurringRevenue, /,
  );
});

test("whyNotAvailable gives a reason for null only", () => {
  expect(whyNotAvailable("logoChurn", null)).toBe("n/a: there was no customer at the start of the period");
  expect(whyNotAvailable("logoChurn", 0)).toBeNull();
});
