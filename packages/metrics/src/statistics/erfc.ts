/**
 * Complementary error function for x >= 0: 2 / sqrt(pi) x the integral of exp(-t^2) from x on.
 *
 * The series of erf (all terms of one sign) below 1.5, Laplace's continued fraction from there on; relative error below
 * 1e-14. Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.6 and 7.1.14.
 */
export function erfc(x: number): number {
  if (x < 1.5) {
    let term = x;
    let sum = x;
    for (let n = 1; n < 60; n++) {
      term *= (2 * x * x) / (2 * n + 1);
      sum += term;
    }
    return 1 - (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
  }
  let fraction = x;
  for (let n = 200; n >= 1; n--) fraction = x + n / 2 / fraction;
  return Math.exp(-x * x) / (fraction * Math.sqrt(Math.PI));
}
