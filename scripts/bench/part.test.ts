import { expect, test } from "vitest";
import { isOver, type Verdict, verdictTable } from "./part.ts";

const verdict = (more: Partial<Verdict>): Verdict => ({
  what: "ledger",
  measured: 120,
  budget: 100,
  show: (value) => `${value} kB`,
  isBinding: false,
  ...more,
});

test("a budget that is met exactly is met", () => {
  expect(isOver(verdict({ measured: 100 }))).toBe(false);
  expect(isOver(verdict({ measured: 100.1 }))).toBe(true);
});

test("the table says by how much, and what fails", () => {
  const { rows } = verdictTable([
    verdict({}),
    verdict({ isBinding: true }),
    verdict({ measured: 90, isBinding: true }),
  ]);
  expect(rows).toEqual([
    ["ledger", "120 kB", "100 kB", "over by 20 %"],
    ["ledger", "120 kB", "100 kB", "over by 20 %, fails"],
    ["ledger", "90 kB", "100 kB", "within"],
  ]);
});
