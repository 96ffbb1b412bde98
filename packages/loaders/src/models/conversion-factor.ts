/**
 * How many minor units of the reporting currency is one minor unit of the billing currency, as exact decimal text with
 * ten decimals? A rate is major to major; the exponents are the currencies' minor digits.
 *
 * @throws Error when the rate is no positive decimal number.
 * @example conversionFactor("1.08", 2, 2) // "1.0800000000"
 * @example conversionFactor("0.0067", 2, 0) // "0.6700000000"
 */
export function conversionFactor(rate: string, reportingExponent: number, billingExponent: number): string {
  const match = /^(\d+)(?:\.(\d+))?$/.exec(rate);
  if (!match || /^[0.]*$/.test(rate)) {
    throw new Error(
      `exchange rate: expected a positive decimal number, got "${rate}"; write for example 1.08`,
    );
  }
  const [, whole = "0", part = ""] = match;
  const shift = 10 + reportingExponent - billingExponent;
  const digits = BigInt(whole + part);
  const power = shift - part.length;
  const scaled = power >= 0 ? digits * 10n ** BigInt(power) : roundDivide(digits, 10n ** BigInt(-power));
  const text = scaled.toString().padStart(11, "0");
  return `${text.slice(0, -10)}.${text.slice(-10)}`;
}

const roundDivide = (numerator: bigint, divisor: bigint): bigint =>
  (2n * numerator + divisor) / (2n * divisor);
