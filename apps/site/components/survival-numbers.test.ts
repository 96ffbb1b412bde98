import { kaplanMeier } from "@tideline/metrics";
import { expect, test } from "vitest";
import { fewThen } from "./survival-numbers.ts";

test("a median that hangs on a few customers says on how many", () => {
  const lives = (customers: number, lost: number) =>
    Array.from({ length: customers }, (_, at) => ({ duration: 10 + at, event: at < lost }));
  const told = (customers: number, lost: number) => {
    const [curve] = kaplanMeier(lives(customers, lost));
    return curve && fewThen(curve);
  };
  expect(told(2, 1)).toBe(", as far as the 2 customers tell who were followed for so long");
  expect(told(1, 1)).toBe(", as far as the one customer tells who was followed for so long");
  expect(told(60, 40)).toBe("");
  expect(told(60, 5)).toBe("");
});
