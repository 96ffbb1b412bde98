import { type Currency, formatNumber } from "@tideline/metrics";

/** The unit a table's money is printed in, so that the largest takes at most seven digits. */
export interface MoneyScale {
  /** Minor units in one printed unit. */
  divisor: number;
  /** "thousand USD", or just "USD". */
  name: string;
}

/** Chooses units, thousands (from a million on) or millions (from a billion on) for a set of minor amounts. */
export function moneyScale(minors: readonly number[], { currency, exponent }: Currency): MoneyScale {
  const major = 10 ** exponent;
  let top = 0;
  for (const minor of minors) top = Math.max(top, Math.abs(minor) / major);
  if (top >= 1e9) return { divisor: 1e6 * major, name: `million ${currency}` };
  if (top >= 1e6) return { divisor: 1e3 * major, name: `thousand ${currency}` };
  return { divisor: major, name: currency };
}

/** The unit of one column of money, so that its digits are alike; values that do not exist do not count. */
export function columnScale<Row>(
  rows: readonly Row[],
  minor: (row: Row) => number | null,
  money: Currency,
): MoneyScale {
  return moneyScale(
    rows.map((row) => minor(row) ?? 0),
    money,
  );
}

/** Money in a table: scaled, grouped, no currency; below one unit with a decimal where that tells more than none. */
export function moneyCell(minor: number, scale: MoneyScale, signed = false): string {
  const scaled = minor / scale.divisor;
  const isSmall = Math.abs(scaled) >= 0.05 && Math.abs(scaled) < 0.95;
  return formatNumber(scaled, { digits: isSmall ? 1 : 0, signed });
}

/** An exact decimal for files: 340611825 cents is "3406118.25". No floating point is involved. */
export function moneyDecimal(minor: number, exponent: number): string {
  const digits = String(Math.abs(Math.round(minor))).padStart(exponent + 1, "0");
  const sign = minor < 0 ? "-" : "";
  if (exponent === 0) return `${sign}${digits}`;
  return `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}

/** "1 customer", "2 customers". */
export function plural(value: number, one: string, many = `${one}s`): string {
  return `${formatNumber(value)} ${value === 1 ? one : many}`;
}
