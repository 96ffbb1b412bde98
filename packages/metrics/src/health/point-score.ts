/** A value and the score it gives, 0 to 100. */
export type HealthPoint = readonly [value: number, score: number];

/**
 * Scores a value by points: how good is it, from 0 to 100?
 *
 * Linear between two points, level before the first and after the last. Takes a value in the input's unit, and points whose
 * values rise with scores from 0 to 100. Returns a score from 0 to 100, not rounded. Throws on a value that is no number and
 * on points that are none, do not rise or leave 0 to 100.
 *
 * @example
 * pointScore(7.5, [[0, 0], [5, 40], [10, 100]]) // => 70
 *
 * Source: definitions, "Health".
 */
export function pointScore(value: number, points: readonly HealthPoint[]): number {
  if (Number.isNaN(value))
    throw new Error(`pointScore: not a value, got ${value}; leave inputs without a value out`);
  const bad = points.find(
    ([at, score], index) => !(score >= 0 && score <= 100) || at <= (points[index - 1]?.[0] ?? -Infinity),
  );
  const [first, last] = [points[0], points.at(-1)];
  if (bad !== undefined || first === undefined || last === undefined)
    throw new Error(
      `pointScore: not scoring points, got ${JSON.stringify(bad ?? points)}; give values that rise, with scores from 0 to 100`,
    );
  if (value < first[0]) return first[1];
  if (value >= last[0]) return last[1];
  const next = points.findIndex(([at]) => value < at);
  const [fromValue, fromScore] = points[next - 1] ?? first;
  const [toValue, toScore] = points[next] ?? last;
  return fromScore + ((toScore - fromScore) * (value - fromValue)) / (toValue - fromValue);
}
