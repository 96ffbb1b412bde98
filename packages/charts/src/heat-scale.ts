/** The most of a tint that text of the page's ink still stands out on, in light and in dark. */
const most = 0.6;
const least = 0.04;

/**
 * How strong the tint of a value is, from 0.04 at the low end of the scale to 0.6 at the high end: it grows with the
 * value alone, so a print in grey reads the same way. Values beyond the ends have the tint of the end.
 * @example
 * heatTint(0.9, [0.5, 1.3]) // => 0.32
 */
export function heatTint(value: number, [low, high]: readonly [number, number]): number {
  const share = high > low ? (value - low) / (high - low) : 1;
  return Math.round((least + (most - least) * Math.max(0, Math.min(1, share))) * 1000) / 1000;
}

/**
 * Where a cell's neighbour lies: from row and column along an arrow key to the next cell that is there; Home and End lead
 * to the ends of the row. Null where there is none, or for another key.
 * @example
 * heatNeighbour([[1, 1], [1, null]], { row: 0, column: 1 }, "ArrowDown") // => null
 */
export function heatNeighbour(
  cells: readonly (readonly unknown[])[],
  { row, column }: { row: number; column: number },
  key: string,
): { row: number; column: number } | null {
  const isThere = (at: { row: number; column: number }) => (cells[at.row]?.[at.column] ?? null) !== null;
  if (key === "Home" || key === "End") {
    const own = cells[row] ?? [];
    const at =
      key === "Home" ? own.findIndex((cell) => cell !== null) : own.findLastIndex((cell) => cell !== null);
    return at < 0 ? null : { row, column: at };
  }
  const steps: Readonly<Record<string, readonly [number, number]>> = {
    ArrowLeft: [0, -1],
    ArrowRight: [0, 1],
    ArrowUp: [-1, 0],
    ArrowDown: [1, 0],
  };
  const step = steps[key];
  if (!step) return null;
  const [down, right] = step;
  const at = { row: row + down, column: column + right };
  while (at.row >= 0 && at.row < cells.length && at.column >= 0 && at.column < (cells[at.row]?.length ?? 0)) {
    if (isThere(at)) return at;
    at.row += down;
    at.column += right;
  }
  return null;
}
