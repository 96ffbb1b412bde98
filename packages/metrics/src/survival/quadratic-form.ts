/**
 * d' V^- d for a symmetric matrix V without negative eigenvalues, and V's rank: by elimination with the largest diagonal
 * element as pivot, leaving out rows that follow from the others (V^- is then a generalised inverse, and the value is the
 * same for every one of them as long as d lies in the space of V, as observed - expected does).
 */
export function quadraticForm(
  matrix: readonly (readonly number[])[],
  vector: readonly number[],
): { value: number; rank: number } {
  const rows = matrix.map((row) => [...row]);
  const rest = [...vector];
  const smallest = 1e-10 * Math.max(0, ...rows.map((row, i) => row[i] as number));
  const left = new Set(rows.keys());
  let value = 0;
  let rank = 0;
  while (left.size > 0) {
    let pivot = -1;
    let largest = smallest;
    for (const i of left) {
      const own = rows[i]?.[i] as number;
      if (own > largest) [pivot, largest] = [i, own];
    }
    if (pivot < 0) break;
    left.delete(pivot);
    const from = rows[pivot] as number[];
    const difference = rest[pivot] as number;
    value += (difference * difference) / largest;
    rank += 1;
    for (const i of left) {
      const row = rows[i] as number[];
      const factor = (row[pivot] as number) / largest;
      rest[i] = (rest[i] as number) - factor * difference;
      for (const k of left) row[k] = (row[k] as number) - factor * (from[k] as number);
    }
  }
  return { value, rank };
}
