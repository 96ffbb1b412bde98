import { expect, test } from "vitest";
import { daysByShare } from "./days-by-share.ts";

const rows = [
  { onboarding_days: 90, customers: 2 },
  { onboarding_days: 30, customers: 5 },
  { onboarding_days: null, customers: 3 },
];

test.each<[number, number | null]>([
  [0.1, 30],
  [0.5, 30],
  [0.51, 90],
  [0.7, 90],
  [0.71, null],
  [1, null],
])("%s of ten customers, three of them waiting: %s days", (share, days) => {
  expect(daysByShare(rows, share)).toBe(days);
});

test("nobody: null; another share is refused", () => {
  expect(daysByShare([])).toBeNull();
  expect(() => daysByShare(rows, 0)).toThrow(
    "daysByShare: not a share, got 0; give a number above 0 and up to 1",
  );
});
