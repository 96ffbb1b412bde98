import type { Unit } from "./definition.ts";
import { divideRounded, roundHalfAway } from "./round.ts";

/** What a money format needs to know; a ledger and the company of a summary both have it. */
export interface Currency {
  /** ISO 4217 code. */
  currency: string;
  /** Decimals of the minor unit: USD 2, JPY 0. */
  exponent: number;
}

type Value = number | null | undefined;
type Signed = { signed?: boolean | undefined };

/** Shown for what cannot be computed; the reason comes from `whyNotAvailable`. */
export const NOT_AVAILABLE = "n/a";
const MINUS = "\u2212";

/**
 * Signs of currencies in en-US; of all others the code stands. Written here, and thousands grouped by hand below, because
 * the first `Intl.NumberFormat` of a page costs more than drawing a chart.
 */
const SYMBOLS: Readonly<Record<string, string>> = {
  AUD: "A$",
  BRL: "R$",
  CAD: "CA$",
  CNY: "CN\u00a5",
  EUR: "\u20ac",
  GBP: "\u00a3",
  HKD: "HK$",
  ILS: "\u20aa",
  INR: "\u20b9",
  JPY: "\u00a5",
  KRW: "\u20a9",
  MXN: "MX$",
  NZD: "NZ$",
  PHP: "\u20b1",
  TWD: "NT$",
  USD: "$",
  VND: "\u20ab",
  XAF: "FCFA\u00a0",
  XCD: "EC$",
  XOF: "F\u202fCFA\u00a0",
  XPF: "CFPF\u00a0",
};

/**
 * Money in full, to the minor unit: minor units in, "$3,412,345.67" out; "−$5.00" when negative, "+$5.00" when signed.
 * Null gives "n/a"; a value that is no finite number throws.
 *
 * @example
 * formatMoney(341234567, { currency: "USD", exponent: 2 }) // => "$3,412,345.67"
 */
export function formatMoney(minor: Value, money: Currency, { signed = false }: Signed = {}): string {
  const value = finite("formatMoney", minor);
  if (value === null) return NOT_AVAILABLE;
  const whole = roundHalfAway(value);
  return sign(whole, signed) + symbol(money.currency) + decimal(Math.abs(whole), money.exponent);
}

/**
 * Money in short, up to three significant digits: "$3.41M", "$168k", "$940". `digits` asks for 1 to 4,
 * `symbol: false` leaves the currency out ("+74k"), for charts that name it once. Null gives "n/a".
 *
 * @example
 * formatMoneyCompact(340612300, { currency: "USD", exponent: 2 }) // => "$3.41M"
 */
export function formatMoneyCompact(
  minor: Value,
  money: Currency,
  options: Signed & { digits?: number | undefined; symbol?: boolean | undefined } = {},
): string {
  const value = finite("formatMoneyCompact", minor);
  if (value === null) return NOT_AVAILABLE;
  const whole = roundHalfAway(value);
  const text = compact(Math.abs(whole), money.exponent, options.digits ?? 3);
  const prefix = options.symbol === false ? "" : symbol(money.currency);
  return sign(whole, options.signed ?? false) + prefix + text;
}

/**
 * Money in thousands for tables whose head says so: 251,249,900 cents are "2,512". Null gives "n/a".
 *
 * @example
 * formatMoneyThousands(-2449900, { currency: "USD", exponent: 2 }, { signed: true }) // => "−24"
 */
export function formatMoneyThousands(minor: Value, money: Currency, { signed = false }: Signed = {}): string {
  const value = finite("formatMoneyThousands", minor);
  if (value === null) return NOT_AVAILABLE;
  const thousands = divideRounded(roundHalfAway(value), 1000 * 10 ** money.exponent);
  return sign(thousands, signed) + grouped(Math.abs(thousands));
}

/**
 * A ratio in percent: 1.0837 is "108.4 %". `digits` are the decimals (default 1). Null gives "n/a".
 *
 * @example
 * formatPercent(1.0837) // => "108.4 %"
 */
export function formatPercent(
  value: Value,
  { digits = 1, signed = false }: Signed & { digits?: number | undefined } = {},
): string {
  const ratio = finite("formatPercent", value);
  return ratio === null ? NOT_AVAILABLE : `${fixed(ratio * 100, digits, signed)} %`;
}

