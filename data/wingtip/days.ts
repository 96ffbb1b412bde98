/** A calendar day as whole days since 1970-01-01. No clock, no time zone. */
export type Day = number;

const MS_A_DAY = 86_400_000;

export const dayOf = (year: number, month: number, date: number): Day =>
  Date.UTC(year, month - 1, date) / MS_A_DAY;

/** Reads YYYY-MM-DD. */
export const day = (text: string): Day => Date.parse(`${text}T00:00:00Z`) / MS_A_DAY;

/** Days as they were printed before: five years of them, some hundred thousand times. */
const printed = new Map<Day, string>();

/** Prints YYYY-MM-DD. */
export function iso(value: Day): string {
  const known = printed.get(value);
  if (known !== undefined) return known;
  const text = new Date(value * MS_A_DAY).toISOString().slice(0, 10);
  printed.set(value, text);
  return text;
}

export const yearOf = (value: Day): number => new Date(value * MS_A_DAY).getUTCFullYear();

/** The same date n months on; a date the month lacks becomes its last day. */
export function addMonths(value: Day, months: number): Day {
  const date = new Date(value * MS_A_DAY);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + 1 + months];
  return Math.min(dayOf(year, month, date.getUTCDate()), dayOf(year, month + 1, 0));
}

/** The first of the month n months after that of the day. */
export const firstOfMonth = (value: Day, monthsOn = 0): Day => {
  const date = new Date(value * MS_A_DAY);
  return dayOf(date.getUTCFullYear(), date.getUTCMonth() + 1 + monthsOn, 1);
};

/** The Friday before a Saturday or Sunday, else the day itself. */
export const weekday = (value: Day): Day => {
  const dayOfWeek = (value + 4) % 7; // 1970-01-01 was a Thursday; Sunday is 0
  return dayOfWeek === 0 ? value - 2 : dayOfWeek === 6 ? value - 1 : value;
};

export const AS_OF: Day = day("2025-12-31");
