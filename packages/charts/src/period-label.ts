import { formatPeriod } from "@tideline/metrics";

/** A period key taken apart: "2025-11" or "2025-11-01" (month), "2025-Q4" (quarter), "2025" (year). */
export type Period = { grain: "month" | "quarter" | "year"; year: number; first: number; last: number };

/** Reads a period key; months are 1 to 12. Null when it is none. */
export function parsePeriod(key: string): Period | null {
  const match = /^(\d{4})(?:-(?:Q([1-4])|(\d{2})(?:-\d{2})?))?$/.exec(key);
  if (!match) return null;
  const year = Number(match[1]);
  if (match[2])
    return { grain: "quarter", year, first: Number(match[2]) * 3 - 2, last: Number(match[2]) * 3 };
  if (!match[3]) return { grain: "year", year, first: 1, last: 12 };
  const month = Number(match[3]);
  return month >= 1 && month <= 12 ? { grain: "month", year, first: month, last: month } : null;
}

/** A month of a year; months below 1 and above 12 reach into the neighbouring years. */
export function monthLabel(year: number, month: number): string {
  return formatPeriod(monthKey(year * 12 + month - 1));
}

/** A period in words: "Nov 2025", "Q4 2025", "2025"; a key that is none stands as it is. */
export function periodLabel(key: string): string {
  const period = parsePeriod(key);
  return period ? formatPeriod(key) : key;
}

/** The key of a month counted from January of the year 0. */
function monthKey(index: number): string {
  return `${String(Math.floor(index / 12)).padStart(4, "0")}-${String((index % 12) + 1).padStart(2, "0")}`;
}

/** From one period to another in words: "Jan 2025 to Dec 2025"; the same one is named once. */
export function spanLabel(first: string, last: string): string {
  return first === last ? periodLabel(first) : `${periodLabel(first)} to ${periodLabel(last)}`;
}

/** Every month from the first to the last of those given, as report months ("2025-11-01"); none give none. */
export function monthsBetween(months: readonly string[]): string[] {
  const indexes = months.flatMap((month) => {
    const period = parsePeriod(month);
    return period?.grain === "month" ? [period.year * 12 + period.first - 1] : [];
  });
  if (indexes.length === 0) return [];
  const first = indexes.reduce((low, index) => Math.min(low, index));
  const last = indexes.reduce((high, index) => Math.max(high, index));
  return Array.from({ length: last - first + 1 }, (_, offset) => {
    return `${monthKey(first + offset)}-01`;
  });
}

export type PeriodTick = { index: number; label: string };

/**
 * Which periods of an axis are named, and how, so that labels do not touch: months as "Apr" with each January as its
 * year, quarters as "Q4 25", years as they are. `step` is the px from one period to the next, `width` measures a label.
 */
export function periodTicks(
  keys: readonly string[],
  step: number,
  width: (label: string) => number,
): PeriodTick[] {
  const first = keys[0];
  if (keys.length === 1 && first !== undefined) return [{ index: 0, label: periodLabel(first) }];
  const periods = keys.map(parsePeriod);
  const strides = periods[0]?.grain === "month" ? [1, 3, 6, 12, 24, 60, 120] : [1, 2, 4, 8, 20, 40];
  let ticks: PeriodTick[] = [];
  for (const stride of strides) {
    ticks = [];
    for (const [index, key] of keys.entries()) {
      const period = periods[index];
      if (!period) {
        if (index % stride === 0) ticks.push({ index, label: key });
      } else if (ordinal(period) % stride === 0) ticks.push({ index, label: tickLabel(period, stride) });
    }
    if (ticks.every((tick, at) => isClear(ticks[at - 1], tick, step, width))) break;
  }
  if (ticks.length === 0 && first !== undefined) return [{ index: 0, label: periodLabel(first) }];
  const [start, next] = ticks;
  const period = start && parsePeriod(keys[start.index] ?? "");
  if (start && period?.grain === "month" && period.first !== 1) {
    const dated = { index: start.index, label: monthLabel(period.year, period.first) };
    if (!next || isClear(dated, next, step, width)) return [dated, ...ticks.slice(1)];
  }
  return ticks;
}

function isClear(
  left: PeriodTick | undefined,
  right: PeriodTick,
  step: number,
  width: (label: string) => number,
) {
  if (!left) return true;
  return (right.index - left.index) * step >= (width(left.label) + width(right.label)) / 2 + 6;
}

function ordinal(period: Period): number {
  if (period.grain === "month") return period.first - 1 + 12 * period.year;
  if (period.grain === "quarter") return period.year * 4 + period.last / 3 - 1;
  return period.year;
}

function tickLabel(period: Period, stride: number): string {
  if (period.grain === "year") return String(period.year);
  if (period.grain === "quarter") {
    return stride >= 4
      ? String(period.year)
      : formatPeriod(`${period.year}-Q${period.last / 3}`, { short: true });
  }
  return period.first === 1 ? String(period.year) : monthLabel(period.year, period.first).slice(0, 3);
}