/**
 * A difference of two ratios in percentage points, always signed: 0.019 is "+1.9 pt". Null gives "n/a".
 *
 * @example
 * formatPoints(-0.006) // => "−0.6 pt"
 */
export function formatPoints(
  difference: Value,
  { digits = 1 }: { digits?: number | undefined } = {},
): string {
  const ratio = finite("formatPoints", difference);
  return ratio === null ? NOT_AVAILABLE : `${fixed(ratio * 100, digits, true)} pt`;
}

/**
 * A plain number with grouped thousands: 1234.5 is "1,235"; `digits` are the decimals (default 0). Null gives "n/a".
 *
 * @example
 * formatNumber(-51, { signed: true }) // => "−51"
 */
export function formatNumber(
  value: Value,
  { digits = 0, signed = false }: Signed & { digits?: number | undefined } = {},
): string {
  const number = finite("formatNumber", value);
  return number === null ? NOT_AVAILABLE : fixed(number, digits, signed);
}

/**
 * A value by the unit of its definition: ratios in percent, money in short, counts and points whole, times with one
 * decimal, days with their word. With
 * `change: true` it is the difference of two such values: signed, ratios in points.
 *
 * @example
 * formatValue(2.6, "times", { currency: "USD", exponent: 2 }) // => "2.6"
 */
export function formatValue(
  value: Value,
  unit: Unit,
  { change = false, ...money }: Currency & { change?: boolean | undefined },
): string {
  if (unit === "money") return formatMoneyCompact(value, money, { signed: change });
  if (unit === "ratio") return change ? formatPoints(value) : formatPercent(value);
  if (unit === "days" && value !== null && value !== undefined)
    return `${formatNumber(value, { signed: change })} ${Math.abs(value) === 1 ? "day" : "days"}`;
  return formatNumber(value, { digits: unit === "times" ? 1 : 0, signed: change });
}

function finite(where: string, value: Value): number | null {
  if (value === null || value === undefined) return null;
  if (Number.isFinite(value)) return value;
  throw new Error(`${where}: not a finite number, got ${value}; a value that cannot be computed is null`);
}

function sign(value: number, signed: boolean): string {
  if (value < 0) return MINUS;
  return signed && value > 0 ? "+" : "";
}

function fixed(value: number, digits: number, signed: boolean): string {
  const whole = roundHalfAway(value * 10 ** digits);
  return sign(whole, signed) + decimal(Math.abs(whole), digits);
}

/** A whole number of 1 / 10^digits as a grouped decimal, from integers alone. */
function decimal(size: number, digits: number): string {
  const unit = 10 ** digits;
  const rest = size % unit;
  const whole = grouped((size - rest) / unit);
  return digits === 0 ? whole : `${whole}.${String(rest).padStart(digits, "0")}`;
}

const SUFFIXES = [
  ["k", 1e3],
  ["M", 1e6],
  ["B", 1e9],
] as const;

/** A size in minor units with a suffix and up to `digits` significant digits; rounding may carry to the next suffix. */
function compact(size: number, exponent: number, digits: number): string {
  const major = 10 ** exponent;
  if (size > 0 && size < 10 * major) return decimal(size, exponent);
  const whole = divideRounded(size, major);
  if (whole < 1000) return String(whole);
  for (const [suffix, thousands] of SUFFIXES)
    for (let places = digits - 1; places >= 0; places--) {
      const scaled = divideRounded(size, (major * thousands) / 10 ** places);
      if (scaled < 10 ** digits || (places === 0 && scaled < 1000))
        return trim(decimal(scaled, places)) + suffix;
    }
  return `${grouped(divideRounded(size, major * 1e9))}B`;
}

const trim = (text: string) => (text.includes(".") ? text.replace(/\.?0+$/, "") : text);

/** The sign of a currency: "$", "€", "CA$"; a code that has none stands before a no-break space. */
function symbol(currency: string): string {
  return SYMBOLS[currency] ?? `${currency}\u00a0`;
}

/** A whole number of 0 or more with its thousands grouped. */
function grouped(whole: number): string {
  return String(whole).replace(/\B(?=(\d{3})+$)/g, ",");
}
