/** Integer division, rounded half away from zero; exact for whole numbers up to 2^53. */
export function divideRounded(value: number, divisor: number): number {
  const size = Math.abs(value);
  const rest = size % divisor;
  const whole = (size - rest) / divisor + (rest * 2 >= divisor ? 1 : 0);
  return value < 0 && whole > 0 ? -whole : whole;
}

/** Rounds to whole numbers, half away from zero; binary dust below the 14th digit does not tip a half. */
export function roundHalfAway(value: number): number {
  if (Number.isInteger(value)) return value;
  const rounded = Math.round(Number(Math.abs(value).toPrecision(14)));
  return value < 0 && rounded > 0 ? -rounded : rounded;
}
