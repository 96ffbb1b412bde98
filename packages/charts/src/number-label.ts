import type { MoneyOptions } from "./chart-options.ts";

const minus = "−";
const units = ["", "k", "M", "B", "T"] as const;

/**
 * A number as a chart label of about three digits: 950, 6.2k, 74k, 3.41M. A true minus sign; never "NaN".
 * @example compactNumber(-74_120) // "−74k"
 */
export function compactNumber(value: number, { isSigned = false, isTrimmed = false } = {}): string {
  if (!Number.isFinite(value)) return "n/a";
  let scaled = Math.abs(value);
  let unit = 0;
  while (unit < units.length - 1 && scaled >= (unit === 0 ? 999.5 : 999.5)) {
    scaled /= 1000;
    unit += 1;
  }
  const decimals = unit === 0 ? (scaled < 10 && scaled % 1 !== 0 ? 2 : 0) : unitDecimals(unit, scaled);
  let digits = scaled.toFixed(decimals);
  if (isTrimmed && digits.includes(".")) digits = digits.replace(/\.?0+$/, "");
  const isZero = Number(digits) === 0;
  const sign = isZero ? "" : value < 0 ? minus : isSigned ? "+" : "";
  return `${sign}${digits}${units[unit]}`;
}

function unitDecimals(unit: number, scaled: number): number {
  if (scaled >= 99.95) return 0;
  if (scaled >= 9.995) return unit === 1 ? 0 : 1;
  return unit === 1 ? 1 : 2;
}

/** The sign of a currency ("$", "€", "CHF "), its code and a space when it has none. */
export function currencySign(currency: string): string {
  try {
    const parts = new Intl.NumberFormat("en", {
      style: "currency",
      currency,
      currencyDisplay: "narrowSymbol",
    }).formatToParts(0);
    const sign = parts.find((part) => part.type === "currency")?.value ?? currency;
    return /[A-Za-z]$/.test(sign) ? `${sign} ` : sign;
  } catch {
    return `${currency} `;
  }
}

/** Minor units as a short amount with its currency: "$3.41M", "−¥12k"; with `isSigned` also "+". */
export function moneyLabel(minor: number, money: MoneyOptions, options: { isSigned?: boolean } = {}): string {
  const label = compactNumber(minor / 10 ** money.exponent, options);
  const sign = /^[−+]/.exec(label)?.[0] ?? "";
  return label === "n/a" ? label : `${sign}${currencySign(money.currency)}${label.slice(sign.length)}`;
}

/** Minor units as the exact amount for tooltips and screen readers: "+$74,120.00". */
export function exactMoney(minor: number, money: MoneyOptions, { isSigned = false } = {}): string {
  if (!Number.isFinite(minor)) return "n/a";
  const digits = new Intl.NumberFormat("en", {
    minimumFractionDigits: money.exponent,
    maximumFractionDigits: money.exponent,
  }).format(Math.abs(minor) / 10 ** money.exponent);
  const sign = minor < 0 ? minus : isSigned && minor > 0 ? "+" : "";
  return `${sign}${currencySign(money.currency)}${digits}`;
}

/** A rate 0..1 as per cent, one decimal: "90.6 %"; null is "n/a". */
export function rateLabel(rate: number | null, decimals = 1): string {
  if (rate === null || !Number.isFinite(rate)) return "n/a";
  const digits = Math.abs(rate * 100).toFixed(decimals);
  return `${rate < 0 && Number(digits) !== 0 ? minus : ""}${digits}\u00a0%`;
}

/** A difference of rates in points: "+1.9 pt". */
export function pointsLabel(difference: number, decimals = 1): string {
  if (!Number.isFinite(difference)) return "n/a";
  const digits = Math.abs(difference * 100).toFixed(decimals);
  const sign = Number(digits) === 0 ? "" : difference < 0 ? minus : "+";
  return `${sign}${digits}\u00a0pt`;
}
