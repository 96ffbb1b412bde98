const known = new Map<string, number>();

/**
 * The month of a day or a month, as year x 12 + month - 1. Takes "YYYY-MM-DD" or "YYYY-MM". Each text is read once: of many rows
 * most share their days.
 */
export function monthOfDay(day: string): number {
  const found = known.get(day);
  if (found !== undefined) return found;
  const month = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
  known.set(day, month);
  return month;
}
