import { expect, test } from "vitest";
import { isCalendarDate } from "./calendar-date.ts";
import { allCurrencies, currencyExponent } from "./currency.ts";

// Source: ISO 4217 list one, https://www.six-group.com/en/products-services/financial-information/data-standards.html
test.each([
  ["USD", 2],
  ["JPY", 0],
  ["BHD", 3],
  ["CLF", 4],
  ["usd", null],
  ["ZZZ", null],
  ["", null],
])("%s has %s decimals", (code, digits) => {
  expect(currencyExponent(code)).toBe(digits);
});

test("currencies are listed in order, each with its decimals", () => {
  const codes = allCurrencies();
  expect(codes.slice(0, 2)).toEqual(["AED", "AFN"]);
  expect(codes.every((code) => currencyExponent(code) !== null)).toBe(true);
});

test.each([
  ["2024-02-29", true],
  ["2023-02-29", false],
  ["2024-02-30", false],
  ["2024-2-29", false],
  ["2024-13-01", false],
  ["soon", false],
])("%s is a day: %s", (text, isDay) => {
  expect(isCalendarDate(text)).toBe(isDay);
});
