/** Where a value stands, px. */
export type LinearScale = (value: number) => number;

/**
 * Where do the values of an axis stand? Straight from `domain` to `range` and on beyond them; in the middle of the range
 * where the domain is one value. d3's linear scale brings what blends colours and dates, a third of the module of charts.
 *
 * @example
 * linearScale([0, 100], [200, 0])(25) // => 150
 */
export function linearScale(
  [low, high]: readonly [number, number],
  [from, to]: readonly [number, number],
): LinearScale {
  const span = high - low;
  return (value) => from + (span === 0 ? 0.5 : (value - low) / span) * (to - from);
}
