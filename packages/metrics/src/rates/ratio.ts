/** numerator / denominator; null when either is missing or not finite, or the denominator is not above 0. Never NaN or Infinity. */
export function ratio(numerator: number | null, denominator: number | null): number | null {
  if (numerator === null || denominator === null) return null;
  if (!Number.isFinite(numerator) || !Number.isFinite(denominator) || denominator <= 0) return null;
  // Adding 0 turns a negative zero into zero.
  return numerator / denominator + 0;
}
