import { type Fraction, fraction, rounded, times } from "./fraction.ts";
import type { OracleCompany } from "./oracle-line.ts";

export const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);

/** Decimal places of the currencies the tests use (ISO 4217). */
const exponents: Record<string, number> = { USD: 2, EUR: 2, GBP: 2, CHF: 2, JPY: 0, KWD: 3 };

function exponentOf(currency: string): number {
  const exponent = exponents[currency];
  if (exponent === undefined)
    throw new Error(`exponentOf: unknown currency, got ${currency}; add it to the table`);
  return exponent;
}

const one: Fraction = { over: 1n, under: 1n };

/** Reporting minor units for one billing minor unit, on the last day of `month`. */
export type Rates = (currency: string, month: string) => Fraction;

/** The rates of a company: the same every month, or those of each month's end. */
export function ratesOf(company: OracleCompany): Rates {
  const known = new Map<string, Fraction>();
  const isConstant = company.month_rates === undefined;
  const printed = (currency: string, month: string): string | undefined =>
    company.month_rates?.find((row) => row.currency === currency && row.month === month)?.rate ??
    company.exchange_rates[currency];
  return (currency, month) => {
    if (currency === company.currency) return one;
    const key = isConstant ? currency : `${currency} ${month}`;
    const found = known.get(key);
    if (found) return found;
    const rate = printed(currency, month);
    if (rate === undefined) throw new Error(`ratesOf: no rate, got ${currency} in ${month}; add it`);
    const shift = exponentOf(company.currency) - exponentOf(currency);
    const scale: Fraction =
      shift >= 0 ? { over: 10n ** BigInt(shift), under: 1n } : { over: 1n, under: 10n ** BigInt(-shift) };
    const factor = times(fraction(rate), scale);
    known.set(key, factor);
    return factor;
  };
}

/** Billing minor units at a rate, rounded half away from zero. */
export function converted(minor: number, rate: Fraction): number {
  return rate === one ? minor : rounded(times({ over: BigInt(minor), under: 1n }, rate));
}
