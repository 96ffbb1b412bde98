import type { PeriodGrain } from "@tideline/metrics";

/** Months counted from year 0, so that differences are plain subtraction: "2025-12" is 24311. */
export function monthNumber(month: string): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
}

/** The inverse of `monthNumber`: 24311 is "2025-12". */
export function monthKey(number: number): string {
  const year = Math.floor(number / 12);
  return `${String(year).padStart(4, "0")}-${String((number % 12) + 1).padStart(2, "0")}`;
}

/** The key of the period of `grain` that holds a month: "2025-12", "2025-Q4" or "2025". */
export function periodKey(month: number, grain: PeriodGrain): string {
  const key = monthKey(month);
  if (grain === "month") return key;
  if (grain === "year") return key.slice(0, 4);
  return `${key.slice(0, 4)}-Q${Math.floor((month % 12) / 3) + 1}`;
}

/** First and last month of a period, by number; null when the key is none. */
export function periodMonths(key: string): { grain: PeriodGrain; first: number; last: number } | null {
  const match = /^(\d{4})(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?$/.exec(key);
  if (!match) return null;
  const january = Number(match[1]) * 12;
  if (match[2]) {
    const first = january + (Number(match[2]) - 1) * 3;
    return { grain: "quarter", first, last: first + 2 };
  }
  if (match[3]) {
    const month = january + Number(match[3]) - 1;
    return { grain: "month", first: month, last: month };
  }
  return { grain: "year", first: january, last: january + 11 };
}

/** The last day of a month, as an ISO date. */
export function lastDay(month: string): string {
  const year = Number(month.slice(0, 4));
  const index = Number(month.slice(5, 7));
  return new Date(Date.UTC(year, index, 0)).toISOString().slice(0, 10);
}
