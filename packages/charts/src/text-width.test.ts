import { expect, test } from "vitest";
import { fitText, textWidth } from "./text-width.ts";

test("digits are tabular", () => expect(textWidth("1111")).toBe(textWidth("8888")));

test("East Asian text counts a full em a character", () => expect(textWidth("株式会社")).toBe(44));

test("text that fits stays, text that does not ends in an ellipsis and fits", () => {
  expect(fitText("Churn", 60)).toBe("Churn");
  const fitted = fitText("Public sector and education", 60);
  expect(fitted).toMatch(/^Public.*…$/);
  expect(textWidth(fitted)).toBeLessThanOrEqual(60);
  expect(fitText("Churn", 5)).toBe("");
});
