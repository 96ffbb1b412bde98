/**
 * Is this text a day of the calendar, written YYYY-MM-DD?
 *
 * @example
 * isCalendarDate("2024-02-30"); // false
 */
export function isCalendarDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
