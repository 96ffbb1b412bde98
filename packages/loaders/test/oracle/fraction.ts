/** An exact rational number; the denominator is positive. Not reduced: compare with `same`. */
export type Fraction = { over: bigint; under: bigint };

/** Reads "-12.345", 7 or "8e-9" is not needed: plain decimals only. */
export function fraction(decimal: string | number): Fraction {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(String(decimal));
  if (!match)
    throw new Error(`fraction: expected a plain decimal, got "${decimal}"; print it without exponent`);
  const [, sign = "", whole = "0", decimals = ""] = match;
  const over = BigInt(whole + decimals);
  return { over: sign ? -over : over, under: 10n ** BigInt(decimals.length) };
}

export const zero: Fraction = { over: 0n, under: 1n };

export const plus = (a: Fraction, b: Fraction): Fraction => ({
  over: a.over * b.under + b.over * a.under,
  under: a.under * b.under,
});

export const minus = (a: Fraction, b: Fraction): Fraction => plus(a, { over: -b.over, under: b.under });

export const times = (a: Fraction, b: Fraction): Fraction => ({
  over: a.over * b.over,
  under: a.under * b.under,
});

/** a / b; b must not be zero. */
export function dividedBy(a: Fraction, b: Fraction): Fraction {
  if (b.over === 0n) throw new Error("dividedBy: the divisor is zero; the caller decides what that means");
  return b.over > 0n
    ? { over: a.over * b.under, under: a.under * b.over }
    : { over: -a.over * b.under, under: a.under * -b.over };
}

export const same = (a: Fraction, b: Fraction): boolean => a.over * b.under === b.over * a.under;

export const isZero = (a: Fraction): boolean => a.over === 0n;

/** To a whole number, half away from zero. */
export function rounded(a: Fraction): number {
  const size = a.over < 0n ? -a.over : a.over;
  const whole = (2n * size + a.under) / (2n * a.under);
  return Number(a.over < 0n ? -whole : whole);
}
