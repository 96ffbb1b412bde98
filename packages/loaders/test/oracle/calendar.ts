/** Days and months as ISO text ("2026-02-05", "2026-02"), which sorts as it should. */

/** The day `days` after (or before) `date`. */
export function addDays(date: string, days: number): string {
  const moment = new Date(`${date}T00:00:00Z`);
  moment.setUTCDate(moment.getUTCDate() + days);
  return moment.toISOString().slice(0, 10);
}

/** "2026-02-05" lies in "2026-02". */
export const monthOf = (date: string): string => date.slice(0, 7);

/** The month `count` months after (or before) `month`. */
export function addMonths(month: string, count: number): string {
  const number = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + count;
  return `${Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, "0")}`;
}

export const lastDayOf = (month: string): string => addDays(`${addMonths(month, 1)}-01`, -1);

/** Every month from `first` to `last`, both included; none when `first` is later. */
export function monthsBetween(first: string, last: string): string[] {
  const months: string[] = [];
  for (let month = first; month <= last; month = addMonths(month, 1)) months.push(month);
  return months;
}

/** The last month that has wholly passed at the end of `asOf`. */
export const lastWholeMonth = (asOf: string): string =>
  lastDayOf(monthOf(asOf)) === asOf ? monthOf(asOf) : addMonths(monthOf(asOf), -1);

export const earliest = (dates: readonly string[]): string => [...dates].sort()[0] ?? "9999-12-31";

export const latest = (dates: readonly string[]): string => [...dates].sort().at(-1) ?? "0000-01-01";
