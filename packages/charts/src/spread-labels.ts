/**
 * Moves labels apart: given where each wants to be, returns where each is put, in the same order, so that neighbours
 * are at least `gap` apart and all stay in [low, high] as far as they fit. Labels keep their order and move as little
 * as pushing allows; too many for the room are spread evenly over it.
 * @example
 * spreadLabels([10, 12], 13, 0, 100) // => [4.5, 17.5]
 */
export function spreadLabels(wanted: readonly number[], gap: number, low: number, high: number): number[] {
  const order = wanted.map((at, index) => ({ at, index })).sort((a, b) => a.at - b.at || a.index - b.index);
  const room = Math.min(gap, order.length > 1 ? (high - low) / (order.length - 1) : gap);
  // Pool adjacent labels that collide; each pool is centred on the mean of what its members want.
  const pools: { sum: number; count: number }[] = [];
  const start = (pool: { sum: number; count: number }) =>
    Math.min(
      Math.max(pool.sum / pool.count - ((pool.count - 1) * room) / 2, low),
      Math.max(low, high - (pool.count - 1) * room),
    );
  for (const { at } of order) {
    pools.push({ sum: at, count: 1 });
    for (;;) {
      const last = pools.at(-1);
      const previous = pools.at(-2);
      if (!last || !previous || start(previous) + previous.count * room <= start(last) + 1e-9) break;
      pools.splice(-2, 2, { sum: previous.sum + last.sum, count: previous.count + last.count });
    }
  }
  const placed = new Array<number>(wanted.length).fill(0);
  let next = 0;
  for (const pool of pools) {
    const top = start(pool);
    for (let member = 0; member < pool.count; member += 1, next += 1) {
      const entry = order[next];
      if (entry) placed[entry.index] = top + member * room;
    }
  }
  return placed;
}
