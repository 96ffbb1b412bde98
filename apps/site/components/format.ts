/** A currency and how many decimals its minor unit has. */
export interface Money {
  currency: string;
  exponent: number;
}

/** What the reader sees for a number that does not exist. */
export const missing = "n/a";

const minus = "−";
const space = "\u00a0";

function symbol(currency: string): string {
  try {
    const parts = new Intl.NumberFormat("en-US", { style: "currency", currency }).formatToParts(0);
    const text = parts.find((part) => part.type === "currency")?.value ?? currency;
    return /^[A-Z]{2,}$/.test(text) ? `${text}${space}` : text;
  } catch {
    return `${currency}${space}`;
  }
}

function grouped(value: number, decimals = 0): string {
  return value.toLocaleString("en-US", { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

function signOf(value: number, isSigned: boolean): string {
  if (value < 0) return minus;
  return isSigned && value > 0 ? "+" : "";
}

/** Three digits and a letter: 3406000 is "3.41M", 74210 "74.2k", 950 "950". */
function compact(magnitude: number): string {
  const steps: [number, string][] = [
    [1e9, "B"],
    [1e6, "M"],
    [1e3, "k"],
  ];
  for (const [unit, letter] of steps) {
    const scaled = magnitude / unit;
    if (scaled >= 0.9995) {
      const decimals = scaled >= 99.95 ? 0 : scaled >= 9.995 ? 1 : 2;
      return `${scaled.toFixed(decimals)}${letter}`;
    }
  }
  return Number.isInteger(magnitude) || magnitude >= 100
    ? grouped(Math.round(magnitude))
    : magnitude.toFixed(2);
}

/** Money in short: "$3.41M", "−$59.0k"; with `isSigned` "+$168k". */
export function moneyShort(minor: number, { currency, exponent }: Money, isSigned = false): string {
  const major = minor / 10 ** exponent;
  return `${signOf(minor, isSigned)}${symbol(currency)}${compact(Math.abs(major))}`;
}

/** Money to the minor unit: "$3,406,118.25". */
export function moneyExact(minor: number, { currency, exponent }: Money): string {
  const major = Math.abs(minor) / 10 ** exponent;
  return `${signOf(minor, false)}${symbol(currency)}${grouped(major, exponent)}`;
}

/** An exact decimal for files: 340611825 cents is "3406118.25". No floating point is involved. */
export function moneyDecimal(minor: number, exponent: number): string {
  const digits = String(Math.abs(Math.round(minor))).padStart(exponent + 1, "0");
  const whole = digits.slice(0, digits.length - exponent);
  const sign = minor < 0 ? "-" : "";
  return exponent === 0 ? `${sign}${digits}` : `${sign}${whole}.${digits.slice(-exponent)}`;
}

/** The unit a table's money is printed in, so that the largest takes at most seven digits. */
export interface MoneyScale {
  divisor: number;
  /** "thousand USD", or just "USD". */
  name: string;
}

/** Chooses units, thousands or millions for a set of minor amounts. */
export function moneyScale(minors: readonly number[], { currency, exponent }: Money): MoneyScale {
  let top = 0;
  for (const minor of minors) top = Math.max(top, Math.abs(minor) / 10 ** exponent);
  if (top >= 1e9) return { divisor: 1e6 * 10 ** exponent, name: `million ${currency}` };
  if (top >= 1e6) return { divisor: 1e3 * 10 ** exponent, name: `thousand ${currency}` };
  return { divisor: 10 ** exponent, name: currency };
}

/** Money in a table: scaled, grouped, no symbol; below one unit with a decimal, and without a sign where that is 0.0. */
export function moneyCell(minor: number, scale: MoneyScale, isSigned = false): string {
  const scaled = Math.abs(minor) / scale.divisor;
  if (minor !== 0 && scaled < 0.05) return "0.0";
  return `${signOf(minor, isSigned)}${minor !== 0 && scaled < 0.95 ? scaled.toFixed(1) : grouped(Math.round(scaled))}`;
}

/** A share as a percentage: 0.906 is "90.6 %". */
export function percent(rate: number, isSigned = false): string {
  const text = grouped(Math.abs(rate) * 100, 1);
  return `${text === "0.0" ? "" : signOf(rate, isSigned)}${text}${space}%`;
}

/** A difference of two shares in percentage points: "+1.9 pt". */
export function points(difference: number, isSigned = true): string {
  const text = grouped(Math.abs(difference) * 100, 1);
  return `${text === "0.0" ? (isSigned ? "±" : "") : signOf(difference, isSigned)}${text}${space}pt`;
}

/** A count: "1,600"; with `isSigned` "+12". */
export function count(value: number, isSigned = false): string {
  return `${signOf(value, isSigned)}${grouped(Math.abs(value))}`;
}

/** A plain ratio: "2.8". */
export function ratio(value: number, isSigned = false): string {
  return `${signOf(value, isSigned)}${grouped(Math.abs(value), Math.abs(value) >= 100 ? 0 : 1)}`;
}

/** "1 customer", "2 customers". */
export function plural(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}
