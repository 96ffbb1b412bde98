/**
 * Every how many months does an export have rows, as its own rows say?
 *
 * The largest distance between one month with rows and the next that at least a third of all distances have, and at least
 * two: 1 for what happens each month, 6 for surveys twice a year, the longer of the two where each takes a month and the
 * next. Nothing repeats: as long as the longest. Where there are twelve distances and more, nine of ten are no longer either: a
 * file that rests now and then lacks nothing when it does. Of fewer than three distances nothing can be learnt: 1.
 * @param months months with rows as whole numbers, ascending, each once
 * @example cadence([24278, 24284, 24290, 24302]) // 6
 */
export function cadence(months: readonly number[]): number {
  const distances = months.slice(1).map((month, place) => month - (months[place] ?? month));
  if (distances.length < 3) return 1;
  const usual = distances.filter((one) => {
    const alike = distances.filter((other) => other === one).length;
    return alike >= 2 && alike * 3 >= distances.length;
  });
  const most = distances.toSorted((a, b) => a - b)[Math.ceil(distances.length * 0.9) - 1] ?? 1;
  return Math.max(...(usual.length === 0 ? distances : usual), distances.length < 12 ? 1 : most);
}

/**
 * In which months does an export lack the rows it should have had, by its own cadence?
 *
 * Where two months with rows are further apart than `every`, the months between at that distance.
 * @param months months with rows as whole numbers, ascending, each once
 * @param every the cadence, in months
 * @example missingMonths([24278, 24284, 24296], 6) // [24290]
 */
export function missingMonths(months: readonly number[], every: number): number[] {
  return months.slice(1).flatMap((month, place) => {
    const before = months[place] ?? month;
    const count = Math.ceil((month - before) / every) - 1;
    return Array.from({ length: count }, (_, step) => before + (step + 1) * every);
  });
}
