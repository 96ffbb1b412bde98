/** Days and months as ISO text ("2026-02-05", "2026-02"), which sorts as it should. */

/** Asked again and again: what a function said before. */
function remembered<Result>(compute: (text: string, count: number) => Result) {
  const known = new Map<number, Map<string, Result>>();
  return (text: string, count: number): Result => {
    let own = known.get(count);
    if (!own) {
      own = new Map();
      known.set(count, own);
    }
    let found = own.get(text);
    if (found === undefined) {
      found = compute(text, count);
      own.set(text, found);
    }
    return found;
  };
}

/** The day `days` after (or before) `date`. */
export function addDays(date: string, days: number): string {
  const moment = new Date(`${date}T00:00:00Z`);
  moment.setUTCDate(moment.getUTCDate() + days);
  return moment.toISOString().slice(0, 10);
}

/** "2026-02-05" lies in "2026-02". */
export const monthOf = (date: string): string => date.slice(0, 7);

/** The month `count` months after (or before) `month`. */
export const addMonths = remembered((month, count) => {
  const number = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + count;
  return `${Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, "0")}`;
});

const lastDay = remembered((month, count) => addDays(`${addMonths(month, count)}-01`, -1));

export const lastDayOf = (month: string): string => lastDay(month, 1);

/** The same day of the month, `count` months later; the last day where that month is shorter. */
export function addWholeMonths(date: string, count: number): string {
  const month = addMonths(monthOf(date), count);
  return earliest([`${month}-${date.slice(8)}`, lastDayOf(month)]);
}

/** Whole months from one day to another; left-over days are left out. */
export function wholeMonths(from: string, to: string): number {
  let count = 0;
  while (addWholeMonths(from, count + 1) <= to) count += 1;
  return count;
}

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
