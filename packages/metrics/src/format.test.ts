import { describe, expect, test } from "vitest";
import {
  formatMoney,
  formatMoneyCompact,
  formatMoneyThousands,
  formatNumber,
  formatPercent,
  formatPoints,
  formatValue,
} from "./format.ts";

const USD = { currency: "USD", exponent: 2 };
const JPY = { currency: "JPY", exponent: 0 };
const KWD = { currency: "KWD", exponent: 3 };
const CHF = { currency: "CHF", exponent: 2 };

test.each([
  ["cents stay exact", 341234567, USD, {}, "$3,412,345.67"],
  ["the largest safe number stays exact", 9007199254740991, USD, {}, "$90,071,992,547,409.91"],
  ["zero", 0, USD, {}, "$0.00"],
  ["negative zero", -0, USD, { signed: true }, "$0.00"],
  ["a true minus sign", -500, USD, {}, "\u2212$5.00"],
  ["signed", 500, USD, { signed: true }, "+$5.00"],
  ["yen have no minor unit", 123456, JPY, {}, "¥123,456"],
  ["three decimals", 1234567, KWD, {}, "KWD\u00a01,234.567"],
  ["a currency without a sign", 5, CHF, {}, "CHF\u00a00.05"],
  ["an average rounds half away from zero", 150.5, USD, {}, "$1.51"],
  ["a negative half too", -150.5, USD, {}, "\u2212$1.51"],
  ["null", null, USD, {}, "n/a"],
])("formatMoney: %s", (_case, minor, money, options, expected) => {
  expect(formatMoney(minor, money, options)).toBe(expected);
});

test.each(
  "AUD BRL CAD CHF CNY EUR GBP HKD ILS INR JPY KRW MXN NZD PHP PLN SEK TWD USD VND XAF XCD XOF XPF".split(
    " ",
  ),
)("the sign of %s is that of the Unicode locale data for en-US", (currency) => {
  const parts = new Intl.NumberFormat("en-US", { style: "currency", currency }).formatToParts(5);
  const sign = parts.find(({ type }) => type === "currency")?.value;
  const written = formatMoney(5, { currency, exponent: 0 });
  expect(written.slice(0, -1).replace(/\s$/, "")).toBe(sign);
});

test.each([0, 999, 1000, 12345, 1234567, 123456789012])("%i is grouped as en-US does", (value) => {
  expect(formatNumber(value)).toBe(new Intl.NumberFormat("en-US").format(value));
});

test.each([
  ["millions (overview sketch)", 340612300, USD, {}, "$3.41M"],
  ["thousands (overview sketch)", 16800000, USD, {}, "$168k"],
  ["without the currency, signed (overview sketch)", 7400000, USD, { signed: true, symbol: false }, "+74k"],
  ["a loss", -1412300, USD, { symbol: false, digits: 2 }, "\u221214k"],
  ["three digits below a hundred thousand", 5932100, USD, {}, "$59.3k"],
  ["trailing zeros go", 300000000, USD, {}, "$3M"],
  ["rounding carries to the next suffix", 99995000, USD, {}, "$1M"],
  ["and not before", 99949999, USD, {}, "$999k"],
  ["rounding carries from whole units", 99950, USD, {}, "$1k"],
  ["whole units under a thousand", 94049, USD, {}, "$940"],
  ["minor units under ten", 945, USD, {}, "$9.45"],
  ["zero", 0, USD, { signed: true }, "$0"],
  ["yen", 1234567, JPY, {}, "¥1.23M"],
  ["few yen", 7, JPY, {}, "¥7"],
  ["billions", 123456789012, USD, {}, "$1.23B"],
  ["beyond billions", 900719925474099, USD, {}, "$9,007B"],
  ["one digit", 16800000, USD, { digits: 1 }, "$168k"],
  ["undefined", undefined, USD, {}, "n/a"],
])("formatMoneyCompact: %s", (_case, minor, money, options, expected) => {
  expect(formatMoneyCompact(minor, money, options)).toBe(expected);
});

test.each([
  ["overview sketch", 251249900, {}, "2,512"],
  ["half away from zero", 250000, {}, "3"],
  ["a small loss is a plain 0", -100, {}, "0"],
  ["signed", 42300000, { signed: true }, "+423"],
  ["null", null, {}, "n/a"],
])("formatMoneyThousands: %s", (_case, minor, options, expected) => {
  expect(formatMoneyThousands(minor, USD, options)).toBe(expected);
});

test.each([
  ["one decimal", 1.0837, {}, "108.4 %"],
  ["half away from zero in decimals, not in binary", 0.0015, {}, "0.2 %"],
  ["1.005 is not 1.00499", 0.01005, { digits: 2 }, "1.01 %"],
  ["no digits", 0.714, { digits: 0 }, "71 %"],
  ["signed", 0.112, { signed: true }, "+11.2 %"],
  ["negative", -0.05, {}, "\u22125.0 %"],
  ["what rounds to zero has no sign", -0.0001, { signed: true }, "0.0 %"],
  ["thousands", 12.5, {}, "1,250.0 %"],
  ["null", null, {}, "n/a"],
])("formatPercent: %s", (_case, value, options, expected) => {
  expect(formatPercent(value, options)).toBe(expected);
});

test.each([
  ["up (overview sketch)", 0.019, {}, "+1.9 pt"],
  ["down (overview sketch)", -0.006, {}, "\u22120.6 pt"],
  ["none", 0, {}, "0.0 pt"],
  ["whole", -0.03, { digits: 0 }, "\u22123 pt"],
  ["null", null, {}, "n/a"],
])("formatPoints: %s", (_case, value, options, expected) => {
  expect(formatPoints(value, options)).toBe(expected);
});

test.each([
  ["grouped", 1600, {}, "1,600"],
  ["signed", 12, { signed: true }, "+12"],
  ["decimals", 2.6, { digits: 1 }, "2.6"],
  ["null", null, {}, "n/a"],
])("formatNumber: %s", (_case, value, options, expected) => {
  expect(formatNumber(value, options)).toBe(expected);
});

describe("formatValue", () => {
  test.each([
    ["ratio", 0.05, false, "5.0 %"],
    ["ratio", 0.05, true, "+5.0 pt"],
    ["money", 340612300, false, "$3.41M"],
    ["money", -340612300, true, "\u2212$3.41M"],
    ["count", 1600, false, "1,600"],
    ["times", 2.6, false, "2.6"],
    ["times", null, true, "n/a"],
  ] as const)("%s %s, change %s", (unit, value, change, expected) => {
    expect(formatValue(value, unit, { ...USD, change })).toBe(expected);
  });
});

test("NaN and Infinity are faults, not n/a", () => {
  expect(() => formatPercent(Number.NaN)).toThrow(
    "formatPercent: not a finite number, got NaN; a value that cannot be computed is null",
  );
  expect(() => formatMoney(Number.POSITIVE_INFINITY, USD)).toThrow("formatMoney: not a finite number");
});
