/** A point of a line in px; `y` null is a gap. */
export type LinePoint = { x: number; y: number | null };

/**
 * Runs of known points as one path, with gaps between them; a point alone between gaps is a dash of 2 px.
 * No known point gives "".
 * @example
 * linePath([{ x: 0, y: 5 }, { x: 10, y: 2 }, { x: 20, y: null }, { x: 30, y: 4 }]) // => "M0.0,5.0L10.0,2.0M29.0,4.0h2"
 */
export function linePath(points: readonly LinePoint[]): string {
  let path = "";
  for (const [index, { x, y }] of points.entries()) {
    if (y === null) continue;
    if (isDrawn(points[index - 1])) path += `L${x.toFixed(1)},${y.toFixed(1)}`;
    else if (isDrawn(points[index + 1])) path += `M${x.toFixed(1)},${y.toFixed(1)}`;
    else path += `M${(x - 1).toFixed(1)},${y.toFixed(1)}h2`;
  }
  return path;
}

function isDrawn(point: LinePoint | undefined): boolean {
  return point !== undefined && point.y !== null;
}
